"""Loads reference data from `fixtures/`: what is there stays, what contradicts it is refused."""

import csv
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.db import models, transaction

from programme.models import AllowanceRule, Parameter, UnitCost
from programme.reference_parameters import parameters_of
from programme.reference_rows import (
    allowance_rules_of,
    cost_categories_of,
    funds_of,
    hold_causes_of,
    programmes_of,
    reasons_of,
    requested_things_of,
    territories_of,
    unit_costs_of,
)

_Row = TypeVar("_Row", bound=models.Model)
Loader = Callable[[], int]

_loaders: dict[str, Loader] = {}


WORDING = ("description", "unit", "legal_act")
"""How a price or a rule is told: a translation contradicts nothing, an amount or a day does."""


class ReferenceConflict(ValueError):
    """Raised when a file says something else than what is stored: history is not rewritten."""


def register(name: str, loader: Loader) -> None:
    """Add a loader, called by `manage.py load_reference`; it returns how many rows it added."""
    _loaders[name] = loader


@transaction.atomic
def load_all() -> dict[str, int]:
    """Run every loader in the order of registration; return the rows added, by name.

    All or nothing; a second run adds nothing. ReferenceConflict as in the single loaders.
    """
    return {name: load() for name, load in _loaders.items()}


def load_parameters() -> int:
    """Load the dated parameters; return how many were added.

    An open row of a series that has a later one ends on the day before it. If an open row
    that is stored has a successor in the file now, it is ended; ReferenceConflict otherwise.
    """
    return _load_parameters_of("programme_parameters.csv")


def load_aid_rules() -> int:
    """Load the dated rules of aid to enterprises, which are parameters; see `load_parameters`."""
    return _load_parameters_of("aid_rules.csv")


def parameters_in(file: str) -> list[Parameter]:
    """Return the parameters of a file as it stands, unsaved: a calculation needs no database."""
    return list(parameters_of(_lines(file), file=file))


def load_hold_causes() -> int:
    """Load the causes of holds; return how many were added."""
    return _load("hold_causes.csv", hold_causes_of, key=("code", "valid_from"))


def register_own() -> None:
    """Register the loaders of this package, ground first."""
    register("territories", lambda: _load("territories.csv", territories_of, key=("code",)))
    register("programmes", lambda: _load("programmes.csv", programmes_of, key=("code",)))
    register("funds", lambda: _load("funds.csv", funds_of, key=("code",)))
    register(
        "cost categories", lambda: _load("cost_categories.csv", cost_categories_of, key=("code",))
    )
    register(
        "unit costs",
        lambda: _load("unit_costs.csv", unit_costs_of, key=("code", "territory_id", "valid_from")),
    )
    register(
        "allowance rules",
        lambda: _load(
            "allowance_rules.csv", allowance_rules_of, key=("territory_id", "valid_from")
        ),
    )
    register(
        "requested things",
        lambda: _load("requested_things.csv", requested_things_of, key=("code",)),
    )
    register("hold causes", load_hold_causes)
    register("reasons", lambda: _load("reasons.csv", reasons_of, key=("code",)))
    register("parameters", load_parameters)
    register("aid rules", load_aid_rules)


def _load_parameters_of(file: str) -> int:
    rows = parameters_in(file)
    return _add_missing(rows, key=("programme", "parameter", "valid_from"), may_end=True)


def _load(
    file: str,
    read: Callable[[Iterable[dict[str, str]]], Iterator[models.Model]],
    *,
    key: tuple[str, ...],
) -> int:
    return _add_missing(list(read(_lines(file))), key=key)


def _lines(file: str) -> Iterator[dict[str, str]]:
    path = Path(settings.BASE_DIR) / "fixtures" / file
    with path.open(encoding="utf-8", newline="") as opened:
        yield from csv.DictReader(opened)


def _add_missing(rows: list[_Row], *, key: tuple[str, ...], may_end: bool = False) -> int:
    """Store the rows whose key is not there yet; compare the others field by field."""
    if not rows:
        return 0
    known = {_key(row, key): row for row in type(rows[0])._default_manager.all()}
    added = 0
    for row in rows:
        stored = known.get(_key(row, key))
        if stored is None:
            row.save(force_insert=True)
            added += 1
        else:
            _agree(stored, row, may_end=may_end)
    return added


def _key(row: models.Model, names: tuple[str, ...]) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in names)


def _agree(stored: models.Model, row: models.Model, *, may_end: bool) -> None:
    """Refuse a row that differs from the stored one; end the stored one where only that differs.

    A price or rule that is only worded anew stays stored in the words of its day.
    """
    fields = [field.attname for field in row._meta.local_fields if not field.primary_key]
    if isinstance(row, UnitCost | AllowanceRule):
        fields = [name for name in fields if name not in WORDING]
    differing = {name for name in fields if getattr(stored, name) != getattr(row, name)}
    if not differing:
        return
    ended = differing <= {"valid_to", "valid_to_derived"} and not getattr(stored, "valid_to", True)
    if not (may_end and ended):
        raise ReferenceConflict(
            f"“{row}” is stored as “{stored}”: end the stored row and add the next one."
        )
    for name in differing:
        setattr(stored, name, getattr(row, name))
    stored.save(update_fields=sorted(differing))
