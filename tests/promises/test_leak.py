"""Nobody of one partner, and no person, sees anything of another (R17); a sample of the crawl."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.db.models import Q
from pytest_django.plugin import DjangoDbBlocker

from dote.models import Dote
from expenditure.models import Item
from people.models import Participant
from portal.casework import desk
from tests.promises.kill.harness import laid
from tests.promises.leak import addresses, harness
from tests.promises.leak.harness import Depth
from tests.world import World

SAMPLE = Depth(most=30, queries=2, one_in=20, formats=("csv", "json"))


@pytest.fixture
def base(django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Lend a world in a database of its own, of which the harness makes its copies."""
    logging.disable(logging.ERROR)
    with django_db_blocker.unblock(), laid() as world:
        yield world
    logging.disable(logging.NOTSET)


@pytest.mark.harness
def test_nobody_sees_anything_of_another_partner_or_person(base: World) -> None:
    found = harness.run(base, SAMPLE, names=("operator", "finance", "auditor", "samir", "stranger"))
    assert found.leaks == []
    assert found.responses > 300
    assert found.compared > 80


def everything(_model: Any, _user: Any, *, on: Any) -> Q:
    return ~Q(pk__in=())


@pytest.mark.harness
def test_the_harness_finds_a_queryset_without_scope(
    base: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for model in (Dote, Item, Participant):
        monkeypatch.setattr(model, "scope", classmethod(everything))
    found = harness.run(base, SAMPLE, names=("operator", "finance", "samir"))
    assert any("operator" in leak and "DOT-" in leak for leak in found.leaks)
    assert any("identifier of dote.dote" in leak for leak in found.leaks)
    assert any("family name" in leak for leak in found.leaks)


@pytest.mark.harness
def test_the_harness_finds_a_count_that_includes_others(
    base: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = desk.Desk.get

    def telling(view: Any, request: Any, *args: Any, **kwargs: Any) -> Any:
        answer = real(view, request, *args, **kwargs)
        answer.content += f"<p>{Dote.objects.as_system().count()} in all</p>".encode()
        return answer

    monkeypatch.setattr(desk.Desk, "get", telling)
    found = harness.run(base, SAMPLE, names=("operator",))
    assert [leak for leak in found.leaks if "1 in all" in leak and "2 in all" in leak] != []


def test_every_address_with_a_row_in_it_is_asked_for(world: World) -> None:
    from tests.dote_path import path
    from tests.promises.leak import planted

    path(world).submit()
    asked = addresses.filled(planted.things())
    dote = Dote.objects.as_system().get()
    assert f"/doti/{dote.pk}/" in asked
    assert f"/pratiche/dote.dote/{dote.pk}/passi/take_charge/" in asked
    assert f"/segui/dote.dote:{dote.pk}/" in asked
