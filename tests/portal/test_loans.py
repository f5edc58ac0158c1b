"""The pages of loans as their people use them: borrower, officer, committee, finance."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from django.utils.http import urlencode

from microcredit.models import Assessment, Loan, Vote
from microcredit.states import LoanState
from tests.loan_path import path
from tests.portal.asking import day_of, opened, send, text_of
from tests.portal.visits import signed_in
from tests.world import World

LANGUAGES = ("it", "en", "fr", "ar")
ASKED = {"cents": "1.200,00", "months": "12", "purpose": "deposit"}
BUDGET = {
    "cents": "3000",
    "months": "24",
    "people": "3",
    "income": "1.300,00",
    "winter_income": "900",
    "living": "400",
    "housing": "250",
    "debts": "0",
}


def quoted(world: World, **asked: str) -> str:
    """Return what samir reads when he asks what a loan costs."""
    address = f"{reverse('ask_loan')}?{urlencode(asked)}"
    return text_of(signed_in(world.users["samir"]).get(address))


@pytest.fixture
def lending(world: World) -> World:
    """Open the call that lends."""
    path(world)
    return world


@pytest.mark.slow
def test_the_borrower_sees_the_cost_before_asking(lending: World) -> None:
    samir = lending.users["samir"]
    assert "You pay back in all" in quoted(lending, **ASKED)
    assert Loan.objects.as_system().count() == 0
    assert send(samir, "ask_loan", **ASKED).status_code == 302
    loan = Loan.objects.as_system().get()
    assert (loan.state, loan.requested_cents) == (LoanState.SUBMITTED, 1_200_00)
    assert loan.reference in opened(samir, "own_loan", loan.pk)
    assert loan.reference in opened(samir, "participant_home")


def test_too_much_is_said_before_it_is_asked(lending: World) -> None:
    shown = quoted(lending, **{**ASKED, "cents": "20.000,00"})
    assert "This product lends from" in shown
    assert "I agree" not in shown


@pytest.mark.slow
def test_the_officer_assesses_and_the_committee_votes(lending: World) -> None:
    way = path(lending)
    loan = way.formal_ok()
    assert "Assess the household's budget" in opened(lending.anna, "loan", loan.pk)
    assert send(lending.anna, "assess_loan", loan.pk, **BUDGET).status_code == 302
    assert Assessment.objects.as_system().get().winter_cents == 250_00
    way.do("propose", lending.anna, date(2026, 10, 14))
    mira = lending.users["mira"]
    assert send(mira, "vote_on_loan", loan.pk, choice="favour").status_code == 302
    assert Vote.objects.as_system().get().choice == "favour"
    assert "In favour" in opened(mira, "loan", loan.pk)
    assert send(mira, "vote_on_loan", loan.pk, choice="against").status_code == 422


@pytest.mark.slow
def test_finance_enters_a_receipt_and_the_borrower_sees_what_it_paid(lending: World) -> None:
    loan = path(lending).paid()
    with day_of(date(2027, 3, 20)):
        told = {"cents": "155,00", "value_date": "11/03/2027", "reference": "CRO9"}
        told |= {"payer": "borrower"}
        step = ("microcredit.loan", loan.pk, "receive")
        answer = send(lending.giulia, "step", *step, row=loan, confirmed="1", **told)
        assert answer.status_code == 302, text_of(answer)
        assert "CRO9" in opened(lending.giulia, "loan", loan.pk)
        assert loan.reference in opened(lending.giulia, "loans")
        own = opened(lending.users["samir"], "own_loan", loan.pk)
    assert "125,00" in own
    assert "30,00" in own


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.slow
def test_the_borrower_reads_the_loan_in_four_languages(lending: World, language: str) -> None:
    loan = path(lending).paid()
    user = lending.users["samir"]
    user.language = language
    user.save()
    assert loan.reference in opened(user, "own_loan", loan.pk)


@pytest.mark.parametrize(("who", "name"), [("dario", "loan"), ("amina", "own_loan")])
def test_a_loan_of_others_does_not_exist(lending: World, who: str, name: str) -> None:
    loan = path(lending).submit()
    answer = signed_in(lending.users[who]).get(reverse(name, args=[loan.pk]))
    assert answer.status_code == 404
