"""Days past due, arrears class, portfolio at risk and the definition of default: all derived."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum


class ArrearsClass(StrEnum):
    """The classes that are derived daily (lifecycles 3, arrears class)."""

    PERFORMING = "in_bonis"
    UP_TO_30 = "1_30"
    UP_TO_90 = "31_90"
    OVER_90 = "past_due_90"


@dataclass(frozen=True, slots=True)
class Pause:
    """Days that are not counted: holiday, appeal, disaster; both ends included."""

    start: date
    end: date


def days_past_due(oldest_unpaid: date | None, *, on: date, pauses: Sequence[Pause] = ()) -> int:
    """Return the days since the oldest unpaid due date, days in a pause left out."""
    if oldest_unpaid is None or on <= oldest_unpaid:
        return 0
    days = (on - oldest_unpaid).days
    counted = oldest_unpaid
    for pause in sorted(pauses, key=lambda pause: pause.start):
        first = max(pause.start, counted + timedelta(days=1))
        last = min(pause.end, on)
        if first <= last:
            days -= (last - first).days + 1
            counted = last
    return days


def ageing(
    oldest_unpaid: date | None, pauses: Sequence[Pause], *, on: date
) -> tuple[date | None, date | None]:
    """Return from which day late days count on, and since when they stand still.

    With both a database can say how late a loan is on any day until the next change: pauses that
    are over have moved the first day; one that runs holds the count where it was.
    """
    if oldest_unpaid is None:
        return None, None
    running = [pause for pause in pauses if pause.end >= on]
    over = [pause for pause in pauses if pause.end < on]
    counted = days_past_due(oldest_unpaid, on=on, pauses=over)
    days = (on - oldest_unpaid).days
    moved = oldest_unpaid + timedelta(days=days - counted) if days > 0 else oldest_unpaid
    return moved, min((pause.start for pause in running), default=None)


def arrears_class(days: int) -> ArrearsClass:
    """Return the class of so many days past due; 30 and 90 belong to the milder class."""
    if days <= 0:
        return ArrearsClass.PERFORMING
    if days <= 30:
        return ArrearsClass.UP_TO_30
    return ArrearsClass.UP_TO_90 if days <= 90 else ArrearsClass.OVER_90


@dataclass(frozen=True, slots=True)
class Exposure:
    """The principal of one loan still outstanding, in cents, and how late it is."""

    outstanding: int
    days_late: int
    written_off: bool = False


@dataclass(frozen=True, slots=True)
class AtRisk:
    """The portfolio and what of it is more than so many days late, in cents."""

    gross: int
    amount: int

    @property
    def percent(self) -> Decimal:
        """Return the share with two decimals, half up; zero of an empty portfolio."""
        if not self.gross:
            return Decimal("0.00")
        share = Decimal(self.amount * 100) / Decimal(self.gross)
        return share.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def at_risk(loans: Iterable[Exposure], *, days: int) -> AtRisk:
    """Return the whole outstanding principal of loans over so many days late (PAR30, PAR90).

    Loans written off are outside; exactly 30 days is not yet in PAR30 (European Code of Good
    Conduct for Microcredit Provision).
    """
    live = [loan for loan in loans if not loan.written_off]
    late = sum(loan.outstanding for loan in live if loan.days_late > days)
    return AtRisk(sum(loan.outstanding for loan in live), late)


@dataclass(frozen=True, slots=True)
class DefaultRule:
    """The thresholds of the definition of default; each must be exceeded."""

    days: int
    absolute: int
    relative_percent: Decimal


def in_default(overdue: int, *, exposure: int, days: int, rule: DefaultRule) -> bool:
    """Say whether arrears in cents are a default (Reg. (EU) 2018/171, EBA/GL/2016/07)."""
    relative = Decimal(overdue * 100) > rule.relative_percent * exposure
    return days > rule.days and overdue > rule.absolute and relative
