"""What every case and part of a case carries: identity, place in the trail, root."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django.apps import apps
from django.db import models
from django.utils.functional import cached_property

from audit.fields import IdField
from audit.labels import LabelField, label, split
from lifecycle.state_field import StateField


class Tracked(models.Model):
    """A row that only the engine moves, each time with an event in the trail of its case.

    ``last_seq`` is the place, in that trail, of the last event about this very row. It is the
    row's version: a form sends back the one it was shown with.
    """

    READ_WITH: ClassVar[tuple[str, ...]] = ()
    """What most steps of a part ask about, by its foreign keys: read with it in one statement."""

    id = IdField()
    state = StateField(protected=True)
    last_seq = models.PositiveBigIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    def partner_asked(self, command: str) -> str | None:
        """Return whose officers do a step: those of the case's partner, where nothing is said."""
        partner: str | None = getattr(self.root, "partner_id", None)
        return partner

    @property
    def label(self) -> str:
        """Return this row's label, such as ``measure.part:01J…``."""
        return label(self)

    @classmethod
    def locked_first(cls, pk: str, command: str) -> Sequence[str]:
        """Return the cases, by label and in order, that a step moves and locks before its own.

        A step that moves cases which, in their own steps, move its case overrides it: otherwise
        the two would wait for each other.
        """
        return ()

    if TYPE_CHECKING:

        @property
        def root(self) -> CaseRoot:
            """Return the case that this row belongs to."""

        @property
        def stream(self) -> str:
            """Return the label of the case, which names its stream in the trail."""

        def join(self, root: CaseRoot) -> None:
            """Let the row see the very case that is locked."""


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

    def join(self, root: CaseRoot) -> None:
        """Do nothing: a case is its own root."""

    @property
    def procedure_days(self) -> tuple[date | None, date | None]:
        """Return on which day the procedure on the application began, and on which it ended.

        A measure overrides it; a case without application has no clock.
        """
        return None, None

    @property
    def runs_until(self) -> date | None:
        """Return the last day of what was granted, which an extension can move; None before."""
        return None

    @property
    def keeps_its_claim(self) -> bool:
        """Say whether what was paid stays a claim of the case itself when it is revoked.

        A loan overrides it: its principal is owed as before, and no recovery file doubles it.
        """
        return False

    @property
    def owes_all_when_waived(self) -> bool:
        """Say whether a waiver makes everything owed that was paid, not only later days.

        A measure that pays for a result as a whole overrides it.
        """
        return False

    @property
    def is_ranked(self) -> bool:
        """Say whether applications compete for a place; a measure with rankings overrides it."""
        return False

    def approvals_wanted(self, cents: int | None) -> int:
        """Return how many distinct people must approve a decision of ``cents`` (E3).

        A case overrides it with the bands of its call; one approval is the least.
        """
        return 1


class Part(Tracked):
    """A part of a case of one kind; ``ROOT`` names its foreign key to the case."""

    ROOT: ClassVar[str]

    class Meta:
        abstract = True

    @property
    def root(self) -> CaseRoot:
        """Return the case, through the foreign key that ``ROOT`` names."""
        root: CaseRoot = getattr(self, self.ROOT)
        return root

    def join(self, root: CaseRoot) -> None:
        """Let the part see the very case that is locked."""
        setattr(self, self.ROOT, root)

    @property
    def stream(self) -> str:
        """Return the label of the case without reading the case."""
        model, column = root_of(type(self))
        return f"{model._meta.label_lower}:{getattr(self, column)}"


class AnyPart(Tracked):
    """A part that can belong to a case of any kind: it names the case by label."""

    case_label = LabelField()

    class Meta:
        abstract = True

    @cached_property
    def root(self) -> CaseRoot:
        """Return the case that the label names."""
        model_label, pk = split(self.case_label)
        root: CaseRoot = apps.get_model(model_label)._base_manager.get(pk=pk)
        return root

    @property
    def stream(self) -> str:
        """Return the label of the case."""
        return self.case_label

    def join(self, root: CaseRoot) -> None:
        """Let the part see the very case that is locked."""
        self.__dict__["root"] = root


def root_of(model: type[Part]) -> tuple[type[CaseRoot], str]:
    """Return the kind of case that a part belongs to, and the column that names it."""
    field = cast("models.ForeignKey[Any, Any]", model._meta.get_field(model.ROOT))
    return cast(type[CaseRoot], field.related_model), field.attname


def tracked_models() -> list[type[Tracked]]:
    """Return every concrete machine of the project, in the order of their labels."""
    found = [model for model in apps.get_models() if issubclass(model, Tracked)]
    return sorted(found, key=lambda model: model._meta.label_lower)
