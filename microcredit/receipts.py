"""What a receipt does: it is booked, everything is replayed, and the loan moves as that says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from accounting.catalogue import Posting, receive, refund_overpayment
from accounting.models import Entry
from audit.identifiers import new_id
from lifecycle.effects import Beginning, Effects, Fire, Reversal, Word
from microcredit.booking import Rebooked, dims_of, rebook
from microcredit.replay import Paying
from microcredit.standing import Standing, receipts_of, stand
from microcredit.states import LoanState

if TYPE_CHECKING:
    from lifecycle.acts import Act
    from microcredit.models import Loan


def received(loan: Loan, act: Act) -> Effects:
    """Return the effects of a receipt (L23): RCV, and what the replay has to book anew."""
    from microcredit.models import Receipt

    act.value_on = act["value_date"]
    new = new_id()
    fields = {
        "id": new,
        "loan": loan,
        "cents": act["cents"],
        "value_on": act["value_date"],
        "reference": act["reference"],
    }
    label = f"{Receipt._meta.label_lower}:{new}"
    one = Paying(act["value_date"], act["reference"], act["cents"], label)
    found, standing = _replayed(loan, [*receipts_of(loan), one], act.on)
    split = found.replayed.split(label)
    return Effects(
        reversals=found.reversals,
        postings=(receive(act["cents"], dims_of(loan, label)), *found.postings),
        beginnings=(Beginning(Receipt, fields),),
        fire=_following(loan, standing),
        words=(Word("loan_receipt", {"cents": act["cents"], "owed": standing.owed}),),
        recorded={"principal": split.principal, "interest": split.interest, "over": split.over},
    )


def reversed_one(loan: Loan, act: Act) -> Effects:
    """Return the effects of a reversal (L24): RVR of the receipt, and the replay without it."""
    receipt = loan.receipts.as_system().get(pk=act["receipt"])
    found, standing = _replayed(loan, receipts_of(loan, but=receipt.pk), act.on)
    entry = Entry.objects.get(
        event_stream=loan.label,
        part=receipt.label,
        posting="RCV",
        reverses__isnull=True,
        reversed_by__isnull=True,
    )
    return Effects(
        reversals=(*found.reversals, Reversal(entry.pk, act["reason"])),
        postings=found.postings,
        fire=(
            Fire(receipt.label, "reverse", {"reason": act["reason"]}),
            *_following(loan, standing),
        ),
        words=(Word("loan_receipt_reversed", {"cents": receipt.cents}),),
        recorded={"cents": receipt.cents},
    )


def interest_due(loan: Loan, act: Act) -> tuple[Posting, ...]:
    """Return the interest that has fallen due and is not booked yet (INT)."""
    version = loan.live_version
    if version is None:
        return ()
    found = rebook(loan, rows=version.plan_rows, receipts=receipts_of(loan), on=act.on)
    return found.postings


def refund(loan: Loan, cents: int) -> Posting:
    """OVR: give back what was paid too much."""
    return refund_overpayment(cents, dims_of(loan))


def _replayed(loan: Loan, receipts: Sequence[Paying], on: date) -> tuple[Rebooked, Standing]:
    """Return what to book, and where the loan then stands; the loan notes the sums."""
    version = loan.live_version
    if version is None:
        raise LookupError(f"{loan.label} has no plan")
    found = rebook(loan, rows=version.plan_rows, receipts=receipts, on=on)
    now = stand(version.plan_rows, found.replayed, on=on)
    if loan.state != LoanState.REPAID or not now.owed:
        loan.note(now)  # a loan that is owed again notes it as it comes back (L32)
    return found, now


def _following(loan: Loan, now: Standing) -> tuple[Fire, ...]:
    """Return the step that the replay brings about: the end, its undoing, or no longer late."""
    if not now.owed and loan.state in (LoanState.CURRENT, LoanState.LATE):
        return (Fire(loan.label, "repay_all"),)
    if now.owed and loan.state == LoanState.REPAID:
        return (Fire(loan.label, "bounce"),)
    if loan.state == LoanState.LATE and not now.overdue:
        return (Fire(loan.label, "cure"),)
    return ()
