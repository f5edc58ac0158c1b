"""What a month of internship pays, by hand-made examples and by property."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from dote.allowance import Attendance, BelowThreshold, Reason, Rule, allowance

SEVENTY = Rule(monthly_cents=500_00, threshold_percent=70, below=BelowThreshold.PROPORTIONAL)
ALL_OR_NOTHING = Rule(monthly_cents=500_00, threshold_percent=70, below=BelowThreshold.ZERO)


@pytest.mark.parametrize(
    ("rule", "recognised", "cents", "reason"),
    [
        (SEVENTY, 20, 500_00, Reason.FULL),
        (SEVENTY, 14, 500_00, Reason.FULL),
        (SEVENTY, 13, 325_00, Reason.PROPORTIONAL),
        (SEVENTY, 0, 0, Reason.ABSENT),
        (ALL_OR_NOTHING, 14, 500_00, Reason.FULL),
        (ALL_OR_NOTHING, 13, 0, Reason.NOTHING),
    ],
)
def test_a_month_of_twenty_days_pays_by_attendance(
    rule: Rule, recognised: int, cents: int, reason: Reason
) -> None:
    found = allowance(rule, Attendance(expected=20, recognised=recognised))
    assert (found.cents, found.reason) == (cents, reason)


def test_a_part_is_rounded_half_up_to_the_cent() -> None:
    rule = Rule(monthly_cents=562_50, threshold_percent=70, below=BelowThreshold.PROPORTIONAL)
    assert allowance(rule, Attendance(expected=23, recognised=7)).cents == 171_20
    assert allowance(rule, Attendance(expected=16, recognised=5)).cents == 175_78


def test_six_months_of_puoi_pay_three_thousand_euro() -> None:
    months = [allowance(SEVENTY, Attendance(20, 18)).cents for _ in range(6)]
    assert sum(months) == 3_000_00


@given(
    monthly=st.integers(1, 2_000_00),
    threshold=st.integers(0, 100),
    expected=st.integers(1, 31),
    below=st.sampled_from(BelowThreshold),
)
def test_more_attendance_never_pays_less_and_never_more_than_the_month(
    monthly: int, threshold: int, expected: int, below: BelowThreshold
) -> None:
    rule = Rule(monthly, threshold, below)
    paid = [allowance(rule, Attendance(expected, days)).cents for days in range(expected + 1)]
    assert paid == sorted(paid)
    assert paid[0] == 0
    assert paid[-1] == monthly


@pytest.mark.parametrize(("expected", "recognised"), [(0, 0), (20, 21), (20, -1)])
def test_what_no_register_can_say_is_refused(expected: int, recognised: int) -> None:
    with pytest.raises(ValueError, match=r"days|day is"):
        Attendance(expected, recognised)


def calculated(case: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run the command on JSON and return its JSON."""
    out = StringIO()
    monkeypatch.setattr("sys.stdin", StringIO(json.dumps(case)))
    call_command("calc", "allowance", stdout=out)
    return json.loads(out.getvalue())


CASE = {
    "month": "2026-09",
    "attendance": {"expected_days": 20, "recognised_days": 13},
    "rule": {
        "monthly_allowance": "500.00",
        "threshold_percent": 70,
        "below_threshold": "proportional",
    },
}


def test_the_command_answers_one_case_and_a_list(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = {"month": "2026-09", "amount": "325.00", "reason": "below_threshold_proportional"}
    assert calculated(CASE, monkeypatch) == answer
    assert calculated([CASE, CASE], monkeypatch) == [answer, answer]


def test_attendance_can_be_told_day_by_day(monkeypatch: pytest.MonkeyPatch) -> None:
    days = [f"2026-09-{day:02d}" for day in range(1, 15)]
    case = CASE | {"attendance": {"expected_days": 20, "days": days}}
    assert calculated(case, monkeypatch)["amount"] == "500.00"


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"month": "2026-13"}, "month"),
        ({"rule": {**CASE["rule"], "monthly_allowance": "1_000"}}, "monthly_allowance"),
        ({"rule": {**CASE["rule"], "monthly_allowance": "NaN"}}, "monthly_allowance"),
        ({"attendance": {"expected_days": 20.5, "recognised_days": 1}}, "expected_days"),
        ({"attendance": {"expected_days": 5, "days": ["2026-08-31"]}}, "days"),
    ],
)
def test_a_wrong_field_is_named(
    wrong: dict[str, Any], named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(CommandError, match=named):
        calculated([CASE, CASE | wrong], monkeypatch)
