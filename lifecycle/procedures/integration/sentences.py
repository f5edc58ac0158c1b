"""How a request for integration is told once it has happened: to the office, and to the person."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.sentences import Naming, Sentence, say
from people.roles import Role


def register_all() -> None:
    """Say every command of the request and of its items."""
    _say_the_request()
    say(
        "lifecycle.integrationitem",
        ask=Sentence(
            _("%(who)s wrote down what is missing: %(what)s"),
            own=pgettext_lazy("own case", "Something is missing"),
        ),
        answer=Sentence(
            _("%(who)s answered: %(what)s"),
            own=pgettext_lazy("own case", "You sent something that was missing"),
        ),
        accept=Sentence(
            _("%(who)s accepted the answer: %(what)s"),
            own=pgettext_lazy("own case", "An answer was accepted"),
        ),
        find_insufficient=Sentence(
            _("%(who)s found the answer not sufficient: %(what)s"),
            own=pgettext_lazy("own case", "An answer was not enough"),
        ),
    )


def _say_the_request() -> None:
    sent = Sentence(
        _("%(who)s asked the person for what is missing"),
        own=pgettext_lazy("own case", "The office asked you for what is missing"),
    )
    say(
        "lifecycle.integrationrequest",
        naming=Naming(),
        draft=Sentence(
            _("%(who)s prepared a request for integration"),
            own=pgettext_lazy("own case", "The office looks at what is missing"),
        ),
        send=sent,
        send_again=sent,
        send_beyond=sent,
        note_answer=Sentence(_("A first answer came in")),
        complete=Sentence(
            _("%(who)s completed the integration"),
            own=pgettext_lazy("own case", "You completed what was missing"),
            by={Role.OPERATOR: _("%(who)s completed the integration, for the person")},
        ),
        expire=Sentence(
            _("The term of the integration passed: the case goes back to the officer"),
            own=pgettext_lazy("own case", "The time for what was missing is over"),
        ),
        extend=Sentence(
            _("The term of the integration was lengthened"),
            own=pgettext_lazy("own case", "You have more time for what is missing"),
        ),
        accept=Sentence(
            _("%(who)s accepted the answers: nothing is missing any more"),
            own=pgettext_lazy("own case", "Nothing is missing any more"),
        ),
        find_insufficient=Sentence(
            _("%(who)s found the answers not sufficient"),
            own=pgettext_lazy("own case", "Something is still missing"),
        ),
        give_up=Sentence(
            _("%(who)s gave the request for integration up"),
            own=pgettext_lazy("own case", "Nothing had to be asked"),
        ),
        close_by_office=Sentence(
            _("%(who)s closed the request: what is missing is no longer needed"),
            own=pgettext_lazy("own case", "What was missing is no longer needed"),
        ),
        end_with_case=Sentence(_("The request for integration ended with the case")),
    )
