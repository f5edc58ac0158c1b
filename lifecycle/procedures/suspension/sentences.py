"""How a suspension is told once it has happened: to the office, and to the person."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.sentences import Naming, Sentence, say
from people.roles import Role


def register_all() -> None:
    """Say every command of a suspension."""
    say(
        "lifecycle.suspension",
        naming=Naming(),
        request=Sentence(
            _("%(who)s asked for a suspension"),
            own=pgettext_lazy("own case", "A suspension was asked for"),
            by={Role.OPERATOR: _("%(who)s asked for a suspension, for the person")},
        ),
        approve=Sentence(
            _("%(who)s approved the suspension"),
            own=pgettext_lazy("own case", "The suspension was approved"),
        ),
        refuse=Sentence(
            _("%(who)s refused the suspension"),
            own=pgettext_lazy("own case", "The suspension was not approved"),
        ),
        begin=Sentence(
            _("The suspension began"),
            own=pgettext_lazy("own case", "The suspension began"),
        ),
        end=Sentence(
            _("%(who)s checked the requirements again: the case goes on"),
            own=pgettext_lazy("own case", "The suspension is over"),
        ),
        expire=Sentence(
            _("The last day of the suspension passed: it goes on, or is revoked"),
            own=pgettext_lazy("own case", "The last day of the suspension has passed"),
        ),
        end_with_case=Sentence(_("The suspension ended with the case")),
    )
