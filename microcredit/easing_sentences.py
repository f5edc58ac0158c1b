"""How what eases a borrower, and what time brings, is said as sentences."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.sentences import TOLD, Naming, Sentence, say


def register_all() -> None:
    """Let the timelines say the events of holidays, waivers and reminders."""
    _say_the_loan()
    _say_holidays()
    say(
        "microcredit.relief",
        naming=Naming(cents=lambda row: int(row.cents or 0)),
        grant=Sentence(_("An act that eases the debt was recorded"), amount=TOLD),
        undo=Sentence(_("An act that eased the debt counts no more"), amount=TOLD),
    )


def _say_the_loan() -> None:
    say(
        "microcredit.loan",
        undo_disbursement=Sentence(
            _("%(who)s undid the payment that the bank had returned"),
            own=pgettext_lazy("own case", "Your bank sent the money back: the contract stands"),
        ),
        accrue=Sentence(_("The interest of an instalment fell due")),
        remind=Sentence(
            _("A reminder was sent"),
            own=pgettext_lazy("own case", "You were reminded of an instalment"),
        ),
        start_holiday=Sentence(
            _("The payment holiday began"),
            own=pgettext_lazy("own case", "Your payment holiday began"),
        ),
        end_holiday=Sentence(
            _("The payment holiday is over"),
            own=pgettext_lazy("own case", "Your payment holiday is over"),
        ),
        waive_charges=Sentence(
            _("%(who)s waived interest or charges"),
            own=pgettext_lazy("own case", "A part of interest or charges was waived for you"),
            amount=TOLD,
        ),
        unwaive=Sentence(
            _("%(who)s took a waiver back"),
            own=pgettext_lazy("own case", "A waiver of charges was taken back"),
        ),
    )


def _say_holidays() -> None:
    say(
        "microcredit.holiday",
        request=Sentence(
            _("%(who)s asked for a payment holiday"),
            own=pgettext_lazy("own case", "A payment holiday was asked for"),
        ),
        propose=Sentence(
            _("%(who)s proposed the payment holiday"),
            own=pgettext_lazy("own case", "The office proposed your payment holiday"),
        ),
        approve=Sentence(
            _("%(who)s approved the payment holiday"),
            own=pgettext_lazy("own case", "Your payment holiday was approved"),
        ),
        approve_further=Sentence(
            _("%(who)s approved a further payment holiday"),
            own=pgettext_lazy("own case", "Your payment holiday was approved"),
        ),
        refuse=Sentence(
            _("%(who)s refused the payment holiday"),
            own=pgettext_lazy("own case", "Your payment holiday was refused"),
        ),
        withdraw=Sentence(
            _("%(who)s took the request for a payment holiday back"),
            own=pgettext_lazy("own case", "The request for a payment holiday was taken back"),
        ),
        begin=Sentence(_("The first day of the payment holiday has come")),
        end=Sentence(_("The months of the payment holiday are over")),
        end_early=Sentence(
            _("%(who)s ended the payment holiday early"),
            own=pgettext_lazy("own case", "Your payment holiday was ended early"),
        ),
        end_with_loan=Sentence(_("The payment holiday ended with the loan")),
    )
