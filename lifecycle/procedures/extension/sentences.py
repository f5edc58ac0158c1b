"""How an extension is told once it has happened: to the office, and to the person."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.sentences import Naming, Sentence, say
from people.roles import Role


def register_all() -> None:
    """Say every command of an extension."""
    granted = Sentence(
        _("%(who)s granted the extension"),
        own=pgettext_lazy("own case", "You have more time"),
    )
    say(
        "lifecycle.extension",
        naming=Naming(),
        request=Sentence(
            _("%(who)s asked for more time"),
            own=pgettext_lazy("own case", "You asked for more time"),
            by={Role.OPERATOR: _("%(who)s asked for more time, for the person")},
        ),
        approve=granted,
        approve_longer=granted,
        refuse=Sentence(
            _("%(who)s refused the extension"),
            own=pgettext_lazy("own case", "The office gave no more time"),
        ),
        lapse=Sentence(
            _("The term passed before anybody decided on the extension"),
            own=pgettext_lazy("own case", "The request for more time is over"),
        ),
        end_with_case=Sentence(_("The request for more time ended with the case")),
    )
