"""How an adverse notice is told once it has happened: to the office, and to the person."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.sentences import Naming, Sentence, say
from people.roles import Role


def register_all() -> None:
    """Say every command of an adverse notice."""
    say(
        "lifecycle.adversenotice",
        naming=Naming(),
        propose=Sentence(
            _("%(who)s proposed an adverse notice"),
            own=pgettext_lazy("own case", "The office looks at what stands against it"),
        ),
        notify=Sentence(
            _("%(who)s gave the adverse notice: the clock stands"),
            own=pgettext_lazy("own case", "The office told you why it may say no"),
        ),
        receive=Sentence(
            _("%(who)s recorded the receipt of the adverse notice"),
            own=pgettext_lazy("own case", "You received the notice"),
            by={Role.PARTICIPANT: _("%(who)s received the adverse notice")},
        ),
        observe=Sentence(
            _("%(who)s made observations on the adverse notice"),
            own=pgettext_lazy("own case", "You answered the notice"),
            by={Role.OPERATOR: _("%(who)s made observations, for the person")},
        ),
        expire=Sentence(
            _("The days for observations passed"),
            own=pgettext_lazy("own case", "The time for answering the notice is over"),
        ),
        uphold=Sentence(
            _("%(who)s upheld the reasons of the adverse notice"),
            own=pgettext_lazy("own case", "The office did not change its mind"),
        ),
        drop=Sentence(
            _("%(who)s dropped the adverse notice"),
            own=pgettext_lazy("own case", "The office took the notice back"),
        ),
        end_with_case=Sentence(_("The adverse notice ended with the case")),
    )
