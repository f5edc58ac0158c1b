"""When a business plan can be saved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from lifecycle.guards import guard
from people.roles import Role
from startup_grants.states import GrantState

if TYPE_CHECKING:
    from lifecycle.acts import Act
    from startup_grants.models import BusinessPlan

Sentences = Iterator["str | Promise"]


@guard(Role.PARTICIPANT)
def the_application_is_a_draft(plan: BusinessPlan, act: Act) -> Sentences:
    """Object once the application is handed in: what was handed in stays."""
    if plan.grant.state != GrantState.DRAFT:
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
