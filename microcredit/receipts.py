"""What a receipt does: it is booked, everything is replayed, and the loan moves as that says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from accounting.catalogue import Posting, receive, refund_overpayment
from accounting.models import Entry
from audit.identifiers import new_id
from lifecycle.effects import Beginning, Effects, Fire, Reversal, Word
from microcredit import versions
from microcredit.booking import Rebooked, dims_of, rebook
from microcredit.ledger import pauses_of, payments_of
from microcredit.replay import Paying
from microcredit.schedule import Row
from microcredit.standing import Standing, placed
from microcredit.states import LoanState, Payer

if TYPE_CHECKING:
    from lifecycle.acts import Act
    from microcredit.models import Loan


ENDING = (LoanState.CURRENT, LoanState.LATE, LoanState.HOLIDAY, LoanState.DEFAULT)
"""States that end when nothing is owed any more (L31)."""


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
        "payer": act.get("payer") or str(Payer.BORROWER),
    }
    label = f"{Receipt._meta.label_lower}:{new}"
    one = Paying(act["value_date"], act["reference"], act["cents"], label)
    found, standing = _replayed(loan, [*payments_of(loan), one], act.on)
    split = found.replayed.split(label)
    return Effects(
        reversals=found.reversals,
        postings=(receive(act["cents"], dims_of(loan, label)), *found.postings),
        beginnings=(Beginning(Receipt, fields),),
        fire=following(loan, standing),
        words=said(loan, Word("loan_receipt", {"cents": act["cents"], "owed": standing.owed})),
        recorded={
            "principal": split.principal,
            "interest": split.interest,
            "fees": split.fees,
            "over": split.over,
        },
    )


def reversed_one(loan: Loan, act: Act) -> Effects:
    """Return the effects of a reversal (L24): RVR of the receipt, and the replay without it."""
    receipt = loan.receipts.as_system().get(pk=act["receipt"])
    back = versions.before_it(loan, receipt.label)
    rows = loan.plan_rows if back is None else back.plan_rows
    found, standing = replayed_over(loan, rows, payments_of(loan, but=receipt.pk), act.on)
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
            *following(loan, standing),
        ),
        beginnings=versions.given_back(loan, back, because_of=receipt.label),
        words=said(loan, Word("loan_receipt_reversed", {"cents": receipt.cents})),
        recorded={"cents": receipt.cents},
    )


def accrued(loan: Loan, act: Act) -> Effects:
    """Return what has come to run by a day and is not booked yet (INT, DEF)."""
    version = loan.live_version
    if version is None:
        return Effects()
    found = rebook(loan, rows=version.plan_rows, paid=payments_of(loan), on=act.on)
    loan.booked_to = act.on
    return Effects(reversals=found.reversals, postings=found.postings)


def said(loan: Loan, *words: Word) -> tuple[Word, ...]:
    """Return the words, none to a borrower who has died (L46)."""
    return () if loan.died_on else words


def refund(loan: Loan, cents: int) -> Posting:
    """OVR: give back what was paid too much."""
    return refund_overpayment(cents, dims_of(loan))


def _replayed(loan: Loan, paid: Sequence[Paying], on: date) -> tuple[Rebooked, Standing]:
    """Return what to book, and where the loan then stands; the loan notes the sums."""
    version = loan.live_version
    if version is None:
        raise LookupError(f"{loan.label} has no plan")
    return replayed_over(loan, version.plan_rows, paid, on)


def replayed_over(
    loan: Loan, rows: Sequence[Row], paid: Sequence[Paying], on: date
) -> tuple[Rebooked, Standing]:
    """Return what to book over a plan, and where the loan then stands; the loan notes the sums."""
    found = rebook(loan, rows=rows, paid=paid, on=on)
    loan.booked_to = on
    now = placed(rows, found.replayed, on=on, pauses=pauses_of(loan))
    if loan.state != LoanState.REPAID or not now.owed:
        loan.note(now)  # a loan that is owed again notes it as it comes back (L32)
    return found, now


def following(loan: Loan, now: Standing) -> tuple[Fire, ...]:
    """Return the step that the replay brings about: the end, its undoing, or no longer late."""
    if not now.owed and loan.state in ENDING:
        return (Fire(loan.label, "repay_all"),)
    if not now.owed and loan.state == LoanState.RECOVERY:
        return (Fire(loan.label, "recovered"),)
    if now.owed and loan.state == LoanState.REPAID:
        return (Fire(loan.label, "bounce"),)
    if loan.state == LoanState.LATE and not now.overdue:
        return (Fire(loan.label, "cure"),)
    return ()
