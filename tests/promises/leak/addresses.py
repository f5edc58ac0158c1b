"""Every address that the resolver knows, filled with every thing that somebody should not see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from documents import exports
from lifecycle.cases import Tracked
from lifecycle.steps import steps_of
from tests.promises.leak.planted import Thing


def patterns() -> Iterator[URLPattern]:
    """Yield every address of the project, whichever file declares it."""
    waiting: list[URLPattern | URLResolver] = list(get_resolver().url_patterns)
    while waiting:
        found = waiting.pop()
        if isinstance(found, URLResolver):
            waiting.extend(found.url_patterns)
        else:
            yield found


def filled(things: Sequence[Thing]) -> list[str]:
    """Return each address that needs a row, filled with each thing, fitting or not."""
    found = set()
    for pattern in patterns():
        names = tuple(pattern.pattern.converters)
        for thing in things if names and "name" not in names else ():
            found.update(_addresses(str(pattern.name), names, thing))
    return sorted(found)


def bare() -> list[str]:
    """Return each address that needs nothing: lists, desks, forms."""
    found = {_reversed(str(p.name), {}) for p in patterns() if not p.pattern.converters}
    return sorted(found - {""})


def orders(things: Sequence[Thing]) -> list[tuple[str, dict[str, str]]]:
    """Return what can be asked of each export: every format, and every thing as a parameter."""
    asked: list[tuple[str, dict[str, str]]] = []
    ours = [e for e in exports.registered() if not e.make.__module__.startswith("tests.")]
    for export in ours:
        names = list(export.form.base_fields) if export.form else []
        asked.append((export.name, {}))
        for name, thing in product(names, things):
            told = [thing.label, getattr(thing.row, "reference", ""), thing.row.pk]
            asked += [(export.name, {name: str(value)}) for value in told if value]
    return asked


def _addresses(name: str, names: Sequence[str], thing: Thing) -> Iterator[str]:
    values = {"pk": thing.row.pk, "label": thing.label, "model_label": thing.row._meta.label_lower}
    if "command" not in names:
        yield _reversed(name, {each: values.get(each, "x") for each in names})
        return
    if isinstance(thing.row, Tracked):
        for command in steps_of(type(thing.row)):
            yield _reversed(name, {**values, "command": command}, names)


def _reversed(name: str, values: dict[str, str], names: Sequence[str] | None = None) -> str:
    """Return the address, or nothing where it cannot be named so."""
    told = {each: values[each] for each in names} if names is not None else values
    try:
        return reverse(name, kwargs=told)
    except NoReverseMatch:
        return ""
