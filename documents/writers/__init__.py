"""Writes a frozen table with its cover in one of four formats: the same input, the same bytes."""

from collections.abc import Callable

from documents.cover import Cover
from documents.frozen import Frozen
from documents.writers.csv import to_csv
from documents.writers.json import to_json
from documents.writers.pdf import to_pdf
from documents.writers.xlsx import to_xlsx

__all__ = ["WRITERS", "Writer", "to_csv", "to_json", "to_pdf", "to_xlsx"]

Writer = Callable[[Frozen, Cover], bytes]

WRITERS: dict[str, Writer] = {"xlsx": to_xlsx, "csv": to_csv, "json": to_json, "pdf": to_pdf}
