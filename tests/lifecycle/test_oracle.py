"""The code has exactly the steps of the specification: no more, no fewer, for nobody else (I23)."""

import pytest
from django.apps import apps

from lifecycle.cases import Tracked, tracked_models
from lifecycle.steps import initial_state, opening_of, steps_of
from tests import oracle

Cell = tuple[str, str, str, str, frozenset[str], frozenset[str], str]


def declared(model: type[Tracked]) -> set[Cell]:
    """Return every step of a machine as the code declares it, from each state."""
    found: set[Cell] = set()
    opens = opening_of(model)
    opened = (opens.code, "", initial_state(model), opens.command)
    found.add((*opened, frozenset(map(str, opens.by)), frozenset(), opens.eyes.value))
    for command, spec in steps_of(model).items():
        for source, target in spec.pairs():
            by, approved = frozenset(map(str, spec.by)), frozenset(map(str, spec.approved_by))
            found.add((spec.code, source, target, command, by, approved, spec.eyes.value))
    return found


def expected(machine: str) -> set[Cell]:
    """Return every step of a machine as the specification has it."""
    return {
        (row.code, row.source, row.target, row.command, row.by, row.approved_by, row.eyes)
        for row in oracle.rows(machine)
    }


@pytest.mark.parametrize("machine", oracle.machines())
def test_the_code_has_the_steps_of_the_table_and_no_others(machine: str) -> None:
    model = apps.get_model(machine)
    assert declared(model) == expected(machine)


def test_every_machine_has_its_table() -> None:
    assert [model._meta.label_lower for model in tracked_models()] == oracle.machines()


@pytest.mark.parametrize("machine", oracle.machines())
def test_every_state_is_reached_from_the_beginning(machine: str) -> None:
    rows = oracle.rows(machine)
    reached = {row.target for row in rows if not row.source}
    for _ in rows:
        reached |= {row.target for row in rows if row.source in reached}
    model = apps.get_model(machine)
    assert reached == {str(value) for value, _label in model._meta.get_field("state").flatchoices}
