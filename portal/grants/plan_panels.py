"""What a plan comes to, as the server reckons it: sums, caps, aid, what it declares."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from portal.components import Fact
from portal.templatetags.percorsi import day, money
from startup_grants import plans
from startup_grants.budget import by_category, over_caps
from startup_grants.models import BusinessPlan, Grant


def sums(grant: Grant) -> list[Fact]:
    """Return the whole budget, the grant that it can have, and what is left to own resources."""
    plan = plans.latest(grant)
    if plan is None:
        return []
    return [
        Fact(_("Total"), money(plan.cents)),
        Fact(_("The grant can pay"), money(plan.aid_cents)),
        Fact(_("Left to own resources"), money(plan.cents - plan.aid_cents)),
    ]


def over(grant: Grant) -> list[str]:
    """Return a sentence for each category above its cap."""
    titles = {category.code: category.title for category in grant.rules.categories}
    return [
        _("“%(category)s” is %(amount)s: at most %(cap)s, %(percent)s %% of the total.")
        % {
            "category": titles[each.category],
            "amount": money(each.cents),
            "cap": money(each.cap_cents),
            "percent": each.percent,
        }
        for each in over_caps(_totals(plans.latest(grant)), grant.rules.caps)
    ]


def answers(grant: Grant) -> list[tuple[str, str]]:
    """Return each question with what was answered."""
    content = plans.content_of(plans.latest(grant))
    return [
        (section.question, content.answers.get(section.code, ""))
        for section in grant.rules.sections
    ]


def aids(grant: Grant) -> list[str]:
    """Return the earlier aid that is declared, each as a line; nothing where none is."""
    plan = plans.latest(grant)
    rows = ((plan.declared if plan else None) or {}).get("aids", [])
    return [
        f"{day(date.fromisoformat(row['granted_on']))} · {money(row['cents'])} · {row['cor']}"
        for row in rows
    ]


def fingerprint(grant: Grant) -> str:
    """Return the fingerprint with which the plan would be frozen."""
    plan = plans.latest(grant)
    return plan.content_hash if plan is not None else ""


def _totals(plan: BusinessPlan | None) -> dict[str, int]:
    rows = plan.budget if plan is not None else []
    return by_category((row["category"], row["cents"]) for row in rows)
