"""The item's machine, row by row of its table (lifecycles 5), up to its declaration."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from expenditure import item_guards as guards
from expenditure.checklist import TOLD, item_is_complete, with_told
from expenditure.entering import proven, signed_off, sourced
from expenditure.facts import ItemFacts
from expenditure.states import ItemState as S
from lifecycle.acts import Act
from lifecycle.effects import Effects
from lifecycle.facts import Maybe
from lifecycle.state_field import StateField
from lifecycle.steps import Eyes, opening, step
from people.roles import Role

if TYPE_CHECKING:
    from expenditure.models import Item


class ItemLifecycle(ItemFacts):
    """From a payment to a row of a claim; controls and certification follow in their own rows."""

    state = StateField(protected=True, choices=S.choices, default=S.DRAFT, max_length=20)

    class Meta:
        abstract = True

    @opening(
        "E01",
        by=[Role.SYSTEM, Role.FINANCE],
        label=_("Enter"),
        facts={"asked_by": Maybe(str)},
        guards=[guards.the_payable_is_of_the_case, guards.the_payable_is_paid],
    )
    def enter(self: Item, act: Act) -> None:
        """E01: begin with all that the payable, its evidence and its payment say."""
        self.entered_on = act.on
        sourced(self)
        proven(self)

    @step(
        "E02",
        source=S.DRAFT,
        target=S.READY,
        by=[Role.FINANCE],
        eyes=Eyes.E1,
        label=_("Complete"),
        facts={
            "document_ref": Maybe(str),
            "document_on": Maybe(date),
            "document_cents": Maybe(int),
            "share_cents": Maybe(int),
            "declared_cents": Maybe(int),
            "cup": Maybe(str),
        },
        guards=[item_is_complete],
    )
    def complete(self: Item, act: Act) -> Effects:
        """E02: say what is missing of the document; every rule has been asked, and is kept."""
        told = with_told(self, act)
        for name in TOLD:
            setattr(self, name, getattr(told, name))
        proven(self)
        self.completed_on = act.on
        self.checklist = signed_off(self, on=act.on)
        return Effects(recorded={"cents": self.declared_cents})

    @step("E03", source=S.READY, target=S.DRAFT, by=[Role.FINANCE], label=_("Reopen"))
    def reopen(self: Item, act: Act) -> None:
        """E03: take an item that is in no claim back, to correct what was said of it."""
        self.completed_on = None
        self.checklist = {}

    @step(
        "E04",
        source=[S.DRAFT, S.READY],
        target=S.CANCELLED,
        by=[Role.FINANCE],
        label=_("Cancel"),
        facts={"reason": str},
    )
    def cancel(self: Item, act: Act) -> None:
        """E04: give up an item that stands in no claim, for a reason."""
        self.reason = act["reason"]

    @step(
        "E05",
        source=S.READY,
        target=S.DECLARED,
        by=[Role.FINANCE],
        label=_("Include in a claim"),
        facts={"claim": str},
        guards=[
            guards.the_claim_is_there,
            guards.the_claim_takes_it,
            guards.booked_within_the_period,
            guards.still_paid_in_the_books,
            item_is_complete,
        ],
    )
    def include(self: Item, act: Act) -> Effects:
        """E05: put the item into the claim in preparation; CLM follows at its transmission."""
        self.claim = guards.claim_told(act)
        return Effects(recorded={"cents": self.declared_cents})

    @step(
        "E05T",
        source=S.DECLARED,
        target=None,
        by=[Role.SYSTEM],
        label=pgettext_lazy("an item", "Declared"),
        facts={"row": int},
    )
    def declare(self: Item, act: Act) -> Effects:
        """E05: the claim is transmitted; the row in it and the first claim are kept for ever."""
        self.row_number = act["row"]
        self.origin_id = self.origin_id or self.claim_id
        return Effects(recorded={"cents": self.declared_cents})

    @step(
        "E06",
        source=S.DECLARED,
        target=S.READY,
        by=[Role.FINANCE, Role.SYSTEM],
        label=_("Take out of the claim"),
        guards=[guards.the_claim_lets_it_go],
    )
    def exclude(self: Item, act: Act) -> None:
        """E06: leave a claim in preparation, or one that is cancelled or withdrawn (C02, C08)."""
        self.claim = None
        self.row_number = None
