"""Who gives up does so freely and can think again; what was performed before is still paid."""

from datetime import date, timedelta
from typing import Any

import pytest

from accounting.models import PartBalance, Position
from documents.models import DocumentRequest
from dote.states import DoteState, LineState, MonthState
from lifecycle.engine import begin, perform
from lifecycle.errors import Refused
from lifecycle.models import Suspension, Waiver
from lifecycle.procedures.waiver.states import WaiverState
from lifecycle.proposals import approve, propose
from tests.dote_path import SIGNED, DotePath, path
from tests.lifecycle.procedures.breaking import broken
from tests.lifecycle.procedures.printing import printed
from tests.world import World

DECLARED = date(2026, 12, 10)
LAST_DAY = DECLARED + timedelta(days=7)
AFTER = LAST_DAY + timedelta(days=1)


def declared(way: DotePath, *, on: date = DECLARED) -> Waiver:
    """Have samir declare that he gives up, since he has found work."""
    case = way.fresh().label
    return begin(Waiver, by=way.world.samir, on=on, case_label=case, told={"reason": "found_work"})


def free(way: DotePath, waiver: Waiver, *, on: date = DECLARED) -> Waiver:
    """Have marta record that a mediator spoke with him."""
    mediator = f"people.user:{way.world.nino.pk}"
    told = {"mediator": mediator, "language": "ar"}
    return perform(waiver.check_free_will, by=way.world.marta, on=on, **told)


def noted(way: DotePath, until: date | None = DECLARED) -> Waiver:
    """Have anna take note of it."""
    waiver = free(way, declared(way))
    return perform(waiver.take_note, by=way.world.anna, on=DECLARED, performed_until=until)


def effective(way: DotePath, until: date | None = DECLARED) -> Waiver:
    """Have bruno approve what anna proposes."""
    waiver = noted(way, until)
    proposal = propose(waiver.take_effect, by=way.world.anna, on=AFTER)
    approve(proposal, by=way.world.bruno, on=AFTER)
    return Waiver.objects.as_system().get(pk=waiver.pk)


def refusal(step: Any, **told: Any) -> str:
    """Do a step that must be refused, and return what people read."""
    with pytest.raises(Refused) as refused:
        perform(step, **told)
    return str(refused.value)


def committed(way: DotePath) -> int:
    return sum(row.f3 for row in PartBalance.objects.filter(root=way.dote.label))


@pytest.fixture
def way(world: World) -> DotePath:
    """Return samir's path, with services of two months, November and December, under way."""
    way = path(world)
    way.start_services()
    return way


def test_who_thinks_again_within_seven_days_keeps_everything(way: DotePath) -> None:
    waiver = noted(way)
    said = refusal(waiver.retract, by=way.world.samir, on=AFTER)
    assert f"until {LAST_DAY:%d/%m/%Y}" in said
    waiver = perform(waiver.retract, by=way.world.samir, on=LAST_DAY)
    assert waiver.state == WaiverState.RETRACTED
    assert way.fresh().state == DoteState.ACTIVE
    assert committed(way) == 1_500_00


def test_a_waiver_does_not_take_effect_while_it_can_be_taken_back(way: DotePath) -> None:
    waiver = noted(way)
    with pytest.raises(Refused, match="can take the waiver back"):
        propose(waiver.take_effect, by=way.world.anna, on=LAST_DAY)


def test_nobody_takes_note_before_a_mediator_spoke_with_the_person(way: DotePath) -> None:
    waiver = declared(way)
    assert "nobody may force" in refusal(waiver.take_note, by=way.world.anna, on=DECLARED)
    own = f"people.user:{way.world.marta.pk}"
    said = refusal(
        waiver.check_free_will, by=way.world.marta, on=DECLARED, mediator=own, language="ar"
    )
    assert "another person" in said
    said = refusal(
        waiver.check_free_will, by=way.world.marta, on=DECLARED, mediator="nobody", language="xx"
    )
    assert "Name the mediator" in said
    assert "in which language" in said
    himself = f"people.user:{way.world.samir.pk}"
    said = refusal(
        waiver.check_free_will, by=way.world.marta, on=DECLARED, mediator=himself, language="ar"
    )
    assert "Name the mediator" in said


@pytest.mark.slow
def test_what_is_not_performed_is_free_and_what_was_performed_is_still_paid(way: DotePath) -> None:
    november = [month for month in way.months() if month.number == 1]
    way.report(november[0])
    waiver = effective(way, until=date(2026, 11, 30))
    assert waiver.state == WaiverState.EFFECTIVE
    dote = way.fresh()
    assert (dote.state, dote.outcome, dote.waived_on) == (DoteState.WAIVED, "waived", AFTER)
    assert {line.state for line in way.lines()} == {LineState.INTERRUPTED}
    assert [month.state for month in way.months()] == [
        "reported",
        "called_off",
        "open",
        "called_off",
    ]
    assert committed(way) == 250_00 + 500_00
    freed = Position.objects.values_list("available_cents", flat=True)
    assert sum(freed) == 200_000_00 - 750_00
    paper = DocumentRequest.objects.as_system().get(paper="waiver")
    assert "30/11/2026" in printed(paper, "it")
    assert "Has found work" in printed(paper, "en")
    assert way.clear(way.months()[2]).state == MonthState.LIQUIDATED


def test_a_waived_dote_is_closed_when_every_month_is_decided_and_paid(way: DotePath) -> None:
    effective(way, until=None)
    assert committed(way) == 0
    dote = way.fresh()
    proposal = propose(dote.close, by=way.world.giulia, on=AFTER)
    approve(proposal, by=way.world.bruno, on=AFTER)
    dote = way.fresh()
    assert (dote.state, dote.outcome, dote.completed_on) == (DoteState.CLOSED, "waived", None)
    assert set(Position.objects.values_list("available_cents", flat=True)) == {100_000_00}


def test_a_waived_dote_with_a_month_to_decide_is_not_closed(way: DotePath) -> None:
    effective(way, until=DECLARED)
    with pytest.raises(Refused, match="month 1: Open"):
        propose(way.fresh().close, by=way.world.giulia, on=AFTER)


@pytest.mark.slow
def test_who_never_signed_can_give_up_too(world: World) -> None:
    way = path(world)
    way.award()
    waiver = declared(way, on=SIGNED)
    waiver = free(way, waiver, on=SIGNED)
    waiver = perform(waiver.take_note, by=world.anna, on=SIGNED)
    later = SIGNED + timedelta(days=8)
    approve(propose(waiver.take_effect, by=world.anna, on=later), by=world.bruno, on=later)
    assert way.fresh().state == DoteState.WAIVED
    assert {line.state for line in way.lines()} == {LineState.NOT_PERFORMED}
    assert committed(way) == 0
    approve(propose(way.dote.close, by=world.giulia, on=later), by=world.bruno, on=later)
    assert way.fresh().state == DoteState.CLOSED


def test_a_waiver_ends_what_else_is_open(way: DotePath) -> None:
    told = {"reason": "illness", "starts_on": DECLARED, "ends_on": date(2027, 1, 31)}
    case = way.dote.label
    suspension = begin(Suspension, by=way.world.samir, on=DECLARED, case_label=case, told=told)
    effective(way)
    assert Suspension.objects.as_system().get(pk=suspension.pk).state == "ended"


def test_a_waiver_has_a_reason_of_the_list(way: DotePath) -> None:
    case = way.dote.label
    with pytest.raises(Refused, match="choose one of the list"):
        begin(Waiver, by=way.world.samir, on=DECLARED, case_label=case, told={"reason": "illness"})


def test_services_are_not_received_in_the_days_to_come(way: DotePath) -> None:
    waiver = free(way, declared(way))
    said = refusal(
        waiver.take_note, by=way.world.anna, on=DECLARED, performed_until=DECLARED + timedelta(1)
    )
    assert "until today at most" in said


def test_the_officer_who_proposes_does_not_approve(way: DotePath) -> None:
    waiver = noted(way)
    proposal = propose(waiver.take_effect, by=way.world.anna, on=AFTER)
    with pytest.raises(Refused):
        approve(proposal, by=way.world.anna, on=AFTER)
    assert way.fresh().state == DoteState.ACTIVE


def test_a_retracted_waiver_between_proposal_and_approval_changes_nothing(way: DotePath) -> None:
    waiver = noted(way)
    assert "back until" in refusal(waiver.retract, by=way.world.samir, on=AFTER)


def test_the_database_keeps_a_waiver_s_facts_together(way: DotePath) -> None:
    waiver = noted(way)
    assert broken(waiver, due_on=DECLARED) == "waiver_has_days_to_think"
    assert broken(waiver, mediator="") == "waiver_freely_declared"
    early = {"state": "effective", "ended_on": LAST_DAY}
    assert broken(waiver, **early) == "waiver_effective_after_the_days_to_think"
    gone = {"state": "waived", "waived_on": None, "outcome": "waived"}
    assert broken(way.fresh(), **gone) == "dote_waived_has_its_day"
