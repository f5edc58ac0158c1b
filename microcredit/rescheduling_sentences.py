"""How a rescheduling and an early repayment are said as sentences."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.sentences import TOLD, Sentence, say

ASKED = pgettext_lazy("own case", "A new plan was asked for")


def register_all() -> None:
    """Let the timelines say how a plan was changed."""
    say(
        "microcredit.loan",
        reschedule=Sentence(
            _("The new plan took the place of the old one"),
            own=pgettext_lazy("own case", "Your new plan is in effect"),
        ),
        undo_rescheduling=Sentence(
            _("%(who)s undid the rescheduling"),
            own=pgettext_lazy("own case", "Your plan of before is in effect again"),
        ),
        prepay_part=Sentence(
            _("%(who)s entered an early repayment"),
            own=pgettext_lazy("own case", "Your early repayment arrived"),
            amount=TOLD,
        ),
    )
    say(
        "microcredit.rescheduling",
        request=Sentence(_("%(who)s asked for a new plan"), own=ASKED),
        examine=Sentence(
            _("%(who)s wrote the household's budget of now"),
            own=pgettext_lazy("own case", "The office wrote down what your household has now"),
        ),
        simulate=Sentence(
            _("%(who)s simulated a variant of the new plan"),
            own=pgettext_lazy("own case", "The office reckoned one way of paying anew"),
        ),
        choose=Sentence(
            _("%(who)s chose a variant of the new plan"),
            own=pgettext_lazy("own case", "One of the new plans was chosen for you"),
        ),
        approve=Sentence(
            _("%(who)s approved the new plan"),
            own=pgettext_lazy("own case", "Your new plan was approved: sign it"),
        ),
        sign=Sentence(
            _("%(who)s signed the new plan"),
            own=pgettext_lazy("own case", "You signed the new plan"),
        ),
        take_effect=Sentence(_("The day of the new plan has come")),
        reject=Sentence(
            _("%(who)s rejected the new plan"),
            own=pgettext_lazy("own case", "The request for a new plan was not accepted"),
        ),
        withdraw=Sentence(
            _("%(who)s took the request for a new plan back"),
            own=pgettext_lazy("own case", "The request for a new plan was taken back"),
        ),
        expire=Sentence(
            _("The new plan was not signed in time"),
            own=pgettext_lazy("own case", "The new plan was not signed in time"),
        ),
        end_with_loan=Sentence(_("The rescheduling ended with the loan")),
    )
