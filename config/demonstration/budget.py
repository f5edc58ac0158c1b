"""Appropriates the budget of the demonstration: so many paths at the price of their notice."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from accounting import catalogue, journal
from accounting.models import Position
from audit.labels import label
from audit.trail import Draft, record_in_stream
from config.demonstration import sources
from config.demonstration.network import PAST, UNEXPLAINED, Network
from config.demonstration.telling import Day
from people.actors import Actor
from programme.models import Call, Fund
from programme.money import to_cents

UNEXPLAINED_CENTS = 128_00


def appropriate_all(network: Network, calls: Mapping[str, Call], *, by: Actor, day: Day) -> None:
    """Appropriate what the notices of a day's operations give to each partner, service by service.

    The 128 € of the Sicilian notice that nothing explains stand on a line of their own, so that
    the positions add up to what is printed.
    """
    for (code, partner), paths in sources.PATHS.items():
        call = calls[code]
        if call.operation.starts_on != day.on:
            continue
        for offer in call.offers.order_by("code"):
            position = Position.objects.create(
                operation=call.operation,
                partner=network.partners[partner],
                line=offer.line,
                fund=offer.fund,
            )
            _appropriate(position, paths * to_cents(offer.ceiling), by=by, day=day)
    past = network.operations[PAST]
    if past.starts_on == day.on:
        position = Position.objects.create(
            operation=past,
            partner=network.partners["SICILIA"],
            line=network.lines[PAST, UNEXPLAINED],
            fund=Fund.objects.get(code="ESF"),
        )
        _appropriate(position, UNEXPLAINED_CENTS, by=by, day=day)


def _appropriate(position: Position, cents: int, *, by: Actor, day: Day) -> None:
    """Book an appropriation (APP) with its event, in the position's own stream."""
    root = label(position)
    dims = catalogue.Dimensions(position_id=position.pk, root=root)
    draft = Draft(
        actor=by.label, role=by.role, action="appropriate", subject=root, facts={"cents": cents}
    )
    with day.minute(), transaction.atomic():
        event = record_in_stream(draft, stream=root)
        posting = catalogue.appropriate(cents, dims)
        journal.post([posting], on=day.on, event=event, actor=by.label)
