"""The reader's machine: assigned, free of conflicts, scored alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from lifecycle.acts import Act
from lifecycle.effects import Effects
from lifecycle.state_field import StateField
from lifecycle.steps import opening, step
from people.roles import Role
from startup_grants import sheet_guards as guards
from startup_grants.facts import SheetFacts
from startup_grants.states import SheetState as S

if TYPE_CHECKING:
    from startup_grants.models import ScoreSheet


class SheetLifecycle(SheetFacts):
    """One reader of one application, and the points that this reader gives."""

    state = StateField(protected=True, choices=S.choices, default=S.ASSIGNED, max_length=20)

    class Meta:
        abstract = True

    @opening(
        "GS1",
        by=[Role.GRANT_OFFICER],
        label=_("Assign a reader"),
        guards=[
            guards.the_application_is_in_evaluation,
            guards.the_reader_sits_on_the_committee,
            guards.the_reader_is_not_on_the_list_yet,
            guards.a_third_reader_only_where_two_differ,
        ],
    )
    def assign(self: ScoreSheet, act: Act) -> None:
        """Give the application to a member of the committee."""
        self.assigned_on = act.on

    @step(
        "GS2",
        source=S.ASSIGNED,
        target=S.READING,
        by=[Role.COMMITTEE],
        label=_("Declare no conflict and read"),
        facts={"no_conflict": bool},
        guards=[guards.it_is_ones_own_sheet, guards.no_conflict_is_declared],
    )
    def accept(self: ScoreSheet, act: Act) -> None:
        """Declare to be free of conflicts (L. 241/1990 art. 6-bis), and begin to read."""

    @step(
        "GS3",
        source=[S.ASSIGNED, S.READING],
        target=S.CONFLICTED,
        by=[Role.COMMITTEE],
        label=_("Declare a conflict of interest"),
        guards=[guards.it_is_ones_own_sheet],
    )
    def declare_conflict(self: ScoreSheet, act: Act) -> None:
        """Leave the application to another reader, for good."""

    @step(
        "GS4",
        source=S.READING,
        target=S.SCORED,
        by=[Role.COMMITTEE],
        label=_("Sign the score sheet"),
        facts={"points": dict},
        guards=[
            guards.it_is_ones_own_sheet,
            guards.the_application_is_in_evaluation,
            guards.every_criterion_is_scored_within_its_points,
        ],
    )
    def sign_sheet(self: ScoreSheet, act: Act) -> Effects:
        """Give the points, once: nobody sees them before every reader has signed."""
        self.points = dict(act["points"])
        self.signed_on = act.on
        return Effects()

    @step(
        "GS5",
        source=[S.ASSIGNED, S.READING, S.SCORED],
        target=S.SET_ASIDE,
        by=[Role.SYSTEM],
        label=_("Set aside on appeal"),
    )
    def set_aside(self: ScoreSheet, act: Act) -> None:
        """Count no more: an appeal was upheld, and other readers score the application."""
