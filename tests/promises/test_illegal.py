"""No step that the tables do not allow ever happens, through any door (R1); a sample of cells."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from pytest_django.plugin import DjangoDbBlocker

from dote.models import Dote
from lifecycle import steps
from people.roles import Role
from tests import oracle
from tests.promises.illegal import ground
from tests.promises.illegal.harness import Attempts, Found
from tests.promises.kill.harness import laid
from tests.promises.leak.ground import HOME, staff_of
from tests.world import World

EVERY_SO_MANY_STATES = 20
EVERY_SO_MANY_CELLS = 7


@pytest.fixture(scope="module")
def people(django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, Any]]:
    """Lend somebody for each office, in a world in which the thin line has been told."""
    logging.disable(logging.ERROR)
    with django_db_blocker.unblock(), laid() as world:
        yield _told(world)
    logging.disable(logging.NOTSET)


def _told(world: World) -> dict[str, Any]:
    people = staff_of(world, HOME) | {"participant": world.samir}
    ground.told(world)
    return people


def submitted(people: dict[str, Any], only: str) -> Found:
    """Try one step on a submitted dote."""
    with ground.standing(Dote, "submitted") as row:
        return Attempts(people, only=only).on(row)


@pytest.mark.harness
def test_nothing_that_the_tables_do_not_allow_happens_through_any_door(
    people: dict[str, Any],
) -> None:
    found = Found()
    for model, state in ground.machines()[::EVERY_SO_MANY_STATES]:
        with ground.standing(model, state) as row:
            found.add(Attempts(people, EVERY_SO_MANY_CELLS).on(row))
    assert found.wrong == []
    assert found.tried["engine"] > 40
    assert found.tried["HTTP"] > 40
    assert found.tried["SQL with an event"] > 40
    assert found.tried["SQL"] > 5


@pytest.mark.harness
def test_the_harness_finds_a_step_with_a_role_more(
    people: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    known = steps.steps_of(Dote)
    spec = known["take_charge"]
    planted = replace(spec, by=(*spec.by, Role.LEGAL))
    monkeypatch.setitem(steps._known, Dote, known | {"take_charge": planted})
    wrong = submitted(people, "take_charge").wrong
    assert any("take_charge legal by engine" in told for told in wrong)
    assert any("take_charge legal by HTTP" in told for told in wrong)


@pytest.mark.harness
def test_the_harness_finds_a_step_from_a_state_more(
    people: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    known = steps.steps_of(Dote)
    spec = known["start_plan"]
    planted = replace(spec, sources=(*spec.sources, "submitted"))
    monkeypatch.setitem(steps._known, Dote, known | {"start_plan": planted})
    wrong = submitted(people, "start_plan").wrong
    assert any("start_plan operator by engine" in told for told in wrong)
    assert any("start_plan operator by HTTP" in told for told in wrong)


@pytest.mark.harness
def test_the_harness_finds_a_database_without_its_triggers(
    people: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ground.triggers, "install", lambda connection: None)
    monkeypatch.setattr(ground, "_on_again", lambda tables: [])
    wrong = submitted(people, "submit").wrong
    assert any("by SQL: it happened" in told for told in wrong)
    assert any("by SQL with an event: it happened" in told for told in wrong)


def test_every_machine_with_a_table_is_tried_in_every_state() -> None:
    tried = {model._meta.label_lower for model, _state in ground.machines()}
    assert tried == set(oracle.machines())
