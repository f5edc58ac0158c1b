"""Pages of a list by keyset: the deepest page costs what the first one does."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Model, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan
from django.http import QueryDict
from django.utils.functional import Promise

AFTER, BEFORE, ORDER = "dopo", "prima", "ordine"
SIZE = 50
CAP = 1000


@dataclass(frozen=True)
class Order:
    """An order that a list offers: its columns end with the primary key, and have an index.

    All columns go the same way, so that the database compares one row value.
    """

    name: str
    label: str | Promise
    columns: tuple[str, ...]
    descending: bool = True


@dataclass(frozen=True)
class Keyset:
    """One page of rows, with the queries of its neighbours ("" where there is none)."""

    rows: Sequence[Any]
    order: Order
    following: str
    previous: str


def page_of(
    rows: QuerySet[Any], *, orders: Sequence[Order], query: QueryDict, size: int = SIZE
) -> Keyset:
    """Return the page that the address asks for, in one query; a spoilt address gives the first.

    `query` is `request.GET`: its filters stay in the addresses of the neighbours.
    """
    order = next((o for o in orders if o.name == query.get(ORDER)), orders[0])
    backwards = BEFORE in query
    place = _place(rows.model, order, query.get(BEFORE if backwards else AFTER, ""))
    backwards = backwards and place is not None
    falling = order.descending != backwards
    if place is not None:
        lookup = TupleLessThan if falling else TupleGreaterThan
        rows = rows.filter(lookup(Tuple(*order.columns), place))
    ordered = rows.order_by(*(f"-{name}" if falling else name for name in order.columns))
    found = list(ordered[: size + 1])
    more = len(found) > size
    shown = found[:size][::-1] if backwards else found[:size]
    has_next = bool(shown) and (backwards or more)
    has_previous = bool(shown) and (more if backwards else place is not None)
    return Keyset(
        rows=shown,
        order=order,
        following=_query(query, order, AFTER, shown[-1]) if has_next else "",
        previous=_query(query, order, BEFORE, shown[0]) if has_previous else "",
    )


def counted(rows: QuerySet[Any]) -> str:
    """Return how many there are, `1.000+` from a thousand on, without counting further."""
    number = rows.order_by()[: CAP + 1].count()
    return "1.000+" if number > CAP else str(number)


def _place(model: type[Model], order: Order, text: str) -> tuple[Any, ...] | None:
    """Return the values of the row from which the page goes on, or None."""
    try:
        values = json.loads(base64.urlsafe_b64decode(text.encode())) if text else []
        if not isinstance(values, list) or len(values) != len(order.columns):
            return None
        return tuple(
            model._meta.get_field(name).to_python(value)
            for name, value in zip(order.columns, values, strict=True)
        )
    except (ValueError, binascii.Error, ValidationError, FieldDoesNotExist, TypeError):
        return None


def _query(query: QueryDict, order: Order, direction: str, row: Any) -> str:
    """Return the query of a neighbouring page, filters and order kept."""
    values = [str(getattr(row, name)) for name in order.columns]
    kept = query.copy()
    for name in (AFTER, BEFORE):
        kept.pop(name, None)
    kept[direction] = base64.urlsafe_b64encode(json.dumps(values).encode()).decode()
    return f"?{kept.urlencode()}"
