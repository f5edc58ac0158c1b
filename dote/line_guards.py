"""When a step of a service line is open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.models import Evidence
from dote.models.offer import ServiceKind
from dote.months import span
from dote.states import DoteState, MonthState
from lifecycle.guards import guard
from people.roles import Role

if TYPE_CHECKING:
    from dote.models import ServiceLine
    from lifecycle.acts import Act

Sentences = Iterator["str | Promise"]

# What must be kept before a service starts: the national guidelines on traineeships of 25 May
# 2017 for internships, the registered contract (L. 431/1998 art. 1) for rents.
PAPERS_TO_START = {
    ServiceKind.INTERNSHIP: {
        "host_agreement": gettext_lazy("the agreement with the host"),
        "training_project": gettext_lazy("the individual training project"),
        "compulsory_communication": gettext_lazy("the compulsory communication (UNILAV)"),
        "insurance": gettext_lazy("the insurance cover (INAIL and liability)"),
    },
    ServiceKind.RENT: {"rent_contract": gettext_lazy("the registered rent contract")},
    ServiceKind.DEPOSIT: {"rent_contract": gettext_lazy("the registered rent contract")},
    ServiceKind.PROMOTION: {
        "training_project": gettext_lazy("the individual training project"),
        "host_agreement": gettext_lazy("the agreement with the host"),
    },
    ServiceKind.TRAINING: {"course_programme": gettext_lazy("the programme of the course")},
}


@guard(Role.PARTICIPANT, Role.OPERATOR)
def the_dote_is_active(line: ServiceLine, act: Act) -> Sentences:
    """Object before the pact is signed, and after the services are over."""
    if line.dote.state != DoteState.ACTIVE:
        yield _("Services are performed while the dote is active; it is: %(state)s.") % {
            "state": line.dote.get_state_display()
        }


@guard(Role.OPERATOR, Role.PROGRAMME_MANAGER)
def agreement_in_force(line: ServiceLine, act: Act) -> Sentences:
    """Object when the provider's agreement does not hold on the day of booking."""
    if not line.agreement.is_in_force(max(act.on, line.starts_on)):
        yield _("The agreement %(reference)s does not hold.") % {
            "reference": line.agreement.reference
        }


@guard(Role.OPERATOR)
def papers_to_start_are_kept(line: ServiceLine, act: Act) -> Sentences:
    """Object for each document without which this kind of service may not start."""
    kept = set(
        Evidence.objects.as_system().filter(subject=line.label).values_list("kind", flat=True)
    )
    for kind, name in PAPERS_TO_START.get(ServiceKind(line.offer.kind), {}).items():
        if kind not in kept:
            yield _("A document is missing: %(name)s.") % {"name": name}


@guard(Role.OPERATOR)
def it_has_begun_by_then(line: ServiceLine, act: Act) -> Sentences:
    """Object to a last day before the service began, or after its own end."""
    if "last_on" not in act.facts:
        return
    if not line.starts_on <= act["last_on"] <= line.ends_on and act.by.role is not Role.SYSTEM:
        yield _("The service runs from %(first)s to %(last)s: its last day lies between.") % {
            "first": f"{line.starts_on:%d/%m/%Y}",
            "last": f"{line.ends_on:%d/%m/%Y}",
        }


@guard(Role.OPERATOR, Role.PARTICIPANT)
def every_month_is_reported(line: ServiceLine, act: Act) -> Sentences:
    """Object for each month that was not reported."""
    for month in line.months.as_system().filter(state=MonthState.OPEN):
        yield _("Month %(number)s is not reported.") % {"number": month.number}


@guard(Role.GRANT_OFFICER)
def ends_with_the_dote(line: ServiceLine, act: Act) -> Sentences:
    """Object to days before the act, and to a service that ends after its dote."""
    if "starts_on" not in act.facts:
        return
    if act["starts_on"] < act.on:
        yield _("A service cannot begin in the past.")
    end, last = line.dote.ends_on, span(act["starts_on"], line.months_count)[1]
    if end is not None and last > end:
        yield _("The services end on %(day)s: ask for an extension first.") % {
            "day": f"{end:%d/%m/%Y}"
        }
