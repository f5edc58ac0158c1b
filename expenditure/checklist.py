"""The rules as a guard: one examination, and an obstacle under each rule's own code."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from expenditure.examination import examine
from expenditure.rules import Objection, objections
from lifecycle.guards import Guard, Obstacle

if TYPE_CHECKING:
    from expenditure.models import Claim, Correction, Item
    from lifecycle.acts import Act

TOLD = ("document_ref", "document_on", "document_cents", "share_cents", "declared_cents", "cup")
"""What an officer may say of a document when completing an item."""


@dataclass(frozen=True)
class Checklist(Guard):
    """A guard that asks all rules at once of the items which ``of`` returns."""

    of: Callable[[Any, Act], Sequence[Item]]

    def obstacles(self, subject: Any, act: Act) -> Iterator[Obstacle]:
        """Yield an obstacle for each objection, under the rule's code."""
        several = subject._meta.model_name == "claim"
        for objection in objections(examine(self.of(subject, act))):
            yield Obstacle(
                code=objection.rule.code,
                sentence=_sentence(objection, several=several),
                who=objection.rule.cleared_by,
            )


def with_told(item: Item, act: Act) -> Item:
    """Return a copy of the item as what is told would make it."""
    told = copy.copy(item)
    for name in TOLD:
        if act.get(name) is not None:
            setattr(told, name, act.get(name))
    return told


def items_of(claim: Claim) -> list[Item]:
    """Return the items of a claim, with all that rules and rows read of them; one query."""
    items = claim.items.as_system().select_related(
        "operation", "partner", "fund", "line", "category", "unit_cost", "payable__unit_cost"
    )
    return list(items.order_by("id"))


def corrections_of(claim: Claim) -> list[Correction]:
    """Return the corrections that are rows of a claim, with all that rows read; one query."""
    rows = claim.corrections.as_system().select_related(
        "item__operation", "item__partner", "item__fund", "item__line", "item__category",
        "item__payable",
    )  # fmt: skip
    return list(rows.order_by("id"))


def _sentence(objection: Objection, *, several: bool) -> str:
    if not several:
        return objection.sentence
    return _("%(item)s: %(sentence)s") % {"item": objection.item, "sentence": objection.sentence}


def _nothing(_subject: Any, _act: Act) -> Iterator[str]:
    """Yield nothing: a checklist speaks through its obstacles."""
    yield from ()


item_is_complete = Checklist("item_is_complete", _nothing, (), lambda i, act: [with_told(i, act)])
every_item_is_complete = Checklist(
    "every_item_is_complete", _nothing, (), lambda claim, _act: items_of(claim)
)
