"""Postings of revocation and recovery, up to what is owed back to the managing authority."""

from typing import Literal

from accounting.accounts import F, G
from accounting.catalogue.payments import Cost, Creditor
from accounting.catalogue.shapes import Dimensions, Posting, entry, flow

Debt = Literal[G.RECOVERIES, G.RECOVERY_INTEREST]


def revoke(
    cents: int,
    dims: Dimensions,
    *,
    cost: Literal[G.VOUCHERS, G.GRANTS, G.ADVANCES],
    source: Literal[F.PAID, F.CLAIMED, F.VALIDATED] | None,
) -> Posting:
    """REV: revoke what was already paid, F5, F6 or F7→F9; 1500 / cost.

    With `source=None` the funnel stays: a certified amount waits in F8 until collected (E21).
    """
    debt = entry(G.RECOVERIES, cost, cents, dims)
    if source is None:
        return Posting("REV", (debt,))
    return Posting("REV", (flow(source, F.OWN_RESOURCES, cents, dims), debt))


def charge_recovery_interest(cents: int, dims: Dimensions) -> Posting:
    """REVI: interest runs on a recovery and is owed to the authority, 1510 / 2200."""
    return Posting("REVI", (entry(G.RECOVERY_INTEREST, G.OWED_TO_AUTHORITY, cents, dims),))


def collect(cents: int, dims: Dimensions, *, debt: Debt = G.RECOVERIES) -> Posting:
    """REC: money recovered comes in, 1100 / 1500 or 1510."""
    return Posting("REC", (entry(G.BANK, debt, cents, dims),))


def offset(
    cents: int, dims: Dimensions, *, creditor: Creditor, debt: Debt = G.RECOVERIES
) -> Posting:
    """OFF: set a debt off against a payable, 2100 / 1500; the payable counts as paid, F4→F5.

    `dims` are those of the payable; the debt of another case goes there by `transfer_debt`.
    """
    return Posting(
        "OFF",
        (
            flow(F.PAYABLE, F.PAID, cents, dims),
            entry(creditor, debt, cents, dims),
        ),
    )


def owe_set_off(cents: int, dims: Dimensions, *, debt: Debt = G.RECOVERIES) -> Posting:
    """OFR: a debt falls that a payment, made since, had settled: 1500 or 1510 / 2400."""
    return Posting("OFR", (entry(debt, G.OVERPAYMENTS, cents, dims),))


def transfer_debt(
    cents: int, *, source: Dimensions, target: Dimensions, debt: Debt = G.RECOVERIES
) -> Posting:
    """TRD: hand a receivable from one subject to another through the transit account 1900."""
    return Posting(
        "TRD",
        (
            entry(G.TRANSIT, debt, cents, source),
            entry(debt, G.TRANSIT, cents, target),
        ),
    )


def give_up_recovery(cents: int, dims: Dimensions, *, debt: Debt = G.RECOVERIES) -> Posting:
    """IRR: a recovery is declared irrecoverable, 5300 / 1500 or 1510."""
    return Posting("IRR", (entry(G.CREDIT_LOSSES, debt, cents, dims),))


def owe_back(cents: int, dims: Dimensions, *, cost: Cost | None = None) -> Posting:
    """BACK: a corrected amount is owed to the authority, F7→F9 (after DECERT); 4100 / 2200.

    `cost` is the cost that own resources must bear, where no recovery took it over: 5900 / cost.
    """
    moves = [
        flow(F.VALIDATED, F.OWN_RESOURCES, cents, dims),
        entry(G.CONTRIBUTIONS, G.OWED_TO_AUTHORITY, cents, dims),
    ]
    if cost is not None:
        moves.append(entry(G.NOT_ELIGIBLE, cost, cents, dims))
    return Posting("BACK", tuple(moves))


def settle_back(
    cents: int,
    dims: Dimensions,
    *,
    by: Literal[G.BANK, G.AUTHORITY_RECEIVABLE],
) -> Posting:
    """BACK: pay the authority back, 2200 / 1100, or let the next claim bear it, 2200 / 1200."""
    return Posting("BACK", (entry(G.OWED_TO_AUTHORITY, by, cents, dims),))
