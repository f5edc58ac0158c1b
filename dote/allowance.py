"""What a month of internship pays: attendance against the threshold of a dated rule."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from programme.money import round_to_cents


class BelowThreshold(StrEnum):
    """What a month pays when attendance stays below the threshold."""

    PROPORTIONAL = "proportional"
    ZERO = "zero"


class Reason(StrEnum):
    """Why a month pays what it pays."""

    FULL = "threshold_reached"
    PROPORTIONAL = "below_threshold_proportional"
    NOTHING = "below_threshold_nothing"
    ABSENT = "never_present"


@dataclass(frozen=True)
class Rule:
    """The monthly allowance in cents, the threshold in percent, and what lies below it."""

    monthly_cents: int
    threshold_percent: int
    below: BelowThreshold

    def __post_init__(self) -> None:
        """Refuse what no rule can say."""
        if self.monthly_cents <= 0:
            raise ValueError("the monthly allowance is above zero")
        if not 0 <= self.threshold_percent <= 100:
            raise ValueError("the threshold lies between 0 and 100 percent")


@dataclass(frozen=True)
class Attendance:
    """Days (or hours) expected in the month by the training project, and those recognised."""

    expected: int
    recognised: int

    def __post_init__(self) -> None:
        """Refuse what no register can say."""
        if self.expected <= 0:
            raise ValueError("at least one day is expected")
        if not 0 <= self.recognised <= self.expected:
            raise ValueError("recognised days lie between zero and the expected ones")


@dataclass(frozen=True)
class Allowance:
    """What the month pays, in cents, and the reason."""

    cents: int
    reason: Reason


def allowance(rule: Rule, attendance: Attendance) -> Allowance:
    """Return the month's allowance.

    The full month is due from the threshold on (70 % in most regions: national guidelines on
    traineeships of 25 May 2017, applied by regional law); below it the rule says proportional,
    rounded half up to the cent, or nothing. The comparison is exact: no percentage is rounded.
    """
    if attendance.recognised == 0:
        return Allowance(0, Reason.ABSENT)
    if attendance.recognised * 100 >= rule.threshold_percent * attendance.expected:
        return Allowance(rule.monthly_cents, Reason.FULL)
    if rule.below is BelowThreshold.ZERO:
        return Allowance(0, Reason.NOTHING)
    part = Decimal(rule.monthly_cents * attendance.recognised) / Decimal(100 * attendance.expected)
    return Allowance(int(round_to_cents(part) * 100), Reason.PROPORTIONAL)
