"""Published timelines of loans: what each payment paid, by plain allocation, oldest first."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from microcredit import calc
from tests.vectors import published

PAID = ("paid", "in_advance", "late")
PAYMENTS = ("payment", "pay_off")
ORDER = ["default_interest", "costs", "interest", "principal"]
PLAIN = "penalties, fees, interest, principal of the oldest instalment first"


DOWN_PAYMENT = "the source pays a down payment by itself, which no operation of the timeline names"
APART = {
    "SCN-003": DOWN_PAYMENT,
    "SCN-007": DOWN_PAYMENT,
    "SCN-025": "the source spreads a refund over the penalties of all instalments alike",
    "SCN-031": DOWN_PAYMENT,
    "SCN-032": "the pay-off has no amount: the source finds it, with interest day by day",
    "SCN-061": DOWN_PAYMENT,
    "SCN-064": "the source does not count a penalty among what was paid late",
    "SCN-084": DOWN_PAYMENT,
    "SCN-088": DOWN_PAYMENT,
    "SCN-092": DOWN_PAYMENT,
    "SCN-126": "the source does not count a penalty among what was paid in advance",
    "SCN-172": DOWN_PAYMENT,
    "SCN-176": DOWN_PAYMENT,
}
"""Timelines whose source has a habit that ours has not. Each must differ: one that no longer does
fails here and leaves the list."""


def habit(vector: dict[str, Any]) -> tuple[pytest.MarkDecorator, ...]:
    """Return the mark of a timeline that is apart: it must differ."""
    reason = APART.get(vector["id"])
    if reason is None:
        return ()
    return (pytest.mark.xfail(strict=True, reason=reason, raises=(AssertionError, KeyError)),)


@pytest.mark.parametrize("vector", published("scenarios", marks=habit))
def test_payments_pay_what_the_timeline_says(vector: dict[str, Any]) -> None:
    payments: list[dict[str, Any]] = []
    for happening in vector["timeline"]:
        if happening["op"] in PAYMENTS:
            payments.append(happening)
        elif happening["op"] == "undo_payment":
            _undo(payments, happening)
        elif happening["op"] == "expect_schedule":
            _compare(happening["rows"], payments)


def _undo(payments: list[dict[str, Any]], happening: dict[str, Any]) -> None:
    same_day = [each for each in payments if each["date"] == happening["date"]]
    payments.remove(same_day[happening.get("nth", 1) - 1])


def _compare(rows: list[dict[str, Any]], payments: list[dict[str, Any]]) -> None:
    rows = [row for row in rows if row["kind"] == "instalment"]
    found = calc.allocate(
        {
            "due": [_due(row) for row in rows],
            "payments": [{"date": each["date"], "amount": each["amount"]} for each in payments],
            "order": ORDER,
        }
    )
    for row, ours in zip(rows, found["instalments"], strict=True):
        assert {name: row.get(name, "0.00") for name in PAID} == {name: ours[name] for name in PAID}
        assert date.fromisoformat(row["date"])


def _due(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "nr": row["nr"],
        "due_date": row["date"],
        "costs": row.get("fees", "0.00"),
        "default_interest": row.get("penalties", "0.00"),
        "interest": row.get("interest", "0.00"),
        "principal": row.get("principal", "0.00"),
    }
