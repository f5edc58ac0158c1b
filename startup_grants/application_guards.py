"""When a step of an application is open; each condition is a sentence to act on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from lifecycle.guards import guard
from lifecycle.procedures.adverse import standing
from people.models import Consent
from people.roles import Role
from programme.money import format_amount
from startup_grants import plans
from startup_grants.budget import by_category, over_caps
from startup_grants.states import LIVE_GRANTED, GrantState, VersionState

if TYPE_CHECKING:
    from lifecycle.acts import Act
    from startup_grants.models import Grant

Sentences = Iterator["str | Promise"]

OPEN_STATES = (
    GrantState.SUBMITTED,
    GrantState.UNDER_REVIEW,
    GrantState.INTEGRATION,
    GrantState.ADVERSE_NOTICE,
    GrantState.IN_EVALUATION,
    GrantState.RANKED,
    GrantState.WAITLISTED,
    GrantState.PRE_GRANT,
    *LIVE_GRANTED,
)


@guard(Role.PROGRAMME_MANAGER)
def the_call_takes_applications(grant: Grant, act: Act) -> Sentences:
    """Object outside the call's window."""
    if not grant.call.is_open(act.on):
        yield _("The call does not take applications on this day.")


@guard(Role.GRANT_OFFICER)
def the_version_is_in_force(grant: Grant, act: Act) -> Sentences:
    """Object to a version of the rules that is not the one in force for this call."""
    version = grant.version
    if version.state != VersionState.IN_FORCE or version.grant_call.call_id != grant.call_id:
        yield _("These are not the rules of the call that are in force.")


@guard(Role.OPERATOR)
def privacy_notice_read(grant: Grant, act: Act) -> Sentences:
    """Object until the person has read the privacy notice in their own language."""
    read = Consent.objects.as_system().filter(
        participant=grant.participant_id,
        kind=Consent.Kind.PRIVACY_NOTICE,
        withdrawn_on__isnull=True,
    )
    if not read.exists():
        yield _("The privacy notice has not been read yet, in the person's language.")


@guard(Role.PARTICIPANT)
def every_section_is_answered(grant: Grant, act: Act) -> Sentences:
    """Object for each question of the business plan without an answer."""
    plan = plans.latest(grant)
    answered = set(plan.answered) if plan else set()
    for section in grant.rules.sections:
        if section.code not in answered:
            yield _("Not answered yet: %(question)s") % {"question": section.question}


@guard(Role.PARTICIPANT)
def the_budget_keeps_the_caps(grant: Grant, act: Act) -> Sentences:
    """Object to a plan without expenses, and for each category above its share of the total."""
    plan = plans.latest(grant)
    totals = by_category((row["category"], row["cents"]) for row in plan.budget) if plan else {}
    if not totals:
        yield _("The budget has no expense yet.")
    titles = {category.code: category.title for category in grant.rules.categories}
    for over in over_caps(totals, grant.rules.caps):
        yield _(
            "“%(category)s” holds %(amount)s: at most %(percent)s %% of the total, %(cap)s."
        ) % {
            "category": titles[over.category],
            "amount": format_amount(over.cents),
            "percent": over.percent,
            "cap": format_amount(over.cap_cents),
        }


@guard(Role.PARTICIPANT)
def own_resources_are_declared(grant: Grant, act: Act) -> Sentences:
    """Object when own resources are not declared, or do not cover what the grant does not."""
    plan = plans.latest(grant)
    if plan is None or plan.own_cents is None:
        yield _("Say how much of the budget is paid from own resources, even if nothing.")
        return
    wanted = plan.cents - plan.aid_cents
    if plan.own_cents < wanted:
        yield _("The grant covers %(aid)s of %(total)s: own resources are to be %(own)s.") % {
            "aid": format_amount(plan.aid_cents),
            "total": format_amount(plan.cents),
            "own": format_amount(wanted),
        }


@guard(Role.PARTICIPANT)
def aid_had_before_is_declared(grant: Grant, act: Act) -> Sentences:
    """Object without a declaration of the aid had before (Reg. (EU) 2023/2831 art. 7(4))."""
    plan = plans.latest(grant)
    if plan is None or plan.declared is None:
        yield _("Declare the small aid (de minimis) of the last three years, even if none.")


@guard(Role.GRANT_OFFICER)
def no_other_open_application(grant: Grant, act: Act) -> Sentences:
    """Object when the same person has another open application under the call."""
    rows = type(grant).objects.as_system().filter(call=grant.call_id)
    others = rows.filter(participant=grant.participant_id, state__in=OPEN_STATES)
    for other in others.exclude(pk=grant.pk):
        yield _("This person already has an open application under this call: %(reference)s.") % {
            "reference": other.reference
        }


@guard(Role.GRANT_OFFICER)
def no_conflict_declared(grant: Grant, act: Act) -> Sentences:
    """Object unless the officer declares no conflict of interest (L. 241/1990 art. 6-bis)."""
    if "no_conflict" in act.facts and not act["no_conflict"]:
        yield _("With a conflict of interest another officer has to take this file.")


@guard(Role.GRANT_OFFICER)
def every_requirement_is_confirmed(grant: Grant, act: Act) -> Sentences:
    """Object for each formal requirement that is not confirmed."""
    if "checklist" not in act.facts:
        return
    for point in grant.rules.checklist:
        if point.code not in act["checklist"]:
            yield _("Not confirmed: %(question)s") % {"question": point.question}


@guard(Role.GRANT_OFFICER)
def a_missing_requirement_is_named(grant: Grant, act: Act) -> Sentences:
    """Object to a refusal that names no formal requirement of the call."""
    known = {point.code for point in grant.rules.checklist}
    if "points" in act.facts and not (act["points"] and set(act["points"]) <= known):
        yield _("Name the requirement of the call that is missing.")


@guard(Role.APPROVER)
def at_the_desk_a_notice_goes_before(grant: Grant, act: Act) -> Sentences:
    """Object at the desk until a notice was given and upheld (L. 241/1990 art. 10-bis).

    Ranked competitions are excepted by the article itself.
    """
    if not grant.is_ranked and standing.upheld_against(grant.label) is None:
        yield _("Give an adverse notice first, and uphold it once the person has answered.")


@guard(Role.GRANT_OFFICER)
def no_notice_stands(grant: Grant, act: Act) -> Sentences:
    """Object to admitting an application against which a notice, open or upheld, stands."""
    if standing.is_open(grant.label) or standing.upheld_against(grant.label) is not None:
        yield _("An adverse notice stands against this application: drop it first.")
