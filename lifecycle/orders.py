"""What somebody asks the engine to do, before it is known whether it may be done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lifecycle.cases import Tracked
from people.actors import Actor
from people.models import User

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""The reference of the request being answered, as the log and the event both keep it."""


@dataclass(frozen=True)
class Order:
    """A step asked for: of which row, by whom, on which day, with which facts."""

    subject: str
    stream: str
    command: str
    by: User | Actor
    on: date
    facts: Mapping[str, Any] = field(default_factory=dict)
    version: int | None = None
    value_on: date | None = None
    note: str = ""
    cause: str = ""
    proposer: str = ""
    proposer_role: str = ""
    approvals: tuple[str, ...] = ()
    consequence: bool = False
    """True when the step answers another one: the system does it, with the cause on the event."""


def subject_of(bound: Callable[..., Any]) -> Tracked:
    """Return the row whose bound transition this is.

    Raises TypeError for anything but a bound transition of a machine.
    """
    subject = getattr(bound, "__self__", None)
    if not isinstance(subject, Tracked):
        raise TypeError("name a step of a case or part, such as case.award")
    return subject


def order_for(bound: Callable[..., Any], **rest: Any) -> Order:
    """Return the order that a bound transition such as ``case.award`` stands for."""
    subject = subject_of(bound)
    return Order(subject=subject.label, stream=subject.stream, command=bound.__name__, **rest)
