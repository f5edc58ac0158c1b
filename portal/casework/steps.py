"""The steps of a row as the page shows them: open ones with their effects, closed ones with why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from lifecycle import preview
from lifecycle.cases import Tracked
from lifecycle.errors import Refused
from lifecycle.facts import Maybe
from lifecycle.next_steps import NextStep, next_steps
from lifecycle.steps import Step
from people.models import User
from people.roles import Role
from portal.components import ClosedStep, OpenStep
from portal.refusals import closed_step
from portal.visitors import Visitor
from programme.models import Partner

ON_ONES_OWN = ("D03", "D04", "D24", "D24D", "D24P", "D34", "DL5", "DL6")
"""Steps that end a case: never the main button."""

TURNING_AWAY = frozenset(
    {
        "cancel", "do_not_pursue", "drop", "extinguish", "find_inadmissible", "give_up",
        "refuse", "reject", "retract", "withdraw",
    }
)  # fmt: skip
"""Commands that give something up or refuse it: never the main button either."""

SHEETS = {
    ("dote.month", "report"): "month_sheet",
    ("lifecycle.integrationitem", "answer"): "answer_item",
}
"""Steps that have a page of their own, on which everything is told at once."""


def steps_for(subject: Tracked, visitor: Visitor) -> tuple[list[OpenStep], list[ClosedStep]]:
    """Return the steps that this visitor can take now, and those that are closed."""
    found = next_steps(subject, by=visitor.user, on=visitor.on)
    people = _who_holds(found, getattr(subject.root, "partner", None))
    others = _without(people, visitor)
    openable = [each for each in found if each.open]
    main = next((each for each in openable if not _turns_away(each.step)), None)
    opened = [_open(each, visitor, is_main=each is main) for each in openable]
    return opened, [
        _closed(each, others if _is_for_others(each) else people) for each in found if not each.open
    ]


def _turns_away(step: Step) -> bool:
    return step.code in ON_ONES_OWN or step.command in TURNING_AWAY


def _is_for_others(each: NextStep) -> bool:
    """Tell whether four eyes close the step to this very person: naming them would mislead."""
    return any(obstacle.forbidden for obstacle in each.obstacles)


def _without(people: dict[str, list[str]], visitor: Visitor) -> dict[str, list[str]]:
    """Return who holds each role, without the visitor."""
    return {
        role: [name for name in names if name != visitor.user.name]
        for role, names in people.items()
    }


def address(subject: Tracked, step: Step) -> str:
    """Return the address of a step's page: its own where it has one, else the common one."""
    sheet = SHEETS.get((subject._meta.label_lower, step.command))
    if sheet is not None:
        return reverse(sheet, args=[subject.pk])
    return reverse("step", args=[subject._meta.label_lower, subject.pk, step.command])


def _open(each: NextStep, visitor: Visitor, *, is_main: bool) -> OpenStep:
    label: str | Promise = each.step.label
    if each.step.proposed:
        label = _("Propose: %(step)s") % {"step": label}
    return OpenStep(
        label=label,
        href=address(each.subject, each.step),
        effects=list(_effects(each, visitor)),
        is_main=is_main,
        icon="check" if is_main else "arrow-right-circle",
    )


def _effects(each: NextStep, visitor: Visitor) -> Iterator[str | Promise]:
    """Yield what the step causes, as far as it does not depend on what is still to be told."""
    told: dict[str, Any] = {}
    if (each.subject._meta.label_lower, each.step.command) in SHEETS:
        yield _("on one sheet: what is told, and its document")
        return
    if any(not isinstance(kind, Maybe) for kind in each.step.facts.values()):
        yield _("you see what it causes before you confirm")
        return
    bound = getattr(each.subject, each.step.command)
    try:
        yield from preview.preview(bound, by=visitor.user, on=visitor.on, **told)
    except Refused as refused:
        yield from (obstacle.sentence for obstacle in refused.obstacles)


def _closed(each: NextStep, people: dict[str, list[str]]) -> ClosedStep:
    if each.waiting is not None:
        approvers = [str(role) for role in each.step.approved_by]
        return ClosedStep(
            each.step.label,
            [
                _("Proposed on %(day)s: it waits for approval.")
                % {"day": f"{each.waiting.proposed_on:%d/%m/%Y}"}
            ],
            _names(approvers, people),
        )
    shown = closed_step(each.step, each.obstacles)
    roles = [str(role) for obstacle in each.obstacles for role in obstacle.who]
    return ClosedStep(shown.label, shown.why, _names(roles, people) or shown.who)


def _who_holds(found: Sequence[NextStep], partner: Partner | None) -> dict[str, list[str]]:
    """Return, for each role that can open something, who holds it for the partner; one query."""
    roles = {str(role) for each in found for obstacle in each.obstacles for role in obstacle.who}
    roles |= {str(role) for each in found for role in each.step.approved_by}
    partner_id = partner.pk if partner else None
    holders = User.objects.filter(mandates__role__in=roles, is_active=True).values_list(
        "name", "mandates__role", "mandates__partner_id"
    )
    people: dict[str, list[str]] = {}
    for name, role, held_for in holders.order_by("name"):
        if role in roles and held_for in (None, partner_id):
            people.setdefault(role, []).append(name)
    return people


def _names(roles: Sequence[str], people: dict[str, list[str]]) -> str:
    """Return "Anna (Grant officer); Marta (Operator)" for those who can help."""
    words = []
    for role in dict.fromkeys(roles):
        label = Role(role).label
        names = ", ".join(people.get(role, [])[:3])
        words.append(f"{names} ({label})" if names else str(label))
    return "; ".join(words)
