"""The papers of a loan in life: a payment holiday granted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from documents.facts import Facts
from documents.papers import paper
from microcredit.models.product import HolidayInterest
from microcredit.papers import person
from programme.money import format_amount

if TYPE_CHECKING:
    from microcredit.models import Holiday


@paper("loan_holiday", code="SOS", title=_("Payment holiday"), template="papers/loan_holiday.html")
def holiday(row: Holiday) -> Facts:
    """Say for how long nothing is paid, what it costs, and how the plan goes on."""
    return person(row.loan) | {
        "months": row.months,
        "starts_on": row.starts_on,
        "interest": str(HolidayInterest(row.interest).label),
        "largest": format_amount(row.largest_cents or 0),
        "last_due_on": row.last_due_on,
    }
