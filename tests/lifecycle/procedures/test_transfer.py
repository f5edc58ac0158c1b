"""A person moves region: two partners agree, what is not paid goes over, the file stays one."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from accounting import check_books
from accounting.models import PartBalance, Payable
from audit.labels import label
from documents.models import Evidence
from dote.models import Dote, Month, PricedPlan, ServiceLine
from dote.states import DoteState, MonthState, PlanState
from lifecycle.engine import begin, perform
from lifecycle.errors import Refused
from lifecycle.models import IntegrationRequest, Transfer
from lifecycle.procedures.transfer.states import TransferState
from lifecycle.proposals import approve, propose
from lifecycle.replay.cases import differences
from people.models import CaseFile, Participant, User
from tests import batch_path
from tests.dote_path import DotePath, path
from tests.lifecycle.procedures.asking import sent
from tests.lifecycle.procedures.breaking import broken
from tests.portal.asking import day_of, opened
from tests.portal.visits import signed_in
from tests.world import World

MOVED = date(2027, 2, 20)
ASKED = date(2027, 2, 22)


@pytest.fixture
def way(world: World) -> DotePath:
    """Return samir's path in Puglia; Sicilia has room on the same budget lines."""
    way = path(world)
    for line in (world.rent_line, world.work_line):
        world.appropriate(20_000_00, line=line, fund=world.esf, partner=world.sicilia)
    return way


def asked(way: DotePath, *, on: date = ASKED, by: User | None = None) -> Transfer:
    """Have marta ask that samir's case goes to Sicilia."""
    return begin(
        Transfer,
        by=by or way.world.marta,
        on=on,
        case_label=way.fresh().label,
        to_partner=way.world.sicilia,
        moved_on=min(on, MOVED),
    )


def released(way: DotePath, *, on: date = ASKED) -> Transfer:
    """Have bruno release it."""
    return perform(asked(way, on=on).release, by=way.world.bruno, on=on)


def moved(way: DotePath, *, on: date = ASKED) -> Transfer:
    """Have sara accept it for Sicilia."""
    transfer = perform(released(way, on=on).accept, by=way.world.sara, on=on)
    way.fresh()
    return transfer


def refusal(step: Any, **told: Any) -> str:
    """Do a step that must be refused, and return what people read."""
    with pytest.raises(Refused) as refused:
        perform(step, **told)
    return str(refused.value)


def under_way(way: DotePath) -> list[Month]:
    """Bring samir to where a month of rent is paid, and the rest is still to come."""
    way.start_services()
    rent = next(month for month in way.months() if month.line.offer.code == "RENT")
    way.clear(rent)
    batch_path.executed(way.world, batch_path.payables())
    return way.months()


def held(partner: Any, stage: str) -> int:
    """Return what the cases hold on a partner's positions, in cents."""
    rows = PartBalance.objects.filter(position__partner=partner)
    return sum(getattr(row, stage) for row in rows)


def sees(user: User, dote: Dote) -> bool:
    return Dote.objects.visible_to(user).filter(pk=dote.pk).exists()


def test_what_is_not_paid_goes_over_and_what_was_paid_stays(way: DotePath) -> None:
    under_way(way)
    world = way.world
    committed = held(world.puglia, "f3")
    assert (committed, held(world.puglia, "f5")) == (1_250_00, 250_00)
    moved(way)
    assert way.dote.state == DoteState.ACTIVE
    assert way.dote.partner == world.sicilia
    assert (held(world.puglia, "f3"), held(world.puglia, "f5")) == (0, 250_00)
    assert (held(world.sicilia, "f3"), held(world.sicilia, "f5")) == (committed, 0)
    positions = {line.position.partner_id for line in ServiceLine.objects.as_system()}
    assert positions == {world.sicilia.pk}
    assert check_books.findings() == []
    assert list(differences()) == []


def test_the_old_partner_sees_nothing_that_comes_after_and_keeps_what_it_paid(
    way: DotePath,
) -> None:
    paid = next(month for month in under_way(way) if month.state == MonthState.PAID)
    world = way.world
    assert sees(world.anna, way.dote)
    assert not sees(world.dario, way.dote)
    moved(way)
    assert not sees(world.anna, way.dote)
    assert sees(world.dario, way.dote)
    receipt = paid.evidence.partition(":")[2]
    assert Evidence.objects.visible_to(world.anna).filter(pk=receipt).exists()
    assert Evidence.objects.visible_to(world.dario).filter(pk=receipt).exists()
    later = next(month for month in way.months() if month.state == MonthState.OPEN)
    row = way.keep("month_evidence", later, on=date(2027, 3, 1))
    assert not Evidence.objects.visible_to(world.anna).filter(pk=row.pk).exists()
    assert Payable.objects.get(part=paid.label).position.partner == world.puglia
    answer = signed_in(world.anna).get(reverse("dote", args=[way.dote.pk]))
    assert answer.status_code == 404


def test_the_person_keeps_one_file_and_the_new_office_reads_it(way: DotePath) -> None:
    under_way(way)
    person = way.world.person("samir")
    moved(way)
    (file,) = CaseFile.objects.as_system().filter(participant=person)
    assert file.partner == way.world.sicilia
    assert Participant.objects.visible_to(way.world.nino).filter(pk=person.pk).exists()
    assert not Participant.objects.visible_to(way.world.marta).filter(pk=person.pk).exists()
    assert sees(way.world.samir, way.dote)


def test_the_new_partner_goes_on_where_the_old_one_stopped(way: DotePath) -> None:
    under_way(way)
    moved(way)
    world = way.world
    month = next(
        month
        for month in way.months()
        if month.state == MonthState.OPEN and month.line.offer.code == "RENT"
    )
    on = date(2027, 3, 1)
    row = way.keep("month_evidence", month, on=on)
    told = {"evidence": label(row)}
    assert "is done by" in refusal(month.report, by=world.marta, on=on, **told, cents=250_00)
    month = perform(month.report, by=world.nino, on=on, **told, cents=250_00)
    month = perform(month.check_month, by=world.dario, on=on)
    month = perform(month.approve, by=world.sara, on=on)
    perform(month.clear, by=world.giulia, on=on)
    assert Payable.objects.get(part=month.label).position.partner == world.sicilia
    assert check_books.findings() == []


def test_two_persons_decide_one_of_each_partner(way: DotePath) -> None:
    way.sign()
    world, on = way.world, ASKED
    transfer = asked(way)
    assert "is done by" in refusal(transfer.release, by=world.sara, on=on)
    assert "is done from" in refusal(transfer.accept, by=world.sara, on=on)
    transfer = perform(transfer.release, by=world.bruno, on=on)
    for stranger in (world.bruno, world.paolo, world.anna, world.dario):
        assert "is done by" in refusal(transfer.accept, by=stranger, on=on)
    assert perform(transfer.accept, by=world.sara, on=on).state == TransferState.ACCEPTED


def test_until_it_is_accepted_the_new_partner_sees_the_sums_and_not_the_person(
    way: DotePath,
) -> None:
    way.sign()
    world = way.world
    address = ["transfer", asked(way).pk]
    with day_of(ASKED):
        page = signed_in(world.sara).get(reverse("procedure", args=address))
        assert page.status_code == 404
        perform(Transfer.objects.as_system().get().release, by=world.bruno, on=ASKED)
        page = opened(world.sara, "procedure", *address)
        assert ">500,00<" in page
        assert "Benali" not in page
        assert reverse("dote", args=[way.dote.pk]) not in page
        assert reverse("dote", args=[way.dote.pk]) not in opened(world.sara, "procedures")
        assert "Benali" in opened(world.anna, "procedure", *address)
        perform(Transfer.objects.as_system().get().accept, by=world.sara, on=ASKED)
        assert "Benali" in opened(world.sara, "procedure", *address)


def test_nothing_goes_over_while_something_is_on_its_way_to_the_bank(way: DotePath) -> None:
    way.start_services()
    way.clear(way.months()[0])
    transfer = asked(way)
    said = refusal(transfer.release, by=way.world.bruno, on=ASKED)
    assert "cleared and not paid" in said


def test_a_partner_without_room_cannot_accept(world: World) -> None:
    way = path(world)
    way.sign()
    world.appropriate(100_00, line=world.rent_line, fund=world.esf, partner=world.sicilia)
    transfer = released(way)
    said = refusal(transfer.accept, by=world.sara, on=ASKED)
    assert "has 100,00 € on" in said
    assert "has 0,00 € on" in said
    assert way.fresh().partner == world.puglia


def test_a_case_does_not_go_where_it_is_or_outside_the_operation(way: DotePath) -> None:
    way.sign()
    for partner, said in ((way.world.puglia, "has the case already"),):
        with pytest.raises(Refused, match=said):
            begin(
                Transfer,
                by=way.world.marta,
                on=ASKED,
                case_label=way.dote.label,
                to_partner=partner,
                moved_on=MOVED,
            )
    with pytest.raises(Refused, match="still to come"):
        begin(
            Transfer,
            by=way.world.marta,
            on=ASKED,
            case_label=way.dote.label,
            to_partner=way.world.sicilia,
            moved_on=date(2027, 2, 23),
        )


def test_a_refusal_says_why_and_leaves_everything(way: DotePath) -> None:
    way.sign()
    world = way.world
    transfer = asked(way)
    assert "Write why" in refusal(transfer.refuse, by=world.bruno, on=ASKED)
    perform(transfer.refuse, by=world.bruno, on=ASKED, note="The move is for a month only.")
    transfer = released(way)
    assert "Write why" in refusal(transfer.decline, by=world.sara, on=ASKED)
    perform(transfer.decline, by=world.sara, on=ASKED, note="No place is free before May.")
    assert way.fresh().partner == world.puglia
    taken = perform(asked(way).take_back, by=world.samir, on=ASKED)
    assert taken.state == TransferState.WITHDRAWN


def test_an_open_request_for_integration_goes_along(way: DotePath) -> None:
    way.take_charge()
    request = sent(way, "permit")
    on = request.sent_on
    moved(way, on=on)
    assert way.dote.state == DoteState.INTEGRATION
    request = IntegrationRequest.objects.as_system().get()
    assert request.partner == way.world.sicilia
    assert not IntegrationRequest.objects.visible_to(way.world.anna).exists()
    assert IntegrationRequest.objects.visible_to(way.world.dario).exists()


def test_a_plan_being_priced_is_written_anew_by_the_new_partner(way: DotePath) -> None:
    way.draft_plan()
    reserved = held(way.world.puglia, "f2")
    moved(way)
    assert PricedPlan.objects.as_system().get().state == PlanState.SUPERSEDED
    assert (held(way.world.puglia, "f2"), held(way.world.sicilia, "f2")) == (0, reserved)
    assert check_books.findings() == []


def test_a_payment_given_up_after_the_move_goes_over_too(way: DotePath) -> None:
    under_way(way)
    world = way.world
    moved(way)
    (line,) = batch_path.lines_of(batch_path.Batch.objects.as_system().get())
    line = batch_path.give_back(world, line, on=date(2027, 2, 25))
    proposal = propose(line.drop, by=world.giulia, on=date(2027, 2, 26), reason="AC04")
    approve(proposal, by=world.bruno, on=date(2027, 2, 26))
    assert (held(world.puglia, "f3"), held(world.puglia, "f4")) == (0, 0)
    assert held(world.sicilia, "f3") == 1_500_00
    assert check_books.findings() == []


def test_the_database_refuses_half_a_transfer(way: DotePath) -> None:
    way.sign()
    transfer = asked(way)
    assert broken(transfer, to_partner=way.world.puglia) == "transfer_to_another_partner"
    assert broken(transfer, state="released") == "transfer_accepted_was_released"
    assert broken(transfer, moved_on=date(2027, 3, 1)) == "transfer_of_a_person_who_moved"
