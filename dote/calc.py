"""The allowance as a calculation for others to check: JSON in, JSON out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from dote.allowance import Attendance, BelowThreshold, Rule, allowance

MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
AMOUNT = re.compile(r"[0-9]{1,9}(\.[0-9]{1,2})?")


def calculate(case: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``month``, ``amount`` (euros as text) and ``reason`` of what an internship pays.

    ``case`` has ``month`` (YYYY-MM), ``attendance`` (``expected_days`` and ``recognised_days``,
    or the list ``days`` of dates within the month) and ``rule`` (``monthly_allowance`` in euros
    as text, ``threshold_percent``, ``below_threshold``: ``proportional`` or ``zero``).
    ValueError with a sentence that names the field that is wrong.
    """
    month = _month(case)
    rule = _rule(_part(case, "rule"))
    attendance = _attendance(_part(case, "attendance"), month)
    found = allowance(rule, attendance)
    return {
        "month": month,
        "amount": f"{Decimal(found.cents) / 100:.2f}",
        "reason": str(found.reason),
    }


def _month(case: Mapping[str, Any]) -> str:
    month = case.get("month")
    if not isinstance(month, str) or not MONTH.fullmatch(month):
        raise ValueError("month: write it as YYYY-MM, such as 2026-09")
    return month


def _part(case: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = case.get(name)
    if not isinstance(part, Mapping):
        raise ValueError(f"{name}: an object is needed")
    return part


def _rule(rule: Mapping[str, Any]) -> Rule:
    below = rule.get("below_threshold")
    if below not in list(BelowThreshold):
        raise ValueError("rule.below_threshold: proportional or zero")
    return Rule(
        monthly_cents=_cents(rule.get("monthly_allowance")),
        threshold_percent=_whole(rule, "threshold_percent", "rule"),
        below=BelowThreshold(below),
    )


def _attendance(attendance: Mapping[str, Any], month: str) -> Attendance:
    expected = _whole(attendance, "expected_days", "attendance")
    if "days" not in attendance:
        return Attendance(expected, _whole(attendance, "recognised_days", "attendance"))
    days = attendance["days"]
    if len(set(days)) != len(days) or any(not str(day).startswith(month) for day in days):
        raise ValueError("attendance.days: each day once, within the month")
    return Attendance(expected, len(days))


def _whole(part: Mapping[str, Any], name: str, where: str) -> int:
    value = part.get(name)
    if type(value) is not int:
        raise ValueError(f"{where}.{name}: a whole number is needed")
    return value


def _cents(value: Any) -> int:
    if not isinstance(value, str) or not AMOUNT.fullmatch(value):
        raise ValueError("rule.monthly_allowance: euros as text, such as 500.00")
    return int(Decimal(value) * 100)
