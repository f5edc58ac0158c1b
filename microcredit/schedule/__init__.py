"""Repayment plans: pure arithmetic on integer cents, rates as exact fractions, and dates.

Money is whole cents and rates are ratios of whole numbers, so that each interest and each
instalment is rounded once, from its exact value, by the rule of the product.
"""

from microcredit.schedule.dates import Period, due_dates
from microcredit.schedule.day_count import Basis, fraction
from microcredit.schedule.plans import plan
from microcredit.schedule.rows import Kind, Plan, Row
from microcredit.schedule.terms import (
    Annuity,
    Drawdown,
    Method,
    Preamortisation,
    Terms,
)

__all__ = [
    "Annuity",
    "Basis",
    "Drawdown",
    "Kind",
    "Method",
    "Period",
    "Plan",
    "Preamortisation",
    "Row",
    "Terms",
    "due_dates",
    "fraction",
    "plan",
]
