"""What was paid for days that a person who gives up never came to: it is owed back (P-RIN)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounting.models import PartBalance, Payable
from lifecycle.procedures.recovery.rows import DebtRow

if TYPE_CHECKING:
    from lifecycle.models import Waiver


def undue(waiver: Waiver) -> list[DebtRow]:
    """Return the payments for what begins after the last day performed; all where there is none.

    All of it as well where the measure pays for a whole; nothing where the case keeps its claim.
    Money that is in a statement counts: it leaves it before the demand, as for a revocation.
    """
    if waiver.root.keeps_its_claim:
        return []
    paid = Payable.objects.filter(
        root=waiver.case_label, live=True, paid_on__isnull=False, returned=False
    )
    if waiver.performed_until is not None and not waiver.root.owes_all_when_waived:
        paid = paid.filter(period_start__gt=waiver.performed_until)
    rows = ((each, _spent(each)) for each in paid.order_by("period_start", "id"))
    return [
        DebtRow(part=each.part, position=each.position_id, cents=cents)
        for each, cents in rows
        if cents
    ]


def _spent(payable: Payable) -> int:
    held = PartBalance.objects.filter(
        root=payable.root, part=payable.part, position=payable.position_id
    ).first()
    return held.f5 + held.f6 + held.f7 + held.f8 if held else 0
