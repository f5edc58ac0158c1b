"""Writes and reads business plans: words under the person's key, budget, declaration."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from audit.canonical import canonical
from audit.identifiers import new_id
from documents import vault
from lifecycle.engine import begin
from people.actors import Actor
from people.models import User

if TYPE_CHECKING:
    from startup_grants.models import BusinessPlan, Grant


@dataclass(frozen=True)
class PlanContent:
    """What a person has written so far; budget rows are ``category`` and ``cents``.

    ``declared`` is the declaration of small aid (None until it is made): ``members``, the VAT
    numbers of the single undertaking, and ``aids``, each with ``number``, ``granted_on``,
    ``cents`` (gross grant equivalent) and ``cor``.
    """

    answers: Mapping[str, str] = field(default_factory=dict)
    budget: Sequence[Mapping[str, Any]] = ()
    own_cents: int | None = None
    premiums: Sequence[str] = ()
    declared: Mapping[str, Any] | None = None

    def plain(self) -> dict[str, Any]:
        """Return it as it is fingerprinted."""
        return {
            "answers": dict(self.answers),
            "budget": [dict(row) for row in self.budget],
            "own_cents": self.own_cents,
            "premiums": list(self.premiums),
            "declared": self.declared,
        }


def save(
    grant: Grant, content: PlanContent, *, by: User | Actor, on: date, key: str | None = None
) -> BusinessPlan:
    """Keep a version of the plan and return it; Refused with every reason."""
    from startup_grants.models import BusinessPlan

    pk = new_id()
    answers = {code: text for code, text in content.answers.items() if text.strip()}
    kept = replace(content, answers=answers)
    words = vault.seal(
        json.dumps(answers).encode(), participant=grant.participant, place=_place(pk)
    )
    return begin(
        BusinessPlan,
        by=by,
        on=on,
        key=key,
        id=pk,
        grant=grant,
        words=words,
        answered=sorted(answers),
        budget=[dict(row) for row in kept.budget],
        own_cents=kept.own_cents,
        premiums=sorted(kept.premiums),
        declared=kept.declared,
        content_hash=hashlib.sha256(canonical(kept.plain()).encode()).hexdigest(),
    )


def latest(grant: Grant) -> BusinessPlan | None:
    """Return the newest version of a grant's plan, the frozen one after submission."""
    found: BusinessPlan | None = grant.plans.as_system().order_by("-number").first()
    return found


def in_force(grant: Grant) -> BusinessPlan | None:
    """Return the plan that was handed in, or the variation in effect; before, the newest one."""
    from startup_grants.states import PlanState

    rows = grant.plans.as_system().filter(state=PlanState.FROZEN)
    found: BusinessPlan | None = rows.order_by("-number").first()
    return found or latest(grant)


def content_of(plan: BusinessPlan | None) -> PlanContent:
    """Return what a version says, the empty plan for none; KeyDestroyed after erasure."""
    if plan is None:
        return PlanContent()
    words = vault.unseal(
        bytes(plan.words), participant=plan.grant.participant, place=_place(plan.pk)
    )
    return PlanContent(
        answers=json.loads(words),
        budget=plan.budget,
        own_cents=plan.own_cents,
        premiums=plan.premiums,
        declared=plan.declared,
    )


def _place(pk: str) -> str:
    return f"startup_grants.businessplan:{pk}/words"
