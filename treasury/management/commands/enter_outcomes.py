"""Enters what the bank did with many payments from a file: read whole, then line by line."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from audit import clock
from people.models import User
from treasury.models import PaymentLine
from treasury.outcomes import Kind, Outcome, enter

COLUMNS = ["end_to_end", "outcome", "bank_reference", "value_date", "reason"]
LARGEST = 20_000  # rows
WORDS = {"executed": Kind.EXECUTED, "refused": Kind.REFUSED, "returned": Kind.RETURNED}


class Command(BaseCommand):
    """Reads ``end_to_end;outcome;bank_reference;value_date;reason`` and enters each row."""

    help = "Enter what the bank did with payments; a second run of the same file changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, the finance officer who enters it, and the day."""
        parser.add_argument("file", type=Path, help="CSV, UTF-8, separated by semicolons")
        parser.add_argument("--by", required=True, help="email of the finance officer")
        parser.add_argument(
            "--on", type=date.fromisoformat, default=None, help="day as YYYY-MM-DD; else today"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse the file as a whole when a row cannot be read; then enter row by row."""
        officer = User.objects.filter(email=options["by"]).first()
        if officer is None:
            raise CommandError(f"no user has the email {options['by']}")
        results = enter(_read(options["file"]), by=officer, on=options["on"] or clock.today())
        for result in results:
            told = "entered" if result.entered else " ".join(result.sentences)
            self.stdout.write(f"{result.outcome.line.end_to_end} {told}")
        entered = sum(result.entered for result in results)
        self.stdout.write(f"{entered} of {len(results)} outcomes entered")


def _read(path: Path) -> list[Outcome]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file, delimiter=";")
        if rows.fieldnames != COLUMNS:
            raise CommandError(f"the first row has to be {';'.join(COLUMNS)}")
        listed = [dict(row) for row, _ in zip(rows, range(LARGEST + 1), strict=False)]
    if len(listed) > LARGEST:
        raise CommandError(f"the file has more than {LARGEST} rows")
    lines = PaymentLine.objects.as_system().filter(
        end_to_end__in=[row["end_to_end"] for row in listed]
    )
    known = {line.end_to_end: line for line in lines}
    return [_outcome(number, row, known) for number, row in enumerate(listed, start=2)]


def _outcome(number: int, row: dict[str, Any], known: dict[str, PaymentLine]) -> Outcome:
    """Return one row as an outcome; CommandError names row and column of what is wrong."""
    lacking = [column for column in COLUMNS if row[column] is None]
    if lacking or len(row) > len(COLUMNS):
        raise CommandError(f"row {number}, {(lacking or ['end'])[0]}: five columns are needed")
    if row["end_to_end"] not in known:
        raise CommandError(f"row {number}, end_to_end: no such payment")
    if row["outcome"] not in WORDS:
        raise CommandError(f"row {number}, outcome: {', '.join(WORDS)}")
    try:
        day = date.fromisoformat(row["value_date"]) if row["value_date"] else None
    except ValueError as wrong:
        raise CommandError(f"row {number}, value_date: a day as YYYY-MM-DD") from wrong
    return Outcome(
        known[row["end_to_end"]],
        WORDS[row["outcome"]],
        bank_reference=row["bank_reference"],
        value_date=day,
        reason=row["reason"],
    )
