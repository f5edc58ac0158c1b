"""How a variation is told once it has happened: to the office, and to the person."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.sentences import Naming, Sentence, say
from people.roles import Role


def register_all() -> None:
    """Say every command of a variation."""
    approved = Sentence(
        _("%(who)s approved the variation"),
        own=pgettext_lazy("own case", "The change of your plan was approved: sign it"),
    )
    say(
        "lifecycle.variation",
        naming=Naming(),
        draft=Sentence(
            _("%(who)s began a variation"),
            own=pgettext_lazy("own case", "A change of your plan was begun"),
        ),
        submit=Sentence(
            _("%(who)s submitted the variation"),
            own=pgettext_lazy("own case", "The change of your plan was sent"),
        ),
        take=Sentence(
            _("%(who)s took the variation up"),
            own=pgettext_lazy("own case", "The office looks at the change of your plan"),
        ),
        ask_integration=Sentence(_("The variation waits for what the person was asked for")),
        go_on=Sentence(_("The variation goes on after the integration")),
        approve_minor=approved,
        approve=approved,
        sign=Sentence(
            _("%(who)s signed the variation: it is in effect"),
            own=pgettext_lazy("own case", "You signed the change of your plan"),
            by={Role.OPERATOR: _("%(who)s recorded the signature of the variation")},
        ),
        put_in_effect=Sentence(
            _("%(who)s put the variation into effect"),
            own=pgettext_lazy("own case", "The change of your plan is in effect"),
        ),
        refuse=Sentence(
            _("%(who)s refused the variation"),
            own=pgettext_lazy("own case", "The change of your plan was not approved"),
        ),
        withdraw=Sentence(
            _("%(who)s withdrew the variation"),
            own=pgettext_lazy("own case", "The change of your plan was given up"),
        ),
        lapse=Sentence(
            _("Nobody signed the variation in time"),
            own=pgettext_lazy("own case", "The change of your plan was not signed in time"),
        ),
        end_with_case=Sentence(_("The variation ended with the case")),
    )
