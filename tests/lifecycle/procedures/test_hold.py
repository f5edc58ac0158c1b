"""Holds: what they stop, and who alone lifts them."""

from datetime import date

import pytest
from django.db import connection

from accounting.models import Payable
from audit.identifiers import new_id
from audit.models import Event
from lifecycle.engine import begin, obstacles, perform
from lifecycle.errors import Refused
from lifecycle.models import Hold
from lifecycle.procedures.kinds import open_on
from people.actors import system_actor
from programme.models import HoldCause
from programme.reference import load_hold_causes
from tests import batch_path
from tests.dote_path import AWARDED, path
from tests.lifecycle.procedures.holding import hold
from tests.refusals import database_refuses
from tests.treasury import forging
from tests.world import World
from treasury import batches
from treasury.models import PaymentLine

DAY = date(2027, 2, 5)


def test_rita_holds_a_case_and_anna_cannot_lift_it(world: World) -> None:
    way = path(world)
    held = hold(way.award(), "on_the_spot_check", by=world.rita, on=AWARDED)
    with pytest.raises(Refused, match="lifted by the office that owns it: First-level controller"):
        perform(held.release, by=world.anna, on=AWARDED, reason="done")
    with pytest.raises(Refused, match="You made the last move"):
        perform(held.release, by=world.rita, on=AWARDED, reason="done")
    assert open_on(way.dote.label) == [held]


def test_another_officer_of_the_owning_office_lifts_it(world: World) -> None:
    way = path(world)
    held = hold(way.award(), "iban_unverified", by=world.giulia, on=AWARDED)
    lifted = perform(held.release, by=world.fabio, on=AWARDED, reason="verified")
    assert (lifted.state, lifted.released_by) == ("released", f"people.user:{world.fabio.pk}")
    assert open_on(way.dote.label) == []
    again = perform(lifted.hold_again, by=world.giulia, on=DAY, reason="changed_again")
    assert (again.state, again.held_on, again.ended_on) == ("active", DAY, None)


def test_a_case_is_held_once_for_one_cause(world: World) -> None:
    dote = path(world).award()
    hold(dote, "permit_expired", by=world.anna, on=AWARDED)
    with pytest.raises(Refused, match="already held for this cause"):
        hold(dote, "permit_expired", by=world.anna, on=AWARDED)


def test_a_cause_that_has_ended_holds_nothing_any_more(world: World) -> None:
    dote = path(world).award()
    load_hold_causes()
    cause = HoldCause.objects.get(code="documents_expired")
    HoldCause.objects.filter(pk=cause.pk).update(valid_to=date(2026, 1, 1))
    cause.refresh_from_db()
    with pytest.raises(Refused, match="does not hold on this day"):
        begin(Hold, by=world.anna, on=AWARDED, case_label=dote.label, cause=cause)


def test_nothing_is_awarded_while_a_hold_stops_decisions(world: World) -> None:
    way = path(world)
    plan = way.draft_plan()
    held = hold(way.fresh(), "identity_in_doubt", by=world.anna, on=AWARDED)
    told = {"plan": plan.pk, "rechecked": True}
    found = obstacles(way.dote.award, by=world.anna, on=AWARDED, **told)
    assert "Decisions are stopped" in found[0].sentence
    assert "Grant officer" in found[0].sentence
    perform(held.lift, by=system_actor(), on=AWARDED)
    assert obstacles(way.fresh().award, by=world.anna, on=AWARDED, **told) == []


def test_a_hold_on_payments_leaves_decisions_free(world: World) -> None:
    way = path(world)
    plan = way.draft_plan()
    hold(way.fresh(), "missing_reporting", by=world.anna, on=AWARDED)
    told = {"plan": plan.pk, "rechecked": True}
    assert obstacles(way.dote.award, by=world.anna, on=AWARDED, **told) == []


def test_a_month_is_not_cleared_while_payments_are_stopped(world: World) -> None:
    way = path(world)
    way.start_services()
    hold(way.dote, "durc_irregular", by=world.giulia, on=DAY)
    with pytest.raises(Refused, match="Payments are stopped since 05/02/2027"):
        way.clear(way.months()[0])


def test_a_held_payment_enters_no_batch(world: World) -> None:
    way = path(world)
    way.cleared_months()
    hold(way.dote, "investigation", by=world.leo, on=DAY)
    batch = batch_path.draft(world, [])
    (inclusion, *_rest) = batches.fill(
        batch, batch_path.payables(), by=world.giulia, on=batch_path.PREPARED
    )
    assert "Payments are stopped" in inclusion.obstacles[0].sentence
    assert not PaymentLine.objects.as_system().exists()


@pytest.mark.slow
def test_a_batch_is_neither_submitted_approved_nor_released_while_a_case_in_it_is_held(
    world: World,
) -> None:
    way = path(world)
    way.cleared_months()
    batch = batch_path.draft(world, batch_path.payables())
    held = hold(way.dote, "iban_unverified", by=world.fabio, on=batch_path.PREPARED)
    with pytest.raises(Refused, match="Payments are stopped"):
        perform(batch.submit, by=world.giulia, on=batch_path.PREPARED)
    held = perform(held.release, by=world.giulia, on=batch_path.PREPARED, reason="verified")
    batch = perform(batch.submit, by=world.giulia, on=batch_path.PREPARED)
    held = perform(held.hold_again, by=world.giulia, on=batch_path.PREPARED, reason="doubt")
    with pytest.raises(Refused, match="Payments are stopped"):
        perform(batch.approve, by=world.fabio, on=batch_path.APPROVED)
    held = perform(held.release, by=world.fabio, on=batch_path.APPROVED, reason="verified")
    batch = perform(batch.approve, by=world.fabio, on=batch_path.APPROVED)
    hold(way.dote, "investigation", by=world.leo, on=batch_path.SENT)
    with pytest.raises(Refused, match="Payments are stopped"):
        perform(batch.release, by=world.teo, on=batch_path.SENT)
    assert not Event.objects.filter(action="send").exists()
    assert not Payable.objects.filter(paid_on__isnull=False).exists()


def test_the_database_wants_day_and_author_of_a_release(world: World) -> None:
    held = hold(path(world).award(), "investigation", by=world.leo, on=AWARDED)
    author = {"released_by": "people.user:forger"}
    for told in (author, {"ended_on": AWARDED}):
        with database_refuses("hold_released_has_day_and_author"):
            forging.update(held, action="release", target="released", **told)
    with database_refuses("hold_released_after_it_began"):
        forging.update(
            held, action="release", target="released", ended_on=date(2020, 1, 1), **author
        )


def test_the_database_refuses_a_second_hold_for_one_cause(world: World) -> None:
    held = hold(path(world).award(), "investigation", by=world.leo, on=AWARDED)
    twin = Hold.objects.as_system().get(pk=held.pk)
    twin.pk = twin.id = new_id()
    twin._state.adding = True
    by_columns = connection.vendor == "sqlite"
    rule = "lifecycle_hold.case_label" if by_columns else "hold_once_per_cause"
    with database_refuses(rule):
        forging.insert(twin, action="open")
