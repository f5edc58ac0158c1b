"""What is agreed of a loan, as far as its plan depends on it; wrong terms are refused here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from microcredit.schedule.dates import MONTHLY, Period, moved
from microcredit.schedule.day_count import Basis, Ratio
from microcredit.schedule.rounding import Rounding

MOST_PERIODS = 1_200


class Method(StrEnum):
    """How principal comes back (measures 2.1)."""

    FRENCH = "french"
    ITALIAN = "italian"
    BULLET = "bullet"
    INTEREST_ONLY = "interest_only"
    FIXED_INSTALMENT = "fixed_instalment"
    FIXED_PRINCIPAL = "fixed_principal"
    SEASONAL = "seasonal"


class Annuity(StrEnum):
    """Where a French instalment comes from when the basis counts days; they differ by cents."""

    NOMINAL = "rate/12"
    FACTORS = "factors"


class Preamortisation(StrEnum):
    """Where the interest of the odd days before the first whole period goes."""

    OWN_ROW = "own_row"
    FIRST_ROW = "first_row"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Drawdown:
    """A further payment of principal to the borrower, in cents."""

    on: date
    cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The terms of a plan; ValueError with a sentence if they cannot make one.

    Amounts are cents, the rate is a yearly percentage. `n` counts the periods, grace
    included; a fixed instalment needs none. `weights` are the twelve months of a seasonal
    plan, January first.
    """

    principal: int
    annual_rate_pct: Decimal
    method: Method
    n: int
    disbursed_on: date
    first_due: date
    due_day: int | None = None
    period: Period = MONTHLY
    basis: Basis = Basis.NOMINAL
    annuity: Annuity = Annuity.NOMINAL
    rounding: Rounding = Rounding.HALF_UP
    multiple: int = 1
    grace_principal: int = 0
    deferred_interest: int = 0
    interest_free: int = 0
    preamortisation: Preamortisation = Preamortisation.OWN_ROW
    balloon: int = 0
    fixed: int = 0
    weights: tuple[int, ...] = ()
    drawdowns: tuple[Drawdown, ...] = ()

    def __post_init__(self) -> None:
        for holds, sentence in self._conditions():
            if not holds:
                raise ValueError(sentence)

    def _conditions(self) -> tuple[tuple[bool, str], ...]:
        return (*self._amounts(), *self._counts(), *self._days())

    def _amounts(self) -> tuple[tuple[bool, str], ...]:
        fixed = self.method in (Method.FIXED_INSTALMENT, Method.FIXED_PRINCIPAL)
        return (
            (self.principal > 0, "principal: more than zero"),
            (self.annual_rate_pct >= 0, "annual_rate_pct: not negative"),
            (self.multiple > 0, "instalment_multiple: more than zero"),
            (0 <= self.balloon < self.principal, "balloon: less than the principal"),
            (self.fixed > 0 or not fixed, "instalment or fixed_principal: more than zero"),
            (all(each.cents > 0 for each in self.drawdowns), "drawdowns: more than zero each"),
        )

    def _counts(self) -> tuple[tuple[bool, str], ...]:
        seasonal = self.method is Method.SEASONAL
        months = len(self.weights) == 12 and min(self.weights) >= 0 < sum(self.weights)
        return (
            (1 <= self.n <= MOST_PERIODS, f"n: from 1 to {MOST_PERIODS}"),
            (0 <= self.grace_principal < self.n, "grace_principal_periods: fewer than n"),
            (0 <= self.deferred_interest < self.n, "deferred_interest_periods: fewer than n"),
            (0 <= self.interest_free <= self.n, "interest_free_periods: n at most"),
            (months or not seasonal, "weights: twelve whole numbers, January first, not all zero"),
            (bool(self.period.months) or not seasonal, "period: a seasonal plan goes by months"),
        )

    def _days(self) -> tuple[tuple[bool, str], ...]:
        return (
            (self.first_due > self.disbursed_on, "first_due: after disbursed_on"),
            (self.due_day is None or 1 <= self.due_day <= 31, "due_day: a day of the month"),
            (
                all(each.on >= self.disbursed_on for each in self.drawdowns),
                "drawdowns: none before disbursed_on",
            ),
        )

    @property
    def rate(self) -> Ratio:
        """Return the yearly rate as a ratio of whole numbers."""
        over, under = self.annual_rate_pct.as_integer_ratio()
        return over, under * 100

    @property
    def starts_whole(self) -> bool:
        """Say whether the first due date lies one whole period after the disbursement."""
        return self.disbursed_on == self.before_first or (
            moved(self.disbursed_on, self.period) == self.first_due
        )

    @property
    def before_first(self) -> date:
        """Return the day one period before the first due date."""
        return moved(self.first_due, self.period, times=-1, seed_day=self.due_day)
