"""How a transfer is told once it has happened: to the offices, and to the person."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.procedures.kinds import kinds
from lifecycle.procedures.office import COMMAND
from lifecycle.sentences import Naming, Sentence, say
from lifecycle.steps import steps_of
from people.roles import Role


def register_all() -> None:
    """Say every command of a transfer, and what it brings to the other procedures of the case."""
    followed = Sentence(_("“%(what)s” went over to the new partner with its case"))
    for kind in kinds():
        if COMMAND in steps_of(kind):
            say(kind._meta.label_lower, naming=None, **{COMMAND: followed})
    say(
        "lifecycle.transfer",
        naming=Naming(),
        request=Sentence(
            _("%(who)s asked for the transfer to another partner"),
            own=pgettext_lazy("own case", "You asked that another office follows you"),
            by={Role.OPERATOR: _("%(who)s asked for the transfer, for the person")},
        ),
        release=Sentence(
            _("%(who)s released the case to the new partner"),
            own=pgettext_lazy("own case", "Your office agrees; the new one has to accept"),
        ),
        accept=Sentence(
            _("%(who)s accepted the case for the new partner"),
            own=pgettext_lazy("own case", "The new office follows you from now on"),
        ),
        refuse=Sentence(
            _("%(who)s refused the transfer"),
            own=pgettext_lazy("own case", "Your office stays the same"),
        ),
        decline=Sentence(
            _("%(who)s did not accept the case for the new partner"),
            own=pgettext_lazy("own case", "Your office stays the same"),
        ),
        take_back=Sentence(
            _("%(who)s took the request for transfer back"),
            own=pgettext_lazy("own case", "The request was taken back"),
        ),
        end_with_case=Sentence(_("The request for transfer ended with the case")),
    )
