"""When a priced plan can be drafted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from dote.states import DoteState
from lifecycle.guards import guard
from lifecycle.procedures.variation import standing
from people.roles import Role
from programme.models import Agreement

if TYPE_CHECKING:
    from dote.models import PricedPlan
    from lifecycle.acts import Act

Sentences = Iterator["str | Promise"]


@guard(Role.OPERATOR)
def the_plan_is_open(plan: PricedPlan, act: Act) -> Sentences:
    """Object unless the dote is being planned, or a variation of it is being written."""
    if plan.dote.state == DoteState.PLANNING:
        return
    if standing.is_examined(plan.dote.label):
        yield _("A variation is being examined: the plan is not edited meanwhile.")
    elif not standing.is_open(plan.dote.label):
        yield _("Prices are drafted while the plan is being defined, or for a variation.")


@guard(Role.OPERATOR)
def services_are_offered(plan: PricedPlan, act: Act) -> Sentences:
    """Object when a service is not among those of the call, or none is named."""
    offered = set(plan.dote.call.offers.values_list("id", flat=True))
    if not plan.services:
        yield _("Name at least one service.")
    if any(row.offer_id not in offered for row in plan.services):
        yield _("A service is not among those that the call offers.")


@guard(Role.OPERATOR, Role.PROGRAMME_MANAGER)
def agreements_are_in_force(plan: PricedPlan, act: Act) -> Sentences:
    """Object for each service whose agreement is not the partner's or does not hold."""
    kept = plan.dote.lines.as_system().values("agreement")
    ours = Agreement.objects.filter(Q(partner=plan.dote.partner_id) | Q(pk__in=kept))
    agreements = ours.in_bulk()
    for row in plan.services:
        agreement = agreements.get(row.agreement_id)
        if agreement is None:
            yield _("Choose an agreement of %(partner)s.") % {"partner": plan.dote.partner.name}
        elif not (agreement.is_in_force(row.starts_on) and agreement.is_in_force(row.ends_on)):
            yield _("The agreement %(reference)s does not hold on all days of the service.") % {
                "reference": agreement.reference
            }
