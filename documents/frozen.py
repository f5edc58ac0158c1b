"""Holds the rows of an export still, so that hash, totals and every format speak of the same rows.

The rows are read once and kept in a temporary file, one line of canonical JSON each: memory stays
the same however many there are.
"""

import hashlib
import json
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from decimal import Decimal
from types import TracebackType
from typing import IO

from audit.canonical import canonical as canonical_json
from documents.tables import Column, Kind, Table, Value
from documents.values import canonical, revived

IN_MEMORY = 4 * 1024 * 1024  # bytes of rows before they go to a file


class TotalsDifferError(ValueError):
    """Raised when the rows do not add up to what the books say."""


@dataclass(frozen=True)
class Heading:
    """A column as it is printed: its words in the language of the export."""

    key: str
    header: str
    kind: Kind
    help: str
    total: bool


def line(cells: list[str | int | None]) -> bytes:
    """Return one row as it is hashed: compact JSON, UTF-8, ended by a line feed."""
    return canonical_json(cells).encode() + b"\n"


class Frozen:
    """The rows of one table, read and kept: a context manager, since they are on disk."""

    def __init__(self, table: Table) -> None:
        self.headings = tuple(_heading(column) for column in table.columns)
        self.row_count = 0
        self.totals: dict[str, int | Decimal] = {
            heading.key: 0 for heading in self.headings if heading.total
        }
        with ExitStack() as until_read:
            self._spool: IO[bytes] = until_read.enter_context(
                tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)
            )
            self.rows_hash = self._keep(table)
            self._compare(table)
            self._open = until_read.pop_all()

    def __enter__(self) -> "Frozen":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open.close()

    def lines(self) -> Iterator[bytes]:
        """Return the rows as hashed, one line of JSON each."""
        self._spool.seek(0)
        # Not from the file itself: a generator that is left early would close it.
        yield from iter(self._spool.readline, b"")

    def rows(self) -> Iterator[list[Value]]:
        """Return the rows as values, cents as integers."""
        kinds = [heading.kind for heading in self.headings]
        for kept in self.lines():
            cells = json.loads(kept)
            yield [revived(kind, cell) for kind, cell in zip(kinds, cells, strict=True)]

    def _keep(self, table: Table) -> str:
        digest = hashlib.sha256()
        summed = [(i, h.key) for i, h in enumerate(self.headings) if h.total]
        kinds = [column.kind for column in table.columns]
        for row in table.rows:
            values = [column.of(row) for column in table.columns]
            kept = line([canonical(k, v) for k, v in zip(kinds, values, strict=True)])
            digest.update(kept)
            self._spool.write(kept)
            self.row_count += 1
            for place, key in summed:
                self.totals[key] += values[place] or 0
        return digest.hexdigest()

    def _compare(self, table: Table) -> None:
        for key, wanted in table.totals.items():
            found = self.totals.get(key)
            if found != wanted:
                raise TotalsDifferError(f"{key}: the rows give {found}, the books {wanted}")


def _heading(column: Column) -> Heading:
    if column.total and column.kind not in (Kind.MONEY, Kind.INTEGER, Kind.NUMBER):
        raise TypeError(f"column {column.name} cannot be summed")
    return Heading(
        key=column.name,
        header=str(column.header),
        kind=column.kind,
        help=str(column.help),
        total=column.total,
    )
