"""Goes through all cases, a few at a time, and compares rows and events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from typing import Any

from django.db.models import Exists, Manager, OuterRef, Q, QuerySet
from django.db.models.functions import Substr

from audit.models import Event
from lifecycle import rows
from lifecycle.cases import AnyPart, CaseRoot, Part, Tracked, root_of, tracked_models
from lifecycle.replay.difference import Difference
from lifecycle.replay.eyes import violations
from lifecycle.replay.fold import Story, Told, discontinuous, id_of
from lifecycle.replay.instant import one_instant
from lifecycle.replay.system import unfounded

AT_ONCE = 200  # cases whose events are in memory together


def differences() -> list[Difference]:
    """Return every difference between rows and trail, case by case; none means they agree.

    Call it outside a transaction: it reads everything as it stood at one instant, while others
    go on working.
    """
    with one_instant():
        return [*_of_cases(), *_without_case()]


def _of_cases() -> Iterator[Difference]:
    for root in _roots():
        for streams in _some(_streams(root)):
            yield from _compare(root, streams)


def _roots() -> list[type[CaseRoot]]:
    return [model for model in tracked_models() if issubclass(model, CaseRoot)]


def _streams(root: type[CaseRoot]) -> Iterator[str]:
    """Yield each case by the rows, then those that only the trail knows."""
    name = root._meta.label_lower
    for pk in root._base_manager.order_by("pk").values_list("pk", flat=True).iterator():
        yield f"{name}:{pk}"
    first = Event.objects.filter(stream__startswith=f"{name}:", seq=1)
    named = first.annotate(case=Substr("stream", len(name) + 2))
    there = root._base_manager.filter(pk=OuterRef("case"))
    yield from named.filter(~Exists(there)).values_list("stream", flat=True).iterator()


def _some(streams: Iterator[str]) -> Iterator[list[str]]:
    while batch := list(islice(streams, AT_ONCE)):
        yield batch


def _compare(root: type[CaseRoot], streams: list[str]) -> Iterator[Difference]:
    found = _rows(root, streams)
    events = Event.objects.filter(stream__in=streams).order_by("stream", "seq").iterator()
    told = set()
    for stream, of_case in groupby(events, key=lambda event: event.stream):
        told.add(stream)
        yield from _case(stream, of_case, found.get(stream, {}))
    for stream in sorted(set(found) - told):
        for label in sorted(found[stream]):
            yield Difference("row without event", label)


def _case(
    stream: str, events: Iterable[Event], present: dict[str, Tracked]
) -> Iterator[Difference]:
    story = Story(stream)
    for told, spec in story.follow(events):
        yield from discontinuous(told)
        if spec is None:
            yield Difference("no such step", told.subject, told.seq)
        else:
            yield from unfounded(story, told)
            yield from violations(story, told, spec)
    for label, last in story.last.items():
        yield from _row(label, last, present.get(label))
    for label in sorted(set(present) - set(story.last)):
        yield Difference("row without event", label)


def _row(label: str, last: Told, row: Tracked | None) -> Iterator[Difference]:
    if row is None:
        yield Difference("row missing", label, last.seq)
        return
    if str(row.state) != last.target:
        yield Difference("state changed", label, last.seq, now=str(row.state), told=last.target)
    if row.last_seq != last.seq:
        yield Difference("version changed", label, last.seq, now=str(row.last_seq))
    if rows.digest(row) != last.facts.get("row"):
        yield Difference("columns changed", label, last.seq)


def _rows(root: type[CaseRoot], streams: list[str]) -> dict[str, dict[str, Tracked]]:
    """Return every row of these cases by case and label."""
    ids = [id_of(stream) for stream in streams]
    found: dict[str, dict[str, Tracked]] = defaultdict(dict)
    for model in tracked_models():
        for row in _of(model, root, streams, ids):
            found[row.stream][row.label] = row
    return found


def _of(
    model: type[Tracked], root: type[CaseRoot], streams: list[str], ids: list[str]
) -> Iterable[Tracked]:
    manager: Manager[Any] = model._base_manager
    if model is root:
        return manager.filter(pk__in=ids)
    if issubclass(model, AnyPart):
        return manager.filter(case_label__in=streams)
    if issubclass(model, Part) and root_of(model)[0] is root:
        return manager.filter(**{f"{root_of(model)[1]}__in": ids})
    return ()


def _without_case() -> Iterator[Difference]:
    """Find parts that name by label a case which is not there."""
    for part in tracked_models():
        if issubclass(part, AnyPart):
            for row in _loose(part):
                yield Difference("row without case", row.label)


def _loose(part: type[AnyPart]) -> Iterator[AnyPart]:
    loose: QuerySet[AnyPart] = part._base_manager.order_by("pk")
    for root in _roots():
        name = root._meta.label_lower
        named = part._base_manager.annotate(case=Substr("case_label", len(name) + 2))
        there = named.filter(
            Q(case_label__startswith=f"{name}:"),
            Exists(root._base_manager.filter(pk=OuterRef("case"))),
        )
        loose = loose.exclude(pk__in=there.values("pk"))
    return loose.iterator()
