"""Appropriates the budget of the demonstration: so many paths at the price of their notice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from django.db import transaction

from accounting import catalogue, journal
from accounting.models import Position
from audit.labels import label
from audit.trail import Draft, record_in_stream
from config.demonstration import sources
from config.demonstration.network import PAST, UNEXPLAINED, Network
from config.demonstration.telling import Day
from people.actors import Actor
from programme.models import BudgetLine, Call, Fund, Partner
from programme.money import to_cents

UNEXPLAINED_CENTS = 128_00


class Share(NamedTuple):
    """What a partner gets on a line and fund, in cents."""

    partner: Partner
    line: BudgetLine
    fund: Fund
    cents: int


def shares(network: Network, calls: Mapping[str, Call]) -> Iterator[Share]:
    """Yield what the notices give to each partner, service by service.

    The 128 € of the Sicilian notice that nothing explains stand on a line of their own, so that
    the positions add up to what is printed.
    """
    for (code, partner), paths in sources.PATHS.items():
        for offer in calls[code].offers.order_by("code"):
            cents = paths * to_cents(offer.ceiling)
            yield Share(network.partners[partner], offer.line, offer.fund, cents)
    yield Share(
        network.partners["SICILIA"],
        network.lines[PAST, UNEXPLAINED],
        Fund.objects.get(code="ESF"),
        UNEXPLAINED_CENTS,
    )


def appropriate(share: Share, *, by: Actor, day: Day) -> None:
    """Book an appropriation (APP) with its event, in the stream of a new budget position."""
    with day.minute(), transaction.atomic():
        position = Position.objects.create(
            operation=share.line.operation,
            partner=share.partner,
            line=share.line,
            fund=share.fund,
        )
        root = label(position)
        event = record_in_stream(
            Draft(
                actor=by.label,
                role=by.role,
                action="appropriate",
                subject=root,
                facts={"cents": share.cents},
            ),
            stream=root,
        )
        dims = catalogue.Dimensions(position_id=position.pk, root=root)
        posting = catalogue.appropriate(share.cents, dims)
        journal.post([posting], on=day.on, event=event, actor=by.label)
