"""How each step of claims, items and statements is told once it has happened."""

from django.utils.translation import gettext_lazy as _

from lifecycle.sentences import TOLD, Sentence, say
from people.roles import Role


def register_all() -> None:
    """Say every command of expenditure's machines."""
    say(
        "expenditure.claim",
        open=Sentence(_("%(who)s opened the claim")),
        cancel=Sentence(_("%(who)s cancelled the claim")),
        precheck=Sentence(
            _("%(who)s checked the claim"),
            by={Role.SYSTEM: _("The claim was checked")},
            amount=TOLD,
        ),
        edit=Sentence(_("%(who)s opened the claim to changes again")),
        sign=Sentence(_("%(who)s signed the claim")),
        unsign=Sentence(_("%(who)s took the signature back")),
        transmit=Sentence(_("%(who)s transmitted the claim"), amount=TOLD),
        withdraw=Sentence(_("%(who)s withdrew the claim")),
    )
    say(
        "expenditure.item",
        enter=Sentence(
            _("%(who)s took the payment up as an expenditure item"),
            by={Role.SYSTEM: _("The payment was taken up as an expenditure item")},
        ),
        complete=Sentence(_("%(who)s completed the item"), amount=TOLD),
        reopen=Sentence(_("%(who)s opened the item to changes again")),
        cancel=Sentence(_("%(who)s gave the item up")),
        include=Sentence(_("%(who)s put the item into a claim"), amount=TOLD),
        declare=Sentence(_("The item was declared with its claim"), amount=TOLD),
        exclude=Sentence(
            _("%(who)s took the item out of its claim"),
            by={Role.SYSTEM: _("The item left its claim, which was cancelled or withdrawn")},
        ),
    )
    _say_corrections()
    say(
        "expenditure.snapshot",
        freeze=Sentence(_("The rows of the statement were frozen as transmitted")),
    )


def _say_corrections() -> None:
    say(
        "expenditure.correction",
        find=Sentence(_("%(who)s noted a finding on the item"), amount=TOLD),
        confirm=Sentence(_("%(who)s confirmed the correction"), amount=TOLD),
        drop=Sentence(_("%(who)s did not confirm the finding")),
        deduct=Sentence(_("%(who)s put the correction into a claim, to be deducted"), amount=TOLD),
        take_out=Sentence(
            _("%(who)s took the deduction out of its claim"),
            by={Role.SYSTEM: _("The deduction left its claim, which was cancelled or withdrawn")},
        ),
        withdraw=Sentence(_("The amount was withdrawn with a later claim"), amount=TOLD),
        overturn=Sentence(_("%(who)s overturned the finding")),
        reinstate=Sentence(_("%(who)s reinstated what had been withdrawn")),
        claim_again=Sentence(_("%(who)s put what had been withdrawn into a claim"), amount=TOLD),
        take_out_again=Sentence(
            _("%(who)s took it out of the claim again"),
            by={Role.SYSTEM: _("It left its claim, which was cancelled or withdrawn")},
        ),
        restore=Sentence(_("The amount was claimed again"), amount=TOLD),
    )
