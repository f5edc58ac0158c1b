"""The facts of any procedure, read from its columns: what has a value is shown, with its unit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Field
from django.utils.translation import gettext as _

from audit.labels import LabelField
from lifecycle import notes
from lifecycle.cases import Tracked
from lifecycle.clock import Clock, clock_of
from lifecycle.procedures.base import Procedure
from lifecycle.steps import opening_of
from portal.components import Fact
from portal.templatetags.percorsi import day, money

NOT_SHOWN = frozenset(
    {"id", "state", "last_seq", "case_label", "operation", "partner", "participant", "opened_by"}
)


def facts_of(row: Tracked) -> list[Fact]:
    """Return a fact for each column that has a value, in the order of the columns."""
    return [*_columns(row), *_words(row)]


def clock_facts(procedure: Procedure, on: date) -> list[Fact]:
    """Return the clock of the case as person and officer both read it."""
    clock = clock_of(procedure.root)
    return clock_lines(clock, on) if clock is not None else []


def clock_lines(clock: Clock, on: date) -> list[Fact]:
    """Return since when the procedure runs, how long it stood, and what is left of its term."""
    found = [Fact(_("Procedure begun on"), day(clock.began_on))]
    if clock.ended_on is not None:
        return [*found, Fact(_("Procedure ended on"), day(clock.ended_on))]
    standing = clock.standing(on)
    if standing is not None:
        words = _("since %(day)s: %(why)s") % {"day": day(standing.since), "why": standing.why}
        found.append(Fact(_("The clock stands still"), words))
    if clock.stopped_days(on):
        found.append(Fact(_("Days on which it stood"), str(clock.stopped_days(on))))
    left = clock.left(on)
    words = _("%(days)s days left") if left >= 0 else _("late by %(days)s days")
    due = f"{day(clock.due_on(on))} · {words % {'days': abs(left)}}"
    return [*found, Fact(_("To be decided by"), due)]


def _columns(row: Tracked) -> Iterator[Fact]:
    for column in row._meta.concrete_fields:
        if column.name in NOT_SHOWN or isinstance(column, LabelField):
            continue
        words = _value(row, column)
        if words:
            name = str(column.verbose_name)
            yield Fact(name[:1].upper() + name[1:], words)


def _value(row: Tracked, column: Field[Any, Any]) -> str:
    """Return what a column holds as people read it; empty where it holds nothing to show."""
    if column.is_relation:
        return str(getattr(row, column.name) or "")
    value = getattr(row, column.attname)
    if value is None or value == "" or isinstance(value, dict | list):
        return ""
    if column.choices:
        return str(getattr(row, f"get_{column.name}_display")())
    return _plain(value, is_money=column.name.endswith("_cents"))


def _plain(value: Any, *, is_money: bool) -> str:
    if is_money:
        return str(money(value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(day(value)) if isinstance(value, date) else str(value)


def _words(row: Tracked) -> Iterator[Fact]:
    """Yield what was written when the row was opened."""
    words = notes.beside(row, opening_of(type(row)).command)
    if words:
        yield Fact(_("Written at the beginning"), words)
