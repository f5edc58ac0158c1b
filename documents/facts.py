"""Freezes the facts of a paper: plain values become JSON and come back as they were."""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from djmoney.money import Money

from programme.money import from_cents, to_cents

Facts = Mapping[str, Any]


def frozen(facts: Facts) -> bytes:
    """Return the facts as JSON; raise TypeError for what is not plain: a model, a float."""
    return json.dumps(_down(facts), ensure_ascii=False, sort_keys=True).encode()


def thawed(kept: bytes) -> dict[str, Any]:
    """Return the facts as they were when frozen."""
    facts: dict[str, Any] = _up(json.loads(kept))
    return facts


def _down(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Promise):
        return str(value)
    if isinstance(value, Mapping):
        return {str(name): _down(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_down(item) for item in value]
    return _marked(value)


def _marked(value: Any) -> dict[str, Any]:
    """Return a value that JSON does not know, under the name of its type."""
    if isinstance(value, Money):
        return {"$cents": to_cents(value)}
    if isinstance(value, Decimal):
        return {"$decimal": str(value)}
    if isinstance(value, datetime):
        return {"$instant": value.isoformat()}
    if isinstance(value, date):
        return {"$date": value.isoformat()}
    raise TypeError(f"a paper's facts cannot hold {type(value).__name__}")


_REVIVED: dict[str, Callable[[Any], Any]] = {
    "$cents": from_cents,
    "$decimal": Decimal,
    "$instant": datetime.fromisoformat,
    "$date": date.fromisoformat,
}


def _up(value: Any) -> Any:
    if isinstance(value, list):
        return [_up(item) for item in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1 and next(iter(value)) in _REVIVED:
        [(mark, held)] = value.items()
        return _REVIVED[mark](held)
    return {name: _up(item) for name, item in value.items()}
