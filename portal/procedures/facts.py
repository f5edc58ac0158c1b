"""The facts of any procedure, read from its columns: what has a value is shown, with its unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Field
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from audit.labels import LabelField
from lifecycle import notes
from lifecycle.cases import Tracked
from lifecycle.clock import Clock, clock_of
from lifecycle.procedures.base import Procedure
from lifecycle.steps import opening_of
from portal.components import Fact
from portal.templatetags.percorsi import day, money
from programme.models import Reason

NOT_SHOWN = frozenset(
    {"id", "state", "last_seq", "case_label", "operation", "partner", "participant", "opened_by"}
)


CENTS = frozenset({"settled_before_plan"})
"""Amounts in cents whose column does not say so in its name."""
CODED = frozenset({"reason", "reasons"})
"""Columns that hold codes of reasons."""


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
            name = _named(column)
            yield Fact(name[:1].upper() + name[1:], words)


def _is_money(column: Field[Any, Any]) -> bool:
    return column.name.endswith("_cents") or column.name in CENTS


def _named(column: Field[Any, Any]) -> str:
    """Return the name of a column; amounts are shown in euro, so without their “cents”."""
    name = str(column.verbose_name)
    return (name.rpartition(",")[0] or name) if _is_money(column) else name


def _value(row: Tracked, column: Field[Any, Any]) -> str:
    """Return what a column holds as people read it; empty where it holds nothing to show."""
    if column.is_relation:
        return str(getattr(row, column.name) or "")
    value = getattr(row, column.attname)
    if column.name in CODED and not column.choices:
        return _reasons(value if isinstance(value, list) else [value])
    if _is_nothing(value, is_money=_is_money(column)):
        return ""
    if column.choices:
        return str(getattr(row, f"get_{column.name}_display")())
    return _plain(value, is_money=_is_money(column))


def _is_nothing(value: Any, *, is_money: bool) -> bool:
    return value in (None, "") or isinstance(value, dict | list) or (is_money and value == 0)


def _plain(value: Any, *, is_money: bool) -> str:
    if is_money:
        return str(money(value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(day(value)) if isinstance(value, date) else str(value)


def _reasons(codes: Sequence[str]) -> str:
    """Return coded reasons in the reader's language; a code that no table has stays as it is."""
    rows = Reason.objects.in_bulk([code for code in codes if code])
    language = get_language() or "it"
    return "; ".join(rows[code].title_in(language) if code in rows else code for code in codes)


def _words(row: Tracked) -> Iterator[Fact]:
    """Yield what was written when the row was opened."""
    words = notes.beside(row, opening_of(type(row)).command)
    if words:
        yield Fact(_("Written at the beginning"), words)
