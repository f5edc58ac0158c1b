"""From the rows of a plan to the lines of an award."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from audit.identifiers import new_id
from dote.money import position_of
from dote.plan_rows import PlanRow
from lifecycle.effects import Beginning

if TYPE_CHECKING:
    from dote.models import Dote, PricedPlan, ServiceOffer


@dataclass(frozen=True)
class AwardedLine:
    """A service line about to begin: its identifier, its money and its fields."""

    id: str
    cents: int
    position_id: str
    category_id: str
    fields: dict[str, Any]

    @property
    def label(self) -> str:
        """Return the label that the line will have."""
        return f"dote.serviceline:{self.id}"

    @property
    def beginning(self) -> Beginning:
        """Return the line as a part to be opened."""
        from dote.models import ServiceLine

        return Beginning(ServiceLine, {"id": self.id, **self.fields})


def lines_of(dote: Dote, plan: PricedPlan, *, added_only: bool = False) -> list[AwardedLine]:
    """Return a line for each service of the plan, or that it adds, each on its own position.

    Raises LookupError when a service has no budget position, which a guard has asked before.
    """
    offers = {offer.id: offer for offer in dote.call.offers.all()}
    return [
        _line(dote, row, offers[row.offer_id])
        for row in plan.services
        if not (added_only and row.line_id)
    ]


def _line(dote: Dote, row: PlanRow, offer: ServiceOffer) -> AwardedLine:
    position = position_of(dote, offer)
    if position is None:
        raise LookupError(f"no budget position pays {offer.code}")
    fields = {
        "dote": dote,
        "offer": offer,
        "agreement_id": row.agreement_id,
        "position": position,
        "months_count": row.months,
        "monthly_cents": row.monthly_cents,
        "awarded_cents": row.cents,
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
    }
    return AwardedLine(new_id(), row.cents, position.id, offer.category_id, fields)
