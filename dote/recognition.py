"""How much of a declared month is recognised: by rule for an internship, by receipt for a rent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from audit.labels import label
from dote.allowance import Attendance, BelowThreshold, Rule, allowance
from dote.models.offer import ServiceKind
from programme.allowances import rule_for

if TYPE_CHECKING:
    from dote.models import Month


@dataclass(frozen=True)
class Recognised:
    """What a check has found: days (internship), cents, the reason, and the rule's label."""

    cents: int
    reason: str
    days: int | None = None
    rule: str = ""


def recognise(month: Month, *, days: int | None, cents: int | None) -> Recognised:
    """Return what is recognised of a month: from days, or from the rent proven in cents."""
    if month.line.offer.kind == ServiceKind.INTERNSHIP:
        return _internship(month, days if days is not None else len(month.declared))
    return _rent(month, cents if cents is not None else month.declared_cents or 0)


def _internship(month: Month, days: int) -> Recognised:
    """Apply the region's rule in force on the month's first day (national guidelines 2017)."""
    row = rule_for(month.dote.partner.territory, on=month.starts_on)
    rule = Rule(
        monthly_cents=month.planned_cents,
        threshold_percent=row.attendance_threshold_pct,
        below=BelowThreshold(row.below_threshold),
    )
    found = allowance(rule, Attendance(expected=month.expected_days or 1, recognised=days))
    return Recognised(found.cents, str(found.reason), days=days, rule=label(row))


def _rent(month: Month, proven: int) -> Recognised:
    """Recognise the rent that the receipt proves, up to what the plan gives for the month."""
    if proven >= month.planned_cents:
        return Recognised(month.planned_cents, "receipt_covers_the_month")
    return Recognised(proven, "receipt_is_for_less" if proven else "receipt_proves_nothing")
