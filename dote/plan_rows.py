"""The rows of a priced plan: which service, how much a month, for how long, paid to whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from dote.months import span


@dataclass(frozen=True, kw_only=True)
class PlanRow:
    """One service of a plan, as it is proposed; money in cents a month."""

    offer_id: str
    agreement_id: str
    months: int
    monthly_cents: int
    starts_on: date
    line_id: str = ""
    """The service line that a variation changes; empty for a service that is new."""

    def __post_init__(self) -> None:
        """Refuse what no plan can say."""
        if self.months < 1 or self.monthly_cents < 1:
            raise ValueError("a row has at least one month and one cent")

    @property
    def cents(self) -> int:
        """Return what the row costs in all."""
        return self.months * self.monthly_cents

    @property
    def ends_on(self) -> date:
        """Return the last day of the last month."""
        return span(self.starts_on, self.months)[1]

    def plain(self) -> dict[str, Any]:
        """Return the row as JSON keeps it."""
        return asdict(self) | {"starts_on": self.starts_on.isoformat()}


def rows_from(stored: Iterable[Mapping[str, Any]]) -> list[PlanRow]:
    """Return rows from what JSON kept.

    Raises TypeError or ValueError for what no plan can say.
    """
    return [PlanRow(**{**row, "starts_on": date.fromisoformat(row["starts_on"])}) for row in stored]
