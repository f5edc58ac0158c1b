"""Prints the companion sheet of a statement: its cover, and the hash of each file issued of it."""

from collections.abc import Sequence

from django.template.loader import render_to_string
from django.utils import translation

from documents import rendering
from documents.cover import Cover
from documents.models import IssuedExport


def companion(rows: Sequence[IssuedExport]) -> bytes:
    """Return the sheet (PDF) of the files of one statement; ValueError if they are of several.

    A file cannot print its own hash; this sheet, signed or sent by post, ties the files to it.
    """
    first = rows[0]
    if any((row.name, row.rows_hash) != (first.name, first.rows_hash) for row in rows):
        raise ValueError("a companion sheet speaks of the files of one statement")
    cover = Cover.from_json(first.cover)
    with translation.override(cover.language):
        facts = {"cover": cover, "files": sorted(rows, key=lambda row: row.format), "pages": 0}
        sheet = rendering.lay_out(render_to_string("exports/companion.html", facts))
    return rendering.finish([sheet], mark=cover.rows_hash)
