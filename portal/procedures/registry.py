"""What the common page of a procedure does not know by itself: parts to add, panels to show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from lifecycle.cases import AnyPart, Tracked
from lifecycle.procedures.base import Procedure
from portal.components import ClosedStep, Fact, OpenStep, Records
from portal.visitors import Visitor

Text = str | Promise


@dataclass(frozen=True)
class Block:
    """A part of a procedure on its page: heading, facts, table, and what can be done with it."""

    title: Text
    facts: Sequence[Fact] = ()
    records: Records | None = None
    words: Text = ""
    open_steps: Sequence[OpenStep] = ()
    closed_steps: Sequence[ClosedStep] = ()


@dataclass(frozen=True)
class Child:
    """A kind of part that people add to a procedure, and the column that names it."""

    model: type[AnyPart]
    column: str


Teller = Callable[[Procedure, Visitor], Sequence[Block]]
WayTeller = Callable[[Procedure, Visitor], Sequence[Any]]
FactTeller = Callable[[Procedure], Sequence[Fact]]


@dataclass
class Presentation:
    """How a kind of procedure shows itself; all of it can be left to the common page."""

    blocks: Teller | None = None
    facts: FactTeller | None = None
    children: list[Child] = field(default_factory=list)
    ways: WayTeller | None = None
    """Further pages to which the page of the procedure leads."""
    own_blocks: bool = False
    """True when the person reads the blocks as well."""
    own_page: str = ""
    """The name of the address at which the person themselves sees it, if not the common one."""


_known: dict[type[Tracked], Presentation] = {}


def present(
    kind: type[Procedure],
    *,
    blocks: Teller | None = None,
    facts: FactTeller | None = None,
    children: Sequence[Child] = (),
    ways: WayTeller | None = None,
    own_blocks: bool = False,
    own_page: str = "",
) -> None:
    """Say how a kind of procedure is shown; the last word counts."""
    _known[kind] = Presentation(blocks, facts, list(children), ways, own_blocks, own_page)


def presentation_of(kind: type[Tracked]) -> Presentation:
    """Return how a kind of procedure is shown: as registered, or nothing special."""
    return _known.get(kind, Presentation())
