"""Postings of a promise: reserved when assessed, committed when awarded, released when not."""

from typing import Literal

from accounting.accounts import F
from accounting.catalogue.shapes import Dimensions, Posting, flow


def reserve(cents: int, dims: Dimensions) -> Posting:
    """RES: reserve money when a case enters assessment for the first time, F1→F2."""
    return Posting("RES", (flow(F.AVAILABLE, F.RESERVED, cents, dims),))


def unreserve(cents: int, dims: Dimensions) -> Posting:
    """URES: give back what is still reserved, F2→F1."""
    return Posting("URES", (flow(F.RESERVED, F.AVAILABLE, cents, dims),))


def commit(
    cents: int,
    dims: Dimensions,
    *,
    source: Literal[F.RESERVED, F.AVAILABLE] = F.RESERVED,
) -> Posting:
    """COM: commit an award, F2→F3, or F1→F3 where nothing was reserved.

    Where the reservation lies on the case and the commitment on a line of it, `dims.from_part`
    names the one and `dims.part` the other.
    """
    return Posting("COM", (flow(source, F.COMMITTED, cents, dims),))


def decommit(cents: int, dims: Dimensions) -> Posting:
    """DECOM: release what will not be performed (*economia*), F3→F1."""
    return Posting("DECOM", (flow(F.COMMITTED, F.AVAILABLE, cents, dims),))
