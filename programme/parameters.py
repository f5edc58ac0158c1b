"""Reads a dated parameter at the day of a decision; the caller keeps the row that was used."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from programme.models import Parameter

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


class NoParameter(LookupError):
    """Raised when no row says what a parameter was on a day."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A parameter as it stood on a day, and the row that says so.

    Not `binding`: the value comes from memory or has no dates; it may warn, never refuse.
    """

    value: Decimal | str
    unit: str
    row_id: str
    source: str
    binding: bool


def read(programme: str, parameter: str, *, on: date) -> Reading:
    """Return the value in force on a day; NoParameter if no row covers it.

    Dated rows of a parameter never overlap (a trigger refuses it), so at most one holds; a
    row without any date answers only where none of them does.
    """
    rows = Parameter.objects.in_force(on).filter(programme=programme, parameter=parameter)
    row = _dated_first(rows)
    if row is None:
        raise NoParameter(f"No value of “{parameter}” of {programme} is known on {on:%d/%m/%Y}.")
    return Reading(
        value=_value(row.value),
        unit=row.unit,
        row_id=row.pk,
        source=row.source,
        binding=row.is_binding,
    )


def _dated_first(rows: Iterable[Parameter]) -> Parameter | None:
    return min(rows, key=lambda row: (not row.is_dated, row.pk), default=None)


def _value(text: str) -> Decimal | str:
    """Return a number where the whole text is one ("under 24" and "1000-5000" stay text)."""
    return Decimal(text) if _NUMBER.fullmatch(text) else text
