"""Postings from the clearance of a sum to its payment, its return and its re-issue."""

from typing import Literal

from accounting.accounts import F, G
from accounting.catalogue.shapes import Dimensions, Move, Posting, entries, entry, flow

Cost = Literal[G.VOUCHERS, G.GRANTS, G.ADVANCES, G.PRINCIPAL]
Creditor = Literal[G.PARTICIPANTS, G.PROVIDERS]


def make_payable(
    gross: int, dims: Dimensions, *, cost: Cost, creditor: Creditor, withheld: int = 0
) -> Posting:
    """LIQ: clear a sum for payment, F3→F4; the cost against the creditor and the withholdings."""
    return Posting(
        "LIQ",
        (
            flow(F.COMMITTED, F.PAYABLE, gross, dims),
            *entries(
                dims,
                (cost, creditor, gross - withheld),
                (cost, G.WITHHOLDINGS, withheld),
            ),
        ),
    )


def unmake_payable(
    gross: int,
    dims: Dimensions,
    *,
    cost: Cost,
    creditor: Creditor,
    withheld: int = 0,
    returned: bool = False,
) -> Posting:
    """ULIQ: take a clearance back, F4→F3; after a returned payment 2600 stands for the creditor.

    Here `dims.part` is the part that gets its commitment back, `dims.from_part` the one cleared.
    """
    owed = G.RETURNED_PAYMENTS if returned else creditor
    return Posting(
        "ULIQ",
        (
            flow(F.PAYABLE, F.COMMITTED, gross, dims),
            *entries(
                dims,
                (owed, cost, gross - withheld),
                (G.WITHHOLDINGS, cost, withheld),
            ),
        ),
    )


def pay(net: int, dims: Dimensions, *, creditor: Creditor) -> Posting:
    """PAY: the bank confirms the net payment, F4→F5; 2100 or 2110 / 1100."""
    return Posting("PAY", _paid(net, dims, against=creditor))


def pay_withholding(withheld: int, dims: Dimensions) -> Posting:
    """WHT: pay the withheld part over to whom it is due, F4→F5; 2120 / 1100."""
    return Posting("WHT", _paid(withheld, dims, against=G.WITHHOLDINGS))


def return_payment(net: int, dims: Dimensions) -> Posting:
    """RET: the bank returns a payment, F5→F4; 1100 / 2600."""
    return Posting(
        "RET",
        (
            flow(F.PAID, F.PAYABLE, net, dims),
            entry(G.BANK, G.RETURNED_PAYMENTS, net, dims),
        ),
    )


def reissue(net: int, dims: Dimensions) -> Posting:
    """REISS: pay a returned sum again, F4→F5; 2600 / 1100."""
    return Posting("REISS", _paid(net, dims, against=G.RETURNED_PAYMENTS))


def clear_advance(cents: int, dims: Dimensions) -> Posting:
    """CLR: costs justify an advance, 5200 / 1400."""
    return Posting("CLR", (entry(G.GRANTS, G.ADVANCES, cents, dims),))


def reopen_advance(cents: int, dims: Dimensions) -> Posting:
    """UCLR: costs that justified an advance fall with their grant, 1400 / 5200."""
    return Posting("UCLR", (entry(G.ADVANCES, G.GRANTS, cents, dims),))


def _paid(cents: int, dims: Dimensions, *, against: G) -> tuple[Move, ...]:
    return (
        flow(F.PAYABLE, F.PAID, cents, dims),
        entry(against, G.BANK, cents, dims),
    )
