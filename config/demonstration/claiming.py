"""Claims: what was paid is harvested, completed, declared, signed, transmitted and stated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from config.demonstration.cast import DESKS, PREPARER
from config.demonstration.ground import Ground
from config.demonstration.telling import Day, Story
from documents import issuing
from documents.issuing import Order
from expenditure.harvest import enter, to_harvest
from expenditure.models import Claim, Item
from expenditure.states import ClaimKind, ItemState
from people.actors import system_actor
from programme.models import Fund, Operation

FORMATS = ("xlsx", "csv", "json")


@dataclass(frozen=True, kw_only=True)
class Demand:
    """A claim of one partner on one fund for a period, prepared on a day."""

    operation: Operation
    partner: str
    fund: str
    first: date
    last: date
    prepared_on: date
    kind: ClaimKind = ClaimKind.INTERIM


def precheck(ground: Ground, demand: Demand) -> Story:
    """Tell a claim that waits for its signature."""
    day = yield demand.prepared_on
    claim = _with_items(ground, demand, day)
    day.perform(claim.precheck, by=ground.users[PREPARER])


def transmit(ground: Ground, demand: Demand) -> Story:
    """Tell a claim to its transmission, and its statement to the register of exports."""
    day = yield demand.prepared_on
    claim = _with_items(ground, demand, day)
    by = ground.users[PREPARER]
    claim = day.perform(claim.precheck, by=by)
    day = yield demand.prepared_on + timedelta(days=2)
    claim = day.perform(claim.sign, by=ground.users[DESKS[demand.partner].approver])
    day = yield demand.prepared_on + timedelta(days=5)
    claim = day.perform(claim.transmit, by=by)
    day = yield demand.prepared_on + timedelta(days=6)
    _state(ground, claim, day)


def prepare(ground: Ground, demand: Demand) -> Story:
    """Tell a claim that is still a draft, with its items."""
    day = yield demand.prepared_on
    _with_items(ground, demand, day)


def _with_items(ground: Ground, demand: Demand, day: Day) -> Claim:
    by = ground.users[PREPARER]
    for payable in to_harvest():
        with day.minute():
            enter(payable, by=system_actor(), on=day.on)
    claim: Claim = day.begin(
        Claim,
        by=by,
        operation=demand.operation,
        partner=ground.network.partners[demand.partner],
        fund=Fund.objects.get(code=demand.fund),
        kind=demand.kind,
        period_start=demand.first,
        period_end=demand.last,
    )
    for item in _items(claim):
        ready = day.perform(item.complete, by=by)
        day.perform(ready.include, by=by, claim=claim.pk)
    return Claim.objects.as_system().get(pk=claim.pk)


def _items(claim: Claim) -> list[Item]:
    """Return what was paid for the claim's partner and fund, and booked within its period."""
    items = Item.objects.as_system().filter(
        state=ItemState.DRAFT,
        operation=claim.operation_id,
        partner=claim.partner_id,
        fund=claim.fund_id,
        booked_on__lte=claim.period_end,
    )
    return list(items.order_by("id"))


def _state(ground: Ground, claim: Claim, day: Day) -> None:
    """Issue the statement of a claim in every format that needs no Pango."""
    for name in FORMATS:
        with day.minute():
            issuing.issue(
                Order(
                    name="statement",
                    format=name,
                    values={"claim": claim.reference},
                    by=ground.actor(PREPARER),
                    viewer=ground.users[PREPARER],
                )
            )
