"""The fingerprint of what a step books: kept in its event, it betrays an edited movement."""

from collections.abc import Iterable

from accounting.catalogue.shapes import Posting
from audit.canonical import canonical, sha256

# Debit, credit, cents, position, root, part, from part, category; as text, whatever they are.
PlainMove = tuple[str, ...]


def fingerprint(postings: Iterable[Posting]) -> str:
    """Return one SHA-256 over the postings, whatever their order; moves keep theirs."""
    return fingerprint_of((posting.code, _plain(posting)) for posting in postings)


def fingerprint_of(entries: Iterable[tuple[str, list[PlainMove]]]) -> str:
    """Return the fingerprint of entries as they stand in the journal, sound or not."""
    return sha256(canonical(sorted(canonical([code, moves]) for code, moves in entries)))


def _plain(posting: Posting) -> list[PlainMove]:
    return [
        (
            str(move.debit),
            str(move.credit),
            str(move.cents),
            move.dims.position_id,
            move.dims.root,
            move.dims.to,
            move.dims.taken_from,
            move.dims.category_id or "",
        )
        for move in posting.moves
    ]
