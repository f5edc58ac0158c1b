"""Published timelines of loans: what each payment paid, by plain allocation, oldest first."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from microcredit import calc
from tests.microcredit.vectors import published

PAID = ("paid", "in_advance", "late")
PAYMENTS = ("payment", "pay_off")
ORDER = ["default_interest", "costs", "interest", "principal"]
PLAIN = "penalties, fees, interest, principal of the oldest instalment first"


@pytest.mark.parametrize("vector", published("scenarios"))
def test_payments_pay_what_the_timeline_says(vector: dict[str, Any]) -> None:
    if not vector["reproduced_by_plain_allocation"]:
        pytest.skip("follows habits of its source: " + "; ".join(vector["unusual"]))
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
