"""How a recovery is told once it has happened: to the office, and to the person."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.sentences import TOLD, Naming, Sentence, say


def register_all() -> None:
    """Say every command of a recovery and of its receipts."""
    _say_the_demand()
    _say_the_end()
    say(
        "lifecycle.recoveryreceipt",
        enter=Sentence(
            _("%(who)s entered money that came in"),
            own=pgettext_lazy("own case", "A repayment of yours came in"),
            amount=TOLD,
        ),
    )


def _say_the_demand() -> None:
    say(
        "lifecycle.recovery",
        naming=Naming(),
        open=Sentence(
            _("%(who)s opened a recovery"),
            own=pgettext_lazy("own case", "The office looks at what is to be paid back"),
        ),
        demand=Sentence(
            _("%(who)s demanded the repayment"),
            own=pgettext_lazy("own case", "The office asked you to pay back"),
            amount=TOLD,
        ),
        do_not_pursue=Sentence(
            _("%(who)s decided not to pursue a small debt"),
            own=pgettext_lazy("own case", "You need not pay anything back"),
        ),
        note_part=Sentence(_("A first part of the debt came in"), amount=TOLD),
        note_payment=Sentence(_("A part of the debt came in"), amount=TOLD),
        note_paid=Sentence(
            _("The debt is paid back"),
            own=pgettext_lazy("own case", "You have paid everything back"),
        ),
        note_recovered=Sentence(
            _("The debt was collected by enforcement"),
            own=pgettext_lazy("own case", "You have paid everything back"),
        ),
        agree_instalments=Sentence(
            _("%(who)s agreed on instalments"),
            own=pgettext_lazy("own case", "You can pay back in instalments"),
            amount=TOLD,
        ),
        lose_plan=Sentence(
            _("The instalment plan was lost: two instalments are unpaid"),
            own=pgettext_lazy("own case", "The instalments were not paid: all is due at once"),
        ),
        set_off=Sentence(
            _("%(who)s set a part of the debt off against a payment"),
            own=pgettext_lazy("own case", "A payment to you settled what you had to pay back"),
            amount=TOLD,
        ),
        note_set_off=Sentence(_("All of the debt was set off")),
    )


def _say_the_end() -> None:
    say(
        "lifecycle.recovery",
        suspend=Sentence(
            _("The recovery stands still while an appeal is pending"),
            own=pgettext_lazy("own case", "For now you need not pay back: there is an appeal"),
        ),
        resume=Sentence(
            _("The recovery goes on"),
            own=pgettext_lazy("own case", "What is to be paid back is due again"),
        ),
        give_notice=Sentence(
            _("%(who)s gave formal notice"),
            own=pgettext_lazy("own case", "The office asked you to pay back for the last time"),
            amount=TOLD,
        ),
        enforce=Sentence(
            _("%(who)s handed the debt over to enforcement"),
            own=pgettext_lazy("own case", "What you owe is now collected by another office"),
        ),
        give_up=Sentence(
            _("%(who)s declared the debt irrecoverable"),
            own=pgettext_lazy("own case", "The office gave the repayment up"),
            amount=TOLD,
        ),
        close=Sentence(
            _("%(who)s closed the file of the debt"),
            own=pgettext_lazy("own case", "The file of the repayment is closed"),
        ),
        annul=Sentence(
            _("The recovery was annulled: every entry was undone"),
            own=pgettext_lazy("own case", "You need not pay anything back"),
        ),
        give_back=Sentence(
            _("%(who)s entered that the money was given back"),
            own=pgettext_lazy("own case", "What you had paid was given back to you"),
            amount=TOLD,
        ),
    )
