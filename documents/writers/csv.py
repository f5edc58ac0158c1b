"""Writes the rows as Italian offices read them: semicolons, decimal comma, UTF-8 with its mark."""

import csv
import io

from documents.cover import Cover
from documents.frozen import Frozen
from documents.tables import Kind, Value
from documents.values import words

MARK = "\ufeff"
# What spreadsheets take for the start of a formula, the full-width signs included, and what they
# skip before it (OWASP, "CSV injection").
_STARTS = "=+-@|%＝＋－＠"
_SKIPPED = " \t\r\n\u00a0\u3000'\""


def to_csv(frozen: Frozen, cover: Cover) -> bytes:
    """Return the rows with one line of headers; totals and cover are on the companion sheet."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([harmless(heading.header) for heading in frozen.headings])
    kinds = [heading.kind for heading in frozen.headings]
    for row in frozen.rows():
        writer.writerow([cell(kind, value) for kind, value in zip(kinds, row, strict=True)])
    return (MARK + text.getvalue()).encode()


def cell(kind: Kind, value: Value) -> str:
    """Return one value as text, harmless where it is text."""
    text = words(kind, value, grouped=False)
    return harmless(text) if kind in (Kind.TEXT, Kind.CODE) else text


def harmless(text: str) -> str:
    """Return text that no spreadsheet runs: an apostrophe goes before what looks like a formula."""
    if text[:1] in ("\t", "\r", "\n") or text.lstrip(_SKIPPED)[:1] in tuple(_STARTS):
        return "'" + text
    return text
