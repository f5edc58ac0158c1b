"""What the database itself refuses about cases: a move without its event, or to a pair unknown.

The pairs are baked into each trigger from the machine's own declaration: a database that was
migrated by another release than the one that runs is found by the census at start.
"""

from __future__ import annotations

from typing import cast

from audit.triggers import refuse
from lifecycle import event_triggers
from lifecycle.cases import AnyPart, CaseRoot, Part, Tracked, root_of, tracked_models
from lifecycle.rows import PLACE_IN_TRAIL
from lifecycle.steps import initial_state, steps_of


def declare_all() -> None:
    """Declare the triggers of every machine; called when all models are known."""
    for model in tracked_models():
        _moves(model)
        _opens_once(model)
        if issubclass(model, CaseRoot):
            _head(model)
    event_triggers.declare_all()


def pairs_of(model: type[Tracked]) -> list[tuple[str, str]]:
    """Return every (from, to) that the machine declares, sorted; from == to included."""
    return sorted({pair for spec in steps_of(model).values() for pair in spec.pairs()})


def _moves(model: type[Tracked]) -> None:
    table = model._meta.db_table
    refuse(
        f"{table}_pair",
        table,
        condition="NEW.state <> OLD.state"
        f" AND (OLD.state || '>' || NEW.state) NOT IN ({_pairs(model)})",
        message="the machine has no such step",
    )
    refuse(
        f"{table}_event",
        table,
        condition=f"({_anything_moved(model)}) AND NOT EXISTS ({_event(model, 'OLD.state')}"
        " AND NEW.last_seq > OLD.last_seq)",
        message="a change needs its event in the trail",
    )


def _opens_once(model: type[Tracked]) -> None:
    table = model._meta.db_table
    nothing = "''"
    refuse(
        f"{table}_opening",
        table,
        "BEFORE INSERT",
        condition=f"NEW.state <> '{initial_state(model)}'"
        f" OR NOT EXISTS ({_event(model, nothing)}) OR EXISTS ({_already_there(model)})",
        message="a case or part begins once, by its opening step",
    )
    refuse(
        f"{table}_kept",
        table,
        "BEFORE DELETE",
        condition="1 = 1",
        message="nothing is deleted: corrections are further steps",
    )


def _head(model: type[CaseRoot]) -> None:
    refuse(
        f"{model._meta.db_table}_head",
        model._meta.db_table,
        condition="(NEW.trail_seq <> OLD.trail_seq OR NEW.trail_head <> OLD.trail_head)"
        f" AND NOT EXISTS (SELECT 1 FROM audit_event e WHERE e.stream = {_label(model)}"
        " AND e.seq = NEW.trail_seq AND e.hash = NEW.trail_head"
        " AND NEW.trail_seq > OLD.trail_seq)",
        message="the head of a trail follows its events",
    )


def _already_there(model: type[Tracked]) -> str:
    """Return SQL that finds a row which INSERT OR REPLACE would put away unseen (SQLite)."""
    table = model._meta.db_table
    same = "older.id = NEW.id"
    if issubclass(model, CaseRoot):
        same += " OR older.reference = NEW.reference"
    return f"SELECT 1 FROM {table} older WHERE {same}"


def _pairs(model: type[Tracked]) -> str:
    found = [f"'{source}>{target}'" for source, target in pairs_of(model) if source != target]
    return ", ".join(found) or "''"


def _anything_moved(model: type[Tracked]) -> str:
    """Return SQL that is true when any column but the case's place in the trail differs."""
    distinct = [
        f"NEW.{column} IS DISTINCT FROM OLD.{column}"
        for column in (field.column for field in model._meta.concrete_fields)
        if column not in PLACE_IN_TRAIL or column == "last_seq"
    ]
    return " OR ".join(distinct)


def _event(model: type[Tracked], source: str) -> str:
    return (
        f"SELECT 1 FROM audit_event e WHERE e.stream = {_stream(model)}"
        f" AND e.seq = NEW.last_seq AND e.subject = {_label(model)}"
        f" AND e.source = {source} AND e.target = NEW.state"
    )


def _label(model: type[Tracked]) -> str:
    return f"'{model._meta.label_lower}:' || NEW.id"


def _stream(model: type[Tracked]) -> str:
    if issubclass(model, CaseRoot):
        return _label(model)
    if issubclass(model, AnyPart):
        return "NEW.case_label"
    root, column = root_of(cast(type[Part], model))
    return f"'{root._meta.label_lower}:' || NEW.{column}"
