"""The one door to personal data: a query that has not passed it does not run."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import TYPE_CHECKING, Any, NoReturn, Self, TypeVar, cast

from django.db import models
from django.db.models import Q, sql

from audit import clock

if TYPE_CHECKING:
    from people.models import User

_Row = TypeVar("_Row", bound=models.Model)

NOTHING = Q(pk__in=())

_asking_uniqueness: ContextVar[bool] = ContextVar("people_asking_uniqueness", default=False)


class NoDoor(RuntimeError):
    """Raised when scoped rows are asked for without saying for whom."""


class DoorQuery(sql.Query):
    """A query that becomes SQL only after the door, wherever it is used (sub-queries too)."""

    door_passed = False

    def get_compiler(self, *args: Any, **kwargs: Any) -> Any:
        """Refuse to compile what did not pass; the empty query and uniqueness need no door."""
        if not (self.door_passed or _asking_uniqueness.get() or self.is_empty()):
            refuse_without_door(self.model)
        return super().get_compiler(*args, **kwargs)


def refuse_without_door(model: type[models.Model] | None) -> NoReturn:
    """Raise NoDoor with the two ways through."""
    raise NoDoor(
        f"{model.__name__ if model else 'A scoped model'} was queried without saying for whom: "
        "use .visible_to(user), or .as_system() in the engine and in commands."
    )


class ScopedQuerySet(models.QuerySet[_Row]):
    """A queryset that raises NoDoor unless it went through `visible_to` or `as_system`."""

    def __init__(self, model: Any = None, query: Any = None, **kwargs: Any) -> None:
        super().__init__(model, query or DoorQuery(model), **kwargs)

    def visible_to(self, user: "User", *, on: date | None = None) -> Self:
        """Keep what the user may see on a day (today: what one may see is asked now)."""
        model = cast("type[ScopedModel]", self.model)
        return self.as_system().filter(model.scope(user, on=on or clock.today()))

    def as_system(self) -> Self:
        """Keep everything: for the engine, timed steps and commands, which act for nobody."""
        passed = self.all()
        cast(DoorQuery, passed.query).door_passed = True
        return passed

    def raw(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: hand-written SQL cannot be scoped."""
        refuse_without_door(self.model)

    def update(self, **kwargs: Any) -> int:
        """Update the rows behind the door; NoDoor otherwise."""
        self._require_door()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete the rows behind the door; NoDoor otherwise."""
        self._require_door()
        return super().delete()

    def _raw_delete(self, using: str | None) -> int:
        self._require_door()
        deleted: int = super()._raw_delete(using)
        return deleted

    def __or__(self, other: models.QuerySet[_Row]) -> Self:
        """Return the rows of either side; NoDoor unless both passed."""
        return super().__or__(self._both_passed(other))

    def __and__(self, other: models.QuerySet[_Row]) -> Self:
        """Return the rows of both sides; NoDoor unless both passed."""
        return super().__and__(self._both_passed(other))

    def __xor__(self, other: models.QuerySet[_Row]) -> Self:
        """Return the rows of one side alone; NoDoor unless both passed."""
        return super().__xor__(self._both_passed(other))

    def _both_passed(self, other: models.QuerySet[_Row]) -> models.QuerySet[_Row]:
        for side in (self, other):
            if isinstance(side, ScopedQuerySet):
                side._require_door()
        return other

    def _require_door(self) -> None:
        if not (getattr(self.query, "door_passed", False) or self.query.is_empty()):
            refuse_without_door(self.model)


ScopedManager = models.Manager.from_queryset(ScopedQuerySet)


class ScopedModel(models.Model):
    """A model behind the door: subclasses say in `scope` which rows a user may see.

    Foreign keys and `refresh_from_db` go through the plain base manager and stay as they
    are; reverse relations (`participant.case_files`) ask for the door like any other query.
    """

    objects = ScopedManager()

    class Meta:
        abstract = True

    @classmethod
    def scope(cls, user: "User", *, on: date) -> Q:
        """Return the condition for the rows that the user may see on a day."""
        raise NotImplementedError(f"{cls.__name__} does not say who may see its rows.")

    def validate_unique(self, exclude: Collection[str] | None = None) -> None:
        """Check uniqueness against the whole table, of which nothing is shown."""
        with _whole_table():
            super().validate_unique(exclude=exclude)

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """Check constraints against the whole table, of which nothing is shown."""
        with _whole_table():
            super().validate_constraints(exclude=exclude)


@contextmanager
def _whole_table() -> Iterator[None]:
    token = _asking_uniqueness.set(True)
    try:
        yield
    finally:
        _asking_uniqueness.reset(token)
