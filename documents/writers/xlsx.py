"""Writes workbooks: a cover sheet, the rows with real numbers and dates, and what columns mean."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from documents.cover import Cover
from documents.frozen import Frozen, Heading
from documents.tables import Kind, Value
from documents.values import clean, local

ROWS_A_SHEET = 1_048_576 - 2  # Excel's limit less the header and the totals
FORMATS = {
    Kind.MONEY: "#,##0.00",
    Kind.DATE: "dd/mm/yyyy",
    Kind.INSTANT: "dd/mm/yyyy hh:mm:ss",
    Kind.INTEGER: "#,##0",
    Kind.NUMBER: "#,##0.00##",
    Kind.PERCENT: "0.00%",
}
WIDTHS = {Kind.TEXT: 36, Kind.CODE: 28, Kind.INSTANT: 20}
BOLD = Font(bold=True)
HEADER = Font(bold=True, color="FFFFFF")
BLUE = PatternFill("solid", fgColor="0066CC")
TOP = Alignment(vertical="top", wrap_text=True)

_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def to_xlsx(frozen: Frozen, cover: Cover) -> bytes:
    """Return the workbook; raise nothing for odd text, which stays text whatever it begins with."""
    book = Workbook(write_only=True)
    book.properties.title = clean(cover.title)
    book.properties.creator = "Percorsi"
    book.properties.created = cover.cut_off.replace(tzinfo=None, microsecond=0)
    _cover_sheet(book, cover)
    _row_sheets(book, frozen)
    _meaning_sheet(book, frozen)
    saved = io.BytesIO()
    book.save(saved)
    return _same_bytes(saved, cover.cut_off)


def cell(sheet: Any, kind: Kind, value: Value, *, font: Font | None = None) -> Any:
    """Return the one kind of cell that the project writes: typed, and text never a formula."""
    made = WriteOnlyCell(sheet, value=_stored(kind, value))
    if isinstance(made.value, str):
        # openpyxl takes "=…" for a formula and "#N/A" for an error; the prefix keeps the text
        # text when somebody edits the cell.
        made.data_type = "s"
        made.quotePrefix = True
    elif value is not None:
        made.number_format = FORMATS[kind]
    if font is not None:
        made.font = font
    return made


def _stored(kind: Kind, value: Value) -> Value:
    if value is None:
        return None
    if isinstance(value, datetime):
        return local(value)
    if kind is Kind.MONEY and isinstance(value, int):
        return Decimal(value).scaleb(-2)
    if kind is Kind.PERCENT and isinstance(value, Decimal):
        return value.scaleb(-2)
    return clean(value) if isinstance(value, str) else value


def _cover_sheet(book: Any, cover: Cover) -> None:
    sheet = book.create_sheet(_("Cover"))
    sheet.column_dimensions["A"].width = 34
    sheet.column_dimensions["B"].width = 84
    for label, value in cover.lines:
        _write_pair(sheet, label, value)
    sheet.append([])
    for number, sentence in enumerate(cover.verification, start=1):
        _write_pair(sheet, _("How to verify (%(number)d)") % {"number": number}, sentence)
    sheet.append([])
    _write_pair(sheet, _("Funding"), _("Co-funded by the European Union"))


def _write_pair(sheet: Any, label: str, value: str) -> None:
    shown = cell(sheet, Kind.TEXT, value)
    shown.alignment = TOP
    sheet.append([cell(sheet, Kind.TEXT, label, font=BOLD), shown])


def _row_sheets(book: Any, frozen: Frozen) -> None:
    rows = frozen.rows()
    left = frozen.row_count
    number = 1
    while left > 0 or number == 1:
        name = _("Rows") if number == 1 else _("Rows %(number)d") % {"number": number}
        sheet = _headed_sheet(book, name, frozen.headings)
        taken = min(left, ROWS_A_SHEET)
        for _count in range(taken):
            sheet.append(_cells(sheet, frozen.headings, next(rows)))
        left -= taken
        last = get_column_letter(len(frozen.headings))
        sheet.auto_filter.ref = f"A1:{last}{taken + 1}"
        number += 1
    if frozen.totals:
        sheet.append(list(_totals(sheet, frozen)))


def _headed_sheet(book: Any, name: str, headings: Sequence[Heading]) -> Any:
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    for place, heading in enumerate(headings, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = WIDTHS.get(heading.kind, 16)
    header = [cell(sheet, Kind.TEXT, heading.header, font=HEADER) for heading in headings]
    for made in header:
        made.fill = BLUE
        made.alignment = TOP
    sheet.append(header)
    return sheet


def _cells(sheet: Any, headings: Sequence[Heading], row: Sequence[Value]) -> list[Any]:
    return [cell(sheet, h.kind, value) for h, value in zip(headings, row, strict=True)]


def _totals(sheet: Any, frozen: Frozen) -> Iterator[Any]:
    """Return the last row: sums as numbers, not as formulas, under the word Total."""
    for place, heading in enumerate(frozen.headings):
        if heading.total:
            yield cell(sheet, heading.kind, frozen.totals[heading.key], font=BOLD)
        elif place == 0:
            yield cell(sheet, Kind.TEXT, _("Total"), font=BOLD)
        else:
            yield None


def _meaning_sheet(book: Any, frozen: Frozen) -> None:
    sheet = book.create_sheet(_("Columns"))
    sheet.column_dimensions["A"].width = 34
    sheet.column_dimensions["D"].width = 84
    words = (_("Column"), _("Key"), _("Kind"), _("Meaning"))
    sheet.append([cell(sheet, Kind.TEXT, word, font=BOLD) for word in words])
    for heading in frozen.headings:
        facts = (heading.header, heading.key, str(heading.kind), heading.help)
        sheet.append([cell(sheet, Kind.TEXT, fact) for fact in facts])


def _same_bytes(saved: io.BytesIO, at: datetime) -> bytes:
    """Return the workbook packed anew with one fixed time, where openpyxl puts the clock's."""
    stamp = f"{at:%Y-%m-%dT%H:%M:%SZ}".encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + stamp, content)
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, content)
    return packed.getvalue()
