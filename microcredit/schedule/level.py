"""The constant instalment of the French plan, from exact ratios of whole numbers."""

from __future__ import annotations

from collections.abc import Sequence

from microcredit.schedule.day_count import Basis, Ratio, of_period
from microcredit.schedule.periods import Span
from microcredit.schedule.rounding import rounded
from microcredit.schedule.terms import Annuity, Terms


def level(terms: Terms, remaining: Sequence[Span], balance: int) -> int:
    """Return the instalment that repays a balance over the periods left, balloon apart.

    P·r / (1 − (1+r)^−n) with r = rate/12, or P ÷ Σ Π 1/(1+r_k) where the periods differ.
    """
    balloon = terms.balloon
    if not terms.annual_rate_pct:
        return rounded(balance - balloon, len(remaining), terms.rounding, step=terms.multiple)
    if _differ(terms, remaining):
        over, under = _by_factors(_rates(terms, remaining), balance, balloon)
    else:
        nominal = of_period(terms.period, remaining[0].start, remaining[0].end, Basis.NOMINAL)
        over, under = _by_formula(_times(terms.rate, nominal), len(remaining), balance, balloon)
    return rounded(over, under, terms.rounding, step=terms.multiple)


def _differ(terms: Terms, remaining: Sequence[Span]) -> bool:
    """Say whether periods are to be taken one by one: free ones, or days by agreement."""
    if terms.annuity is Annuity.FACTORS and terms.basis is not Basis.NOMINAL:
        return True
    return not remaining[0].yearly[0]


def _by_formula(rate: Ratio, n: int, balance: int, balloon: int) -> Ratio:
    over, under = rate
    grown, flat = (under + over) ** n, under**n
    return over * (balance * grown - balloon * flat), under * (grown - flat)


def _by_factors(rates: Sequence[Ratio], balance: int, balloon: int) -> Ratio:
    """Discount each instalment over the periods before it; all over one denominator."""
    product, discounted = 1, 0
    flat = 1
    for over, under in reversed(rates):
        # discounted / product is Σ Π 1/(1+r) from here on, growing towards the first period
        discounted = (discounted + product) * under
        product *= under + over
        flat *= under
    return balance * product - balloon * flat, discounted


def _rates(terms: Terms, remaining: Sequence[Span]) -> list[Ratio]:
    return [_times(terms.rate, span.yearly) for span in remaining]


def _times(rate: Ratio, part: Ratio) -> Ratio:
    return rate[0] * part[0], rate[1] * part[1]
