"""Reads the dated numbers of the law for a day: limits, usury, legal rate, compensation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from microcredit.arrears import DefaultRule
from microcredit.default_interest import DatedRate
from microcredit.limits import LegalBasis, Limit, Row
from microcredit.payoff import CompensationRule
from microcredit.usury import UsuryRule
from programme.models import Parameter
from programme.parameters import NoParameter, Reading, read

SOCIAL = "social microcredit (TUB art. 111 c.3)"
BUSINESS = "business microcredit (TUB art. 111 c.1)"
SRL = f"{BUSINESS} - srl"
USURY = "usury threshold (L. 108/1996)"
TEGM = "average global rate (L. 108/1996)"
LEGAL_RATE = "legal interest (Civil Code art. 1284)"
CONSUMER = "consumer credit (TUB art. 122)"
DEFAULT = "default definition"

PROGRAMMES = {
    LegalBasis.SOCIAL: (SOCIAL,),
    LegalBasis.BUSINESS: (BUSINESS,),
    LegalBasis.BUSINESS_COMPANY: (BUSINESS,),
    LegalBasis.BUSINESS_SRL: (SRL, BUSINESS),
}


def limits_on(basis: LegalBasis, *, on: date) -> Callable[[Limit], Row | None]:
    """Return the lookup of a basis on a day; what is said of an srl goes before the general."""

    def lookup(limit: Limit) -> Row | None:
        for programme in PROGRAMMES[basis]:
            found = _maybe(programme, limit, on=on)
            if found is not None:
                return Row(found.value, found.row_id, found.source, found.binding)
        return None

    return lookup


def usury_rule(*, on: date) -> UsuryRule:
    """Return the rule in force on a day; NoParameter before the law."""
    multiplier = _number(read(USURY, "multiplier", on=on))
    points, gap = _maybe(USURY, "added_points", on=on), _maybe(USURY, "max_gap", on=on)
    return UsuryRule(
        multiplier,
        _number(points) if points else Decimal(0),
        _number(gap) if gap else None,
    )


def average_rate(category: str, *, on: date) -> Reading | None:
    """Return the average global rate of a category in the quarter of a day, if it is known."""
    return _maybe(TEGM, category, on=on)


def default_increase(category: str, *, on: date) -> Reading | None:
    """Return the usual increase for default interest: other, leasing or mortgage."""
    return _maybe(USURY, f"default_interest_increase_{category}", on=on)


def legal_rates() -> list[DatedRate]:
    """Return the legal rate of interest from each day on which it changed."""
    rows = Parameter.objects.filter(programme=LEGAL_RATE, parameter="rate")
    return [
        DatedRate(row.valid_from, Decimal(row.value))
        for row in rows.order_by("valid_from")
        if row.valid_from is not None
    ]


def compensation_rule(*, on: date) -> CompensationRule:
    """Return the ceilings of the compensation for early repayment on a day."""
    return CompensationRule(
        _number(read(CONSUMER, "early_repayment_compensation_over_1y", on=on)),
        _number(read(CONSUMER, "early_repayment_compensation_1y_or_less", on=on)),
        int(_number(read(CONSUMER, "early_repayment_free_up_to", on=on)) * 100),
    )


def default_rule(*, on: date, retail: bool = True) -> DefaultRule:
    """Return the thresholds of the definition of default on a day."""
    absolute = "absolute_threshold_retail" if retail else "absolute_threshold_other"
    return DefaultRule(
        int(_number(read(DEFAULT, "days_past_due", on=on))),
        int(_number(read(DEFAULT, absolute, on=on)) * 100),
        _number(read(DEFAULT, "relative_threshold", on=on)),
    )


def _maybe(programme: str, parameter: str, *, on: date) -> Reading | None:
    try:
        return read(programme, parameter, on=on)
    except NoParameter:
        return None


def _number(reading: Reading) -> Decimal:
    if not isinstance(reading.value, Decimal):
        raise NoParameter(f"“{reading.value}” is not a number.")
    return reading.value
