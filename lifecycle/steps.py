"""How a machine says its steps: a django-fsm transition with who, with how many eyes, and when."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from django.utils.functional import Promise
from django_fsm import GET_STATE, transition

from lifecycle.cases import Tracked
from lifecycle.effects import Effects
from lifecycle.guards import Guard
from people.roles import Role

RESERVED = frozenset({"by", "on", "key", "version", "note", "value_on"})
"""What every step is told: no fact may bear such a name."""

_firing: ContextVar[bool] = ContextVar("firing", default=False)


class Eyes(enum.Enum):
    """How many people a step needs (lifecycles 0)."""

    ONE = "one"
    """The actor alone."""
    E1 = "E1"
    """The actor, who must differ from whoever made the last officer's move on this object."""
    E2 = "E2"
    """One role proposes, another person in another role approves."""
    E3 = "E3"
    """As E2, with as many distinct approvers as the amount's band wants."""


@dataclass(frozen=True)
class Step:
    """One row of a machine's table, as the code declares it."""

    code: str
    command: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    by: tuple[Role, ...]
    approved_by: tuple[Role, ...]
    eyes: Eyes
    guards: tuple[Guard, ...]
    label: str | Promise
    facts: Mapping[str, Any] = field(default_factory=dict)
    amount: Callable[[Any, Any], int] | None = None
    """Returns the cents that the step decides on, from subject and act (E3)."""
    opening: bool = False

    @property
    def proposed(self) -> bool:
        """Say whether the step is decided by approval of a proposal."""
        return self.eyes in (Eyes.E2, Eyes.E3)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Yield each (from, to) that this step can cause."""
        for source in self.sources:
            for target in self.targets or (source,):
                yield source, target


class CalledDirectly(RuntimeError):
    """A transition was called by somebody other than the engine."""


@contextmanager
def firing() -> Iterator[None]:
    """Allow transitions to be called: only the engine opens this."""
    token = _firing.set(True)
    try:
        yield
    finally:
        _firing.reset(token)


def step(
    code: str,
    *,
    source: str | Sequence[str],
    target: str | GET_STATE | None,
    by: Sequence[Role],
    label: str | Promise,
    approved_by: Sequence[Role] = (),
    eyes: Eyes = Eyes.ONE,
    guards: Sequence[Guard] = (),
    facts: Mapping[str, Any] | None = None,
    amount: Callable[[Any, Any], int] | None = None,
) -> Callable[[Callable[..., Effects | None]], Callable[..., Effects | None]]:
    """Declare a row of a machine's table as a transition of the ``state`` field.

    ``target=None`` leaves the state where it is. ``facts`` names what the step is told
    beside day and actor, each with its type (int for cents and counts, str for codes and labels,
    date, bool, Decimal, list).
    """
    sources = (source,) if isinstance(source, str) else tuple(source)

    def declare(method: Callable[..., Effects | None]) -> Callable[..., Effects | None]:
        spec = Step(
            code=code,
            command=method.__name__,
            sources=tuple(str(s) for s in sources),
            targets=_targets(target),
            by=tuple(by),
            approved_by=tuple(approved_by),
            eyes=eyes,
            guards=tuple(guards),
            label=label,
            facts=dict(facts or {}),
            amount=amount,
        )
        _refuse_halves(spec)
        declared: Callable[..., Effects | None] = transition(
            field="state", source=list(spec.sources), target=target, custom={"step": spec}
        )(_only_through_the_engine(method))
        return declared

    return declare


def opening(
    code: str,
    *,
    by: Sequence[Role],
    label: str | Promise,
    guards: Sequence[Guard] = (),
    facts: Mapping[str, Any] | None = None,
) -> Callable[[Callable[..., Effects | None]], Callable[..., Effects | None]]:
    """Declare how a machine begins: the method runs on the new row before it is stored."""

    def declare(method: Callable[..., Effects | None]) -> Callable[..., Effects | None]:
        checked = _only_through_the_engine(method)
        checked.__dict__["opens"] = Step(
            code=code,
            command=method.__name__,
            sources=("",),
            targets=(),
            by=tuple(by),
            approved_by=(),
            eyes=Eyes.ONE,
            guards=tuple(guards),
            label=label,
            facts=dict(facts or {}),
            opening=True,
        )
        return checked

    return declare


_known: dict[type[Tracked], dict[str, Step]] = {}


def steps_of(model: type[Tracked]) -> dict[str, Step]:
    """Return the steps that a machine declares, by command, in the order of their codes."""
    if model not in _known:
        _known[model] = _declared(model)
    return _known[model]


def _declared(model: type[Tracked]) -> dict[str, Step]:
    found = {}
    for name in dir(model):
        meta = getattr(getattr(model, name, None), "_django_fsm", None)
        if meta is not None:
            spec: Step = next(iter(meta.transitions.values())).custom["step"]
            found[name] = spec
    return dict(sorted(found.items(), key=lambda item: item[1].code))


def opening_of(model: type[Tracked]) -> Step:
    """Return how a machine begins.

    Raises LookupError when the machine declares no opening.
    """
    for name in dir(model):
        spec: Step | None = getattr(getattr(model, name, None), "opens", None)
        if spec is not None:
            return spec
    raise LookupError(f"{model.__name__} declares no opening")


def initial_state(model: type[Tracked]) -> str:
    """Return the state in which a machine begins."""
    return str(model._meta.get_field("state").get_default())


def _targets(target: str | GET_STATE | None) -> tuple[str, ...]:
    if target is None:
        return ()
    if isinstance(target, GET_STATE):
        return tuple(str(state) for state in target.allowed_states)
    return (str(target),)


def _refuse_halves(spec: Step) -> None:
    if taken := RESERVED.intersection(spec.facts):
        raise ValueError(f"{spec.code} {spec.command}: {sorted(taken)} is said of every step")
    if spec.proposed and not spec.approved_by:
        raise ValueError(f"{spec.code} {spec.command}: {spec.eyes.value} needs approved_by")
    if spec.approved_by and not spec.proposed:
        raise ValueError(f"{spec.code} {spec.command}: approved_by needs E2 or E3")


def _only_through_the_engine(
    method: Callable[..., Effects | None],
) -> Callable[..., Effects | None]:
    @wraps(method)
    def checked(self: Any, *args: Any) -> Effects | None:
        if not _firing.get():
            raise CalledDirectly(f"{method.__qualname__} is fired by lifecycle.engine.perform only")
        return method(self, *args)

    return checked
