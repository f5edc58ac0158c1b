"""When an award is open (D16): plan, ceilings, prices, dates, CUP, double funding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from documents.models import Evidence
from dote.states import RECEIVING
from lifecycle.guards import guard
from people.roles import Role
from programme.money import format_amount, to_cents
from programme.terms import term

if TYPE_CHECKING:
    from dote.models import Dote, PricedPlan, ServiceOffer
    from dote.plan_rows import PlanRow
    from lifecycle.acts import Act

Sentences = Iterator["str | Promise"]

OUTSIDE_ANSWER = "double_funding_answer"
"""The kind of document that holds what other funders have answered."""


@guard(Role.OPERATOR)
def plan_is_the_latest(dote: Dote, act: Act) -> Sentences:
    """Object when there is no priced plan, or a newer one than the one proposed."""
    latest = _latest(dote)
    if latest is None:
        yield _("There is no priced plan yet.")
    elif "plan" in act.facts and act["plan"] != latest.pk:
        yield _("A newer version of the plan exists: version %(number)s.") % {
            "number": latest.number
        }


@guard(Role.OPERATOR, Role.PARTICIPANT)
def plan_is_signed(dote: Dote, act: Act) -> Sentences:
    """Object when the action plan lacks a signature, or is not the one that was priced."""
    latest = _latest(dote)
    if latest is None:
        return
    if not latest.plan_version.is_signed:
        yield _("The action plan is not signed by both: the person and the operator.")
    if latest.plan_version.content_hash != latest.plan_hash:
        yield _("The action plan has changed after it was priced: draft the prices again.")


@guard(Role.OPERATOR)
def services_within_ceilings(dote: Dote, act: Act) -> Sentences:
    """Object for the plan's total and for each service above its ceiling or too long."""
    latest = _latest(dote)
    if latest is None:
        return
    if latest.cents > (dote.ceiling_cents or 0):
        yield _("The plan costs %(cost)s, above the ceiling of %(ceiling)s.") % {
            "cost": format_amount(latest.cents),
            "ceiling": format_amount(dote.ceiling_cents or 0),
        }
    yield from _services_above(latest, _offers(dote))


@guard(Role.PROGRAMME_MANAGER)
def prices_in_force(dote: Dote, act: Act) -> Sentences:
    """Object for each service whose unit cost does not hold on the day of the decision."""
    for row in _rows(dote):
        price = _offers(dote)[row.offer_id].unit_cost
        if price is None:
            continue
        ended = price.valid_to is not None and price.valid_to < act.on
        if ended or price.valid_from > act.on:
            yield _("The price “%(price)s” does not hold on this day.") % {
                "price": price.description
            }


@guard(Role.OPERATOR)
def dates_within_eligibility(dote: Dote, act: Act) -> Sentences:
    """Object for each service outside the days on which the operation may spend."""
    operation = dote.operation
    for row in _rows(dote):
        if row.starts_on < operation.eligible_from or row.ends_on > operation.eligible_to:
            yield _(
                "“%(service)s” runs from %(first)s to %(last)s; the operation may spend from "
                "%(start)s to %(end)s."
            ) % {
                "service": _offers(dote)[row.offer_id].title,
                "first": f"{row.starts_on:%d/%m/%Y}",
                "last": f"{row.ends_on:%d/%m/%Y}",
                "start": f"{operation.eligible_from:%d/%m/%Y}",
                "end": f"{operation.eligible_to:%d/%m/%Y}",
            }


@guard(Role.PROGRAMME_MANAGER)
def cup_present(dote: Dote, act: Act) -> Sentences:
    """Object when the operation has no CUP (L. 3/2003 art. 11)."""
    if not dote.operation.cup:
        yield _("The operation has no CUP: no award without it.")


@guard(Role.GRANT_OFFICER)
def not_funded_twice(dote: Dote, act: Act) -> Sentences:
    """Object when another dote pays the same person the same kind of service on the same days."""
    from dote.models import ServiceLine

    others = (
        ServiceLine.objects.as_system()
        .filter(dote__participant=dote.participant_id, dote__state__in=RECEIVING)
        .exclude(dote=dote.pk)
    )
    for row in _rows(dote):
        kind = _offers(dote)[row.offer_id].kind
        same = others.filter(
            offer__kind=kind, starts_on__lte=row.ends_on, ends_on__gte=row.starts_on
        )
        for line in same.select_related("dote", "offer"):
            yield _("%(reference)s already pays “%(service)s” on these days.") % {
                "reference": line.dote.reference,
                "service": line.offer.title,
            }


@guard(Role.OPERATOR)
def outside_was_asked(dote: Dote, act: Act) -> Sentences:
    """Object when the call wants other funders to be asked and no answer of these days is kept.

    Reg. (EU) 2021/1060 art. 63 par. 9: the same cost is not paid twice by funds of the Union. Our
    own data are asked by ``not_funded_twice``; what others pay, only they can say.
    """
    days = term(dote.call, "outside_check_days").value
    if not days:
        return
    kept = Evidence.objects.as_system().filter(subject=dote.label, kind=OUTSIDE_ANSWER)
    if not kept.filter(kept_on__gte=act.on - timedelta(days=days)).exists():
        yield _(
            "Ask the other funders whether they pay the same, and attach the answer: it may be "
            "%(days)s days old at most."
        ) % {"days": days}


@guard(Role.GRANT_OFFICER)
def eligibility_rechecked(dote: Dote, act: Act) -> Sentences:
    """Object unless eligibility was checked again on the day of the decision."""
    if "rechecked" in act.facts and not act["rechecked"]:
        yield _("Check today that the person is still eligible.")


def _services_above(plan: PricedPlan, offers: dict[str, ServiceOffer]) -> Sentences:
    cents: Counter[str] = Counter()
    months: Counter[str] = Counter()
    for row in plan.services:
        cents[row.offer_id] += row.cents
        months[row.offer_id] += row.months
    for offer_id, total in cents.items():
        offer = offers[offer_id]
        if total > to_cents(offer.ceiling):
            yield _("“%(service)s” costs %(cost)s, above its ceiling of %(ceiling)s.") % {
                "service": offer.title,
                "cost": format_amount(total),
                "ceiling": format_amount(to_cents(offer.ceiling)),
            }
        if months[offer_id] > offer.max_months:
            yield _("“%(service)s” lasts %(months)s months; %(most)s at most.") % {
                "service": offer.title,
                "months": months[offer_id],
                "most": offer.max_months,
            }


def _latest(dote: Dote) -> PricedPlan | None:
    plans = dote.plans.as_system().select_related("plan_version")
    latest: PricedPlan | None = plans.order_by("-number").first()
    return latest


def _rows(dote: Dote) -> list[PlanRow]:
    latest = _latest(dote)
    return list(latest.services) if latest is not None else []


def _offers(dote: Dote) -> dict[str, ServiceOffer]:
    return {offer.id: offer for offer in dote.call.offers.with_funding()}
