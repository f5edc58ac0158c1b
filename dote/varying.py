"""What can vary in a dote: its services, their months and sums, told from the newest plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from accounting.models import PartBalance
from audit.labels import split
from dote import award_guards
from dote.states import LineState, MonthState, PlanState
from lifecycle.acts import Act
from lifecycle.procedures.variation import varying
from lifecycle.procedures.variation.varying import Varied, VariedLine
from people.actors import system_actor
from programme.money import format_amount

if TYPE_CHECKING:
    from dote.models import Dote, PricedPlan, ServiceLine
    from dote.plan_rows import PlanRow

LIVE = (LineState.PLANNED, LineState.BOOKED, LineState.RUNNING)
NOT_DONE = (
    MonthState.OPEN,
    MonthState.SKIPPED,
    MonthState.CALLED_OFF,
    MonthState.EXPIRED,
    MonthState.REJECTED,
)
GRANTED = ("f3", "f4", "f5", "f6", "f7", "f8")

# What D16 asks of a plan is asked again of a new version of it.
ASKED_AGAIN = (
    award_guards.services_within_ceilings,
    award_guards.prices_in_force,
    award_guards.dates_within_eligibility,
    award_guards.not_funded_twice,
)


def register_all() -> None:
    """Let variations ask what changes in a dote."""
    varying.register("dote.dote", told)


def told(dote: Dote, version: str, on: date) -> Varied:
    """Return what a new version of the plan changes; LookupError when it is not of the dote."""
    plan = plan_of(dote, version)
    lines = live_lines(dote)
    return Varied(
        lines=list(_table(plan, lines)),
        granted_cents=granted_cents(dote),
        ceiling_cents=dote.ceiling_cents or 0,
        changes_rights=_changes_rights(plan, lines),
        objections=[str(sentence) for sentence in _objections(dote, plan, lines, on)],
    )


def plan_of(dote: Dote, version: str) -> PricedPlan:
    """Return the plan that a label names; LookupError when it is not one of the dote."""
    model, pk = split(version) if ":" in version else ("", "")
    plan: PricedPlan | None = dote.plans.as_system().filter(pk=pk).first()
    if model != "dote.pricedplan" or plan is None:
        raise LookupError(version)
    return plan


def live_lines(dote: Dote) -> dict[str, ServiceLine]:
    """Return the services that are not over, by identifier."""
    lines = (
        dote.lines.as_system().filter(state__in=LIVE).select_related("offer", "agreement__provider")
    )
    return {line.pk: line for line in lines.order_by("id")}


def granted_cents(dote: Dote) -> int:
    """Return what the dote holds now, from the commitment on, in cents."""
    balances = PartBalance.objects.filter(root=dote.label)
    return sum(getattr(balance, name) for balance in balances for name in GRANTED)


def _table(plan: PricedPlan, lines: dict[str, ServiceLine]) -> Iterator[VariedLine]:
    named = {row.line_id: row for row in plan.services if row.line_id}
    for line in lines.values():
        yield _varied(line, named.get(line.pk))
    offers = {offer.id: offer for offer in plan.dote.call.offers.all()}
    for row in plan.services:
        if not row.line_id and row.offer_id in offers:
            yield VariedLine("", offers[row.offer_id].title, "–", _said(row), 0, row.cents)


def _varied(line: ServiceLine, row: PlanRow | None) -> VariedLine:
    before = _words(line.months_count, line.monthly_cents, line.starts_on)
    return VariedLine(
        label=line.label,
        title=line.offer.title,
        before=f"{before} · {line.agreement.reference}",
        after="–" if row is None else f"{_said(row)} · {_reference(line, row)}",
        before_cents=line.awarded_cents,
        after_cents=0 if row is None else row.cents,
        realised_cents=realised_cents(line),
    )


def _said(row: PlanRow) -> str:
    return _words(row.months, row.monthly_cents, row.starts_on)


def _words(months: int, monthly: int, starts_on: date) -> str:
    return f"{months} × {format_amount(monthly)} · {starts_on:%d/%m/%Y}"


def _reference(line: ServiceLine, row: PlanRow) -> str:
    if row.agreement_id == line.agreement_id:
        return line.agreement.reference
    agreements = type(line.agreement)._default_manager
    found = agreements.filter(pk=row.agreement_id).first()
    return found.reference if found is not None else "?"


def realised_cents(line: ServiceLine) -> int:
    """Return what of a line is payable, paid, claimed, or on its way there, in cents."""
    done = line.months.as_system().exclude(state__in=NOT_DONE)
    return sum(
        month.planned_cents if month.recognised_cents is None else month.recognised_cents
        for month in done
    )


def _changes_rights(plan: PricedPlan, lines: dict[str, ServiceLine]) -> bool:
    """Say whether anything but the provider of a service changes."""
    named = {row.line_id: row for row in plan.services}
    if any(row.line_id not in lines for row in plan.services):
        return True
    return any(
        named.get(line.pk) is None
        or (named[line.pk].months, named[line.pk].monthly_cents, named[line.pk].starts_on)
        != (line.months_count, line.monthly_cents, line.starts_on)
        for line in lines.values()
    )


def _objections(
    dote: Dote, plan: PricedPlan, lines: dict[str, ServiceLine], on: date
) -> Iterator[object]:
    if plan.state != PlanState.DRAFTED:
        yield _("This version of the plan is not the one being written.")
    act = Act(by=system_actor(), on=on)
    for guard in ASKED_AGAIN:
        yield from guard.condition(dote, act)
    if _changes_rights(plan, lines):
        yield from award_guards.plan_is_signed.condition(dote, act)
    yield from _wrong_rows(plan, lines)


def _wrong_rows(plan: PricedPlan, lines: dict[str, ServiceLine]) -> Iterator[str]:
    named = {row.line_id: row for row in plan.services if row.line_id}
    for line_id in named:
        if line_id not in lines:
            yield _("A service of the plan is over: it is not varied any more.")
    for line in lines.values():
        if line.state == LineState.RUNNING:
            yield from _running(line, named.get(line.pk))


def _running(line: ServiceLine, row: PlanRow | None) -> Iterator[str]:
    if row is None:
        yield _("“%(service)s” is running: keep it in the plan, or interrupt it.") % {
            "service": line.offer.title
        }
    elif (row.monthly_cents, row.starts_on, row.agreement_id) != (
        line.monthly_cents,
        line.starts_on,
        line.agreement_id,
    ):
        yield _("“%(service)s” is running: only its months can change.") % {
            "service": line.offer.title
        }
