"""What each step of a payment line does to the books: PAY, RET, REISS, and ULIQ when given up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from accounting import journal
from accounting.accounts import F
from accounting.catalogue import (
    Dimensions,
    G,
    Posting,
    pay,
    reissue,
    return_payment,
    unmake_payable,
)
from accounting.models import Entry, Payable

if TYPE_CHECKING:
    from treasury.models import PaymentLine

Creditor = Literal[G.PARTICIPANTS, G.PROVIDERS]
Cost = Literal[G.VOUCHERS, G.GRANTS, G.ADVANCES, G.PRINCIPAL]


def executed(line: PaymentLine) -> Posting:
    """PAY: the bank has paid, F4→F5; REISS where it pays again what it had returned."""
    if line.reissues_id:
        return reissue(line.cents, _dims(line.payable))
    creditor = cast(Creditor, G(line.payable.creditor))
    return pay(line.cents, _dims(line.payable), creditor=creditor)


def returned(line: PaymentLine) -> Posting:
    """RET: the bank has returned the payment, F5→F4; 1100 / 2600."""
    return return_payment(line.cents, _dims(line.payable))


def given_up(line: PaymentLine) -> Posting:
    """ULIQ of a returned payment: back to where it was cleared from; 2600 against the cost."""
    payable = line.payable
    moves = journal.moves_of(_clearance(payable))
    taken = next(move for move in moves if move.debit == F.PAYABLE.value)
    cost = next(move for move in moves if move.credit == payable.creditor)
    return unmake_payable(
        payable.gross_cents,
        taken.dims.inverted(),
        cost=cast(Cost, G(cost.debit)),
        creditor=cast(Creditor, G(payable.creditor)),
        withheld=payable.withheld_cents,
        returned=True,
    )


def _clearance(payable: Payable) -> Entry:
    """Return the entry of the clearance that made the sum payable: the last one of its part."""
    entries = Entry.objects.filter(root=payable.root, part=payable.part, posting="LIQ")
    return entries.order_by("-event_seq")[0]


def _dims(payable: Payable) -> Dimensions:
    return Dimensions(
        position_id=payable.position_id,
        root=payable.root,
        part=payable.part,
        category_id=payable.category_id,
    )
