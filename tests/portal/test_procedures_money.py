"""Holds, revocations, recoveries, appeals and re-openings from the pages of officers."""

from collections.abc import Iterator

import pytest
from django.urls import reverse

from lifecycle.models import Appeal, Hold, RecoveryReceipt, Revocation
from programme.models import HoldCause
from tests.dote_path import DotePath, path
from tests.lifecycle.procedures import revoking
from tests.lifecycle.procedures.revoking import DEMANDED, PROPOSED, demanded, later, paid_dote
from tests.portal.asking import day_of, opened, send
from tests.world import World


@pytest.fixture
def way(world: World) -> Iterator[DotePath]:
    """Return samir's path with two rents paid, on the day of the proposal."""
    found = path(world)
    paid_dote(found)
    with day_of(PROPOSED):
        yield found


@pytest.mark.slow
def test_the_page_of_the_case_offers_each_procedure_to_who_may_open_it(
    world: World, way: DotePath
) -> None:
    page = opened(world.anna, "dote", way.dote.pk)
    for kind in ("hold", "revocation", "appeal"):
        assert reverse("open_procedure", args=["dote.dote", way.dote.pk, kind]) in page
    reopening = reverse("open_procedure", args=["dote.dote", way.dote.pk, "reopening"])
    assert reopening not in page, "the dote is not closed"
    for user, kind in ((world.anna, "hold"), (world.anna, "revocation"), (world.leo, "appeal")):
        assert opened(user, "open_procedure", "dote.dote", way.dote.pk, kind)
    assert opened(world.giulia, "open_procedure", "dote.dote", way.dote.pk, "recovery")


def test_anna_holds_the_case_for_a_cause(world: World, way: DotePath) -> None:
    cause = HoldCause.objects.get(code="permit_expired")
    where = ("open_procedure", "dote.dote", way.dote.pk, "hold")
    assert send(world.anna, *where, cause=cause.pk).status_code == 302
    hold = Hold.objects.as_system().get()
    assert hold.cause == cause
    assert "Permit to stay expired" in opened(world.anna, "procedure", "hold", hold.pk)


@pytest.mark.slow
def test_anna_proposes_to_revoke_a_part_in_euro(world: World, way: DotePath) -> None:
    where = ("open_procedure", "dote.dote", way.dote.pk, "revocation")
    told = {"cause": "not_reported", "extent": "part", "note": "No register came"}
    assert send(world.anna, *where, **told).status_code == 422
    page = opened(world.anna, *where)
    name = next(word for word in page.split('"') if word.startswith("recover_"))
    assert send(world.anna, *where, **told, **{name: "120,50"}).status_code == 302
    found = Revocation.objects.as_system().get()
    assert (found.total, found.recover_cents) == (False, 120_50)
    assert "120,50" in opened(world.anna, "procedure", "revocation", found.pk)


@pytest.mark.slow
def test_giulia_enters_what_came_in_and_samir_sees_what_is_left(
    world: World, way: DotePath
) -> None:
    debt = demanded(world, way.dote)
    with day_of(later(DEMANDED, 5)):
        where = ("add_part", "recovery", debt.pk, "recoveryreceipt")
        told = {"cents": "100,00", "bank_reference": "CRO-7", "value_on": "05/04/2027"}
        assert send(world.giulia, *where, **told).status_code == 302
        assert RecoveryReceipt.objects.as_system().get().cents == 100_00
        left = revoking.read_recovery(debt).open_cents
        page = opened(world.giulia, "procedure", "recovery", debt.pk)
        assert f"{left // 100},{left % 100:02}" in page
        assert opened(world.samir, "own_procedure", "recovery", debt.pk)


@pytest.mark.slow
def test_leo_enters_an_appeal_against_the_revocation(world: World, way: DotePath) -> None:
    act = revoking.issued(world, way.dote)
    with day_of(later(DEMANDED, 5)):
        where = ("open_procedure", "dote.dote", way.dote.pk, "appeal")
        told = {
            "kind": "court",
            "against": act.label,
            "known_on": "20/03/2027",
            "filed_on": "02/04/2027",
        }
        assert send(world.leo, *where, **told).status_code == 302
        assert Appeal.objects.as_system().get().against == act.label
