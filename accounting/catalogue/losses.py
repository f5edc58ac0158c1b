"""Postings of a loan that fails: allowance, settlement, write-off, guarantee."""

from collections.abc import Iterator
from typing import Literal

from accounting.accounts import G
from accounting.catalogue.loans import LoanSplit
from accounting.catalogue.shapes import Dimensions, Posting, entries, entry


def provide(cents: int, dims: Dimensions) -> Posting:
    """ALW: set an allowance for a probable loss aside, 5400 / 1390."""
    return Posting("ALW", (entry(G.ALLOWANCE_CHARGE, G.LOSS_ALLOWANCE, cents, dims),))


def release_provision(cents: int, dims: Dimensions) -> Posting:
    """ALW: release the allowance of a loan that was recovered, 1390 / 5400."""
    return Posting("ALW", (entry(G.LOSS_ALLOWANCE, G.ALLOWANCE_CHARGE, cents, dims),))


def write_off(lost: LoanSplit, dims: Dimensions, *, allowance: int) -> Posting:
    """WOF: write a loan off, 1390 as far as it reaches, principal first, then 5300."""
    return Posting("WOF", entries(dims, *_lost(lost, allowance=allowance)))


def settle(cash: LoanSplit, remitted: LoanSplit, dims: Dimensions, *, allowance: int) -> Posting:
    """STL: settle a loan, 2500 for what was paid, 1390 and then 5300 for what is remitted."""
    paid = ((G.UNALLOCATED_RECEIPTS, account, cents) for account, cents in cash.parts())
    return Posting("STL", entries(dims, *paid, *_lost(remitted, allowance=allowance)))


def recover_late(cents: int, dims: Dimensions, *, revolving: bool) -> Posting:
    """RWO: cash for what was written off, 1100 / 4300, or 2300 if the fund revolves."""
    credit = G.REVOLVING_FUND if revolving else G.RECOVERED_LOSSES
    return Posting("RWO", (entry(G.BANK, credit, cents, dims),))


def call_guarantee(share: LoanSplit, dims: Dimensions) -> Posting:
    """GCL: the guarantee fund accepts its share, 1600 / 1300 and 1310; fees are not covered."""
    if share.fees:
        raise ValueError("The guarantee covers principal and interest, never fees.")
    legs = ((G.GUARANTEE_RECEIVABLE, account, cents) for account, cents in share.parts())
    return Posting("GCL", entries(dims, *legs))


def pay_guarantee(cents: int, dims: Dimensions) -> Posting:
    """GPD: the guarantee fund pays, 1100 / 1600 and 2310 / 1110."""
    return Posting(
        "GPD",
        (
            entry(G.BANK, G.GUARANTEE_RECEIVABLE, cents, dims),
            entry(G.GUARANTEE_FUND, G.GUARANTEE_BANK, cents, dims),
        ),
    )


def subrogate(cents: int, dims: Dimensions) -> Posting:
    """SUR: the guarantee fund takes the creditor's place, 1500 / 2310."""
    return Posting("SUR", (entry(G.RECOVERIES, G.GUARANTEE_FUND, cents, dims),))


def share_with_guarantee_fund(cents: int, dims: Dimensions) -> Posting:
    """GSH: hand the guarantee fund its share of a late receipt, 1110 / 1100."""
    return Posting("GSH", (entry(G.GUARANTEE_BANK, G.BANK, cents, dims),))


Debit = Literal[G.LOSS_ALLOWANCE, G.CREDIT_LOSSES]


def _lost(lost: LoanSplit, *, allowance: int) -> Iterator[tuple[Debit, G, int]]:
    for account, cents in lost.parts():
        covered = min(cents, allowance)
        allowance -= covered
        yield G.LOSS_ALLOWANCE, account, covered
        yield G.CREDIT_LOSSES, account, cents - covered
