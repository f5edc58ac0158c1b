"""Recoveries: demanded with interest, paid in parts, in instalments, set off, lost, given back."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounting import check_books
from accounting.accounts import G
from accounting.balances import balance
from accounting.models import Entry, PartBalance, Payable
from audit.labels import label
from documents import evidence
from documents.models import DocumentRequest
from lifecycle import timed
from lifecycle.engine import begin, obstacles, perform
from lifecycle.errors import Refused
from lifecycle.models import Recovery, RecoveryReceipt
from lifecycle.procedures.kinds import open_on
from lifecycle.procedures.recovery import plans
from lifecycle.procedures.recovery.rows import DebtRow, divided, settle
from lifecycle.proposals import approve, propose
from people.roles import Role
from programme import legal_interest
from programme.reference import load_parameters
from tests import batch_path
from tests.batch_path import VALUE
from tests.dote_path import PDF, RENT_CENTS, DotePath, path
from tests.lifecycle.procedures import revoking
from tests.lifecycle.procedures.revoking import (
    DEMANDED,
    demanded,
    issued,
    later,
    paid_dote,
    receive,
    recovery_of,
)
from tests.refusals import database_refuses
from tests.treasury import forging
from tests.world import World

PRINCIPAL = 2 * RENT_CENTS
LATE = later(DEMANDED, 31)


@pytest.fixture
def way(world: World) -> DotePath:
    """Return samir's path, with two rents paid."""
    found = path(world)
    paid_dote(found)
    return found


@pytest.fixture
def debt(world: World, way: DotePath) -> Recovery:
    """Return what giulia has demanded of samir."""
    return demanded(world, way.dote)


def refused(step: Any, **told: Any) -> str:
    """Return what people read when a step is refused."""
    with pytest.raises(Refused) as found:
        perform(step, **told)
    return str(found.value)


def decided(step: Any, world: World, on: date, **told: Any) -> Recovery:
    """Have giulia propose a step and bruno approve it."""
    approve(propose(step, by=world.giulia, on=on, **told), by=world.bruno, on=on)
    return revoking.read_recovery(step.__self__)


@pytest.mark.parametrize(
    ("cents", "since", "until", "wanted"),
    [
        (500_00, date(2025, 12, 31), date(2026, 12, 31), 8_00),
        (500_00, date(2024, 12, 31), date(2026, 12, 31), 18_00),
        (365_00, date(2026, 1, 1), date(2026, 1, 2), 2),
        (100_00, date(2026, 5, 1), date(2026, 5, 1), 0),
    ],
)
def test_legal_interest_is_simple_by_days_and_by_dated_rates(
    db: None, cents: int, since: date, until: date, wanted: int
) -> None:
    load_parameters()
    assert legal_interest.interest(cents, since=since, until=until).cents == wanted


def test_a_receipt_pays_interest_before_the_sum(db: None) -> None:
    rows = [
        DebtRow(part="a.b:1", position="p", cents=100, interest=10),
        DebtRow(part="a.b:2", position="p", cents=200, interest=20),
    ]
    assert [(s.interest, s.cents) for s in divided(rows, 45)] == [(10, 15), (20, 0)]
    after = settle(rows, 45)
    assert [(row.open, row.open_interest) for row in after] == [(85, 0), (200, 0)]
    with pytest.raises(ValueError, match="more comes in"):
        settle(rows, 331)


def test_instalments_add_up_and_fall_at_month_ends() -> None:
    stored = plans.spread(100_00, count=3, first=date(2027, 1, 31))
    assert [row["cents"] for row in stored] == [33_33, 33_33, 33_34]
    assert [row["due_on"] for row in stored] == ["2027-01-31", "2027-02-28", "2027-03-31"]
    found = plans.instalments(stored, received=40_00)
    assert [each.paid for each in found] == [33_33, 6_67, 0]
    assert [each.number for each in plans.unpaid(found, on=date(2027, 4, 1))] == [2, 3]


def test_the_demand_books_sum_and_interest_once(way: DotePath, debt: Recovery) -> None:
    days = (DEMANDED - VALUE).days
    each = round(RENT_CENTS * days * 1.6 / 36500)
    assert (debt.principal_cents, debt.interest_cents) == (PRINCIPAL, 2 * each)
    assert (debt.state, debt.due_on) == ("demanded", later(DEMANDED, 30))
    assert (balance(G.RECOVERIES), balance(G.RECOVERY_INTEREST)) == (PRINCIPAL, 2 * each)
    paid = PartBalance.objects.filter(root=way.dote.label)
    assert (sum(b.f5 for b in paid), sum(b.f9 for b in paid)) == (0, PRINCIPAL)
    assert Entry.objects.filter(posting="REV").count() == 2
    assert DocumentRequest.objects.as_system().filter(paper="recovery_demand").count() == 1
    assert check_books.findings() == []


@pytest.mark.slow
def test_nothing_is_demanded_while_a_statement_holds_it(world: World, way: DotePath) -> None:
    issued(world, way.dote)
    revoking.harvested(DEMANDED)
    said = refused(recovery_of(way.dote).demand, by=world.giulia, on=DEMANDED)
    assert "holds this payment: cancel it first" in said


@pytest.mark.slow
def test_the_term_of_a_demand_is_thirty_days_or_sixty(world: World, way: DotePath) -> None:
    issued(world, way.dote)
    recovery = recovery_of(way.dote)
    assert "30 or 60" in refused(recovery.demand, by=world.giulia, on=DEMANDED, days=45)
    recovery = perform(recovery.demand, by=world.giulia, on=DEMANDED, days=60)
    assert recovery.due_on == later(DEMANDED, 60)


@pytest.mark.slow
def test_samir_pays_in_two_parts_and_the_file_is_settled(
    world: World, way: DotePath, debt: Recovery
) -> None:
    debt = receive(world, debt, 100_00, on=later(DEMANDED, 5))
    assert (debt.state, debt.settled_interest_cents) == ("partly_paid", debt.interest_cents)
    assert check_books.findings() == []
    debt = receive(world, debt, debt.open_cents, on=later(DEMANDED, 9), reference="CRO-R2")
    assert (debt.state, debt.open_cents) == ("paid", 0)
    assert (balance(G.RECOVERIES), balance(G.RECOVERY_INTEREST)) == (0, 0)
    assert [p.CODE for p in open_on(way.dote.label)] == ["P-REV"]
    assert check_books.findings() == []


@pytest.mark.slow
def test_a_receipt_is_entered_once_and_never_above_what_is_open(
    world: World, debt: Recovery
) -> None:
    receive(world, debt, 10_00, on=LATE)
    with pytest.raises(Refused, match="entered already: CRO-R1"):
        receive(world, debt, 10_00, on=LATE)
    with pytest.raises(Refused, match="is open: enter no more than that"):
        receive(world, debt, debt.open_cents + 1, on=LATE, reference="CRO-R9")
    with pytest.raises(Refused, match="Write the reference"):
        receive(world, debt, 1_00, on=LATE, reference=" ")
    with pytest.raises(Refused, match="has not come yet"):
        begin(
            RecoveryReceipt,
            by=world.giulia,
            on=DEMANDED,
            case_label=debt.case_label,
            recovery=debt,
            cents=1_00,
            bank_reference="CRO-R8",
            value_on=LATE,
        )


@pytest.mark.slow
def test_money_is_not_taken_before_the_demand(world: World, way: DotePath) -> None:
    issued(world, way.dote)
    with pytest.raises(Refused, match="No money is awaited"):
        receive(world, recovery_of(way.dote), 1_00, on=DEMANDED)


@pytest.mark.slow
def test_instalments_are_agreed_by_two_and_lost_after_two_unpaid(
    world: World, debt: Recovery
) -> None:
    first = later(DEMANDED, 20)
    said = obstacles(debt.agree_instalments, by=world.giulia, on=DEMANDED, count=1, first_due=first)
    assert "from 2 to 60" in said[0].sentence
    debt = decided(debt.agree_instalments, world, DEMANDED, count=5, first_due=first)
    assert (debt.state, debt.due_on, len(debt.plan())) == ("instalment_plan", first, 5)
    assert sum(each.cents for each in debt.plan()) == debt.open_cents
    debt = receive(world, debt, debt.plan()[0].cents, on=first)
    second, third = debt.plan()[1].due_on, debt.plan()[2].due_on
    assert debt.due_on == second
    assert "lose_plan" not in [outcome.command for outcome in timed.tick(on=third)]
    late = later(third, 1)
    assert [s.pk for t, s in timed.announced(on=late) if t.command == "lose_plan"] == [debt.pk]
    timed.tick(on=late)
    debt = revoking.read_recovery(debt)
    assert debt.state == "plan_lost"
    assert "lose_plan" not in [outcome.command for outcome in timed.tick(on=late)]


@pytest.mark.slow
def test_after_the_notice_the_debt_goes_to_enforcement_and_is_collected(
    world: World, debt: Recovery
) -> None:
    assert "The term runs" in refused(debt.give_notice, by=world.giulia, on=DEMANDED)
    debt = perform(debt.give_notice, by=world.giulia, on=LATE)
    more = 2 * round(RENT_CENTS * 31 * 1.6 / 36500)
    assert balance(G.RECOVERY_INTEREST) == debt.interest_cents
    assert debt.interest_cents == 2 * round(RENT_CENTS * 49 * 1.6 / 36500) + more
    on = later(debt.due_on, 1)
    debt = perform(debt.enforce, by=world.giulia, on=on, act="RUOLO-7/2027")
    debt = receive(world, debt, debt.open_cents, on=later(on, 9))
    assert debt.state == "recovered"
    assert check_books.findings() == []


@pytest.mark.slow
def test_an_irrecoverable_debt_needs_its_dossier_and_two_people(
    world: World, debt: Recovery
) -> None:
    debt = perform(debt.give_notice, by=world.giulia, on=LATE)
    on = later(debt.due_on, 1)
    said = obstacles(debt.give_up, by=world.giulia, on=on, dossier="documents.evidence:none")
    assert "Attach the dossier" in said[0].sentence
    kept = evidence.keep(
        SimpleUploadedFile("dossier.pdf", PDF + label(debt).encode()),
        kind="dossier",
        subject=debt,
        participant=debt.participant,
        by=world.actor(world.giulia, Role.FINANCE),
        on=on,
    )
    lost = debt.open_cents
    debt = decided(debt.give_up, world, on, dossier=label(kept))
    assert (debt.state, debt.lost_cents, debt.open_cents) == ("irrecoverable", lost, 0)
    assert balance(G.CREDIT_LOSSES) == lost
    assert debt.is_open
    debt = perform(debt.close, by=world.giulia, on=on)
    assert not debt.is_open
    assert check_books.findings() == []


@pytest.mark.slow
def test_a_small_debt_is_not_pursued_by_an_act_and_a_large_one_is(
    world: World, way: DotePath
) -> None:
    issued(world, way.dote)
    recovery = recovery_of(way.dote)
    said = obstacles(recovery.do_not_pursue, by=world.giulia, on=DEMANDED, act="D/1")
    assert "above the threshold of 250,00" in said[0].sentence


def test_a_debt_is_not_more_than_what_was_paid(world: World, way: DotePath) -> None:
    part = PartBalance.objects.filter(root=way.dote.label, f5__gt=0)[0]
    rows = [{"part": part.part, "position": part.position_id, "cents": part.f5 + 1}]
    with pytest.raises(Refused, match="the books count 250,00"):
        begin(
            Recovery,
            by=world.giulia,
            on=DEMANDED,
            case_label=way.dote.label,
            origin="overpayment",
            rows=rows,
        )


def test_an_overpayment_is_recovered_by_the_same_path(world: World, way: DotePath) -> None:
    load_parameters()
    part = PartBalance.objects.filter(root=way.dote.label, f5__gt=0)[0]
    rows = [{"part": part.part, "position": part.position_id, "cents": 50_00}]
    debt = begin(
        Recovery,
        by=world.giulia,
        on=DEMANDED,
        case_label=way.dote.label,
        origin="overpayment",
        rows=rows,
    )
    debt = perform(debt.demand, by=world.giulia, on=DEMANDED)
    part.refresh_from_db()
    assert (part.f5, part.f9) == (RENT_CENTS - 50_00, 50_00)
    debt = receive(world, debt, debt.open_cents, on=later(DEMANDED, 2))
    assert debt.state == "paid"
    assert check_books.findings() == []


@pytest.mark.slow
def test_what_samir_had_paid_back_is_owed_to_him_when_the_act_falls(
    world: World, way: DotePath, debt: Recovery
) -> None:
    debt = receive(world, debt, 100_00, on=LATE)
    revocation = revoking.Revocation.objects.as_system().get()
    revoking.annulled(world, revocation, on=later(LATE, 3))
    debt = revoking.read_recovery(debt)
    assert (debt.state, debt.to_return_cents, debt.is_open) == ("recovery_annulled", 100_00, True)
    assert balance(G.OVERPAYMENTS) == -100_00
    assert (balance(G.RECOVERIES), balance(G.RECOVERY_INTEREST)) == (0, 0)
    told = {"bank_reference": "BON-1", "value_date": later(LATE, 4)}
    debt = perform(debt.give_back, by=world.giulia, on=later(LATE, 5), **told)
    assert (balance(G.OVERPAYMENTS), debt.is_open) == (0, False)
    assert "Nothing is to be given back" in refused(
        debt.give_back, by=world.giulia, on=later(LATE, 6), **told
    )
    assert check_books.findings() == []


@pytest.mark.slow
def test_the_database_keeps_recovered_within_what_is_owed(world: World, debt: Recovery) -> None:
    for rule, told in (
        ("recovery_no_more_than_owed", {"settled_cents": PRINCIPAL + 1}),
        (
            "recovery_no_more_interest_than_charged",
            {"settled_interest_cents": debt.interest_cents + 1},
        ),
        ("recovery_loss_within_what_is_open", {"lost_cents": debt.open_cents + 1}),
        ("recovery_demanded_has_its_term", {"due_on": None}),
        ("recovery_given_back_within_what_is_due", {"returned_cents": 1}),
    ):
        with database_refuses(rule):
            forging.update(debt, action="set_off", target="demanded", **told)
    with database_refuses("recovery_settled_means_nothing_open"):
        forging.update(debt, action="note_paid", target="paid")


def test_a_payment_that_is_due_settles_the_debt_by_consent(world: World) -> None:
    found = path(world)
    found.cleared_months()
    due = batch_path.payables()
    batch_path.executed(world, due[:2])
    load_parameters()
    part = PartBalance.objects.filter(root=found.dote.label, f5__gt=0)[0]
    rows = [{"part": part.part, "position": part.position_id, "cents": RENT_CENTS}]
    debt = begin(
        Recovery,
        by=world.giulia,
        on=DEMANDED,
        case_label=found.dote.label,
        origin="overpayment",
        rows=rows,
    )
    debt = perform(debt.demand, by=world.giulia, on=DEMANDED)
    told = {"payable": due[2].pk, "basis": "consent"}
    wrong = {**told, "basis": "habit", "cents": 1_00}
    assert "by consent of the person, or by law" in refused(
        debt.set_off, by=world.giulia, on=DEMANDED, **wrong
    )
    too_much = debt.open_cents + 1
    assert "set off no more" in refused(
        debt.set_off, by=world.giulia, on=DEMANDED, cents=too_much, **told
    )
    debt = perform(debt.set_off, by=world.giulia, on=DEMANDED, cents=debt.open_cents, **told)
    debt = revoking.read_recovery(debt)
    assert (debt.state, debt.open_cents) == ("offset", 0)
    rest = Payable.objects.get(pk=due[2].pk)
    assert (rest.offset_cents, rest.paid_on) == (debt.received_cents, None)
    assert (balance(G.RECOVERIES), balance(G.RECOVERY_INTEREST)) == (0, 0)
    assert check_books.findings() == []
