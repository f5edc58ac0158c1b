"""How a waiver is told once it has happened: to the office, and to the person."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.sentences import Naming, Sentence, say
from people.roles import Role


def register_all() -> None:
    """Say every command of a waiver."""
    say(
        "lifecycle.waiver",
        naming=Naming(),
        declare=Sentence(
            _("%(who)s declared to give up"),
            own=pgettext_lazy("own case", "You said that you give up"),
            by={Role.OPERATOR: _("%(who)s took down that the person gives up")},
        ),
        check_free_will=Sentence(
            _("%(who)s recorded the conversation with a mediator"),
            own=pgettext_lazy("own case", "A mediator spoke with you"),
        ),
        take_note=Sentence(
            _("%(who)s took note of the waiver"),
            own=pgettext_lazy("own case", "The office took note"),
        ),
        take_effect=Sentence(
            _("%(who)s put the waiver into effect"),
            own=pgettext_lazy("own case", "The waiver is in effect"),
        ),
        retract=Sentence(
            _("%(who)s took the waiver back"),
            own=pgettext_lazy("own case", "You took the waiver back: everything stays"),
            by={Role.OPERATOR: _("%(who)s recorded that the person takes the waiver back")},
        ),
        end_with_case=Sentence(_("The waiver ended with the case")),
    )
