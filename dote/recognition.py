"""How much of a declared month is recognised, by the rule under which its service is paid."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from audit.labels import label
from dote.allowance import Attendance, BelowThreshold, Rule, allowance
from dote.models.offer import PaymentRule
from programme.allowances import rule_for
from programme.money import round_to_cents, to_cents

if TYPE_CHECKING:
    from dote.models import Month


@dataclass(frozen=True)
class Found:
    """What the officer has found: days, hours, cents proven, whether it was achieved or done.

    What is not said is taken as declared.
    """

    days: int | None = None
    hours: Decimal | None = None
    cents: int | None = None
    achieved: bool | None = None


@dataclass(frozen=True)
class Recognised:
    """What a check gives: cents, the reason, days or hours where they count, the rule's label."""

    cents: int
    reason: str
    days: int | None = None
    hours: Decimal | None = None
    rule: str = ""


def recognise(month: Month, found: Found) -> Recognised:
    """Return what is recognised of a month, never more than its plan gives."""
    return _RULES[month.line.offer.payment_rule](month, found)


def _attendance(month: Month, found: Found) -> Recognised:
    """Apply the rule in force on the month's first day (national guidelines 2017).

    It is the rule of the region in which the agreement holds: a person who moves keeps, for what
    still runs there, the rule of the old one.
    """
    days = found.days if found.days is not None else len(month.declared)
    row = rule_for(month.line.agreement.partner.territory, on=month.starts_on)
    rule = Rule(
        monthly_cents=month.planned_cents,
        threshold_percent=row.attendance_threshold_pct,
        below=BelowThreshold(row.below_threshold),
    )
    due = allowance(rule, Attendance(expected=month.expected_days or 1, recognised=days))
    return Recognised(due.cents, str(due.reason), days=days, rule=label(row))


def _receipt(month: Month, found: Found) -> Recognised:
    """Recognise what the receipt proves, up to what the plan gives for the month."""
    proven = found.cents if found.cents is not None else month.declared_cents or 0
    if proven >= month.planned_cents:
        return Recognised(month.planned_cents, "receipt_covers_the_month")
    return Recognised(proven, "receipt_is_for_less" if proven else "receipt_proves_nothing")


def _hours(month: Month, found: Found) -> Recognised:
    """Recognise the hours of the register at the price of an hour, up to the plan."""
    hours = found.hours if found.hours is not None else month.declared_hours or Decimal(0)
    price = month.line.offer.unit_cost
    if price is None:
        raise LookupError(f"{month.line.offer.code} is paid by hours without a price")
    worth = int(round_to_cents(hours * Decimal(to_cents(price.amount)) / 100) * 100)
    if worth >= month.planned_cents:
        return Recognised(month.planned_cents, "hours_cover_the_plan", hours=hours)
    reason = "fewer_hours_than_planned" if hours else "no_hours"
    return Recognised(worth, reason, hours=hours)


def _all_or_nothing(month: Month, found: Found) -> Recognised:
    """Recognise the whole sum once the result is proven or the thing was done, else nothing."""
    if found.achieved is False:
        return Recognised(0, "not_achieved")
    return Recognised(month.planned_cents, "achieved")


_RULES: dict[PaymentRule, Callable[[Month, Found], Recognised]] = {
    PaymentRule.ATTENDANCE: _attendance,
    PaymentRule.RECEIPT: _receipt,
    PaymentRule.HOURS: _hours,
    PaymentRule.RESULT: _all_or_nothing,
    PaymentRule.FIXED: _all_or_nothing,
}
