"""Postings of the budget and of the money that comes from the managing authority."""

from typing import Literal

from accounting.accounts import F, G
from accounting.catalogue.shapes import Dimensions, Posting, entry, flow


def appropriate(cents: int, dims: Dimensions) -> Posting:
    """APP: put an appropriation at the disposal of a position, F0→F1."""
    return Posting("APP", (flow(F.APPROPRIATION, F.AVAILABLE, cents, dims),))


def transfer(cents: int, *, source: Dimensions, target: Dimensions) -> Posting:
    """TRF: move available money between two positions, F1→F0 on one and F0→F1 on the other."""
    return Posting(
        "TRF",
        (
            flow(F.AVAILABLE, F.APPROPRIATION, cents, source),
            flow(F.APPROPRIATION, F.AVAILABLE, cents, target),
        ),
    )


def reappropriate(cents: int, dims: Dimensions) -> Posting:
    """RAP: appropriate again what loans brought back (source "rientri"); F0 and F1 both grow."""
    return Posting("RAP", (flow(F.APPROPRIATION, F.AVAILABLE, cents, dims),))


def accept_claim(
    cents: int,
    dims: Dimensions,
    *,
    income: Literal[G.CONTRIBUTIONS, G.REVOLVING_FUND] = G.CONTRIBUTIONS,
) -> Posting:
    """MA-A: the authority accepts a claim, 1200 / 4100, or 2300 for the funds of loans."""
    return Posting("MA-A", (entry(G.AUTHORITY_RECEIVABLE, income, cents, dims),))


def reimburse(cents: int, dims: Dimensions, *, against_prefinancing: bool = False) -> Posting:
    """MA-R: the authority pays a claim, 1100 / 1200, or offsets its prefinancing, 2210 / 1200."""
    debit = G.PREFINANCING if against_prefinancing else G.BANK
    return Posting("MA-R", (entry(debit, G.AUTHORITY_RECEIVABLE, cents, dims),))


def prefinance(cents: int, dims: Dimensions) -> Posting:
    """MA-P: the authority pays in advance, 1100 / 2210."""
    return Posting("MA-P", (entry(G.BANK, G.PREFINANCING, cents, dims),))
