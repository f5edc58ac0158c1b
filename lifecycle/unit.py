"""One transaction: the cases it has locked, and the heads of their trails."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter
from typing import cast

from django.apps import apps
from django.db import transaction

from audit.labels import split
from lifecycle.cases import CaseRoot, Tracked
from lifecycle.orders import Order


class Unit:
    """The cases locked in one transaction, each locked once, and written back at its end."""

    def __init__(self) -> None:
        self._roots: dict[str, CaseRoot] = {}
        self._heads: dict[str, int] = {}
        self._following: deque[tuple[Tracked | None, Order]] = deque()

    def then(self, order: Order) -> None:
        """Let a further step follow in this transaction."""
        self._following.append((None, order))

    def then_open(self, row: Tracked, order: Order) -> None:
        """Let a new part be opened in this transaction."""
        self._following.append((row, order))

    def following(self) -> Iterator[tuple[Tracked | None, Order]]:
        """Yield what follows, in the order in which it was caused, until nothing is left."""
        while self._following:
            yield self._following.popleft()

    def root(self, stream: str) -> CaseRoot:
        """Return the case, locked and read again: the one lock for all that happens in it."""
        if stream not in self._roots:
            model, pk = model_and_id(stream)
            root = cast(CaseRoot, model._base_manager.select_for_update().get(pk=pk))
            self.hold(root)
        return self._roots[stream]

    def lock_first(self, streams: Sequence[str]) -> None:
        """Lock cases before the step's own, in the order given: the same one for whoever waits."""
        for model, named in groupby(map(model_and_id, streams), key=itemgetter(0)):
            rows = model._base_manager.select_for_update()
            for root in rows.filter(pk__in=[pk for _model, pk in named]).order_by("pk"):
                self.hold(cast(CaseRoot, root))

    def hold(self, root: CaseRoot) -> None:
        """Take in a case that this transaction itself has created or locked."""
        self._roots[root.label] = root
        self._heads[root.label] = root.trail_seq

    def subject(self, label: str, stream: str) -> Tracked:
        """Return the row that ``label`` names, read again under the lock of its case."""
        root = self.root(stream)
        if label == stream:
            return root
        model, pk = model_and_id(label)
        rows = model._base_manager.all()
        part = (rows.select_related(*model.READ_WITH) if model.READ_WITH else rows).get(pk=pk)
        part.join(root)
        return part

    def written(self, root: CaseRoot) -> None:
        """Note that the head of the case's trail is already in its row."""
        self._heads[root.label] = root.trail_seq

    def close(self) -> None:
        """Write the heads that moved through events of parts."""
        for stream, root in self._roots.items():
            if root.trail_seq != self._heads[stream]:
                type(root)._base_manager.filter(pk=root.pk).update(
                    trail_seq=root.trail_seq, trail_head=root.trail_head
                )


@contextmanager
def unit_of_work() -> Iterator[Unit]:
    """Open the one atomic block in which steps happen: all of it, or nothing."""
    unit = Unit()
    with transaction.atomic():
        yield unit
        unit.close()


def model_and_id(label: str) -> tuple[type[Tracked], str]:
    """Return the model and the identifier that a label names.

    Raises LookupError when there is no such machine.
    """
    model_label, pk = split(label)
    model = apps.get_model(model_label)
    if not issubclass(model, Tracked):
        raise LookupError(f"{model_label} is no machine")
    return model, pk


def locked_first(subject: str, command: str) -> Sequence[str]:
    """Return the cases, by label, that a step locks before its own."""
    model, pk = model_and_id(subject)
    return model.locked_first(pk, command)


def stream_of(label: str) -> str:
    """Return the label of the case that a row belongs to, reading the row without a lock."""
    model, pk = model_and_id(label)
    return label if issubclass(model, CaseRoot) else model._base_manager.get(pk=pk).stream
