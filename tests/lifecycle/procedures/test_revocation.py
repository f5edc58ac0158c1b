"""Revocations: proposed, answered, signed by others, and undone to the cent."""

from typing import Any

import pytest
from django.db import transaction

from accounting import check_books, journal
from accounting.accounts import G
from accounting.balances import balance
from accounting.catalogue import Dimensions, reserve
from accounting.models import PartBalance, Position
from audit.models import Event
from documents.models import DocumentRequest
from dote.states import DoteState
from lifecycle import timed
from lifecycle.engine import begin, obstacles, perform
from lifecycle.errors import Refused
from lifecycle.models import Hold, Notice, Recovery, Revocation
from lifecycle.procedures.hold.states import HoldState
from lifecycle.procedures.kinds import open_on
from lifecycle.proposals import approve, propose
from tests import batch_path
from tests.dote_path import RENT_CENTS, path
from tests.lifecycle.procedures import revoking
from tests.lifecycle.procedures.revoking import (
    COUNTERED,
    DEMANDED,
    ISSUED,
    NOTIFIED,
    PROPOSED,
    annulled,
    deciding,
    issued,
    later,
    notified,
    paid_dote,
    proposed,
    read,
    recovery_of,
)
from tests.refusals import database_refuses
from tests.treasury import forging
from tests.world import World


def refused(step: Any, **told: Any) -> str:
    """Return what people read when a step is refused."""
    with pytest.raises(Refused) as found:
        perform(step, **told)
    return str(found.value)


def test_the_books_say_what_a_total_revocation_takes(world: World) -> None:
    way = path(world)
    paid_dote(way)
    found = proposed(world, way.dote)
    assert found.granted_cents == found.revoked_cents == 1_500_00
    assert (found.unpaid_cents, found.recover_cents) == (1_000_00, 2 * RENT_CENTS)
    assert found.interest_cents > 0
    assert not Hold.objects.as_system().exists()


def test_the_notice_stops_payments_and_gives_samir_fifteen_days(world: World) -> None:
    way = path(world)
    way.cleared_months()
    found = notified(world, way.fresh())
    assert (found.state, found.due_on) == ("notified", later(NOTIFIED, 15))
    held = Hold.objects.as_system().get()
    assert (held.cause.code, held.because_of) == ("revocation_started", found.label)
    assert DocumentRequest.objects.as_system().filter(paper="revocation_start").count() == 1
    assert Notice.objects.filter(template="revocation_notified").count() == 1
    batch = batch_path.draft(world, [], on=NOTIFIED)
    with pytest.raises(Refused, match="Payments are stopped"):
        include(world, batch)


def include(world: World, batch: Any) -> None:
    """Have giulia put the first payable into a batch."""
    from treasury.models import PaymentLine

    begin(PaymentLine, by=world.giulia, on=NOTIFIED, batch=batch, payable=batch_path.payables()[0])


def test_bruno_cannot_begin_what_he_proposed_nor_anna_alone(world: World) -> None:
    way = path(world)
    found = proposed(world, way.award())
    assert "then approved by" in refused(found.notify, by=world.anna, on=NOTIFIED)
    proposal = propose(found.notify, by=world.anna, on=NOTIFIED)
    with pytest.raises(Refused):
        approve(proposal, by=world.anna, on=NOTIFIED)


def test_samir_answers_in_time_and_with_words(world: World) -> None:
    way = path(world)
    found = notified(world, way.award())
    assert "Write what you have to say" in refused(found.counter, by=world.samir, on=COUNTERED)
    late = later(found.due_on, 1)
    assert "The term ended" in refused(found.counter, by=world.samir, on=late, note="I live there")
    found = perform(found.counter, by=world.samir, on=COUNTERED, note="I live there")
    assert (found.state, found.countered_on) == ("countered", COUNTERED)


def test_without_an_answer_the_timer_goes_on_once(world: World) -> None:
    way = path(world)
    found = notified(world, way.sign())
    assert found.label not in [outcome.subject for outcome in timed.tick(on=found.due_on)]
    late = later(found.due_on, 1)
    assert found.pk in [subject.pk for _step, subject in timed.announced(on=late)]
    timed.tick(on=late)
    assert read(found).state == "term_expired"
    seq = way.fresh().trail_seq
    assert timed.tick(on=late) == []
    assert way.fresh().trail_seq == seq


def test_a_dismissed_revocation_leaves_everything_as_it_was(world: World) -> None:
    way = path(world)
    before = revoking.balances() if way.award() else {}
    found = deciding(world, way.dote)
    found = perform(found.dismiss, by=world.bruno, on=ISSUED, reason="answered")
    assert found.state == "dismissed"
    assert Hold.objects.as_system().get().state == HoldState.RELEASED
    assert open_on(way.dote.label) == []
    assert revoking.balances() == before


@pytest.mark.slow
def test_an_issued_revocation_frees_the_unpaid_and_opens_a_recovery_of_the_paid(
    world: World,
) -> None:
    way = path(world)
    paid_dote(way)
    available = sum(Position.objects.values_list("available_cents", flat=True))
    found = issued(world, way.dote)
    assert (found.state, found.signers) == ("issued", [f"people.user:{world.bruno.pk}"])
    assert way.fresh().state == DoteState.REVOKED
    assert sum(Position.objects.values_list("available_cents", flat=True)) == available + 1_000_00
    recovery = recovery_of(way.dote)
    assert (recovery.state, recovery.principal_cents) == ("opened", 2 * RENT_CENTS)
    assert balance(G.RECOVERIES) == 0, "the demand books it, not the act"
    assert Hold.objects.as_system().get().state == HoldState.RELEASED
    assert DocumentRequest.objects.as_system().filter(paper="revocation_act").count() == 1
    assert check_books.findings() == []


def test_nothing_is_issued_while_a_clearance_waits_for_payment(world: World) -> None:
    way = path(world)
    way.cleared_months()
    found = deciding(world, way.fresh())
    said = [o.sentence for o in obstacles(found.issue, by=world.anna, on=ISSUED)]
    assert any("take the clearance back" in each for each in said)


@pytest.mark.slow
def test_nothing_is_issued_while_a_statement_holds_the_money(world: World) -> None:
    way = path(world)
    paid_dote(way)
    (item, *others) = revoking.harvested()
    found = deciding(world, way.dote)
    said = [o.sentence for o in obstacles(found.issue, by=world.anna, on=ISSUED)]
    assert f"Expenditure item {item.reference} holds this payment: cancel it first." in said
    for each in (item, *others):
        perform(each.cancel, by=world.giulia, on=ISSUED, reason="revoked")
    assert obstacles(found.issue, by=world.anna, on=ISSUED) == []


@pytest.mark.slow
def test_amounts_are_lowered_with_a_reason_and_never_raised(world: World) -> None:
    way = path(world)
    paid_dote(way)
    found = proposed(world, way.dote)
    rows = [dict(row) for row in found.rows]
    paid = next(row for row in rows if row["recover"])
    paid["recover"], paid["kept"] = 0, paid["recover"]
    told = {"by": world.anna, "on": PROPOSED, "rows": rows}
    assert "Write why" in refused(found.adjust, **told)
    found = perform(found.adjust, note="The first rent was really paid", **told)
    assert (found.recover_cents, found.kept_cents) == (RENT_CENTS, RENT_CENTS)
    assert found.revoked_cents == 1_500_00
    paid["kept"] += 1
    said = refused(found.adjust, note="A cent more", **told)
    assert "250,01" in said
    assert "250,00" in said
    paid["kept"] = -1
    assert "whole number of cents" in refused(found.adjust, note="Less than nothing", **told)


@pytest.mark.slow
def test_a_part_is_revoked_and_the_dote_goes_on(world: World) -> None:
    way = path(world)
    way.start_services()
    line = way.lines()[0]
    balance_ = PartBalance.objects.get(part=line.label)
    row = {"part": line.label, "position": balance_.position_id, "unpaid": 100_00}
    found = issued(world, way.dote, rows=[row])
    assert (found.total, found.revoked_cents) == (False, 100_00)
    assert way.fresh().state == DoteState.ACTIVE
    assert PartBalance.objects.get(part=line.label).f3 == balance_.f3 - 100_00
    assert not Recovery.objects.as_system().exists()
    before_ = revoking.balances()
    assert before_ != {}
    annulled(world, found, on=DEMANDED)
    assert PartBalance.objects.get(part=line.label).f3 == balance_.f3


@pytest.mark.parametrize("demand", [False, True])
@pytest.mark.slow
def test_an_annulled_revocation_restores_every_balance_to_the_cent(
    world: World, demand: bool
) -> None:
    way = path(world)
    paid_dote(way)
    before, state = revoking.balances(), way.dote.state
    found = issued(world, way.dote)
    if demand:
        perform(recovery_of(way.dote).demand, by=world.giulia, on=DEMANDED)
    assert revoking.balances() != before
    found = annulled(world, found, on=later(DEMANDED, 5))
    assert found.state == "annulled"
    assert way.fresh().state == state
    assert way.dote.revoked_on is None
    assert revoking.balances() == before
    assert recovery_of(way.dote).state == "recovery_annulled"
    assert open_on(way.dote.label) == []
    assert check_books.findings() == []


def test_who_signed_a_revocation_does_not_annul_it(world: World) -> None:
    way = path(world)
    found = issued(world, way.award())
    proposal = propose(found.annul, by=world.leo, on=DEMANDED, reason="error_found")
    with pytest.raises(Refused, match="You signed this revocation"):
        approve(proposal, by=world.bruno, on=DEMANDED)


@pytest.mark.slow
def test_without_funds_a_revocation_is_not_annulled(world: World) -> None:
    way = path(world, cents=6_000_00)
    found = issued(world, way.award())
    take_all(world)
    said = [
        o.sentence for o in obstacles(found.annul, by=world.leo, on=DEMANDED, reason="error_found")
    ]
    assert any("what was freed was given to others" in each for each in said)
    assert way.fresh().state == DoteState.REVOKED


def take_all(world: World) -> None:
    """Give what is free on every line to other people's dotes."""
    other = path(world, "amina")
    other.open()
    with transaction.atomic():
        event = forging.event_for(other.dote, action="start_plan", source="draft", target="draft")
        stored = Event.objects.get(stream=other.dote.label, seq=event)
        postings = [
            reserve(position.available_cents, Dimensions(position_id=position.pk, root="x.y:1"))
            for position in Position.objects.filter(available_cents__gt=0)
        ]
        journal.post(postings, on=DEMANDED, event=stored, actor="system")


def test_a_second_revocation_waits_for_the_first(world: World) -> None:
    way = path(world)
    proposed(world, way.award())
    with pytest.raises(Refused, match="already open"):
        proposed(world, way.dote)


def test_a_draft_is_not_revoked(world: World) -> None:
    way = path(world)
    with pytest.raises(Refused):
        proposed(world, way.submit())


def test_nobody_appeals_and_the_act_is_confirmed(world: World) -> None:
    way = path(world)
    found = issued(world, way.award())
    assert found.due_on == later(ISSUED, 60)
    timed.tick(on=later(ISSUED, 61))
    assert read(found).state == "confirmed"
    assert open_on(way.dote.label) == []


def test_the_database_keeps_revoked_within_granted_and_recovered_within_revoked(
    world: World,
) -> None:
    way = path(world)
    paid_dote(way)
    found = proposed(world, way.dote)
    too_much = found.granted_cents + 1
    for rule, told in (
        (
            "revocation_within_what_was_granted",
            {"revoked_cents": too_much, "unpaid_cents": too_much, "recover_cents": 0},
        ),
        # More recovered than revoked leaves a negative rest: both rules refuse, either first.
        (
            "revocation_",
            {"revoked_cents": 1, "unpaid_cents": 0, "recover_cents": 2, "kept_cents": -1},
        ),
        ("revocation_is_the_sum_of_its_parts", {"unpaid_cents": 1}),
    ):
        with database_refuses(rule):
            forging.update(found, action="adjust", target="proposed", **told)
    with database_refuses("revocation_notified_has_its_term"):
        forging.update(found, action="expire", target="notified")
    assert Revocation.objects.as_system().get().state == "proposed"
