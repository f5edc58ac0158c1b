"""The facts told with a step: checked against what the step declares, and kept as plain JSON."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

# Events hold codes, numbers and dates only (decisions 9): what a person wrote is a note.
CODE = re.compile(r"[\w.:/#+@-]{0,120}", re.ASCII)


@dataclass(frozen=True)
class Maybe:
    """A fact that a step can do without."""

    kind: type


def told(declared: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the given facts, each of its declared type.

    Raises TypeError for a fact that the step does not know, that is missing, or of another type.
    """
    unknown = set(given) - set(declared)
    if unknown:
        raise TypeError(f"the step does not know {sorted(unknown)}")
    facts = {name: value for name, value in given.items() if value is not None}
    for name, kind in declared.items():
        if name in facts:
            _check(name, facts[name], kind.kind if isinstance(kind, Maybe) else kind)
        elif not isinstance(kind, Maybe):
            raise TypeError(f"the step needs {name}")
    return facts


def plain(value: Any) -> Any:
    """Return a fact as JSON keeps it: dates as ISO text, decimals as text, lists and mappings too.

    Raises TypeError for a float or for a text that is not a code.
    """
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return _single(value)


def _single(value: Any) -> Any:
    if value is None or type(value) in (bool, int):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, str):
        return _code(value)
    raise TypeError(f"a fact cannot hold {type(value).__name__}")


def restored(declared: Mapping[str, Any], stored: Mapping[str, Any]) -> dict[str, Any]:
    """Return stored facts in their declared types: the inverse of ``plain``."""
    return {name: _typed(declared[name], value) for name, value in stored.items()}


def _typed(kind: Any, value: Any) -> Any:
    kind = kind.kind if isinstance(kind, Maybe) else kind
    if kind is date:
        return date.fromisoformat(value)
    if kind is Decimal:
        return Decimal(value)
    return value


def _check(name: str, value: Any, kind: type) -> None:
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise TypeError(f"{name} is a {type(value).__name__}, not a {kind.__name__}")


def _code(value: str) -> str:
    if not CODE.fullmatch(value):
        raise TypeError("a text in a fact must be a code: what a person wrote belongs in the note")
    return value
