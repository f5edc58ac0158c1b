"""What is written again for a test is what the deeds themselves would have written."""

from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.utils import translation

from audit import entropy
from documents import evidence
from documents.models import Evidence
from tests import batch_path, recording
from tests import world as worlds
from tests.dote_path import DotePath, path
from tests.world import World
from tests.world_fixtures import _build


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table of ours, without the numbers that the database gives."""
    rows = {}
    for model in apps.get_models():
        fields = model._meta.concrete_fields
        names = [f.attname for f in fields if f.get_internal_type() != "BigAutoField"]
        rows[model._meta.label] = sorted(map(repr, model._base_manager.values_list(*names)))
    return rows


def told_from_the_empty_database() -> tuple[Any, ...]:
    """Go the way to a payment from the empty database, undo it, and return what it made."""
    before = transaction.savepoint()
    with worlds.at(), translation.override("en"), recording.taping():
        world = _build()
        with entropy.seeded("percorsi tests, after the world"):
            way = path(world)
            months = way.cleared_months(rent_months=1, work_months=1)
            lines = batch_path.executed(world, batch_path.payables())
            assert way.dote == way.fresh()
            file = Evidence.objects.as_system().order_by("id").first()
            made = (everything(), months, lines, evidence.read(file), entropy.random_bytes(8))
    transaction.savepoint_rollback(before)
    return made


@pytest.fixture(autouse=True)
def _nothing_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording, "_recordings", {})
    return


@pytest.mark.django_db
@pytest.mark.slow
def test_written_again_everything_is_as_when_it_was_performed(settings: Any, tmp_path: Any) -> None:
    settings.PERCORSI_STORE = tmp_path / "performed"
    performed = told_from_the_empty_database()
    assert len(recording._recordings) > 10
    settings.PERCORSI_STORE = tmp_path / "again"
    assert told_from_the_empty_database() == performed


@pytest.mark.django_db
@pytest.mark.slow
def test_what_is_written_again_is_not_performed(monkeypatch: pytest.MonkeyPatch) -> None:
    told_from_the_empty_database()
    monkeypatch.setattr("lifecycle.engine.answered", None)
    told_from_the_empty_database()


@pytest.mark.slow
def test_whoever_stands_elsewhere_performs(world: World) -> None:
    way = path(world)
    way.submit()
    known = len(recording._recordings)
    world.puglia.save()
    DotePath(world, "amina").submit()
    assert len(recording._recordings) == known + 1


@pytest.mark.slow
def test_what_was_rolled_back_is_not_recorded(world: World) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        raise RuntimeError
    known = len(recording._recordings)
    path(world)
    assert len(recording._recordings) == known
