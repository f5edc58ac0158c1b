"""The gross grant equivalent of soft loans and guarantees: what they count as small aid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from programme.money import round_to_cents
from startup_grants.aid_rules import Rows, rule_on

LONGEST_SHORT, LONGEST = 60, 120
"""Months: up to five years with the higher amount, up to ten with the lower one."""


class Instrument(StrEnum):
    """What the undertaking receives."""

    GRANT = "grant"
    LOAN = "loan"
    GUARANTEE = "guarantee"


class Method(StrEnum):
    """How the equivalent was found."""

    NOMINAL = "nominal"
    PROPORTION = "proportion_of_the_ceiling"
    REFERENCE_RATE = "reference_rate"


@dataclass(frozen=True)
class Equivalent:
    """What a measure counts, in cents, how that was found and on which source."""

    cents: int
    method: Method
    source: str
    binding: bool


@dataclass(frozen=True)
class SoftMeasure:
    """A loan or a guarantee: amount lent or guaranteed in cents, months, cover in percent.

    ``cover`` is the collateral of a loan, or the guaranteed share of the loan behind a
    guarantee; None where nobody has said it.
    """

    instrument: Instrument
    cents: int
    months: int
    cover: Decimal | None = None

    def __post_init__(self) -> None:
        """Refuse what no contract can say."""
        if self.cents <= 0 or self.months <= 0:
            raise ValueError("a loan or guarantee has an amount and at least one month")


class NotTransparent(ValueError):
    """Raised when the proportion may not be used: the reference rate decides instead."""


def proportion(measure: SoftMeasure, *, on: date, rows: Rows) -> Equivalent:
    """Return the equivalent as a proportion of the ceiling that holds on the day.

    A loan of 1,000,000 EUR over five years, or of 500,000 over ten, counts as the whole ceiling
    of 200,000; smaller or shorter ones count in proportion: 1,000,000 for one year is 40,000
    (Reg. (EU) 1407/2013 art. 4(3)(b) and, for guarantees, 4(6)(b); the same articles of Reg. (EU)
    2023/2831 with its own amounts). Raises NotTransparent above the amounts and months, for a
    loan with too little collateral, and for a guarantee of too much of the loan.
    """
    months = LONGEST_SHORT if measure.months <= LONGEST_SHORT else LONGEST
    row = rows.row(f"{measure.instrument}_principal_{months // 12}_years", on=on)
    largest = Decimal(row.value) * 100
    if measure.months > LONGEST or measure.cents > largest:
        raise NotTransparent(
            f"the proportion holds up to {row.value} EUR for {months} months ({row.source})"
        )
    _covered(measure, on=on, rows=rows)
    rule = rule_on(on, rows)
    exact = rule.ceiling_cents * Decimal(measure.cents * measure.months) / (largest * months)
    cents = int(round_to_cents(exact / 100) * 100)
    return Equivalent(cents, Method.PROPORTION, row.source, row.is_binding)


def interest_gap(
    measure: SoftMeasure, *, rate: Decimal, reference: Decimal, discount: Decimal
) -> Equivalent:
    """Return the equivalent as the discounted gap between a loan's rate and the reference rate.

    Rates are percent a year. Constant principal, monthly payments at the month's end; each gap is
    discounted at the rate of the day of the grant, compounded yearly (Communication 2008/C 14/02).
    """
    gap, per_month = max(Decimal(0), reference - rate) / 1200, Decimal(measure.cents)
    base, total = 1 + discount / 100, Decimal(0)
    for month in range(1, measure.months + 1):
        outstanding = per_month * (measure.months - month + 1) / measure.months
        total += outstanding * gap / base ** (Decimal(month) / 12)
    cents = int(round_to_cents(total / 100) * 100)
    return Equivalent(cents, Method.REFERENCE_RATE, "Communication 2008/C 14/02", True)


def _covered(measure: SoftMeasure, *, on: date, rows: Rows) -> None:
    if measure.cover is None:
        return
    loan = measure.instrument is Instrument.LOAN
    row = rows.row("loan_collateral" if loan else "guarantee_coverage", on=on)
    limit = Decimal(row.value)
    if measure.cover < limit if loan else measure.cover > limit:
        raise NotTransparent(f"{row.parameter}: {measure.cover} against {limit} % ({row.source})")
