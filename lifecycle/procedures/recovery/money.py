"""What a recovery does to the books: REV and REVI at the demand, REC, OFF, IRR, and their undoing.

One place for every origin (decision of the procedures' ADR): a revocation, an over-payment, a
waiver and a correction all end here, and none of them posts REV by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Literal, cast

from accounting.accounts import F
from accounting.catalogue import (
    Dimensions,
    G,
    Posting,
    charge_recovery_interest,
    collect,
    give_up_recovery,
    hold_overpayment,
    offset,
    owe_set_off,
    receive,
    revoke,
)
from accounting.models import Entry, Movement, PartBalance, Payable
from audit.models import Event
from lifecycle.effects import Reversal
from lifecycle.procedures.recovery.rows import DebtRow, Share, divided
from lifecycle.procedures.recovery.set_offs import SetOff
from programme.legal_interest import Interest, interest

if TYPE_CHECKING:
    from lifecycle.models import Recovery

Cost = Literal[G.VOUCHERS, G.GRANTS, G.ADVANCES]
Creditor = Literal[G.PARTICIPANTS, G.PROVIDERS]


def still_paid(case: str, row: DebtRow) -> int:
    """Return what the books hold as paid, and in no statement, for a row's part (F5)."""
    balance = PartBalance.objects.filter(root=case, part=row.part, position=row.position).first()
    return balance.f5 if balance else 0


def still_spent(case: str, row: DebtRow) -> int:
    """Return what the books hold as paid for a row's part, in a statement or not (F5 to F8)."""
    balance = PartBalance.objects.filter(root=case, part=row.part, position=row.position).first()
    return balance.f5 + balance.f6 + balance.f7 + balance.f8 if balance else 0


def demanded(recovery: Recovery, rows: Iterable[DebtRow]) -> tuple[Posting, ...]:
    """REV for each row, and REVI for the interest on it."""
    postings = []
    for row in rows:
        dims = _dims(recovery, row)
        cost = cost_of(recovery.case_label, row.part)
        postings.append(revoke(row.cents, dims, cost=cost, source=F.PAID))
        if row.interest:
            postings.append(charge_recovery_interest(row.interest, dims))
    return tuple(postings)


def further_interest(
    recovery: Recovery, added: Iterable[tuple[DebtRow, int]]
) -> tuple[Posting, ...]:
    """REVI for interest that came to run after the demand."""
    return tuple(
        charge_recovery_interest(cents, _dims(recovery, row)) for row, cents in added if cents
    )


def collected(recovery: Recovery, cents: int) -> tuple[Posting, ...]:
    """REC: money came in, interest before principal."""
    postings = []
    for share in divided(recovery.debts, cents):
        dims = _dims(recovery, share.row)
        if share.interest:
            postings.append(collect(share.interest, dims, debt=G.RECOVERY_INTEREST))
        if share.cents:
            postings.append(collect(share.cents, dims))
    return tuple(postings)


def set_off(recovery: Recovery, payable: Payable, cents: int) -> tuple[Posting, ...]:
    """OFF: a payable of the same case settles the debt; the dimensions are the payable's."""
    dims = Dimensions(
        position_id=payable.position_id,
        root=payable.root,
        part=payable.part,
        category_id=payable.category_id,
    )
    creditor = cast(Creditor, G(payable.creditor))
    shares = divided(recovery.debts, cents)
    principal, extra = sum(s.cents for s in shares), sum(s.interest for s in shares)
    postings = []
    if extra:
        postings.append(offset(extra, dims, creditor=creditor, debt=G.RECOVERY_INTEREST))
    if principal:
        postings.append(offset(principal, dims, creditor=creditor))
    return tuple(postings)


def given_up(recovery: Recovery) -> tuple[Posting, ...]:
    """IRR: what is open is lost."""
    postings = []
    for share in _all_open(recovery):
        dims = _dims(recovery, share.row)
        if share.interest:
            postings.append(give_up_recovery(share.interest, dims, debt=G.RECOVERY_INTEREST))
        if share.cents:
            postings.append(give_up_recovery(share.cents, dims))
    return tuple(postings)


def entries_of(recovery: Recovery) -> tuple[Entry, ...]:
    """Return what the recovery has booked and nobody has undone, the last first."""
    from lifecycle.models import RecoveryReceipt

    receipts = RecoveryReceipt.objects.as_system().filter(recovery=recovery)
    subjects = [recovery.label, *(receipt.label for receipt in receipts)]
    seqs = Event.objects.filter(stream=recovery.stream, subject__in=subjects).values("seq")
    entries = Entry.objects.filter(event_stream=recovery.stream, event_seq__in=seqs)
    alive = entries.filter(reverses__isnull=True, reversed_by__isnull=True)
    return tuple(alive.order_by("-event_seq", "-id"))


def undone(recovery: Recovery, *, but: Iterable[SetOff] = ()) -> tuple[Reversal, ...]:
    """Return the exact inverse of all that the recovery has booked (I28), but some set-offs."""
    kept = {each.entry for each in but}
    entries = (entry for entry in entries_of(recovery) if entry.pk not in kept)
    return tuple(Reversal(entry.pk, "recovery_annulled") for entry in entries)


def owed_to_the_person(recovery: Recovery, kept: Iterable[SetOff] = ()) -> tuple[Posting, ...]:
    """Return what is owed to whoever had paid a debt that falls: RCV and OVP, and OFR.

    What had come in stays at the bank; a payment that was lowered, and made since, stays made.
    """
    cash = received(recovery)
    dims = _dims(recovery, recovery.debts[0])
    came_in = (receive(cash, dims), hold_overpayment(cash, dims)) if cash else ()
    return (*came_in, *(owe_set_off(each.cents, each.dims, debt=each.debt) for each in kept))


def received(recovery: Recovery) -> int:
    """Return the cash that came in for a recovery, in cents."""
    return sum(receipt.cents for receipt in recovery.receipts.as_system())


def dims_of(recovery: Recovery) -> Dimensions:
    """Return the dimensions under which money is given back to the person."""
    return _dims(recovery, recovery.debts[0])


def interest_on(case: str, row: DebtRow, *, until: date) -> Interest:
    """Return the legal interest on a row since the value date of its payment."""
    since = paid_on(case, row.part)
    return interest(row.open, since=min(since, until), until=until)


def paid_on(case: str, part: str) -> date:
    """Return the value date of the last payment of a part.

    Raises LookupError for a part that was never paid.
    """
    entries = Entry.objects.filter(root=case, part=part, posting__in=["PAY", "REISS", "WHT", "OFF"])
    standing = entries.filter(reverses__isnull=True, reversed_by__isnull=True)
    entry = standing.order_by("-value_on", "-id").first()
    if entry is None:
        raise LookupError(f"{part} was never paid")
    return entry.value_on


def cost_of(case: str, part: str) -> Cost:
    """Return the account to which the part's clearance was charged."""
    legs = Movement.objects.filter(
        root=case, part=part, entry__posting="LIQ", book="general"
    ).order_by("-id")
    return cast(Cost, G(legs[0].debit_id))


def category_of(case: str, part: str) -> str:
    """Return the cost category of the part's clearance; empty where it has none."""
    legs = Movement.objects.filter(root=case, part=part, entry__posting="LIQ").order_by("-id")
    first = legs.first()
    return (first.category_id or "") if first else ""


def _all_open(recovery: Recovery) -> list[Share]:
    return [Share(row, row.open, row.open_interest) for row in recovery.debts]


def _dims(recovery: Recovery, row: DebtRow) -> Dimensions:
    return Dimensions(
        position_id=row.position,
        root=recovery.case_label,
        part=row.part,
        category_id=row.category or None,
    )
