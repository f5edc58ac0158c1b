"""P-INT row by row: drafted, sent, answered item by item, examined (lifecycles 1)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.acts import Act
from lifecycle.effects import Announcement, Effects, Word
from lifecycle.procedures.causing import case_allows
from lifecycle.procedures.integration import guards
from lifecycle.procedures.integration.facts import RequestFacts
from lifecycle.procedures.integration.states import WITH_THE_PERSON
from lifecycle.procedures.integration.states import RequestState as S
from lifecycle.procedures.office import follows_its_case
from lifecycle.state_field import StateField
from lifecycle.steps import Eyes, opening, step
from people.roles import Role

if TYPE_CHECKING:
    from lifecycle.models import IntegrationRequest

OFFICE = [Role.GRANT_OFFICER, Role.CONTROLLER]


class RequestLifecycle(RequestFacts):
    """What is missing is asked once, with a term; the clock of the case stands meanwhile."""

    CODE = "P-INT"
    TITLE = _("Request for integration")

    state = StateField(protected=True, choices=S.choices, default=S.DRAFTED, max_length=20)

    class Meta:
        abstract = True

    change_office = follows_its_case("PI14", [S.DRAFTED, *WITH_THE_PERSON, S.ANSWERED])

    @opening(
        "PI01",
        by=OFFICE,
        label=_("Prepare a request for integration"),
        guards=[guards.it_is_of_this_case, case_allows("integration.sent")],
    )
    def draft(self: IntegrationRequest, act: Act) -> None:
        """Begin to write down what is missing."""
        self.set_up(act)
        earlier = type(self).objects.as_system().filter(case_label=self.case_label)
        self.round = earlier.exclude(sent_on=None).count() + 1

    @step(
        "PI02",
        source=S.DRAFTED,
        target=S.SENT,
        by=OFFICE,
        label=pgettext_lazy("a request", "Send"),
        guards=[
            case_allows("integration.sent"),
            guards.something_is_asked,
            guards.it_is_the_first_round,
        ],
    )
    def send(self: IntegrationRequest, act: Act) -> Effects:
        """Send it: the person has the call's days, and the clock of the case stands."""
        return _sent(self, act)

    @step(
        "PI03",
        source=S.DRAFTED,
        target=S.SENT,
        by=OFFICE,
        eyes=Eyes.E1,
        label=_("Send a further round"),
        guards=[
            case_allows("integration.sent"),
            guards.something_is_asked,
            guards.it_is_a_further_round,
            guards.a_round_is_left,
        ],
    )
    def send_again(self: IntegrationRequest, act: Act) -> Effects:
        """Send a further round, by another officer than who prepared it."""
        return _sent(self, act)

    @step(
        "PI04",
        source=S.DRAFTED,
        target=S.SENT,
        by=[Role.APPROVER],
        eyes=Eyes.E1,
        label=_("Send a round beyond the call's"),
        guards=[
            case_allows("integration.sent"),
            guards.something_is_asked,
            guards.the_rounds_are_used_up,
        ],
    )
    def send_beyond(self: IntegrationRequest, act: Act) -> Effects:
        """Send a round beyond those of the call, by the approver."""
        return _sent(self, act)

    @step(
        "PI05",
        source=[*WITH_THE_PERSON],
        target=S.PARTLY,
        by=[Role.SYSTEM],
        label=_("An item was answered"),
    )
    def note_answer(self: IntegrationRequest, act: Act) -> None:
        """Follow the first answers."""

    @step(
        "PI06",
        source=[*WITH_THE_PERSON],
        target=S.ANSWERED,
        by=[Role.PARTICIPANT, Role.OPERATOR],
        label=_("I have completed it"),
        guards=[case_allows("integration.answered"), guards.all_that_must_be_there_is_answered],
    )
    def complete(self: IntegrationRequest, act: Act) -> Effects:
        """Close the answers, by the person's own word; the case goes back to the officer."""
        self.answered_on = act.on
        return _returned(self, act, "integration.answered", "integration_completed")

    @step(
        "PI07",
        source=[*WITH_THE_PERSON],
        target=S.EXPIRED,
        by=[Role.SYSTEM],
        label=_("The term passes"),
        guards=[guards.the_term_has_passed],
    )
    def expire(self: IntegrationRequest, act: Act) -> Effects:
        """Return the case to the officer with what has been answered until the term."""
        self.ended_on = act.on
        return _returned(self, act, "integration.expired", "integration_expired")

    @step(
        "PI08",
        source=[S.SENT, S.PARTLY],
        target=S.EXTENDED,
        by=[Role.SYSTEM],
        label=_("Extend the term"),
        facts={"days": int},
    )
    def extend(self: IntegrationRequest, act: Act) -> Effects:
        """Lengthen the term by the days that an extension has granted (P-PRO)."""
        if self.due_on is not None:
            self.due_on += timedelta(days=act["days"])
        return Effects(words=(Word("integration_extended", {"due_on": str(self.due_on)}),))

    @step(
        "PI09",
        source=S.ANSWERED,
        target=S.ACCEPTED,
        by=OFFICE,
        label=_("Accept the answers"),
        guards=[guards.every_answer_is_accepted],
    )
    def accept(self: IntegrationRequest, act: Act) -> None:
        """Nothing is missing any more."""
        self.ended_on = act.on

    @step(
        "PI10",
        source=S.ANSWERED,
        target=S.INSUFFICIENT,
        by=OFFICE,
        label=_("The answers are not sufficient"),
        guards=[guards.some_answer_is_insufficient],
    )
    def find_insufficient(self: IntegrationRequest, act: Act) -> None:
        """Something is still missing: a further round, or a decision without it."""
        self.ended_on = act.on

    @step(
        "PI11",
        source=[S.DRAFTED],
        target=S.CLOSED,
        by=OFFICE,
        label=_("Give the request up"),
        facts={"reason": str},
    )
    def give_up(self: IntegrationRequest, act: Act) -> None:
        """Give up a request that was not sent."""
        self.ended_on = act.on

    @step(
        "PI12",
        source=[*WITH_THE_PERSON],
        target=S.CLOSED,
        by=OFFICE,
        label=_("Close by the office"),
        facts={"reason": str},
        guards=[case_allows("integration.closed")],
    )
    def close_by_office(self: IntegrationRequest, act: Act) -> Effects:
        """Take a request back that was sent: what is missing is no longer needed."""
        self.ended_on = act.on
        return _returned(self, act, "integration.closed", "integration_closed")

    @step(
        "PI13",
        source=[S.DRAFTED, *WITH_THE_PERSON, S.ANSWERED],
        target=S.CLOSED,
        by=[Role.SYSTEM],
        label=_("End with the case"),
    )
    def end_with_case(self: IntegrationRequest, act: Act) -> None:
        """End with a case that was taken back."""
        self.ended_on = act.on
        if self.stopped_on is not None and self.restarted_on is None:
            self.restarted_on = act.on


def _sent(request: IntegrationRequest, act: Act) -> Effects:
    """Return what sending causes: term, stop of the clock, paper, words, step of the case."""
    request.sent_on = request.stopped_on = act.on
    request.due_on = act.on + timedelta(days=request.term("integration_days").value)
    return Effects(
        papers=("integration_request",),
        words=(Word("integration_sent", {"due_on": request.due_on.isoformat()}),),
        announcements=(Announcement("integration.sent", request.moves.label),),
    )


def _returned(request: IntegrationRequest, act: Act, event: str, template: str) -> Effects:
    """Return what the end of the person's time causes: the clock and the case go on."""
    request.restarted_on = act.on
    return Effects(
        words=(Word(template),), announcements=(Announcement(event, request.moves.label),)
    )
