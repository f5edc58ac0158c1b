"""The calls of the demonstration: services with ceilings from public sources, terms, checklists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from djmoney.money import Money

from config.demonstration import sources
from config.demonstration.network import Network
from config.demonstration.sources import Notice, Price, TermRow
from dote.models import ChecklistPoint, ServiceOffer
from programme.models import (
    ApprovalBand,
    Call,
    CallTerm,
    CostCategory,
    Fund,
    Territory,
    UnitCost,
)
from programme.models.funding import CostOption


@dataclass(frozen=True)
class _Ground:
    network: Network
    call: Call
    notice: Notice


def build(network: Network) -> dict[str, Call]:
    """Open every call, with its services, terms, approval bands and checklist; by code."""
    return {notice.code: _call(network, notice) for notice in sources.NOTICES}


def _call(network: Network, notice: Notice) -> Call:
    call = Call.objects.create(
        operation=network.operations[notice.operation],
        code=notice.code,
        title=notice.title,
        measure=Call.Measure.DOTE,
        opens_on=notice.opens_on,
        closes_on=notice.closes_on,
        window=Call.Window.OPEN,
        legal_act=notice.act,
    )
    ground = _Ground(network, call, notice)
    for price in notice.prices:
        _offer(ground, price)
    for term in notice.terms:
        _term(call, term)
    for order, (code, question) in enumerate(sources.CHECKLIST.items(), start=1):
        ChecklistPoint.objects.create(
            call=call, code=code, question=question, source=notice.act, order=order
        )
    # No source gives bands: chosen for the demonstration.
    ApprovalBand.objects.create(call=call, upto_cents=5_000_00, approvals=1)
    ApprovalBand.objects.create(call=call, upto_cents=None, approvals=2)
    return call


def _offer(ground: _Ground, price: Price) -> None:
    ServiceOffer.objects.create(
        call=ground.call,
        code=price.code,
        title=price.title,
        kind=price.kind,
        line=ground.network.lines[ground.notice.operation, price.line],
        category=CostCategory.objects.get(code=price.category),
        fund=Fund.objects.get(code=price.fund),
        cost_option=CostOption.REAL,
        unit_cost=_unit_cost(price, on=ground.notice.opens_on),
        payee=price.payee,
        ceiling=Money(Decimal(price.ceiling), "EUR"),
        max_months=price.months,
    )


def _unit_cost(price: Price, *, on: date) -> UnitCost | None:
    """Return the price that the act has fixed, whose days the award will be asked for."""
    if not price.unit_cost:
        return None
    sicily = Territory.objects.get(code="SIC")
    found = UnitCost.objects.price_of(price.unit_cost, on=on, territory=sicily)
    if found is None:
        raise LookupError(f"no unit cost {price.unit_cost} holds on {on:%d/%m/%Y}")
    return found


def _term(call: Call, row: TermRow) -> None:
    CallTerm.objects.create(
        call=call, name=row.name, value=row.value, unit=row.unit, source=row.source, ours=row.ours
    )
