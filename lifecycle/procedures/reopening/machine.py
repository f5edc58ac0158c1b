"""P-RIA row by row: requested, authorised by others, open for days, closed again (lifecycles 1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.acts import Act
from lifecycle.effects import Announcement, Effects
from lifecycle.procedures.reopening import guards
from lifecycle.procedures.reopening.facts import ReopeningFacts, Width
from lifecycle.procedures.reopening.snapshots import snapshot
from lifecycle.procedures.reopening.states import OPEN, WAITING
from lifecycle.procedures.reopening.states import ReopeningState as S
from lifecycle.state_field import StateField
from lifecycle.steps import opening, step
from people.roles import Role

if TYPE_CHECKING:
    from lifecycle.models import Reopening

OFFICERS = [
    Role.OPERATOR,
    Role.GRANT_OFFICER,
    Role.APPROVER,
    Role.FINANCE,
    Role.CONTROLLER,
    Role.LEGAL,
]
AUTHORISING = [
    guards.not_expired,
    guards.not_by_who_asked,
    guards.not_by_who_closed,
]
UNLOCKING = [
    guards.not_expired,
    guards.the_case_is_locked,
    guards.authorised_by_as_many_as_it_needs,
]


class ReopeningLifecycle(ReopeningFacts):
    """What was closed is opened by four eyes, and locks itself again."""

    CODE = "P-RIA"
    TITLE = _("Re-opening")

    state = StateField(protected=True, choices=S.choices, default=S.REQUESTED, max_length=20)

    class Meta:
        abstract = True

    @opening(
        "RA01",
        by=OFFICERS,
        label=_("Ask for a re-opening"),
        guards=[
            guards.the_case_is_locked,
            guards.the_case_can_be_reopened,
            guards.it_expires_soon,
        ],
    )
    def request(self: Reopening, act: Act) -> None:
        """Ask for it: why, how wide, and until when."""
        self.set_up(act)
        self.requested_by = act.by.label
        self.due_on = self.expires_on

    @step(
        "RA02",
        source=S.REQUESTED,
        target=S.AUTHORISED,
        by=[Role.APPROVER],
        label=_("Authorise the re-opening"),
        guards=AUTHORISING,
    )
    def authorise(self: Reopening, act: Act) -> None:
        """Allow it, as one who neither asked for it nor closed the case."""
        self.authorised_by = act.by.label

    @step(
        "RA03",
        source=S.AUTHORISED,
        target=S.SECOND,
        by=[Role.CONTROL_HEAD, Role.APPROVER],
        label=_("Authorise a second time"),
        guards=[*AUTHORISING, guards.not_by_who_authorised],
    )
    def authorise_again(self: Reopening, act: Act) -> None:
        """Allow it as a second person, since what is opened was closed, claimed or certified."""
        self.second_by = act.by.label

    @step(
        "RA04",
        source=[S.AUTHORISED, S.SECOND],
        target=S.OPEN_LIMITED,
        by=OFFICERS,
        label=_("Open, without amounts"),
        guards=[guards.it_is_limited, *UNLOCKING],
    )
    def open_limited(self: Reopening, act: Act) -> None:
        """Open texts and documents; amounts stay as they are, and the case stays closed."""
        self.unlocked_on = act.on
        self.before = snapshot(self.root)

    @step(
        "RA05",
        source=[S.AUTHORISED, S.SECOND],
        target=S.OPEN_FULL,
        by=OFFICERS,
        label=_("Open in full"),
        guards=[guards.it_is_full, *UNLOCKING, guards.the_case_can_be_reopened],
    )
    def open_full(self: Reopening, act: Act) -> Effects:
        """Open everything: the case goes back to where it was before the closing."""
        self.unlocked_on = act.on
        self.before = snapshot(self.root)
        return Effects(announcements=(Announcement(guards.REOPENED, self.case_label),))

    @step(
        "RA06",
        source=[*OPEN],
        target=S.RECLOSED,
        by=OFFICERS,
        label=_("Close again"),
        guards=[guards.no_amount_has_moved, guards.the_case_can_be_locked_again],
    )
    def reclose(self: Reopening, act: Act) -> Effects:
        """Lock the case again, with what has changed in between in the minutes (VERB)."""
        return _locked(self, act)

    @step(
        "RA07",
        source=[*WAITING],
        target=S.EXPIRED,
        by=[Role.SYSTEM],
        label=pgettext_lazy("a re-opening", "Expire"),
        guards=[guards.the_days_are_over],
    )
    def expire(self: Reopening, act: Act) -> None:
        """End a re-opening that nobody has used."""
        self.ended_on = act.on

    @step(
        "RA08",
        source=[*OPEN],
        target=S.EXPIRED,
        by=[Role.SYSTEM],
        label=_("Restore the lock"),
        guards=[guards.the_days_are_over, guards.the_case_can_be_locked_again],
    )
    def restore_lock(self: Reopening, act: Act) -> Effects:
        """Lock the case again, since the days are over."""
        return _locked(self, act)


def _locked(reopening: Reopening, act: Act) -> Effects:
    reopening.ended_on = act.on
    reopening.after = snapshot(reopening.root)
    full = reopening.width == Width.FULL
    back = (Announcement(guards.RECLOSED, reopening.case_label),) if full else ()
    return Effects(
        announcements=back,
        papers=("reopening_minutes",),
        recorded={"changes": len(reopening.changes)},
    )
