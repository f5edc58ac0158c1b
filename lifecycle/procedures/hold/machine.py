"""P-HLD row by row: active, released by the office that owns the cause (lifecycles 1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.labels import LabelField
from lifecycle.acts import Act
from lifecycle.procedures.base import Procedure
from lifecycle.procedures.hold import guards
from lifecycle.procedures.hold.states import HoldState as S
from lifecycle.procedures.office import follows_its_case
from lifecycle.state_field import StateField
from lifecycle.steps import Eyes, opening, step
from people.roles import Role
from programme.models import HoldCause

if TYPE_CHECKING:
    from lifecycle.models import Hold

OPENERS = [
    Role.GRANT_OFFICER,
    Role.APPROVER,
    Role.FINANCE,
    Role.CONTROLLER,
    Role.CONTROL_HEAD,
    Role.LEGAL,
    Role.SYSTEM,
]
OWNERS = [role for role in OPENERS if role is not Role.SYSTEM]


class HoldFacts(Procedure):
    """Why the case is held, through what, and since when."""

    cause = models.ForeignKey(HoldCause, models.PROTECT, related_name="+", verbose_name=_("cause"))
    because_of = LabelField(_("brought about by"), blank=True, editable=False)
    held_on = models.DateField(_("held since"), editable=False)
    released_by = LabelField(_("released by"), blank=True, editable=False)

    class Meta:
        abstract = True


class HoldLifecycle(HoldFacts):
    """A hold stops what its cause says, and only the owner of the cause lifts it."""

    CODE = "P-HLD"
    TITLE = _("Hold")

    state = StateField(protected=True, choices=S.choices, default=S.ACTIVE, max_length=10)

    class Meta:
        abstract = True

    change_office = follows_its_case("HL05", [S.ACTIVE])

    @opening(
        "HL01",
        by=OPENERS,
        label=_("Hold the case"),
        guards=[guards.the_cause_is_in_force, guards.not_held_for_it_already],
    )
    def open(self: Hold, act: Act) -> None:
        """Hold the case: what the cause stops, stops at once."""
        self.set_up(act)
        self.held_on = act.on

    @step(
        "HL02",
        source=S.ACTIVE,
        target=S.RELEASED,
        by=OWNERS,
        eyes=Eyes.E1,
        label=_("Release the hold"),
        facts={"reason": str},
        guards=[guards.the_owning_office_lifts_it],
    )
    def release(self: Hold, act: Act) -> None:
        """Lift the hold, by the office that owns the cause and another officer than who held."""
        self.ended_on, self.released_by = act.on, act.by.label

    @step(
        "HL03",
        source=S.ACTIVE,
        target=S.RELEASED,
        by=[Role.SYSTEM],
        label=_("Lift with what caused it"),
    )
    def lift(self: Hold, act: Act) -> None:
        """Lift the hold since the procedure that brought it about is over."""
        self.ended_on, self.released_by = act.on, act.by.label

    @step(
        "HL04",
        source=S.RELEASED,
        target=S.ACTIVE,
        by=OPENERS,
        label=_("Hold again"),
        facts={"reason": str},
        guards=[guards.the_cause_is_in_force, guards.not_held_for_it_already],
    )
    def hold_again(self: Hold, act: Act) -> None:
        """Hold once more for the same cause: what was thought settled is not."""
        self.held_on, self.ended_on, self.released_by = act.on, None, ""
