"""A sample of the tampering harness each run; the full count by `python -m tests.audit.tamper`."""

import random
from pathlib import Path

import pytest

from audit.stored import verify_stored
from config.database import as_owner
from tests.audit.story import tell_months
from tests.audit.tamper import harness
from tests.audit.tamper.kinds import KINDS
from tests.audit.tamper.world import World
from tests.ground import Database


def test_at_least_eighteen_kinds_are_tried() -> None:
    assert len(harness.kinds_for(bundle=False)) >= 30
    assert len(harness.kinds_for(bundle=True)) >= 18


@pytest.mark.slow
def test_what_the_owner_of_the_tables_edits_is_found_and_located(
    fresh_database: Database,
) -> None:
    tell_months()
    with as_owner():
        harness.disarm()
        kinds = harness.kinds_for(bundle=False)
        outcome = harness.run(kinds, count=2 * len(kinds), seed=7)
        assert outcome.missed == []
        assert set(outcome.tried) == set(KINDS)
        assert verify_stored().faults == []  # every edit was taken back: no false alarm


@pytest.mark.django_db
@pytest.mark.slow
def test_what_is_edited_in_a_bundle_is_found_and_located(tmp_path: Path) -> None:
    tell_months()
    kinds = harness.kinds_for(bundle=True)
    check = harness.in_a_bundle(tmp_path)
    assert harness.run(kinds, count=4 * len(kinds), seed=7, check=check).missed == []
    untouched = World.read()
    last = untouched.seals[-1]
    assert check(untouched, untouched, (last.size, last.root)).faults == []


@pytest.mark.django_db
def test_a_verifier_without_the_seals_misses_the_tail_cut() -> None:
    tell_months()
    kinds = ["cut_the_tail", "rewrite_to_the_end", "delete_the_last_seals", "edit_a_fact"]
    outcome = harness.run(kinds, count=40, seed=7, check=harness.blind_to_seals)
    missed = {line.split()[0] for line in outcome.missed}
    assert missed == {"cut_the_tail", "rewrite_to_the_end", "delete_the_last_seals"}


@pytest.mark.django_db
@pytest.mark.slow
def test_a_verifier_that_hashes_no_content_misses_the_edited_fact() -> None:
    tell_months()
    kinds = ["edit_a_fact", "delete_one"]
    outcome = harness.run(kinds, count=20, seed=7, check=harness.blind_to_content)
    assert {line.split()[0] for line in outcome.missed} == {"edit_a_fact"}


@pytest.mark.django_db
def test_a_rewritten_tail_that_nothing_sealed_is_at_least_named_as_unsealed(
    tmp_path: Path,
) -> None:
    tell_months()
    before = World.read()
    world = before.copy()
    loose = [event for event in world.events if event.seq > world.sealed(event.stream)]
    random.Random(7).choice(loose).tell(reason="rewritten")  # noqa: S311  repeatable
    world.renumber(loose[0].stream)
    last = world.seals[-1]
    report = harness.in_a_bundle(tmp_path)(world, before, (last.size, last.root))
    assert report.faults == []
    assert report.unsealed == {loose[0].stream: (loose[0].seq, loose[-1].seq)}
