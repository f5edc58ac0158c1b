"""How arrears, losses, revocation and re-opening of a loan are said as sentences."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.sentences import TOLD, Sentence, say


def register_all() -> None:
    """Let the timelines say what comes of a loan that is not paid."""
    _say_arrears()
    _say_losses()


def _say_arrears() -> None:
    say(
        "microcredit.loan",
        formal_notice=Sentence(
            _("%(who)s gave formal notice"),
            own=pgettext_lazy("own case", "You got a formal notice: read until when to pay"),
            amount=TOLD,
        ),
        accelerate=Sentence(
            _("%(who)s let the whole loan fall due"),
            own=pgettext_lazy("own case", "The whole loan is due now"),
            amount=TOLD,
        ),
        restore_term=Sentence(
            _("%(who)s restored the instalments"),
            own=pgettext_lazy("own case", "You pay in instalments again"),
        ),
        start_recovery=Sentence(
            _("%(who)s started the recovery"),
            own=pgettext_lazy("own case", "The repayment of the loan was demanded"),
        ),
        recovered=Sentence(
            _("The loan was recovered"), own=pgettext_lazy("own case", "The loan is repaid")
        ),
        death=Sentence(
            _("%(who)s entered that the borrower has died"),
            own=pgettext_lazy("own case", "The office entered that the borrower has died"),
        ),
    )


def _say_losses() -> None:
    say(
        "microcredit.loan",
        agree_settlement=Sentence(
            _("%(who)s agreed on a settlement"),
            own=pgettext_lazy("own case", "A settlement was agreed: read how much, and by when"),
            amount=TOLD,
        ),
        settle=Sentence(
            _("%(who)s settled the loan and remitted the rest"),
            own=pgettext_lazy("own case", "The loan is settled: you owe nothing any more"),
            amount=TOLD,
        ),
        write_off=Sentence(
            _("%(who)s wrote the loan off"),
            own=pgettext_lazy("own case", "The office does not expect to get this loan back"),
            amount=TOLD,
        ),
        late_recovery=Sentence(
            _("%(who)s entered money for a loan that was written off"),
            own=pgettext_lazy("own case", "Your payment arrived"),
            amount=TOLD,
        ),
        revoke=Sentence(
            _("The loan was revoked"), own=pgettext_lazy("own case", "Your loan was revoked")
        ),
        fall_due=Sentence(
            _("All that was lent fell due"),
            own=pgettext_lazy("own case", "The whole loan is due now"),
            amount=TOLD,
        ),
        reinstate=Sentence(
            _("The revocation fell: the loan is as before"),
            own=pgettext_lazy("own case", "Your loan goes on as before"),
        ),
        reopen=Sentence(
            _("The loan was re-opened"), own=pgettext_lazy("own case", "Your loan was re-opened")
        ),
        lock_again=Sentence(
            _("The loan was closed again"),
            own=pgettext_lazy("own case", "Your loan was closed again"),
        ),
    )
