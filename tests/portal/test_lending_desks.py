"""The desks of lending: the committee's queue, arrears, portfolio, versions, the yearly report."""

from __future__ import annotations

from datetime import date
from html import unescape
from json import loads

import pytest
from django.http import HttpResponse
from django.urls import reverse

from microcredit.models import Loan
from people.models import User
from tests.loan_path import LoanPath, path
from tests.portal.asking import day_of, opened, send, text_of
from tests.portal.visits import signed_in
from tests.world import World

LATE_DAY = date(2027, 4, 20)
"""The bank has paid on 11 February 2027: the first instalment was due on 11 March."""


@pytest.fixture
def late(world: World) -> LoanPath:
    """Let samir hold 3,000 euro and pay nothing back."""
    way = path(world)
    way.paid()
    return way


def asked(user: User, name: str, **filters: str) -> str:
    """Return a page on the day on which samir is forty days late."""
    with day_of(LATE_DAY):
        answer = signed_in(user).get(reverse(name), filters)
    assert answer.status_code == 200, answer.status_code
    return unescape(text_of(answer))


def report(user: User, form: str, **filters: str) -> HttpResponse:
    with day_of(LATE_DAY):
        return send(user, "download", form, format="json", **filters)


def test_the_committee_sees_what_waits_and_which_votes_are_missing(world: World) -> None:
    way = path(world)
    loan = way.propose()
    page = opened(world.mira, "committee_desk")
    assert loan.reference in page
    assert "3 votes are missing" in page
    assert reverse("vote_on_loan", args=[loan.pk]) in page
    way.vote("favour", "conflict")
    page = opened(world.users["omar"], "committee_desk")
    assert "1 in favour, 0 against, 1 out for a conflict" in page
    assert "2 votes are missing" in page
    assert "In favour" in opened(world.mira, "committee_desk")


def test_what_is_decided_waits_for_the_manager(world: World) -> None:
    path(world).propose_approval()
    assert "Decided, with the manager" in opened(world.bruno, "committee_desk")


@pytest.mark.parametrize(
    ("filters", "is_there"),
    [
        ({}, True),
        ({"classe": "31_90"}, True),
        ({"classe": "1_30"}, False),
        ({"classe": "sospesi"}, False),
        ({"giorni": "40"}, True),
        ({"giorni": "41"}, False),
        ({"partner": "PUGLIA"}, True),
        ({"partner": "SICILIA"}, False),
        ({"tutor": "nobody"}, False),
    ],
)
def test_arrears_are_found_by_class_days_tutor_and_partner(
    late: LoanPath, filters: dict[str, str], is_there: bool
) -> None:
    page = asked(late.world.giulia, "loan_arrears", **filters)
    assert (late.loan.reference in page) is is_there
    rows = loads(report(late.world.giulia, "loan_arrears", **filters).content)["rows"]
    assert bool(rows) is is_there


def test_arrears_say_how_late_and_whom_to_ask(late: LoanPath) -> None:
    page = asked(late.world.giulia, "loan_arrears")
    assert "31 to 90 days late" in page
    assert "3.000,00" in page
    assert late.loan.reference not in asked(late.world.dario, "loan_arrears")


def test_the_portfolio_is_one_figure_in_picture_table_and_report(late: LoanPath) -> None:
    page = asked(late.world.giulia, "loans")
    assert "100,00 %" in page
    assert 'class="month-bars"' in page
    rows = loads(report(late.world.giulia, "code_of_conduct", anno="2027").content)["rows"]
    told = {indicator: (number, cents) for indicator, number, cents, *_rest in rows}
    assert told["Gross loan portfolio"][1] == 3_000_00
    assert told["Portfolio at risk (PAR30)"][1] == 3_000_00
    assert told["Active borrowers"][0] == 1
    assert told["Women"][0] == 0
    assert told["Migrants"][0] == 1


def test_a_version_is_read_beside_the_one_in_force(late: LoanPath) -> None:
    loan = Loan.objects.as_system().get()
    with day_of(LATE_DAY):
        address = reverse("loan", args=[loan.pk])
        page = text_of(signed_in(late.world.giulia).get(address, {"versione": "1"}))
    assert "Version 1 (Contract) beside the one in force" in page
    assert "11/03/2027" in page
