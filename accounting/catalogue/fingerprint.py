"""The fingerprint of what a step books: kept in its event, it betrays an edited movement."""

from collections.abc import Iterable

from accounting.catalogue.shapes import Posting
from audit.canonical import canonical, sha256


def fingerprint(postings: Iterable[Posting]) -> str:
    """Return one SHA-256 over the postings, whatever their order; moves keep theirs."""
    return sha256(canonical(sorted(canonical(_plain(posting)) for posting in postings)))


def _plain(posting: Posting) -> list[object]:
    moves = [
        [
            str(move.debit),
            str(move.credit),
            move.cents,
            move.dims.position_id,
            move.dims.category_id or "",
            move.dims.root,
            move.dims.to,
            move.dims.taken_from,
        ]
        for move in posting.moves
    ]
    return [posting.code, moves]
