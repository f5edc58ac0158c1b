"""What every case and every part of a case carries: its identity, its place in the trail, its root."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from audit.fields import IdField
from audit.labels import label


class Tracked(models.Model):
    """A row that only the engine moves, each time with an event in the trail of its case.

    ``last_seq`` is the place, in that trail, of the last event about this very row. It is the
    row's version: a form sends back the one it was shown with.
    """

    id = IdField()
    last_seq = models.PositiveBigIntegerField(default=0, editable=False)
    state: Any

    class Meta:
        abstract = True

    @property
    def label(self) -> str:
        """Return this row's label, such as ``dote.month:01J…``."""
        return label(self)

    @property
    def root(self) -> CaseRoot:
        """Return the case that this row belongs to."""
        raise NotImplementedError(f"{type(self).__name__} says neither what it is part of")

    @property
    def stream(self) -> str:
        """Return the label of the case, which names its stream in the trail."""
        return self.root.label


class CaseRoot(Tracked):
    """A case: the one lock for all that happens in it, and the head of its stream of events."""

    PREFIX: ClassVar[str]

    reference = models.CharField(max_length=20, unique=True, editable=False)
    trail_seq = models.PositiveBigIntegerField(default=0, editable=False)
    trail_head = models.CharField(max_length=64, default="0" * 64, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.reference

    @property
    def root(self) -> CaseRoot:
        """Return itself: a case is its own root."""
        return self

    @property
    def stream(self) -> str:
        """Return its own label, which names its stream in the trail."""
        return self.label

    def approvals_wanted(self, cents: int | None) -> int:
        """Return how many distinct people must approve a decision of ``cents`` (E3).

        A case overrides it with the bands of its call; one approval is the least.
        """
        return 1


class Part(Tracked):
    """A part of a case with a small machine of its own; ``ROOT`` names its foreign key to the case.

    A part that can belong to a case of any kind has a ``stream`` column instead, and
    no ``ROOT``.
    """

    ROOT: ClassVar[str | None] = None

    class Meta:
        abstract = True

    @property
    def root(self) -> CaseRoot:
        """Return the case, through the foreign key that ``ROOT`` names."""
        if self.ROOT is None:
            raise NotImplementedError(f"{type(self).__name__} has no ROOT")
        root: CaseRoot = getattr(self, self.ROOT)
        return root

    @property
    def stream(self) -> str:
        """Return the label of the case without reading the case."""
        if self.ROOT is None:
            raise NotImplementedError(f"{type(self).__name__} has no ROOT")
        field = self._meta.get_field(self.ROOT)
        model = field.related_model
        return f"{model._meta.label_lower}:{getattr(self, field.attname)}"  # type: ignore[union-attr]


def tracked_models() -> list[type[Tracked]]:
    """Return every concrete machine of the project, in the order of their labels."""
    from django.apps import apps

    found = [model for model in apps.get_models() if issubclass(model, Tracked)]
    return sorted(found, key=lambda model: model._meta.label_lower)
