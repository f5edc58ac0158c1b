"""The borrower's own pages: what is owed, where to pay, what would be if, signing, the plan."""

from __future__ import annotations

from datetime import date
from html import unescape

import pytest
from django.urls import reverse
from django.utils.http import urlencode

from audit.models import Event
from microcredit.models import Loan
from microcredit.states import LoanState
from tests import cast
from tests.loan_path import path
from tests.portal.asking import day_of, opened, send, text_of
from tests.portal.visits import signed_in
from tests.world import World

LANGUAGES = ("it", "en", "fr", "ar")
IBAN = "IT60 X054 2811 1010 0000 0123 456"


@pytest.fixture
def repaying(world: World) -> World:
    """Let samir hold the money of a loan of 3,000 euro, and have paid one instalment and a half."""
    way = path(world)
    way.paid()
    way.receive(187_50, date(2027, 3, 11), "CRO1", on=date(2027, 3, 12))
    return world


def own(world: World, name: str = "own_loan", **asked: str) -> str:
    """Return what samir reads on 20 March 2027."""
    loan = Loan.objects.as_system().get()
    with day_of(date(2027, 3, 20)):
        address = reverse(name, args=[loan.pk])
        answer = signed_in(world.users["samir"]).get(f"{address}?{urlencode(asked)}")
    assert answer.status_code == 200, answer.status_code
    return unescape(text_of(answer))


def test_the_borrower_reads_how_much_until_when_and_where_to_pay(repaying: World) -> None:
    page = own(repaying)
    assert "Rest of the instalment of 11/04/2027" in page
    assert "62,50 €" in page
    assert IBAN in page
    assert Loan.objects.as_system().get().reference in page
    assert "data:image/svg+xml" in page
    assert "you have paid 62,50 €; 62,50 € is left" in page
    assert "paid on 11/03/2027" in page


def test_what_is_overdue_is_asked_together_with_what_falls_due_soon(repaying: World) -> None:
    loan = Loan.objects.as_system().get()
    with day_of(date(2027, 5, 3)):
        page = unescape(opened(repaying.users["samir"], "own_loan", loan.pk))
    assert "To pay now" in page
    assert "187,50 €" in page


def test_the_end_on_a_day_costs_what_is_left(repaying: World) -> None:
    page = own(repaying, "try_loan", prova="tutto", giorno="30/03/2027")
    assert "To end the loan on 30/03/2027" in page
    assert "2.812,50 €" in page


def test_a_sum_more_makes_the_loan_shorter_or_the_instalments_lower(repaying: World) -> None:
    page = own(repaying, "try_loan", prova="una-volta", quanto="1000", giorno="30/03/2027")
    assert "The loan ends earlier" in page
    assert "The instalments are lower" in page
    assert "1.812,50 €" in page
    assert "78,80 €" in page  # 1,812.50 over the 23 instalments that are left


def test_trying_writes_nothing(repaying: World) -> None:
    before = Event.objects.count()
    own(repaying, "try_loan", prova="ogni-mese", quanto="50")
    own(repaying, "try_loan", prova="dopo")
    assert Event.objects.count() == before


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"prova": "una-volta"}, "Write how much more you would pay."),
        ({"prova": "tutto", "giorno": "01/01/2027"}, "This day has passed"),
        ({"prova": "una-volta", "quanto": "50", "giorno": "12/04/2027"}, "is due anyway"),
    ],
)
def test_what_cannot_be_tried_is_said(
    repaying: World, asked: dict[str, str], sentence: str
) -> None:
    assert sentence in own(repaying, "try_loan", **asked)


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_the_borrower_takes_the_plan_home(repaying: World, form: str) -> None:
    loan = Loan.objects.as_system().get()
    answer = send(repaying.users["samir"], "own_plan_file", loan.pk, format=form)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].endswith(f'.{form}"')
    of_others = send(repaying.users["amina"], "own_plan_file", loan.pk, format=form)
    assert of_others.status_code == 404


def test_the_borrower_signs_alone_with_the_password(world: World) -> None:
    loan = path(world).approve()
    samir = world.users["samir"]
    with day_of(date(2026, 10, 22)):
        page = opened(samir, "own_contract", loan.pk)
        assert "You pay back in all" in page
        typed = {"agree": "on", "password": "not this one"}
        assert send(samir, "own_contract", loan.pk, row=loan, **typed).status_code == 422
        typed["password"] = cast.PASSWORD
        assert send(samir, "own_contract", loan.pk, row=loan, **typed).status_code == 302
        assert "Signed on 22/10/2026" in opened(samir, "own_contract", loan.pk)
    assert Loan.objects.as_system().get().state == LoanState.CONTRACTED


def test_an_offer_that_has_ended_is_not_signed(world: World) -> None:
    loan = path(world).approve()
    with day_of(date(2027, 1, 22)):
        page = opened(world.users["samir"], "own_contract", loan.pk)
    assert "The contract was to be signed by" in page
    assert 'name="password"' not in page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["own_loan", "try_loan", "own_contract"])
def test_each_page_of_the_borrower_speaks_four_languages(
    repaying: World, name: str, language: str
) -> None:
    user = repaying.users["samir"]
    user.language = language
    user.save()
    asked = {"prova": "dopo"} if name == "try_loan" else {}
    page = own(repaying, name, **asked)
    assert f'lang="{language}"' in page
    assert ('dir="rtl"' in page) is (language == "ar")
