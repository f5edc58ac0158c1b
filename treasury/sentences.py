"""How each step of batches, payments and changes of account is told once it has happened."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.sentences import TOLD, Naming, Sentence, say
from people.roles import Role


def register_all() -> None:
    """Say every command of treasury's machines."""
    _say_batches()
    _say_payments()
    _say_changes()
    _say_remittances()


def _say_batches() -> None:
    say(
        "treasury.batch",
        open=Sentence(_("%(who)s opened the batch")),
        submit=Sentence(_("%(who)s submitted the batch"), amount=TOLD),
        approve=Sentence(_("%(who)s approved the batch"), amount=TOLD),
        send_back=Sentence(_("%(who)s sent the batch back to be changed")),
        void_approval=Sentence(_("A payment changed: the batch has to be approved again")),
        release=Sentence(_("%(who)s released the batch to the bank"), amount=TOLD),
        close=Sentence(_("%(who)s closed the batch: every payment is final")),
        cancel=Sentence(_("%(who)s cancelled the batch: its sums are due again")),
    )


def _say_payments() -> None:
    say(
        "treasury.paymentline",
        include=Sentence(_("%(who)s put payment %(what)s in"), amount=TOLD),
        exclude=Sentence(
            _("%(who)s took payment %(what)s out"),
            by={Role.SYSTEM: _("Payment %(what)s was taken out")},
        ),
        hold=Sentence(
            _("%(who)s held payment %(what)s"),
            by={Role.SYSTEM: _("Payment %(what)s was held")},
        ),
        put_back=Sentence(_("%(who)s put payment %(what)s back in")),
        send=Sentence(_("Payment %(what)s went to the bank"), amount=TOLD),
        execute=Sentence(_("%(who)s entered that the bank paid %(what)s"), amount=TOLD),
        refuse=Sentence(_("%(who)s entered that the bank refused %(what)s")),
        return_payment=Sentence(_("%(who)s entered that the bank returned %(what)s"), amount=TOLD),
        mark_reissued=Sentence(_("Payment %(what)s was sent again and paid")),
        drop=Sentence(_("%(who)s gave payment %(what)s up")),
    )


def _say_changes() -> None:
    say(
        "treasury.ibanchange",
        naming=Naming(),
        request=Sentence(
            _("%(who)s asked to be paid on another account"),
            own=pgettext_lazy("own case", "Another account was asked for"),
            by={Role.OPERATOR: _("%(who)s asked for another account, for the person")},
        ),
        verify=Sentence(
            _("%(who)s verified the account by a second channel"),
            own=pgettext_lazy("own case", "The account was verified"),
        ),
        take_effect=Sentence(
            _("%(who)s put the new account into effect"),
            own=pgettext_lazy("own case", "The new account is in effect"),
            by={Role.SYSTEM: _("The waiting time is over: the new account is in effect")},
        ),
        refuse=Sentence(
            _("%(who)s refused the account"),
            own=pgettext_lazy("own case", "The new account was not accepted"),
        ),
    )


def _say_remittances() -> None:
    say(
        "treasury.remittance",
        open=Sentence(_("%(who)s began to pay withholdings over")),
        submit=Sentence(_("%(who)s submitted the payment of withholdings"), amount=TOLD),
        approve=Sentence(_("%(who)s approved the payment of withholdings"), amount=TOLD),
        send_back=Sentence(_("%(who)s sent the payment of withholdings back")),
        pay_over=Sentence(_("%(who)s entered that the withholdings were paid over"), amount=TOLD),
        cancel=Sentence(_("%(who)s gave the payment of withholdings up")),
    )
