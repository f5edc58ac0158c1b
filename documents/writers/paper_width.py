"""Finds how wide each column of a printed table must be, and so which sheet of paper it takes."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from documents.frozen import Frozen, Heading
from documents.tables import Kind
from documents.values import words

LONGEST = {Kind.TEXT: 32, Kind.CODE: 22}  # characters of a column before its text is wrapped
PADDING = 2.0  # characters
MILLIMETRES = 1.28  # of one character of the tables' type, on average
WIDER = 1.16  # digits, capitals and bold type against small letters
# Classes of paper.css, and the millimetres between the margins of each sheet.
SHEETS = (("upright", 174), ("wide", 261), ("large", 384))
POINTS, SMALLEST = 7.5, 4.5  # size of the type; smaller where even the largest sheet is narrow


@dataclass(frozen=True)
class Layout:
    """The class of the sheet, the size of the type, and each column's share of the width (%)."""

    sheet: str
    points: float
    shares: tuple[float, ...]


def layout(frozen: Frozen) -> Layout:
    """Return the smallest sheet on which every number, day and code stands on one line."""
    lengths = [_header_length(heading) for heading in frozen.headings]
    for row in frozen.rows():
        for place, (heading, value) in enumerate(zip(frozen.headings, row, strict=True)):
            shown = len(words(heading.kind, value, grouped=True))
            lengths[place] = max(lengths[place], min(shown, LONGEST.get(heading.kind, shown)))
    _make_room_for_totals(frozen, lengths)
    wanted = [
        length * (1 if heading.kind is Kind.TEXT else WIDER) + PADDING
        for heading, length in zip(frozen.headings, lengths, strict=True)
    ]
    needed = sum(wanted) * MILLIMETRES
    sheet, room = next((sheet for sheet in SHEETS if needed <= sheet[1]), SHEETS[-1])
    return Layout(
        sheet=sheet,
        points=max(SMALLEST, POINTS * min(1.0, room / needed)),
        shares=tuple(100 * width / sum(wanted) for width in wanted),
    )


def _make_room_for_totals(frozen: Frozen, lengths: list[int]) -> None:
    """Lengthen the summed columns for their totals, and the first for the word beside them."""
    for place, heading in enumerate(frozen.headings):
        if heading.total:
            total = words(heading.kind, frozen.totals[heading.key], grouped=True)
            lengths[place] = max(lengths[place], len(total))
    if frozen.totals:
        lengths[0] = max(lengths[0], len(_("Total")))


def _header_length(heading: Heading) -> int:
    """Return the length of the longest word of the header: headers are wrapped between words."""
    return max(len(word) for word in (heading.header.split() or [""]))
