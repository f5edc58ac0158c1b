"""Which procedures there are, and those of a case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.apps import apps
from django.utils.translation import gettext as _

from audit.labels import split
from lifecycle.cases import AnyPart, tracked_models
from lifecycle.procedures.base import Procedure
from lifecycle.registries import open_matters


def kinds() -> list[type[Procedure]]:
    """Return every kind of procedure, in the order of their codes."""
    found = [model for model in tracked_models() if issubclass(model, Procedure)]
    return sorted(found, key=lambda kind: kind.CODE)


def of_case(case: str) -> list[Procedure]:
    """Return all procedures of the case that a label names, the newest first; a query a kind."""
    rows = [row for kind in kinds() for row in kind.objects.as_system().filter(case_label=case)]
    return sorted(rows, key=lambda row: row.pk, reverse=True)


def open_on(case: str) -> list[Procedure]:
    """Return the procedures of a case in which something is still to be done."""
    return [row for row in of_case(case) if row.is_open]


def join_cases(rows: Iterable[AnyPart]) -> None:
    """Give rows of many cases their cases, in one query for each kind of case."""
    wanted: defaultdict[str, set[str]] = defaultdict(set)
    rows = list(rows)
    for row in rows:
        model_label, pk = split(row.case_label)
        wanted[model_label].add(pk)
    found = {
        case.label: case
        for model_label, pks in wanted.items()
        for case in apps.get_model(model_label)._base_manager.filter(pk__in=pks)
    }
    for row in rows:
        row.join(found[row.case_label])


def register_all() -> None:
    """Let whoever closes a case hear of the procedures that are open on it."""
    open_matters.register("procedures", _open_matters)


def _open_matters(case: str) -> Iterator[str]:
    for row in open_on(case):
        yield _("“%(procedure)s” is open since %(day)s: %(state)s.") % {
            "procedure": row.TITLE,
            "day": f"{row.opened_on:%d/%m/%Y}",
            "state": dict(type(row)._meta.get_field("state").flatchoices)[row.state],
        }
