"""Four eyes cannot be got round (R18); a sample of the ways, at one decision."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from pytest_django.plugin import DjangoDbBlocker

from lifecycle import closed
from people import mandates
from tests.promises import story
from tests.promises.eyes import harness
from tests.promises.eyes.attempts import Waiting, against_a_proposal
from tests.promises.eyes.offices import against_offices
from tests.promises.kill.harness import laid
from tests.world import World


@pytest.fixture(scope="module")
def base(django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Lend a world in which an award waits for approval."""
    with django_db_blocker.unblock(), laid() as world:
        story.tell(world, until="approve award")
        yield world


def at_the_award(world: World) -> harness.Found:
    """Try all that can be tried against the award."""
    [proposal] = harness.Proposal.objects.filter(state="open")
    return harness.tried(against_a_proposal(Waiting(world, proposal)), "award")


@pytest.mark.harness
def test_no_way_round_four_eyes_leads_anywhere(base: World) -> None:
    found = at_the_award(base)
    found.add(harness.tried(list(against_offices(base))[::5], "offices"))
    assert found.wrong == []
    assert found.tried > 200


@pytest.mark.harness
def test_the_harness_finds_an_engine_that_lets_anybody_approve(
    base: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(closed, "actor_of", _whoever)
    wrong = at_the_award(base).wrong
    assert any("approval by giulia: it happened" in told for told in wrong)


def _whoever(by: Any, roles: Any, root: Any, on: Any, *, partner: Any = None) -> Any:
    if isinstance(by, closed.Actor):
        return by
    return closed.Actor(by.pk, roles[0], None, f"people.user:{by.pk}")


@pytest.mark.harness
def test_the_harness_finds_mandates_that_are_given_unasked(
    base: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mandates, "_refuse_wrong_giver", lambda by: None)
    wrong = harness.tried(against_offices(base), "offices").wrong
    assert any("mandate given by giulia: it happened" in told for told in wrong)
