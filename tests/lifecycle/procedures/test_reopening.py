"""Re-openings: asked by one, allowed by others, for some days, and locked again."""

from datetime import date
from typing import Any

import pytest

from documents.models import DocumentRequest
from dote.states import DoteState
from lifecycle import timed
from lifecycle.engine import begin, obstacles, perform
from lifecycle.errors import Refused
from lifecycle.models import Reopening
from lifecycle.procedures.kinds import open_on
from lifecycle.proposals import approve, propose
from tests.dote_path import DotePath, path
from tests.lifecycle.procedures.revoking import ISSUED, issued, later
from tests.refusals import database_refuses
from tests.treasury import forging
from tests.world import World

CLOSED = later(ISSUED, 70)
ASKED = later(CLOSED, 10)
EXPIRES = later(ASKED, 10)


@pytest.fixture
def way(world: World) -> DotePath:
    """Return the path of a dote that was revoked, confirmed and closed by giulia and bruno."""
    found = path(world)
    issued(world, found.award())
    timed.tick(on=later(ISSUED, 61))
    proposal = propose(found.fresh().close, by=world.giulia, on=CLOSED)
    approve(proposal, by=world.bruno, on=CLOSED)
    assert found.fresh().state == DoteState.CLOSED
    return found


def asked(
    world: World, way: DotePath, *, width: str = "full", by: str = "anna", on: date = ASKED
) -> Reopening:
    """Have an officer ask for a re-opening."""
    return begin(
        Reopening,
        by=world.users[by],
        on=on,
        note="The auditor asks for the register",
        case_label=way.dote.label,
        width=width,
        reason="finding",
        opened_fields=["documents"],
        expires_on=EXPIRES,
    )


def allowed(world: World, found: Reopening) -> Reopening:
    """Have paolo, then vera, allow it."""
    found = perform(found.authorise, by=world.paolo, on=ASKED)
    return perform(found.authorise_again, by=world.vera, on=ASKED)


def refused(step: Any, **told: Any) -> str:
    """Return what people read when a step is refused."""
    with pytest.raises(Refused) as found:
        perform(step, **told)
    return str(found.value)


@pytest.mark.slow
def test_a_closed_dote_is_opened_by_three_people_and_locked_again(
    world: World, way: DotePath
) -> None:
    found = allowed(world, asked(world, way))
    found = perform(found.open_full, by=world.anna, on=ASKED)
    assert (found.state, way.fresh().state) == ("open_full", DoteState.REVOKED)
    assert way.dote.ended_on is None
    said = obstacles(way.dote.close, by=world.giulia, on=ASKED)
    assert any("Re-opening" in o.sentence for o in said), "what is open is listed"
    found = perform(found.reclose, by=world.anna, on=later(ASKED, 3))
    assert (found.state, way.fresh().state) == ("reclosed", DoteState.CLOSED)
    assert DocumentRequest.objects.as_system().filter(paper="reopening_minutes").count() == 1
    assert open_on(way.dote.label) == []


@pytest.mark.slow
def test_who_asked_does_not_authorise(world: World, way: DotePath) -> None:
    found = asked(world, way, by="paolo")
    assert "You asked for this" in refused(found.authorise, by=world.paolo, on=ASKED)


@pytest.mark.slow
def test_who_closed_does_not_authorise_the_re_opening(world: World, way: DotePath) -> None:
    found = asked(world, way)
    assert "You closed this case" in refused(found.authorise, by=world.bruno, on=ASKED)


@pytest.mark.slow
def test_one_authorisation_is_not_enough_for_a_closed_case(world: World, way: DotePath) -> None:
    found = perform(asked(world, way).authorise, by=world.paolo, on=ASKED)
    said = refused(found.open_full, by=world.anna, on=ASKED)
    assert "a second authorisation is needed" in said
    assert "You authorised it already" in refused(found.authorise_again, by=world.paolo, on=ASKED)


def test_a_re_opening_is_for_ten_days_at_most(world: World, way: DotePath) -> None:
    with pytest.raises(Refused, match="within 10 days"):
        asked(world, way, on=later(ASKED, -1))
    with pytest.raises(Refused, match="within 10 days"):
        asked(world, way, on=EXPIRES)


@pytest.mark.slow
def test_nothing_is_authorised_or_opened_after_the_expiry(world: World, way: DotePath) -> None:
    found = asked(world, way)
    late = later(EXPIRES, 1)
    assert "expired on" in refused(found.authorise, by=world.paolo, on=late)
    found = allowed(world, found)
    assert "request it anew" in refused(found.open_full, by=world.anna, on=late)
    timed.tick(on=late)
    assert Reopening.objects.as_system().get().state == "reopening_expired"
    assert way.fresh().state == DoteState.CLOSED


@pytest.mark.slow
def test_the_timer_restores_the_lock_and_says_so_the_day_before(
    world: World, way: DotePath
) -> None:
    found = perform(allowed(world, asked(world, way)).open_full, by=world.anna, on=ASKED)
    assert timed.tick(on=EXPIRES) == []
    late = later(EXPIRES, 1)
    assert [s.pk for _t, s in timed.announced(on=late)] == [found.pk]
    timed.tick(on=late)
    assert way.fresh().state == DoteState.CLOSED
    seq = way.dote.trail_seq
    timed.tick(on=late)
    assert way.fresh().trail_seq == seq


@pytest.mark.slow
def test_a_limited_re_opening_leaves_the_case_closed_and_tells_what_changed(
    world: World, way: DotePath
) -> None:
    found = allowed(world, asked(world, way, width="limited"))
    assert "leaves amounts alone" in refused(found.open_full, by=world.anna, on=ASKED)
    found = perform(found.open_limited, by=world.anna, on=ASKED)
    assert way.fresh().state == DoteState.CLOSED
    way.keep("register", way.dote, on=ASKED)
    found = perform(found.reclose, by=world.anna, on=later(ASKED, 1))
    assert [each["what"] for each in found.changes] == ["documents"]


def test_what_is_not_closed_is_not_re_opened(world: World) -> None:
    way = path(world)
    way.award()
    with pytest.raises(Refused, match="nothing has to be re-opened"):
        asked(world, way)


@pytest.mark.slow
def test_the_database_wants_different_people(world: World, way: DotePath) -> None:
    found = asked(world, way)
    for rule, told in (
        ("reopening_authorised_by_another", {"authorised_by": found.requested_by}),
        ("reopening_open_was_authorised", {"authorised_by": ""}),
    ):
        with database_refuses(rule):
            forging.update(found, action="authorise", target="authorised", **told)
    found = perform(found.authorise, by=world.paolo, on=ASKED)
    for person in (found.requested_by, found.authorised_by):
        with database_refuses("reopening_second_is_a_third_person"):
            forging.update(
                found, action="authorise_again", target="second_authorised", second_by=person
            )
    with database_refuses("reopening_within_its_days"):
        forging.update(found, action="open_full", target="open_full", unlocked_on=later(EXPIRES, 1))
