"""Turns the lines of `programme_parameters.csv` into parameters that never overlap."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby, pairwise

from programme.models import Parameter

PARAMETERS = "programme_parameters.csv"

# "seen (start from memory)" doubts the day, not the value: the value still binds.
_DOUBT_ABOUT_A_DAY = re.compile(r"(start day|start|day) from memory")


def parameters_of(
    lines: Iterable[dict[str, str]], *, file: str = PARAMETERS
) -> Iterator[Parameter]:
    """Yield a parameter for each line, series by series, each ended before its successor."""
    rows = sorted((_parameter(line, file) for line in lines), key=_place)
    for _series, group in groupby(rows, key=lambda row: (row.programme, row.parameter)):
        series = list(group)
        _end_before_successors([row for row in series if row.is_dated])
        yield from series


def _parameter(line: dict[str, str], file: str) -> Parameter:
    return Parameter(
        programme=line["programme"],
        parameter=line["parameter"],
        value=line["value"],
        unit=line["unit"],
        valid_from=_day(line["valid_from"]),
        valid_to=_day(line["valid_to"]),
        evidence=_evidence(line["evidence"]),
        evidence_note=line["evidence"],
        source=line["source"],
        entered_by=f"reference:{file}",
    )


def _place(row: Parameter) -> tuple[str, str, date]:
    return row.programme, row.parameter, row.valid_from or date.min


def _end_before_successors(dated: list[Parameter]) -> None:
    """End each open row on the day before the next of its series begins."""
    for row, successor in pairwise(dated):
        if row.valid_to is None and successor.valid_from is not None:
            row.valid_to = successor.valid_from - timedelta(days=1)
            row.valid_to_derived = True


def _evidence(note: str) -> Parameter.Evidence:
    doubts = _DOUBT_ABOUT_A_DAY.sub("", note)
    return Parameter.Evidence.MEMORY if "memory" in doubts else Parameter.Evidence.SEEN


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
