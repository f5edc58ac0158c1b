"""The rules of expenditure: harvest, items, claims to transmission and back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis.stateful import precondition, rule

from expenditure.harvest import harvest
from expenditure.models import Claim as RealClaim
from lifecycle.engine import begin
from lifecycle.errors import Refused
from tests.dote_path import SERVICES
from tests.promises.walk.base import CHOICE, chosen, when
from tests.promises.walk.model import Claim, Item, Month
from tests.promises.walk.paying import Paying

PREPARING = ("draft", "prechecked", "signed")


def harvestable(machine: Any) -> list[Month]:
    paid = machine.months("paid", "reissued")
    held = machine.books.parts
    return [month for month in paid if month.item is None and held[month.label, "F5"]]


def items(machine: Any, *states: str) -> list[Item]:
    every = [month.item for dote in machine.dotes for month in dote.months if month.item]
    return [item for item in every if item.state in states]


def completable(machine: Any) -> list[Item]:
    return [item for item in items(machine, "draft") if item.month.is_proven]


def claims(machine: Any, *states: str) -> list[Claim]:
    return [claim for claim in machine.claims if claim.state in states]


def includable(machine: Any) -> list[Item]:
    return [
        item
        for claim in claims(machine, "draft")
        for item in items(machine, "ready")
        if item.month.is_paid and item.booked <= claim.ends and whole(machine, item)
    ]


def whole(machine: Any, item: Item) -> bool:
    """Say whether the books still hold as paid all that the item declares."""
    return bool(machine.books.parts[item.month.label, "F5"] >= item.month.cents)


def excludable(machine: Any) -> list[Item]:
    loose = claims(machine, "draft", "prechecked")
    return [item for claim in loose for item in claim.items]


def sound(machine: Any, state: str) -> list[Claim]:
    return [
        claim
        for claim in claims(machine, state)
        if (claim.items or claim.deducted)
        and not claim.disturbed
        and all(i.month.is_paid for i in claim.items)
    ]


def checkable(machine: Any) -> list[Claim]:
    drafts = claims(machine, "draft")
    return [
        claim
        for claim in drafts
        if (claim.items or claim.deducted) and all(item.month.is_paid for item in claim.items)
    ]


class Claiming(Paying):
    """Rules of items and claims."""

    @precondition(when(harvestable))
    @rule()
    def harvest(self) -> None:
        """The system enters an item for all that is paid."""
        wanted = harvestable(self)
        rows = {row.part_label: row for row in harvest(on=self.day)}
        assert set(rows) == {month.label for month in wanted}
        for month in wanted:
            month.item = Item(month, rows[month.label])
            assert month.item.row.declared_cents == month.cents
            self.count("enter")

    @precondition(when(completable))
    @rule(number=CHOICE)
    def complete_item(self, number: int) -> None:
        """Finance completes an item; another person than who touched it last."""
        item = chosen(completable(self), number)
        item.last = "fabio" if item.last == "giulia" else "giulia"
        item.booked = self.act(item.row, "complete", item.last).booked_on
        item.state = "ready"

    @precondition(when(lambda machine: items(machine, "ready")))
    @rule(number=CHOICE)
    def reopen_item(self, number: int) -> None:
        """Finance takes an item back to correct it."""
        self._touch(chosen(items(self, "ready"), number), "reopen", "draft")

    @precondition(when(lambda machine: items(machine, "draft", "ready")))
    @rule(number=CHOICE)
    def cancel_item(self, number: int) -> None:
        """Finance gives an item up."""
        item = chosen(items(self, "draft", "ready"), number)
        self._touch(item, "cancel", "cancelled", reason="not_eligible")

    @precondition(when(lambda machine: not claims(machine, *PREPARING)))
    @rule()
    def open_claim(self) -> None:
        """Finance opens a claim for the days after the last one."""
        before = [claim.ends for claim in claims(self, "submitted")]
        first = max(before) + timedelta(days=1) if before else SERVICES
        while self.day < first:
            self.tomorrow()
        world = self.world
        row = begin(
            RealClaim, by=world.giulia, on=self.day, operation=world.operation,
            partner=world.puglia, fund=world.esf, period_start=first, period_end=self.day,
        )  # fmt: skip
        self.claims.append(Claim(row, self.day))
        self.count("open_claim")

    @precondition(when(includable))
    @rule(number=CHOICE)
    def include(self, number: int) -> None:
        """Finance includes an item in the claim."""
        item, [claim] = chosen(includable(self), number), claims(self, "draft")
        self._touch(item, "include", "declared", claim=claim.row.pk)
        item.claim = claim
        claim.items.append(item)

    @precondition(when(excludable))
    @rule(number=CHOICE)
    def exclude_item(self, number: int) -> None:
        """Finance takes an item out of the claim."""
        item = chosen(excludable(self), number)
        self._touch(item, "exclude", "ready")
        self._left(item)

    @precondition(when(checkable))
    @rule()
    def precheck(self) -> None:
        """Finance has every rule asked."""
        [claim] = checkable(self)
        self._move(claim, "precheck", "giulia", "prechecked")
        claim.disturbed = False

    @precondition(when(lambda machine: claims(machine, "prechecked")))
    @rule()
    def edit(self) -> None:
        """Finance takes the claim back to change it."""
        [claim] = claims(self, "prechecked")
        self._move(claim, "edit", "giulia", "draft")

    @precondition(when(lambda machine: sound(machine, "prechecked")))
    @rule()
    def sign_claim(self) -> None:
        """Another person signs the rows that were prechecked."""
        [claim] = sound(self, "prechecked")
        self._move(claim, "sign", "bruno", "signed")

    @precondition(when(lambda machine: claims(machine, "signed")))
    @rule()
    def unsign(self) -> None:
        """The signature is taken back."""
        [claim] = claims(self, "signed")
        self._move(claim, "unsign", "bruno", "draft")

    @precondition(when(lambda machine: sound(machine, "signed")))
    @rule()
    def transmit(self) -> None:
        """The claim is transmitted (CLM for each item)."""
        [claim] = sound(self, "signed")
        self._move(claim, "transmit", "giulia", "submitted")
        for item in claim.items:
            self.books.claim(item.month)
        for item in claim.deducted:
            self.books.claim(item.month, -1)
            item.correction = "withdrawn"

    @precondition(when(lambda machine: claims(machine, "submitted")))
    @rule(number=CHOICE)
    def withdraw_claim(self, number: int) -> None:
        """Two people withdraw a claim (UCLM): its items are ready again."""
        claim = max(claims(self, "submitted"), key=lambda each: each.ends)
        if number % 3 or claims(self, *PREPARING):
            return
        if self._stands(claim):
            with pytest.raises(Refused):
                self.decide(claim.row, "withdraw")
            return
        self.decide(claim.row, "withdraw")
        claim.state = "withdrawn"
        for item in list(claim.items):
            self.books.claim(item.month, -1)
            item.state = "ready"
            self._left(item)
        for item in claim.deducted:
            self.books.claim(item.month)
        self._fell_back(claim)

    @precondition(when(lambda machine: claims(machine, "draft")))
    @rule(number=CHOICE)
    def cancel_claim(self, number: int) -> None:
        """Finance gives the claim up."""
        [claim] = claims(self, "draft")
        if number % 3:
            return
        self._move(claim, "cancel", "giulia", "cancelled")
        for item in list(claim.items):
            item.state = "ready"
            self._left(item)
        self._fell_back(claim)

    def _stands(self, claim: Claim) -> bool:
        """Say whether something of a claim was corrected, or what it deducted was recovered."""
        recovered = [item for item in claim.deducted if not whole(self, item)]
        return bool(recovered) or any(item.correction for item in claim.items)

    def _fell_back(self, claim: Claim) -> None:
        for item in claim.deducted:
            item.correction = "corrected"
        claim.deducted.clear()

    def _touch(self, item: Item, command: str, state: str, **told: Any) -> None:
        self.act(item.row, command, "giulia", **told)
        item.last, item.state = "giulia", state

    def _move(self, claim: Claim, command: str, by: str, state: str) -> None:
        self.act(claim.row, command, by)
        claim.state = state

    def _left(self, item: Item) -> None:
        claim, item.claim = item.claim, None
        assert claim is not None
        claim.items.remove(item)
        claim.disturbed = True
