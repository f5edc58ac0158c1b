"""Reads the machines as the specification has them (see README.md beside this file)."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Row:
    """One step of a machine from one state, as the specification has it."""

    code: str
    source: str
    target: str
    command: str
    by: frozenset[str]
    approved_by: frozenset[str]
    eyes: str


def machines() -> list[str]:
    """Return the labels of all machines that the oracle has."""
    return sorted(path.stem for path in HERE.glob("*.csv"))


def rows(machine: str) -> list[Row]:
    """Return the rows of one machine."""
    with (HERE / f"{machine}.csv").open(encoding="utf-8", newline="") as file:
        return [
            Row(
                code=line["code"],
                source=line["from"],
                target=line["to"],
                command=line["command"],
                by=frozenset(line["by"].split()),
                approved_by=frozenset(line["approved_by"].split()),
                eyes=line["eyes"],
            )
            for line in csv.DictReader(file)
        ]


def pairs(machine: str) -> set[tuple[str, str]]:
    """Return every (from, to) that the machine may go through."""
    return {(row.source, row.target) for row in rows(machine) if row.source}
