"""Writes the journal out for another program."""

import csv
import json
from argparse import ArgumentParser
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from accounting import beancount, journal_lines
from accounting.journal_lines import NAMES, JournalLine, values_of


def as_csv(lines: Iterable[JournalLine]) -> Iterator[str]:
    """Return the lines as CSV (`;`), amounts in cents, instants in UTC."""
    buffer = StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\n")
    writer.writerow(NAMES)
    for line in lines:
        writer.writerow(values_of(line))
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def as_json(lines: Iterable[JournalLine]) -> Iterator[str]:
    """Return the lines as one JSON array, an object a line, amounts in cents."""
    before = "[\n"
    for line in lines:
        yield before + json.dumps(dict(zip(NAMES, values_of(line), strict=True)), default=str)
        before = ",\n"
    yield "\n]\n" if before == ",\n" else "[]\n"


FORMATS: dict[str, Callable[[Iterable[JournalLine]], Iterator[str]]] = {
    "beancount": beancount.text,
    "csv": as_csv,
    "json": as_json,
}


class Command(BaseCommand):
    """Write every movement up to a booking day."""

    help = "Writes the journal as beancount, CSV or JSON, to a file or to the screen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Ask for the format, the file and the last booking day."""
        parser.add_argument("--format", choices=sorted(FORMATS), required=True)
        parser.add_argument("--out", type=Path, help="file to write; the screen if left out")
        parser.add_argument("--as-of", type=date.fromisoformat, help="last booking day, YYYY-MM-DD")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write piece by piece, so that a long journal needs little memory."""
        pieces = FORMATS[options["format"]](journal_lines.lines(as_of=options["as_of"]))
        if options["out"] is None:
            for piece in pieces:
                self.stdout.write(piece, ending="")
            return
        with options["out"].open("w", encoding="utf-8") as out:
            out.writelines(pieces)
