"""Pages of a list by keyset: the deepest page costs what the first one does."""

import base64
import binascii
import json
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Field, IntegerField, Model, QuerySet, Subquery
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
    place = _place(rows.model, order, query.get(BEFORE) or query.get(AFTER) or "")
    backwards = BEFORE in query and place is not None
    found = list(_from(rows, order, place, backwards=backwards)[: size + 1])
    shown, more = found[:size], len(found) > size
    if backwards:
        shown.reverse()
    has_next, has_previous = (True, more) if backwards else (more, place is not None)
    return Keyset(
        rows=shown,
        order=order,
        following=_query(query, order, AFTER, shown[-1:]) if has_next else "",
        previous=_query(query, order, BEFORE, shown[:1]) if has_previous else "",
    )


def page_of_keys(
    keys: Sequence[tuple[str, ...]],
    *,
    order: Order,
    query: QueryDict,
    fetch: Callable[[Sequence[str]], Mapping[str, Any]],
    size: int = SIZE,
) -> Keyset:
    """Return a page of a list whose order no column holds: all keys, in order, the id last.

    `fetch` gets the ids of the page and returns its rows by id.
    """
    place = _decoded(query.get(BEFORE) or query.get(AFTER) or "")
    if BEFORE in query and place is not None:
        end = bisect_left(keys, place)
        start = max(end - size, 0)
    else:
        start = bisect_right(keys, place) if place is not None else 0
        end = start + size
    shown = keys[start:end]
    rows = fetch([key[-1] for key in shown])
    return Keyset(
        rows=[rows[key[-1]] for key in shown if key[-1] in rows],
        order=order,
        following=_beyond(query, AFTER, shown[-1:]) if end < len(keys) else "",
        previous=_beyond(query, BEFORE, shown[:1]) if start > 0 else "",
    )


def _decoded(text: str) -> tuple[str, ...] | None:
    try:
        values = json.loads(base64.urlsafe_b64decode(text.encode())) if text else None
    except (ValueError, binascii.Error):
        return None
    if isinstance(values, list) and all(isinstance(each, str) for each in values):
        return tuple(values)
    return None


def _from(
    rows: QuerySet[Any], order: Order, place: tuple[Any, ...] | None, *, backwards: bool
) -> QuerySet[Any]:
    """Return the rows that follow the place, nearest first."""
    falling = order.descending != backwards
    if place is not None:
        lookup = TupleLessThan if falling else TupleGreaterThan
        rows = rows.filter(lookup(Tuple(*order.columns), place))
    return rows.order_by(*(f"-{name}" if falling else name for name in order.columns))


def counted(rows: QuerySet[Any]) -> str:
    """Return how many there are, `1.000+` from a thousand on, without counting further."""
    return capped(rows.order_by()[: CAP + 1].count())


def capped(number: int) -> str:
    """Return the number as text, `1.000+` where nobody counted further."""
    return "1.000+" if number > CAP else str(number)


def counted_by(rows: QuerySet[Any], column: str, values: Sequence[str]) -> dict[str, int]:
    """Return how many rows have each of the values in the column, up to one more than `CAP`.

    One query, which reads no more than that of any value: an index that begins with what the
    rows are filtered by, and goes on with the column, serves it.
    """
    if not values:
        return {}
    alone = (rows.filter(**{column: value}).order_by().values("pk") for value in values)
    counts = [_Counted(each[: CAP + 1]) for each in alone]
    numbers = rows.model._base_manager.order_by().values_list(*counts)[:1]
    return dict(zip(values, next(iter(numbers), ()), strict=False))


class _Counted(Subquery):
    """Counts the rows of a query."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def _place(model: type[Model], order: Order, text: str) -> tuple[Any, ...] | None:
    """Return the values of the row from which the page goes on, or None."""
    try:
        values = json.loads(base64.urlsafe_b64decode(text.encode())) if text else []
        if not isinstance(values, list) or len(values) != len(order.columns):
            return None
        return tuple(map(_typed(model), order.columns, values))
    except (ValueError, binascii.Error, ValidationError, TypeError):
        return None


def _typed(model: type[Model]) -> Callable[[str, Any], Any]:
    def convert(name: str, value: Any) -> Any:
        field = model._meta.get_field(name)
        if not isinstance(field, Field):
            raise TypeError(f"{name} is no column")
        return field.to_python(value)

    return convert


def _query(query: QueryDict, order: Order, direction: str, edge: Sequence[Any]) -> str:
    """Return the query of the page beyond the row at the edge, filters and order kept."""
    if not edge:
        return ""
    return _beyond(query, direction, [tuple(str(getattr(edge[0], c)) for c in order.columns)])


def _beyond(query: QueryDict, direction: str, edge: Sequence[tuple[str, ...]]) -> str:
    """Return the query of the page beyond the key at the edge, filters and order kept."""
    if not edge:
        return ""
    kept = query.copy()
    for name in (AFTER, BEFORE):
        kept.pop(name, None)
    kept[direction] = base64.urlsafe_b64encode(json.dumps(edge[0]).encode()).decode()
    return f"?{kept.urlencode()}"
