"""Whatever is paid, included, transmitted and withdrawn: the statement is what the journal says."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounting.models import Movement, PartBalance
from documents.issuing import Order, issue
from expenditure.models import Claim, Item
from lifecycle.engine import perform
from lifecycle.proposals import approve, propose
from people.actors import system_actor
from tests.expenditure.spending import TODAY, Spending

CENTS = st.lists(st.integers(1, 5_000_00), min_size=1, max_size=4)
ENDS = st.sampled_from(["transmitted", "withdrawn", "cancelled"])


@dataclass
class Model:
    """The same story in plain Python: which sums are paid, and which of them are claimed."""

    paid: dict[str, int] = field(default_factory=dict)
    claimed: dict[str, int] = field(default_factory=dict)

    def stages(self, part: str) -> tuple[int, int]:
        """Return what a part has in F5 and F6, in cents."""
        return self.paid[part] - self.claimed.get(part, 0), self.claimed.get(part, 0)


@pytest.mark.harness
def test_any_story_of_a_claim_ends_with_one_number_everywhere(spending: Spending) -> None:
    @settings(
        max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
    )
    @given(cents=CENTS, left_out=st.integers(0, 3), end=ENDS)
    def story(cents: list[int], left_out: int, end: str) -> None:
        with transaction.atomic():
            tell(spending, cents, left_out, end)
            transaction.set_rollback(True)

    story()


@pytest.mark.slow
def test_one_story_of_a_claim(spending: Spending) -> None:
    tell(spending, [1, 250_00, 333_33], 1, "withdrawn")


def tell(spending: Spending, cents: list[int], left_out: int, end: str) -> None:
    """Pay the sums, claim all but one of them, and compare books, statement and model."""
    items = [spending.ready(amount) for amount in cents]
    model = Model(paid={item.part_label: item.declared_cents for item in items})
    claimed = [item for place, item in enumerate(items) if place != left_out] or items
    claim = ended(spending, claimed, end)
    if end == "transmitted":
        model.claimed = {item.part_label: item.declared_cents for item in claimed}
    for item in items:
        balance = PartBalance.objects.get(part=item.part_label)
        assert (balance.f5, balance.f6) == model.stages(item.part_label)
    if end != "cancelled":
        compare(claim, sum(item.declared_cents for item in claimed))


def ended(spending: Spending, items: list[Item], end: str) -> Claim:
    """Carry the items into a claim that ends so."""
    if end == "cancelled":
        claim = spending.claim()
        spending.include(claim, *items)
        cancelled: Claim = perform(claim.cancel, by=spending.world.giulia, on=TODAY)
        return cancelled
    claim = spending.transmitted(*items)
    if end == "withdrawn":
        proposal = propose(claim.withdraw, by=spending.world.giulia, on=TODAY)
        approve(proposal, by=spending.world.bruno, on=TODAY)
    return claim


def compare(claim: Claim, wanted: int) -> None:
    """Compare the screen's rows, the file and the journal with the model."""
    values: dict[str, Any] = {"claim": claim.reference}
    told = json.loads(issue(Order("statement", "json", values, system_actor())).content)
    booked = Movement.objects.filter(entry__event_stream=claim.label, entry__posting="CLM")
    assert sum(booked.values_list("cents", flat=True)) == wanted
    assert sum(row[-1] for row in told["rows"]) == wanted
    assert told["cover"]["control_totals"][0]["total"] == wanted == claim.declared_cents
