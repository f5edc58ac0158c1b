"""Draws the rows of a table as one text: a template would be slow at thousands of cells."""

from collections.abc import Callable, Iterable, Sequence

from django.template import Context, Library
from django.utils.html import conditional_escape as escaped
from django.utils.safestring import SafeString

from portal.access import may_open
from portal.components.records import Cell, Column, Records, Row
from portal.templatetags.percorsi import badge, icon, written
from portal.visitors import Visitor

register = Library()

Opener = Callable[[str], bool]
LABEL = 26  # the length of an identifier: parts of an address as long as this name a row
Frame = tuple[str, str]  # how a cell of the column begins, and the column's kind


@register.simple_tag(takes_context=True)
def record_rows(context: Context, it: Records) -> SafeString:
    """Return the `tr` elements of the table."""
    frames = [_frame(column) for column in it.columns]
    opens = _opener(context.get("visitor"))
    return SafeString("\n".join(_row(row, frames, opens) for row in it.rows))  # all was escaped


def _opener(visitor: Visitor | None) -> Opener:
    """Return whether the visitor's role opens an address, asked once for each kind of page."""
    known: dict[str, bool] = {}

    def opens(href: str) -> bool:
        kind = "/".join(each for each in href.split("?")[0].split("/") if len(each) < LABEL)
        if kind not in known:
            known[kind] = visitor is None or may_open(visitor, href)
        return known[kind]

    return opens


def _frame(column: Column) -> Frame:
    title = " block-title" if column.is_title else ""
    return (
        f'<td class="kind-{escaped(column.kind)}{title}"'
        f' data-label="{escaped(str(column.header))}"><span>',
        column.kind,
    )


def _row(row: Row, frames: Sequence[Frame], opens: Opener) -> str:
    cells = (cell if isinstance(cell, Cell) else Cell(cell) for cell in row.cells)
    drawn = [_cell(cell, kind, opens) for (_, kind), cell in zip(frames, cells, strict=True)]
    if row.is_current and drawn:
        drawn[0] = f"{icon('arrow-right', 16)} {drawn[0]}"
    begins = (begin for begin, _ in frames)
    return f"<tr{_marks(row)}>{_joined(begins, drawn)}</tr>"


def _marks(row: Row) -> str:
    classes = " ".join(
        name for name, holds in (("current", row.is_current), ("total", row.is_total)) if holds
    )
    marked = f' class="{classes}"' if classes else ""
    return marked + (' aria-current="true"' if row.is_current else "")


def _joined(begins: Iterable[str], drawn: Iterable[str]) -> str:
    return "".join(f"{begin}{cell}</span></td>" for begin, cell in zip(begins, drawn, strict=True))


def _cell(cell: Cell, kind: str, opens: Opener) -> str:
    sign = badge(cell.badge) if cell.badge else ""
    value = escaped(written(cell.value, kind))
    is_link = cell.href and opens(cell.href)
    linked = f'<a href="{escaped(cell.href)}">{value}</a>' if is_link else value
    detail = f'<span class="cell-detail">{escaped(str(cell.detail))}</span>' if cell.detail else ""
    return f"{sign}{linked}{detail}"
