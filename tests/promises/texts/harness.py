"""Writes generated texts into workbooks, tables and prints, and reads the files back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import islice, product
from typing import Any

import openpyxl

from documents import printing
from tests.documents.test_harmless import FORMULAS, PAYLOADS, hostile
from tests.documents.writing import written

LEADS = ("", " ", "\t", "\r", "\n", "\u00a0", "\u200b", "\ufeff", "\u202e", "\x00", "'", '"', ";")
TAILS = ("", " ", "&A1", "+0", "\n=1+1", ";=1+1", '","=1+1', "\x00", "\u202e", "ب")
WRAPS = (
    "{}",
    "<p>{}</p>",
    "<!-- {} -->",
    "</td></table>{}",
    "<![CDATA[{}]]>",
    "&lt;{}",
    "<b\x00>{}",
)
FORMULA_SIGNS = tuple("=+-@＝＋－＠|%")
BARE = ' \t\r\n\u00a0"'


def texts() -> Iterator[str]:
    """Yield every text that would like to be a formula."""
    for lead, body, tail, second in product(LEADS, FORMULAS, TAILS, LEADS):
        yield f"{lead}{second}{body}{tail}"


def markup() -> Iterator[str]:
    """Yield every text that would like to fetch something."""
    for wrap, outer, body, tail in product(WRAPS, WRAPS, PAYLOADS, TAILS):
        yield outer.format(wrap.format(body)) + tail


def part(of: Iterator[str], numbers: range) -> list[str]:
    """Return some of the texts by their numbers."""
    return list(islice(of, numbers.start, numbers.stop))


def formulas_in_workbook(raw: bytes) -> list[str]:
    """Return every cell of a workbook that is a formula or an error."""
    book = openpyxl.load_workbook(io.BytesIO(raw))
    cells = (cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
    return [f"{cell.coordinate}: {cell.value!r}" for cell in cells if cell.data_type in ("f", "e")]


def formulas_in_csv(raw: bytes) -> list[str]:
    """Return every field of a table that begins like a formula."""
    rows = csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=";")
    fields = (field for row in rows for field in row)
    return [repr(field) for field in fields if field.lstrip(BARE)[:1] in FORMULA_SIGNS]


def run(given: Sequence[str]) -> list[str]:
    """Write the texts as workbook and table; return every formula that came of it."""
    made: Any = hostile(list(given))
    return [*formulas_in_workbook(written(made, "xlsx")), *formulas_in_csv(written(made, "csv"))]


def printed(given: Sequence[str]) -> list[str]:
    """Print the texts; return a sentence for each thing that was asked for or is in the file."""
    before = printing.fetcher.refused
    raw = written(hostile(list(given)), "pdf")
    wrong = [f"{printing.fetcher.refused - before} fetches"] * (printing.fetcher.refused != before)
    return wrong + [f"{sign!r} in the print" for sign in (b"root:", b"EmbeddedFile") if sign in raw]
