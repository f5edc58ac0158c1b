"""What goes along when a dote goes over to another partner (D33): lines, drafts, procedures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from dote.states import PlanState
from lifecycle.effects import Fire
from lifecycle.procedures import office
from lifecycle.procedures.transfer.money import new_positions
from people import case_files

if TYPE_CHECKING:
    from dote.models import Dote
    from lifecycle.acts import Act


def steps(dote: Dote, partner: str) -> Iterator[Fire]:
    """Yield the steps that follow: lines are paid from elsewhere, drafts are written anew."""
    targets = new_positions(dote.label, partner)
    for line in dote.lines.as_system().order_by("id"):
        if line.position_id in targets:
            yield Fire(line.label, "change_position", {"position": targets[line.position_id]})
    for plan in dote.plans.as_system().filter(state=PlanState.DRAFTED).order_by("id"):
        yield Fire(plan.label, "supersede")
    yield from office.with_case(dote, partner)


def hand_over(dote: Dote, partner: str, act: Act) -> Callable[[], None]:
    """Return the act that gives the person's one file to the new partner."""
    return partial(
        case_files.hand_over,
        dote.participant,
        operation=dote.operation_id,
        to=partner,
        by=act.by,
        on=act.on,
    )
