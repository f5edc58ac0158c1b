"""How a variation is shown: its lines before and after, and where its new plan is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lifecycle.models import Variation
from lifecycle.procedures.base import Procedure
from lifecycle.procedures.variation import varying
from lifecycle.procedures.variation.states import VariationState
from people.roles import Role
from portal.components import Column, Fact, Kind, Records, Row
from portal.procedures.panel import Way
from portal.procedures.registry import Block, present
from portal.templatetags.percorsi import money
from portal.visitors import Visitor

_writers: dict[str, str] = {}


def write_at(model: str, name: str) -> None:
    """Let the new plan of a measure's case be written at the address of that name."""
    _writers[model] = name


def register_all() -> None:
    """Show the table of every variation, and the way to its plan."""
    present(Variation, blocks=table_of, ways=way_to_write, own_blocks=True)


def way_to_write(procedure: Procedure, visitor: Visitor) -> list[Way]:
    """Return the way to the page on which the plan is written, while it can be."""
    name = _writers.get(procedure.root._meta.label_lower)
    writable = procedure.state == VariationState.DRAFT and visitor.has([Role.OPERATOR])
    if name is None or not writable:
        return []
    return [Way(_("Write the new plan"), reverse(name, args=[procedure.pk]))]


def table_of(procedure: Procedure, visitor: Visitor) -> Sequence[Block]:
    """Return before beside after: as submitted, or as the newest draft would have it."""
    if not isinstance(procedure, Variation):
        return []
    if procedure.comparison:
        return [_block(procedure.comparison, procedure.before_cents, procedure.ceiling_cents)]
    return list(_draft(procedure, visitor))


def _draft(variation: Variation, visitor: Visitor) -> Iterator[Block]:
    plans: Any = getattr(variation.root, "plans", None)
    drafted = plans.as_system().filter(state="drafted") if plans is not None else None
    newest = drafted.order_by("-number").first() if drafted is not None else None
    if newest is None or variation.state != VariationState.DRAFT:
        return
    told = varying.told(variation.root, newest.label, on=visitor.on)
    yield _block(told.table(), told.granted_cents, told.ceiling_cents, objections=told.objections)


def _block(
    rows: Sequence[Mapping[str, Any]],
    before: int | None,
    ceiling: int | None,
    *,
    objections: Sequence[str] = (),
) -> Block:
    grown = sum(row["after_cents"] - row["before_cents"] for row in rows)
    table = Records(
        [
            Column(_("Service"), is_title=True),
            Column(_("Before")),
            Column(_("After")),
            Column(_("Before (€)"), Kind.MONEY),
            Column(_("After (€)"), Kind.MONEY),
        ],
        [
            Row(
                [
                    row["title"],
                    row["before"],
                    row["after"],
                    row["before_cents"],
                    row["after_cents"],
                ]
            )
            for row in rows
        ],
        caption=_("Services before and after"),
    )
    facts = [
        Fact(_("In all before"), str(money(before or 0))),
        Fact(_("In all after"), str(money((before or 0) + grown))),
        Fact(_("Ceiling"), str(money(ceiling or 0))),
        *(Fact(_("Not yet possible"), sentence) for sentence in objections),
    ]
    return Block(title=_("Before and after"), facts=facts, records=table)
