"""P-CMP row by row: new, assigned, in progress, for approval, closed (lifecycles 1)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.acts import Act
from lifecycle.effects import Effects, Word
from lifecycle.procedures.complaint import guards
from lifecycle.procedures.complaint.facts import SENSITIVE, ComplaintFacts
from lifecycle.procedures.complaint.states import ComplaintState as S
from lifecycle.state_field import StateField
from lifecycle.steps import opening, step
from people.roles import Role
from programme.terms import term

if TYPE_CHECKING:
    from lifecycle.models import Complaint

HEADS = [Role.LEGAL, Role.APPROVER]
HANDLERS = [Role.LEGAL, Role.APPROVER, Role.GRANT_OFFICER, Role.CONTROLLER, Role.OPERATOR]
APART = [guards.only_confidants_handle_sensitive_ones, guards.not_about_oneself]
ASSIGNED = [*APART, guards.it_is_assigned_to_them]


class ComplaintLifecycle(ComplaintFacts):
    """Somebody is not content: somebody else looks into it, and answers in time."""

    state = StateField(protected=True, choices=S.choices, default=S.NEW, max_length=12)

    class Meta:
        abstract = True

    @opening(
        "CM01",
        by=[Role.PARTICIPANT, Role.OPERATOR, Role.GRANT_OFFICER, Role.LEGAL],
        label=_("Make a complaint"),
        guards=[guards.something_is_said],
    )
    def submit(self: Complaint, act: Act) -> Effects:
        """Take the complaint in; what it is about says who may see it."""
        self.sensitive = self.kind in SENSITIVE
        self.received_on = act.on
        self.due_on = act.on + timedelta(days=term(None, "complaint_days").value)
        return Effects(words=(Word("complaint_received", {"due_on": self.due_on.isoformat()}),))

    @step(
        "CM02",
        source=[S.NEW, S.ASSIGNED],
        target=S.ASSIGNED,
        by=HEADS,
        label=pgettext_lazy("a complaint", "Assign"),
        facts={"handler": str},
        guards=[*APART, guards.the_handler_can_look_into_it],
    )
    def assign(self: Complaint, act: Act) -> None:
        """Give it to somebody whom it is not about."""
        self.handler = act["handler"]

    @step(
        "CM03",
        source=S.ASSIGNED,
        target=S.IN_PROGRESS,
        by=HANDLERS,
        label=_("Look into it"),
        guards=ASSIGNED,
    )
    def begin_work(self: Complaint, act: Act) -> None:
        """Look into what happened."""

    @step(
        "CM04",
        source=S.IN_PROGRESS,
        target=S.ON_HOLD,
        by=HANDLERS,
        label=_("Put on hold"),
        facts={"reason": str},
        guards=ASSIGNED,
    )
    def put_on_hold(self: Complaint, act: Act) -> None:
        """Wait for somebody else."""

    @step(
        "CM05",
        source=S.ON_HOLD,
        target=S.IN_PROGRESS,
        by=HANDLERS,
        label=pgettext_lazy("a complaint", "Take up again"),
        guards=ASSIGNED,
    )
    def take_up(self: Complaint, act: Act) -> None:
        """Go on: what was awaited is there."""

    @step(
        "CM06",
        source=S.IN_PROGRESS,
        target=S.FOR_APPROVAL,
        by=HANDLERS,
        label=_("Write the answer"),
        guards=[*ASSIGNED, guards.something_is_said],
    )
    def answer(self: Complaint, act: Act) -> None:
        """Write what was found, and what is done about it."""
        self.answered_on = act.on

    @step(
        "CM07",
        source=S.FOR_APPROVAL,
        target=S.IN_PROGRESS,
        by=HEADS,
        label=pgettext_lazy("a complaint", "Send back"),
        facts={"reason": str},
        guards=[*APART, guards.approved_by_another],
    )
    def send_back(self: Complaint, act: Act) -> None:
        """Ask for another answer."""
        self.answered_on = None

    @step(
        "CM08",
        source=S.FOR_APPROVAL,
        target=S.CLOSED,
        by=HEADS,
        label=_("Approve and send the answer"),
        guards=[*APART, guards.approved_by_another],
    )
    def close(self: Complaint, act: Act) -> Effects:
        """Approve the answer, as another person than who wrote it, and tell the person."""
        self.ended_on = act.on
        return Effects(words=(Word("complaint_answered"),))
