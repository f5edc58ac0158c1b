"""The stability period as a calculation: what a breach costs, day by day."""

from __future__ import annotations

from typing import Any

from startup_grants.calc import fields
from startup_grants.calc.fields import Case
from startup_grants.stability import Span, pro_rata, stability_period


def recovery(case: Case) -> dict[str, Any]:
    """Return what is recovered of a grant for the days of a breach of its stability period.

    ``amount`` in euros as text; ``starts_on`` with ``ends_on`` or whole ``years``; ``breach_from``
    with ``breach_to`` (else the period's last day), or ``breaches``, a list of such pairs.
    """
    case = fields.flat(case)
    period = _period(case)
    rows = fields.objects(case, "breaches") if "breaches" in case else [case]
    found = pro_rata(
        fields.cents(case, "amount"),
        period=period,
        breaches=[_breach(row, period) for row in rows],
    )
    return {
        "starts_on": period.first.isoformat(),
        "ends_on": period.last.isoformat(),
        "days": found.days,
        "days_of_breach": found.days_of_breach,
        "recovered": fields.euros(found.recovered_cents),
        "kept": fields.euros(found.kept_cents),
    }


def _period(case: Case) -> Span:
    first = fields.day(case, "starts_on")
    if "years" in case:
        return stability_period(first, years=fields.whole(case, "years"))
    return Span(first, fields.day(case, "ends_on"))


def _breach(row: Case, period: Span) -> Span:
    first = fields.day(row, "breach_from")
    if "breach_to" in row:
        return Span(first, fields.day(row, "breach_to"))
    return Span(first, max(first, period.last))
