"""The variants of a rescheduling: simulated on a day, kept as data, made anew when in effect."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from microcredit.new_plan import Arrears, NewPlan, Wish, rescheduled
from microcredit.plan_rows import plain

if TYPE_CHECKING:
    from microcredit.models import Loan, Rescheduling


def wish_of(told: Mapping[str, Any]) -> Wish:
    """Return what a variant asks for, from what a step was told or JSON kept.

    ValueError for an unknown treatment of the arrears.
    """
    first = told["first_due"]
    return Wish(
        months=told["months"],
        first_due=first if isinstance(first, date) else date.fromisoformat(first),
        arrears=Arrears(told["arrears"]),
        weights=tuple(told.get("weights") or ()),
    )


def variant(loan: Loan, wish: Wish, *, on: date) -> dict[str, Any]:
    """Return a variant as it is kept: what it asks for, and what it comes to."""
    found = rescheduled(loan, wish, on=on)
    return {
        "on": on.isoformat(),
        "months": wish.months,
        "first_due": wish.first_due.isoformat(),
        "arrears": str(wish.arrears),
        "weights": list(wish.weights),
        "largest": _largest(found, on),
        "interest": sum(row.interest for row in found.rows if row.due_on > on),
        "last_due": found.rows[-1].due_on.isoformat(),
        "rows": plain(found.rows),
    }


def chosen(row: Rescheduling) -> dict[str, Any]:
    """Return the chosen variant; LookupError while none is chosen."""
    if row.chosen is None:
        raise LookupError(f"{row} has no chosen variant")
    found: dict[str, Any] = row.variants[row.chosen]
    return found


def _largest(found: NewPlan, on: date) -> int:
    return max(row.due for row in found.rows if row.due_on > on)
