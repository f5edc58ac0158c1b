"""Above a band of its sum a batch is approved by as many distinct people as the band wants (E3)."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError

from audit.triggers import refused_by
from lifecycle.engine import obstacles, perform
from lifecycle.errors import Refused
from people import mandates
from people.models import User
from people.roles import Role
from tests import batch_path
from tests.batch_path import APPROVED, PREPARED, SENT
from tests.dote_path import path
from tests.treasury import forging
from tests.world import World
from treasury.models import Batch, PaymentBand
from treasury.states import BatchState

FROM = date(2027, 1, 1)


def bands(world: World, *bounds: tuple[int | None, int], since: date = FROM) -> None:
    """Let sums up to each bound, in cents, want so many approvals."""
    for upto, approvals in bounds:
        PaymentBand.objects.create(
            operation=world.operation, upto_cents=upto, approvals=approvals,
            valid_from=since, legal_act="Invented",
        )  # fmt: skip


def third_officer(world: World) -> User:
    """Give the finance office a third person."""
    paola = User.objects.create_user("paola@example.invalid", name="Paola (invented)")
    by = world.actor(world.elena, Role.ADMINISTRATOR)
    mandates.assign(
        paola, Role.FINANCE, starts_on=PREPARED, act_reference="Invented act 5/2027", by=by
    )
    return paola


def submitted(world: World) -> Batch:
    """Have giulia submit a batch of 1,500.00 €."""
    path(world).cleared_months()
    return batch_path.submitted(world, batch_path.payables())


@pytest.mark.slow
def test_above_the_band_two_people_approve_and_not_one_twice(world: World) -> None:
    bands(world, (1_000_00, 1), (None, 2))
    paola = third_officer(world)
    batch = submitted(world)
    assert batch.approvals_needed == 2
    batch = perform(batch.approve, by=world.fabio, on=APPROVED)
    assert (batch.state, batch.approved_by) == (BatchState.SUBMITTED, "")
    with pytest.raises(Refused, match="another officer"):
        perform(batch.approve, by=world.fabio, on=APPROVED)
    with pytest.raises(Refused):
        perform(batch.approve, by=world.giulia, on=APPROVED)
    with pytest.raises(Refused):
        perform(batch.release, by=world.teo, on=SENT)
    batch = perform(batch.approve, by=paola, on=APPROVED)
    assert batch.state == BatchState.APPROVED
    assert batch.approvers == [f"people.user:{user.pk}" for user in (world.fabio, paola)]
    assert perform(batch.release, by=world.teo, on=SENT).state == BatchState.SENT


@pytest.mark.slow
def test_nobody_approves_again_after_another(world: World) -> None:
    bands(world, (None, 3))
    batch = perform(submitted(world).approve, by=world.fabio, on=APPROVED)
    batch = perform(batch.approve, by=third_officer(world), on=APPROVED)
    with pytest.raises(Refused, match="already approved this batch"):
        perform(batch.approve, by=world.fabio, on=APPROVED)


@pytest.mark.slow
def test_nobody_who_approved_releases(world: World) -> None:
    bands(world, (None, 2))
    paola = third_officer(world)
    batch = perform(submitted(world).approve, by=paola, on=APPROVED)
    batch = perform(batch.approve, by=world.fabio, on=APPROVED)
    by = world.actor(world.elena, Role.ADMINISTRATOR)
    for mandate in paola.mandates.all():
        mandates.end(mandate, on=APPROVED, by=by)
    mandates.assign(paola, Role.TREASURY, starts_on=SENT, act_reference="Invented 6/2027", by=by)
    codes = {each.code for each in obstacles(batch.release, by=paola, on=SENT)}
    assert "approved_by_another" in codes


@pytest.mark.slow
def test_up_to_the_band_one_person_is_enough(world: World) -> None:
    bands(world, (1_500_00, 1), (None, 2))
    batch = perform(submitted(world).approve, by=world.fabio, on=APPROVED)
    assert batch.state == BatchState.APPROVED


@pytest.mark.slow
def test_a_cent_above_the_band_wants_the_next_one(world: World) -> None:
    bands(world, (1_499_99, 1), (None, 2))
    assert submitted(world).approvals_needed == 2


@pytest.mark.slow
def test_above_every_band_the_highest_holds(world: World) -> None:
    bands(world, (1_000_00, 2))
    assert submitted(world).approvals_needed == 2


@pytest.mark.slow
def test_the_band_of_the_day_of_submission_holds(world: World) -> None:
    bands(world, (None, 3), since=PREPARED.replace(day=PREPARED.day + 1))
    assert submitted(world).approvals_needed == 1


@pytest.mark.slow
def test_a_change_voids_the_first_of_two_approvals(world: World) -> None:
    bands(world, (None, 2))
    paola = third_officer(world)
    batch = perform(submitted(world).approve, by=world.fabio, on=APPROVED)
    perform(batch_path.lines_of(batch)[0].hold, by=world.giulia, on=APPROVED, reason="durc")
    batch = batch_path.fresh(batch)
    assert (batch.state, batch.approvers) == (BatchState.DRAFT, [])
    perform(batch_path.lines_of(batch)[0].exclude, by=world.giulia, on=APPROVED)
    batch = perform(batch_path.fresh(batch).submit, by=world.giulia, on=APPROVED)
    batch = perform(batch.approve, by=paola, on=APPROVED)
    assert batch.state == BatchState.SUBMITTED


@pytest.mark.slow
def test_the_database_counts_the_approvals_in_the_trail(world: World) -> None:
    bands(world, (None, 2))
    batch = submitted(world)
    told = {"approved_by": "people.user:forger", "approved_on": APPROVED, "target": "approved"}
    with pytest.raises(DatabaseError) as error:
        forging.update(batch, action="approve", **told)
    assert refused_by(error.value) == "treasury_batch_approved_by_enough"
    with pytest.raises(DatabaseError) as error:
        forging.update(batch, action="approve", approvals_needed=1, **told)
    assert refused_by(error.value) == "treasury_batch_approved_by_enough"
