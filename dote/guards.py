"""When a step of a dote is open: sentences that someone can act on, and who can."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounting.models import PartBalance
from documents.models import Evidence
from dote.money import position_of
from dote.states import FINISHED_LINES, RECEIVING, UNDECIDED_MONTHS, DoteState
from dote.waiting import ahead_of
from lifecycle.guards import guard
from lifecycle.registries import open_matters
from people.models import CaseFile, Consent
from people.roles import Role
from programme.money import format_amount

if TYPE_CHECKING:
    from dote.models import Dote
    from lifecycle.acts import Act

Sentences = Iterator["str | Promise"]

# Documents without which nobody is taken into the target group (lifecycles D02).
PAPERS_TO_APPLY = {
    "permit": gettext_lazy("the residence permit, or the receipt of its renewal"),
    "referral": gettext_lazy("the referral of the access point"),
}
OUTCOMES = ("employment", "training", "other_project", "left_early")


@guard(Role.PROGRAMME_MANAGER)
def the_desk_is_open(dote: Dote, act: Act) -> Sentences:
    """Object outside the call's window."""
    if not dote.call.is_open(act.on):
        yield _("The call “%(call)s” does not take applications on this day.") % {
            "call": dote.call.title
        }


@guard(Role.OPERATOR)
def privacy_notice_read(dote: Dote, act: Act) -> Sentences:
    """Object when the person has not read the privacy notice in their own language."""
    read = Consent.objects.as_system().filter(
        participant=dote.participant_id,
        kind=Consent.Kind.PRIVACY_NOTICE,
        withdrawn_on__isnull=True,
    )
    if not read.exists():
        yield _("The privacy notice has not been read yet, in the person's language.")


@guard(Role.PARTICIPANT, Role.OPERATOR)
def permit_and_referral_kept(dote: Dote, act: Act) -> Sentences:
    """Object for each document without which nobody applies."""
    kept = set(
        Evidence.objects.as_system().filter(subject=dote.label).values_list("kind", flat=True)
    )
    for kind, name in PAPERS_TO_APPLY.items():
        if kind not in kept:
            yield _("A document is missing: %(name)s.") % {"name": name}


@guard(Role.PARTICIPANT)
def delegated_to_the_operator(dote: Dote, act: Act) -> Sentences:
    """Object when an operator submits for someone who has not delegated them."""
    if act.by.role is not Role.OPERATOR:
        return
    given = Consent.objects.as_system().filter(
        participant=dote.participant_id,
        kind=Consent.Kind.DELEGATION,
        withdrawn_on__isnull=True,
    )
    if not given.exists():
        yield _("The person has not delegated the operator to apply for them.")


@guard(Role.GRANT_OFFICER)
def no_other_open_dote(dote: Dote, act: Act) -> Sentences:
    """Object when the same person has another open dote on the operation."""
    others = (
        type(dote)
        .objects.as_system()
        .filter(participant=dote.participant_id, operation=dote.operation_id)
    )
    open_states = [
        DoteState.SUBMITTED,
        DoteState.UNDER_REVIEW,
        DoteState.ELIGIBLE,
        DoteState.WAITLISTED,
        DoteState.PLANNING,
        *RECEIVING,
    ]
    for other in others.filter(state__in=open_states).exclude(pk=dote.pk):
        yield _("This person already has an open dote on this operation: %(reference)s.") % {
            "reference": other.reference
        }


@guard(Role.GRANT_OFFICER)
def no_conflict_declared(dote: Dote, act: Act) -> Sentences:
    """Object unless the officer declares no conflict of interest (L. 241/1990 art. 6-bis)."""
    if "no_conflict" in act.facts and not act["no_conflict"]:
        yield _("With a conflict of interest another officer has to take this file.")


@guard(Role.GRANT_OFFICER)
def checklist_all_green(dote: Dote, act: Act) -> Sentences:
    """Object for each point of the call's checklist that is not confirmed."""
    if "checklist" not in act.facts:
        return
    for point in dote.call.checklist.all():
        if point.code not in act["checklist"]:
            yield _("Not confirmed: %(question)s") % {"question": point.question}


@guard(Role.OPERATOR)
def case_manager_assigned(dote: Dote, act: Act) -> Sentences:
    """Object when nobody follows the person on this operation."""
    files = CaseFile.objects.as_system().filter(
        participant=dote.participant_id, operation=dote.operation_id, closed_on__isnull=True
    )
    if not files.exists():
        yield _("No case manager follows this person on this operation yet.")


@guard(Role.PROGRAMME_MANAGER)
def every_service_has_a_budget(dote: Dote, act: Act) -> Sentences:
    """Object for each service offered that no budget position of the partner pays."""
    for offer in dote.call.offers.with_funding():
        if position_of(dote, offer) is None:
            yield _("%(partner)s has no budget for “%(service)s” on line %(line)s.") % {
                "partner": dote.partner.name,
                "service": offer.title,
                "line": offer.line.code,
            }


@guard(Role.GRANT_OFFICER)
def nobody_waits_before(dote: Dote, act: Act) -> Sentences:
    """Object to a plan for somebody whom others of the waiting list come before."""
    if dote.confirmed_on is not None:
        return
    for other in ahead_of(dote)[:3]:
        yield _("%(reference)s comes first in the waiting list.") % {"reference": other.reference}


@guard(Role.APPROVER)
def within_the_signing_term(dote: Dote, act: Act) -> Sentences:
    """Object after the last day for signing."""
    if dote.sign_by is not None and act.on > dote.sign_by:
        yield _("The pact was to be signed by %(day)s.") % {"day": f"{dote.sign_by:%d/%m/%Y}"}


@guard(Role.SYSTEM)
def the_signing_term_has_passed(dote: Dote, act: Act) -> Sentences:
    """Object while the person can still sign."""
    if dote.sign_by is None or act.on <= dote.sign_by:
        yield _("The pact can still be signed.")


@guard(Role.OPERATOR)
def every_line_is_finished(dote: Dote, act: Act) -> Sentences:
    """Object for each service that is not over."""
    for line in dote.lines.as_system().select_related("offer"):
        if line.state not in FINISHED_LINES:
            yield _("The service “%(service)s” is not over: it is %(state)s.") % {
                "service": line.offer.title,
                "state": line.get_state_display(),
            }


@guard(Role.OPERATOR)
def exit_is_told(dote: Dote, act: Act) -> Sentences:
    """Object when it is not said how the path ended (ESF result indicators, taken at exit)."""
    if "outcome" in act.facts and act["outcome"] not in OUTCOMES:
        yield _("Say how the path ended, also when the person left early.")


@guard(Role.GRANT_OFFICER, Role.FINANCE)
def every_month_is_decided(dote: Dote, act: Act) -> Sentences:
    """Object for each month on which somebody still has to act."""
    months = dote.months.as_system().filter(state__in=UNDECIDED_MONTHS)
    for month in months.select_related("line__offer"):
        yield _("%(service)s, month %(number)s: %(state)s.") % {
            "service": month.line.offer.title,
            "number": month.number,
            "state": month.get_state_display(),
        }


@guard(Role.FINANCE, Role.TREASURY)
def nothing_left_to_pay(dote: Dote, act: Act) -> Sentences:
    """Object while something cleared is not paid."""
    unpaid = sum(balance.f4 for balance in PartBalance.objects.filter(root=dote.label))
    if unpaid:
        yield _("%(amount)s is cleared and not paid yet.") % {"amount": format_amount(unpaid)}


@guard(Role.FINANCE)
def nothing_open_elsewhere(dote: Dote, act: Act) -> Sentences:
    """Object with every matter that another office has open on this dote."""
    yield from open_matters.about(dote.label)
