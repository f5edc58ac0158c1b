"""What can vary in a grant: its budget by category, told from the newest plan (P-VAR, G24)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from audit.labels import split
from lifecycle.acts import Act
from lifecycle.procedures.variation import varying
from lifecycle.procedures.variation.varying import Varied, VariedLine
from people.actors import system_actor
from programme.money import format_amount
from startup_grants import application_guards, money, plans, scoring_again
from startup_grants.budget import by_category
from startup_grants.states import ExpenseState, PlanState

if TYPE_CHECKING:
    from startup_grants.models import BusinessPlan, Grant

# What G02 asks of a plan is asked again of a new version of it.
ASKED_AGAIN = (
    application_guards.every_section_is_answered,
    application_guards.the_budget_keeps_the_caps,
    application_guards.own_resources_are_declared,
)


def register_all() -> None:
    """Let variations ask what changes in a grant."""
    varying.register("startup_grants.grant", told)


def told(grant: Grant, version: str, on: date) -> Varied:
    """Return what a new version of the plan changes; LookupError when it is not of the grant.

    Sums are those of the budget, which the grant pays by its share: the total never goes up.
    """
    plan = plan_of(grant, version)
    lines = list(_table(grant, plan))
    return Varied(
        lines=lines,
        granted_cents=grant.total_cents or 0,
        ceiling_cents=grant.total_cents or 0,
        changes_rights=any(line.delta for line in lines),
        objections=[str(sentence) for sentence in _objections(grant, plan, on)],
    )


def plan_of(grant: Grant, version: str) -> BusinessPlan:
    """Return the plan that a label names; LookupError when it is not one of the grant."""
    model, pk = split(version) if ":" in version else ("", "")
    plan: BusinessPlan | None = grant.plans.as_system().filter(pk=pk).first()
    if model != "startup_grants.businessplan" or plan is None:
        raise LookupError(version)
    return plan


def freed_cents(grant: Grant, plan: BusinessPlan) -> int:
    """Return what of the grant a smaller budget no longer needs, in cents, at most what is free."""
    held = grant.granted_cents or 0
    aid = min(money.aid_for(grant, plan.cents), held)
    before = min(money.aid_for(grant, grant.total_cents or 0), held)
    return max(0, min(before - aid, money.committed(grant)))


def _table(grant: Grant, plan: BusinessPlan) -> Iterator[VariedLine]:
    older = plans.in_force(grant)
    before, after = _totals(older), _totals(plan)
    presented = _presented(grant)
    for category in grant.rules.categories:
        old, new = before.get(category.code, 0), after.get(category.code, 0)
        if old or new:
            yield VariedLine(
                label=grant.label if old else "",
                title=category.title,
                before=format_amount(old),
                after=format_amount(new),
                before_cents=old,
                after_cents=new,
                realised_cents=presented[category.code],
            )
    yield from _words(older, plan)


def _words(older: BusinessPlan | None, plan: BusinessPlan) -> Iterator[VariedLine]:
    """Yield a line where the words of the plan change, without telling them."""
    if older is not None and older.content_hash != plan.content_hash:
        yield VariedLine(
            label=older.label,
            title=_("Business plan"),
            before=_("version %(number)s") % {"number": older.number},
            after=_("version %(number)s") % {"number": plan.number},
            before_cents=0,
            after_cents=0,
        )


def _totals(plan: BusinessPlan | None) -> dict[str, int]:
    rows = plan.budget if plan is not None else []
    return by_category((row["category"], row["cents"]) for row in rows)


def _presented(grant: Grant) -> Counter[str]:
    """Return what is presented in each category and was not refused, in cents."""
    dead = (ExpenseState.TAKEN_BACK, ExpenseState.REFUSED)
    found: Counter[str] = Counter()
    for expense in grant.expenses.as_system().exclude(state__in=dead):
        cents = expense.cents if expense.admitted_cents is None else expense.admitted_cents
        found[expense.category] += cents
    return found


def _objections(grant: Grant, plan: BusinessPlan, on: date) -> Iterator[object]:
    if plan.state != PlanState.DRAFTED:
        yield _("This version of the plan is not the one being written.")
        return
    act = Act(by=system_actor(), on=on)
    for guard in ASKED_AGAIN:
        yield from guard.condition(grant, act)
    yield from scoring_again.objections(grant, plan)
