"""Postings of a loan in life: interest, receipts and their allocation, charges waived or added."""

from dataclasses import dataclass
from typing import Literal

from accounting.accounts import G
from accounting.catalogue.shapes import Dimensions, Posting, entries, entry

Charge = Literal[G.INTEREST, G.FEES]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanSplit:
    """Divide a sum, in cents, over what a borrower owes."""

    principal: int = 0
    interest: int = 0
    fees: int = 0

    def parts(self) -> tuple[tuple[G, int], ...]:
        """Return (account, cents) with the principal first."""
        return (
            (G.PRINCIPAL, self.principal),
            (G.INTEREST, self.interest),
            (G.FEES, self.fees),
        )


def accrue_interest(cents: int, dims: Dimensions) -> Posting:
    """INT: interest falls due, 1310 / 4200."""
    return Posting("INT", (entry(G.INTEREST, G.LOAN_INTEREST, cents, dims),))


def charge_default_interest(cents: int, dims: Dimensions) -> Posting:
    """DEF: default interest or fees are charged, 1320 / 4210."""
    return Posting("DEF", (entry(G.FEES, G.DEFAULT_INTEREST, cents, dims),))


def receive(cents: int, dims: Dimensions) -> Posting:
    """RCV: a receipt comes in, to be allocated, 1100 / 2500."""
    return Posting("RCV", (entry(G.BANK, G.UNALLOCATED_RECEIPTS, cents, dims),))


def allocate(split: LoanSplit, dims: Dimensions) -> Posting:
    """ALL: allocate a receipt, 2500 / 1320, 1310, 1300; the split follows the product's order."""
    legs = ((G.UNALLOCATED_RECEIPTS, account, cents) for account, cents in reversed(split.parts()))
    return Posting("ALL", entries(dims, *legs))


def hold_overpayment(cents: int, dims: Dimensions) -> Posting:
    """OVP: set aside what a borrower paid too much, 2500 / 2400."""
    return Posting("OVP", (entry(G.UNALLOCATED_RECEIPTS, G.OVERPAYMENTS, cents, dims),))


def refund_overpayment(cents: int, dims: Dimensions) -> Posting:
    """OVR: give an over-payment back, 2400 / 1100."""
    return Posting("OVR", (entry(G.OVERPAYMENTS, G.BANK, cents, dims),))


def waive_charges(cents: int, dims: Dimensions, *, charge: Charge) -> Posting:
    """WAI: waive interest or fees, never principal, 4400 / 1310 or 1320."""
    return Posting("WAI", (entry(G.ABATEMENTS, charge, cents, dims),))


def capitalise(cents: int, dims: Dimensions, *, charge: Charge) -> Posting:
    """CAP: add unpaid interest or fees to the principal, 1300 / 1310 or 1320."""
    return Posting("CAP", (entry(G.PRINCIPAL, charge, cents, dims),))
