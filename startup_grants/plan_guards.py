"""When a business plan can be saved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from audit.labels import split
from documents.models import Evidence
from lifecycle.guards import guard
from lifecycle.procedures.variation import standing
from people.roles import Role
from startup_grants import scoring_again
from startup_grants.evaluation_guards import MINUTES
from startup_grants.states import GrantState, SheetState

if TYPE_CHECKING:
    from lifecycle.acts import Act
    from startup_grants.models import BusinessPlan

Sentences = Iterator["str | Promise"]


@guard(Role.PARTICIPANT)
def the_application_is_a_draft(plan: BusinessPlan, act: Act) -> Sentences:
    """Object once the application is handed in; a variation is written as a version of its own."""
    if plan.grant.state == GrantState.IN_EXECUTION and standing.is_open(plan.grant.label):
        if standing.is_examined(plan.grant.label):
            yield _("The variation is being examined: its plan no longer changes.")
    elif plan.grant.state != GrantState.DRAFT:
        yield _("The application was handed in: its plan no longer changes.")


@guard(Role.PARTICIPANT)
def sections_and_categories_are_the_calls(plan: BusinessPlan, act: Act) -> Sentences:
    """Object to sections, categories and premiums that the call does not have."""
    rules = plan.grant.rules
    if not set(plan.answered) <= {section.code for section in rules.sections}:
        yield _("The plan answers a question that the call does not ask.")
    known = {category.code for category in rules.categories}
    if any(row["category"] not in known or row["cents"] <= 0 for row in plan.budget):
        yield _("Each expense has a category of the call and an amount above zero.")
    if not set(plan.premiums) <= set(rules.scheme.premiums):
        yield _("The plan claims a premium that the call does not give.")


@guard(Role.GRANT_OFFICER)
def it_is_a_variation_under_way(plan: BusinessPlan, act: Act) -> Sentences:
    """Object unless the version belongs to a variation of a grant in execution."""
    if plan.grant.state != GrantState.IN_EXECUTION or not standing.is_open(plan.grant.label):
        yield _("Only the plan of a variation is scored again.")


@guard(Role.COMMITTEE)
def free_of_conflicts(plan: BusinessPlan, act: Act) -> Sentences:
    """Object to a member who has declared a conflict of interest about this application."""
    sheets = plan.grant.sheets.as_system().filter(state=SheetState.CONFLICTED)
    if sheets.filter(reader=act.by.label).exists():
        yield _("You have declared a conflict of interest about this application.")


@guard(Role.COMMITTEE)
def the_sitting_has_its_minutes(plan: BusinessPlan, act: Act) -> Sentences:
    """Object unless the signed minutes of the sitting are kept with the call."""
    if "minutes" not in act.facts:
        return
    model, pk = split(act["minutes"])
    kept = Evidence.objects.as_system().filter(
        pk=pk, kind=MINUTES, subject=plan.grant.version.grant_call.label
    )
    if model != "documents.evidence" or not kept.exists():
        yield _("Attach the signed minutes of the sitting to the call first.")


@guard(Role.COMMITTEE)
def the_points_are_the_call_s(plan: BusinessPlan, act: Act) -> Sentences:
    """Object to points that leave a criterion out or pass its largest score."""
    if "points" not in act.facts:
        return
    try:
        scoring_again.scored(plan, act["points"])
    except (ValueError, ArithmeticError):
        yield _("Score every criterion of the call, from 0 to its largest score.")
