"""Writes the printed form: a cover page, then the rows in chunks with continued page numbers."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from django.template.loader import render_to_string

from documents import rendering
from documents.cover import Cover
from documents.frozen import Frozen, Heading
from documents.tables import Kind, Value
from documents.values import words
from documents.writers.paper_width import Layout, layout

CHUNK = 250  # rows laid out at once: the cost of one layout grows faster than its rows
RIGHT = (Kind.MONEY, Kind.INTEGER, Kind.NUMBER, Kind.PERCENT)


def to_pdf(frozen: Frozen, cover: Cover) -> bytes:
    """Return the file; raise rendering.UnavailableError where Pango is missing."""
    rows = _chunks(frozen, cover)
    facts = {"cover": cover, "pages": sum(len(chunk.pages) for chunk in rows) + 1}
    first = rendering.lay_out(render_to_string("exports/cover.html", facts))
    return rendering.finish([first, *rows], mark=cover.rows_hash)


def _chunks(frozen: Frozen, cover: Cover) -> list[Any]:
    """Return the laid-out chunks; page 1 is the cover, which is laid out last."""
    width = layout(frozen)
    rows = frozen.rows()
    laid_out: list[Any] = []
    page = 2
    for start in range(0, frozen.row_count, CHUNK):
        taken = list(islice(rows, CHUNK))
        last = start + CHUNK >= frozen.row_count
        facts = _facts(frozen, cover, width, taken) | {"page": page, "last": last}
        chunk = rendering.lay_out(render_to_string("exports/rows.html", facts))
        laid_out.append(chunk)
        page += len(chunk.pages)
    return laid_out


def _facts(
    frozen: Frozen, cover: Cover, width: Layout, rows: Sequence[Sequence[Value]]
) -> dict[str, Any]:
    return {
        "cover": cover,
        "columns": [
            {
                "header": heading.header,
                "right": heading.kind in RIGHT,
                "width": f"{share:.3f}%",
            }
            for heading, share in zip(frozen.headings, width.shares, strict=True)
        ],
        "rows": [list(_cells(frozen.headings, row)) for row in rows],
        "totals": list(_totals(frozen)) if frozen.totals else [],
        "sheet": width.sheet,
        "points": f"{width.points:.2f}",
    }


def _cells(headings: Sequence[Heading], row: Sequence[Value]) -> Iterator[tuple[str, bool]]:
    for heading, value in zip(headings, row, strict=True):
        yield words(heading.kind, value, grouped=True), heading.kind in RIGHT


def _totals(frozen: Frozen) -> Iterator[str]:
    for heading in frozen.headings:
        total = frozen.totals.get(heading.key)
        yield "" if total is None else words(heading.kind, total, grouped=True)
