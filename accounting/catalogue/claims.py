"""Postings of the rendicontazione: claimed, validated or cut, certified, corrected."""

from typing import Literal

from accounting.accounts import F, G
from accounting.catalogue.payments import Cost
from accounting.catalogue.shapes import Dimensions, Move, Posting, entry, flow


def claim(cents: int, dims: Dimensions) -> Posting:
    """CLM: a claim is transmitted with this item, F5→F6."""
    return Posting("CLM", (flow(F.PAID, F.CLAIMED, cents, dims),))


def unclaim(cents: int, dims: Dimensions, *, simplified: bool = False) -> Posting:
    """UCLM: the item leaves its claim, F6→F5; a flat-rate row, for which nobody paid, F6→F1."""
    target = F.AVAILABLE if simplified else F.PAID
    return Posting("UCLM", (flow(F.CLAIMED, target, cents, dims),))


def claim_simplified(cents: int, dims: Dimensions) -> Posting:
    """SCO: claim a flat-rate row, or what a unit cost gives above the cash paid, F1→F6."""
    return Posting("SCO", (flow(F.AVAILABLE, F.CLAIMED, cents, dims),))


def absorb_excess(cents: int, dims: Dimensions, *, cost: Cost) -> Posting:
    """SCO: bear the cash paid above the unit cost from own resources, F5→F9; 5900 / cost."""
    return Posting("SCO", _borne(F.PAID, cents, dims, cost=cost))


def validate(cents: int, dims: Dimensions) -> Posting:
    """VAL: the first-level control admits the amount, F6→F7."""
    return Posting("VAL", (flow(F.CLAIMED, F.VALIDATED, cents, dims),))


def unvalidate(cents: int, dims: Dimensions) -> Posting:
    """UVAL: take part of a validation back before a correction, F7→F6."""
    return Posting("UVAL", (flow(F.VALIDATED, F.CLAIMED, cents, dims),))


def cut(cents: int, dims: Dimensions, *, cost: Cost | None) -> Posting:
    """CUT: the control does not admit the amount, F6→F9; 5900 / cost (none for flat rates)."""
    return Posting("CUT", _borne(F.CLAIMED, cents, dims, cost=cost))


def drop(
    cents: int,
    dims: Dimensions,
    *,
    cost: Cost | None,
    source: Literal[F.PAID, F.COMMITTED] = F.PAID,
) -> Posting:
    """DROP: give an item up for good (E15), F5→F9 or F3→F9; general leg like a cut.

    What was only committed has no cost booked yet: pass `cost=None` with it.
    """
    return Posting("DROP", _borne(source, cents, dims, cost=cost))


def certify(cents: int, dims: Dimensions) -> Posting:
    """CERT: the amount enters an application for payment, F7→F8."""
    return Posting("CERT", (flow(F.VALIDATED, F.CERTIFIED, cents, dims),))


def decertify(cents: int, dims: Dimensions) -> Posting:
    """DECERT: the amount leaves the application for payment, F8→F7."""
    return Posting("DECERT", (flow(F.CERTIFIED, F.VALIDATED, cents, dims),))


def _borne(source: F, cents: int, dims: Dimensions, *, cost: Cost | None) -> tuple[Move, ...]:
    funnel = flow(source, F.OWN_RESOURCES, cents, dims)
    return (funnel,) if cost is None else (funnel, entry(G.NOT_ELIGIBLE, cost, cents, dims))
