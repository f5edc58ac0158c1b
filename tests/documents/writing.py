"""Writes a table in the four formats, without database."""

import io
from datetime import UTC, datetime
from typing import Any

import openpyxl

from documents.cover import Cover, TrailPoint, cover
from documents.frozen import Frozen
from documents.tables import Table
from documents.writers import WRITERS

TRAIL = TrailPoint(number=3, size=1_204, root="ab" * 32)


def sheet_of(table: Table, frozen: Frozen) -> Cover:
    """Return the cover of a frozen table, issued by nobody in particular."""
    cut_off = table.cut_off or datetime(2026, 7, 31, 22, 0, tzinfo=UTC)
    return cover(table, frozen, cut_off=cut_off, author="Giulia Rossi", language="it", trail=TRAIL)


def written(table: Table, format: str) -> bytes:
    """Return the file of a table."""
    with Frozen(table) as frozen:
        return WRITERS[format](frozen, sheet_of(table, frozen))


def workbook(table: Table) -> Any:
    """Return the workbook of a table as openpyxl reads it back."""
    return openpyxl.load_workbook(io.BytesIO(written(table, "xlsx")))
