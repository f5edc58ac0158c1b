"""Two grants for the last euro of one single undertaking, signed in the same second."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from accounting.check_books import findings
from audit import entropy
from lifecycle.errors import Refused
from lifecycle.models import Proposal
from lifecycle.proposals import approve
from startup_grants import ledger
from startup_grants.models import AidEntry, Grant
from startup_grants.states import GrantState
from tests import ground
from tests import world as worlds
from tests.grant_call import PLAN
from tests.grant_path import AWARDED, GRANT_CENTS, VAT, GrantPath
from tests.promises.race.harness import at_once
from tests.world import World

SISTER = "00743110157"
HAD = {"number": "", "granted_on": "2026-01-15", "cents": 280_000_00, "cor": "1111"}


@pytest.fixture
def two(fresh_database: ground.Database) -> Iterator[tuple[World, list[Proposal]]]:
    """Lend two awards of sister enterprises that wait for the last approval; one has room."""
    with worlds.at():
        world = worlds.build()
        way = GrantPath(world)
        way.publish()
        declared = {"members": [VAT, SISTER], "aids": [HAD]}
        content = replace(PLAN, declared=declared)
        grants = [way.score(who, content) for who in ("samir", "amina")]
        way.rank()
        proposals = []
        for number, (grant, who) in enumerate(zip(grants, ("samir", "amina"), strict=True)):
            ready = way.ready(way.cover(grant), number=(VAT, SISTER)[number], who=who)
            proposals.append(way.propose_award(ready, cor=f"2600041{number}"))
        yield world, [first_signed(world, each) for each in proposals]


def first_signed(world: World, proposal: Any) -> Proposal:
    """Give every approval that is wanted but the last one."""
    if proposal.wanted > 1:
        approve(proposal, by=world.paolo, on=AWARDED)
    return Proposal.objects.get(pk=proposal.pk)


def granted_at_once(world: World, proposals: list[Proposal]) -> int:
    """Give both last approvals at the same instant, and return how many grants there are."""

    def last(proposal: Proposal) -> Callable[[], Any]:
        def attempt() -> None:
            with worlds.at(), entropy.seeded(f"last euro {proposal.pk}"):
                approve(proposal, by=world.bruno, on=AWARDED)

        return attempt

    at_once([last(each) for each in proposals])
    return Grant.objects.as_system().filter(state=GrantState.GRANTED).count()


@pytest.mark.harness
def test_the_last_euro_of_one_undertaking_is_granted_once(
    two: tuple[World, list[Proposal]],
) -> None:
    world, proposals = two
    assert granted_at_once(world, proposals) == 1
    (entry,) = AidEntry.objects.as_system().all()
    assert entry.cents == GRANT_CENTS
    (left,) = Grant.objects.as_system().filter(state=GrantState.PRE_GRANT)
    assert ledger.room_of(left, on=AWARDED).room_cents == 0
    late = next(each for each in proposals if each.case_label == left.label)
    with worlds.at(), entropy.seeded("too late"), pytest.raises(Refused, match=r"300\.000"):
        approve(late, by=world.bruno, on=AWARDED)
    assert findings() == []


@pytest.mark.harness
def test_the_race_sees_a_ledger_that_nobody_locks(
    two: tuple[World, list[Proposal]], monkeypatch: pytest.MonkeyPatch
) -> None:
    if not ground.POSTGRES:
        pytest.skip("SQLite has one writer")
    world, proposals = two
    unlocked(monkeypatch)
    assert granted_at_once(world, proposals) == 2, "the planted defect was not seen"


def unlocked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the lock out, and let both ask for the room before either writes."""
    import threading

    both, room_of = threading.Barrier(2), ledger.room_of

    def asked(grant: Grant, **told: Any) -> Any:
        found = room_of(grant, **told)
        with contextlib.suppress(threading.BrokenBarrierError):
            both.wait(3)
        return found

    monkeypatch.setattr(ledger, "_lock", lambda _members: None)
    monkeypatch.setattr(ledger, "room_of", asked)
