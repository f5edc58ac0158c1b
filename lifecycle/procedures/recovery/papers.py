"""The papers of a recovery: the demand, the instalment plan, the formal notice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from documents.facts import Facts
from documents.papers import paper
from lifecycle.procedures.persons import heading
from lifecycle.procedures.recovery import money
from lifecycle.procedures.recovery.rows import DebtRow
from programme.legal_interest import stretches
from programme.money import format_amount

if TYPE_CHECKING:
    from lifecycle.models import Recovery


@paper(
    "recovery_demand",
    code="RICH-REST",
    title=_("Demand for repayment"),
    template="papers/recovery_demand.html",
)
def demand(subject: Recovery) -> Facts:
    """Say what is to be paid back, why, with which interest, by when."""
    return _owed(subject) | {"rows": [_row(subject, row) for row in subject.debts]}


@paper(
    "recovery_plan",
    code="PIANO-R",
    title=_("Plan of instalments"),
    template="papers/recovery_plan.html",
)
def plan(subject: Recovery) -> Facts:
    """Say the instalments, and when the plan is lost."""
    rows = [
        {"number": each.number, "due_on": each.due_on, "amount": format_amount(each.cents)}
        for each in subject.plan()
    ]
    return _owed(subject) | {"instalments": rows}


@paper(
    "recovery_notice",
    code="MORA",
    title=_("Formal notice"),
    template="papers/recovery_notice.html",
)
def notice(subject: Recovery) -> Facts:
    """Say what is open, and what happens after the last day."""
    return _owed(subject)


def _owed(recovery: Recovery) -> dict[str, Any]:
    return heading(recovery) | {
        "origin": str(recovery.get_origin_display()),
        "principal": format_amount(recovery.principal_cents),
        "interest": format_amount(recovery.interest_cents),
        "settled": format_amount(recovery.received_cents),
        "open": format_amount(recovery.open_cents),
        "demanded_on": recovery.demanded_on,
        "interest_to": recovery.interest_to,
        "due_on": recovery.due_on,
    }


def _row(recovery: Recovery, row: DebtRow) -> dict[str, Any]:
    paid_on = money.paid_on(recovery.case_label, row.part)
    until = recovery.interest_to or paid_on
    return {
        "paid_on": paid_on,
        "amount": format_amount(row.cents),
        "interest": format_amount(row.interest),
        "rates": [
            {"since": each.since, "until": each.until, "days": each.days, "rate": each.rate}
            for each in stretches(min(paid_on, until), until)
        ],
    }
