"""What a variation in effect does to a dote: its lines, its money, its plan (D21)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from accounting.catalogue import Dimensions, F, Posting, commit, decommit
from dote.awarding import AwardedLine, lines_of
from dote.states import LineState, PlanState
from dote.varying import granted_cents, live_lines, plan_of
from lifecycle.effects import Fire

if TYPE_CHECKING:
    from dote.models import Dote, PricedPlan, ServiceLine
    from dote.plan_rows import PlanRow


@dataclass(frozen=True)
class Amendment:
    """A new version of the plan beside the lines as they stand."""

    dote: Dote
    plan: PricedPlan
    lines: dict[str, ServiceLine]

    @property
    def kept(self) -> list[tuple[ServiceLine, PlanRow]]:
        """Return each line that goes on, with its row."""
        return [(self.lines[row.line_id], row) for row in self.plan.services if row.line_id]

    @property
    def dropped(self) -> list[ServiceLine]:
        """Return the lines that the plan has no more, none of which has begun."""
        named = {row.line_id for row in self.plan.services}
        return [line for line in self.lines.values() if line.pk not in named]

    @property
    def new(self) -> list[AwardedLine]:
        """Return the lines that the plan adds."""
        return lines_of(self.dote, self.plan, added_only=True)

    @property
    def ends_on(self) -> date:
        """Return the last day of the services."""
        last = max(row.ends_on for row in self.plan.services)
        return max(last, self.dote.ends_on or last)


def amendment_of(dote: Dote, version: str) -> Amendment:
    """Return the amendment that a version of the plan is."""
    return Amendment(dote, plan_of(dote, version), live_lines(dote))


def amended_cents(amendment: Amendment) -> int:
    """Return what is granted after the amendment, in cents."""
    grown = sum(row.cents - line.awarded_cents for line, row in amendment.kept)
    grown -= sum(line.awarded_cents for line in amendment.dropped)
    return granted_cents(amendment.dote) + grown + sum(line.cents for line in amendment.new)


def postings(amendment: Amendment, new: list[AwardedLine]) -> tuple[Posting, ...]:
    """COM for what grows or is new, DECOM for what shrinks before it has begun.

    A running line gives back month by month, as its last months are called off; a line that is
    dropped gives its commitment back as it is left out.
    """
    return (*_grown(amendment), *(_committed(amendment.dote, line) for line in new))


def steps(amendment: Amendment) -> Iterator[Fire]:
    """Yield the steps of plan and lines that follow."""
    for plan in amendment.dote.plans.as_system().filter(state=PlanState.AWARDED):
        yield Fire(plan.label, "give_way")
    yield Fire(amendment.plan.label, "take_effect")
    for line in amendment.dropped:
        yield Fire(line.label, "leave_out")
    for line, row in amendment.kept:
        if _differs(line, row):
            yield Fire(line.label, "vary", _terms(row))


def _grown(amendment: Amendment) -> Iterator[Posting]:
    for line, row in amendment.kept:
        delta = row.cents - line.awarded_cents
        dims = Dimensions(
            position_id=line.position_id,
            root=amendment.dote.label,
            part=line.label,
            category_id=line.offer.category_id,
        )
        if delta > 0:
            yield commit(delta, dims, source=F.AVAILABLE)
        elif delta < 0 and line.state != LineState.RUNNING:
            yield decommit(-delta, dims)


def _committed(dote: Dote, line: AwardedLine) -> Posting:
    dims = Dimensions(
        position_id=line.position_id,
        root=dote.label,
        part=line.label,
        category_id=line.category_id,
    )
    return commit(line.cents, dims, source=F.AVAILABLE)


def _terms(row: PlanRow) -> dict[str, object]:
    return {
        "months": row.months,
        "monthly_cents": row.monthly_cents,
        "starts_on": row.starts_on,
        "agreement": row.agreement_id,
    }


def _differs(line: ServiceLine, row: PlanRow) -> bool:
    return (row.months, row.monthly_cents, row.starts_on, row.agreement_id) != (
        line.months_count,
        line.monthly_cents,
        line.starts_on,
        line.agreement_id,
    )
