"""The rules of small aid that hold on a day, read from dated rows with their sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from programme.models import Parameter
from programme.money import to_cents

DE_MINIMIS = "de minimis"
ROAD_FREIGHT = "road_freight"


class NoRule(ValueError):
    """Raised when no row says what holds on a day."""


class Counting(StrEnum):
    """How the years of a ceiling are counted."""

    FISCAL = "fiscal_years"
    """The fiscal year of the decision and the ones before it (Reg. (EU) 1407/2013 art. 3(2))."""
    ROLLING = "rolling_years"
    """Back from the very day of the decision (Reg. (EU) 2023/2831 art. 3(2))."""


@dataclass(frozen=True)
class Rows:
    """Dated rows as they stand in a file or in the database."""

    rows: tuple[Parameter, ...]

    @classmethod
    def of(cls, rows: Iterable[Parameter]) -> Rows:
        """Return the rows that speak of small aid."""
        return cls(tuple(row for row in rows if row.programme == DE_MINIMIS))

    def row(self, parameter: str, *, on: date) -> Parameter:
        """Return the row in force on a day; NoRule when there is none."""
        for row in self.rows:
            if row.parameter == parameter and _holds(row, on):
                return row
        raise NoRule(f"no de minimis rule gives “{parameter}” on {on.isoformat()}")

    def cents(self, parameter: str, *, on: date) -> int:
        """Return an amount in cents; NoRule when there is none."""
        return to_cents(Decimal(self.row(parameter, on=on).value))


@dataclass(frozen=True)
class AidRule:
    """The ceiling of one single undertaking, in cents, over years counted in one way."""

    ceiling_cents: int
    years: int
    counting: Counting
    source: str
    binding: bool = True
    """False where the ceiling is remembered and not seen in a source: it warns, never refuses."""


def rule_on(day: date, rows: Rows, *, sector: str = "") -> AidRule:
    """Return the rule that holds for aid granted on a day; NoRule when none does."""
    freight = sector == ROAD_FREIGHT and _has(rows, "ceiling_road_freight", day)
    ceiling = rows.row("ceiling_road_freight" if freight else "ceiling", on=day)
    return AidRule(
        ceiling_cents=to_cents(Decimal(ceiling.value)),
        years=int(rows.row("years", on=day).value),
        counting=Counting(rows.row("counting", on=day).value),
        source=ceiling.source,
        binding=ceiling.is_binding,
    )


def rule_of_a_1407_scheme(day: date, rows: Rows) -> AidRule:
    """Return the old rule for a scheme of Reg. (EU) 1407/2013 that may still be used.

    Its art. 7(4) leaves such schemes six months of adjustment; NoRule after their last day.
    """
    until = date.fromisoformat(rows.row("schemes_of_1407_until", on=day).value)
    if day > until:
        raise NoRule(f"schemes of Reg. (EU) 1407/2013 ended on {until.isoformat()}")
    return rule_on(date(2023, 12, 31), rows)


def _has(rows: Rows, parameter: str, on: date) -> bool:
    return any(row.parameter == parameter and _holds(row, on) for row in rows.rows)


def _holds(row: Parameter, on: date) -> bool:
    begun = row.valid_from is None or row.valid_from <= on
    return begun and (row.valid_to is None or on <= row.valid_to)
