"""Receipts entered by hand: what they pay is shown first, and what cannot be is refused."""

from __future__ import annotations

from datetime import date
from html import unescape
from re import search

import pytest
from django.http import HttpResponse

from microcredit.models import Loan, Receipt
from microcredit.states import Payer, ReceiptState
from tests.loan_path import LoanPath, path
from tests.portal.asking import day_of, opened, send, text_of
from tests.portal.visits import signed_in
from tests.world import World

TODAY = date(2027, 5, 20)
MARCH, APRIL = date(2027, 3, 11), date(2027, 4, 11)


@pytest.fixture
def way(world: World) -> LoanPath:
    """Let samir repay: one instalment came in April."""
    told = path(world)
    told.paid()
    told.receive(125_00, APRIL, "SECOND")
    return told


def enter(way: LoanPath, **typed: str) -> HttpResponse:
    """Have giulia write a receipt on 20 May 2027."""
    loan = way.fresh()
    told = {"cents": "125", "value_date": "11/05/2027", "reference": "NEW", "payer": "family"}
    with day_of(TODAY):
        step = ("microcredit.loan", loan.pk, "receive")
        return send(way.world.giulia, "step", *step, row=loan, **{**told, **typed})


def page_of(answer: HttpResponse) -> str:
    return unescape(text_of(answer))


def test_finance_sees_what_a_receipt_pays_before_it_is_booked(way: LoanPath) -> None:
    page = page_of(enter(way, show="1"))
    assert "What it changes on the loan" in page
    assert "No. 2: 125,00 €" in page
    assert "2.875,00 € → 2.750,00 €" in page
    assert Receipt.objects.as_system().count() == 1


def test_a_receipt_keeps_both_dates_and_who_paid(way: LoanPath) -> None:
    assert enter(way).status_code == 302
    row = Receipt.objects.as_system().get(reference="NEW")
    assert (row.value_on, row.booked_on) == (date(2027, 5, 11), TODAY)
    assert row.payer == Payer.FAMILY


def test_a_back_dated_receipt_is_booked_only_after_its_changes_were_shown(way: LoanPath) -> None:
    back_dated = {"value_date": "11/03/2027", "reference": "FIRST"}
    page = page_of(enter(way, **back_dated))
    assert "Payments that are replayed with another result" in page
    assert Receipt.objects.as_system().count() == 1
    seen = search(r'name="seen" value="(\w+)"', page)
    assert seen is not None
    assert enter(way, **back_dated, seen="other").status_code == 200
    assert enter(way, **back_dated, seen=seen[1]).status_code == 302
    assert Receipt.objects.as_system().count() == 2


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"value_date": "21/05/2027"}, "A receipt cannot have a value date in the future."),
        ({"value_date": "01/01/2027"}, "Nothing was lent before 11/02/2027."),
        ({"reference": "SECOND"}, "This receipt was entered before"),
        ({"cents": "-5"}, "Please check what you wrote"),
        ({"cents": "0"}, "A receipt is above zero."),
        ({"cents": "125 USD"}, "Please check what you wrote"),
        ({"cents": "£125"}, "Please check what you wrote"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_typed_is_lost(
    way: LoanPath, typed: dict[str, str], sentence: str
) -> None:
    answer = enter(way, **typed)
    assert answer.status_code == 422
    page = page_of(answer)
    assert sentence in page
    assert all(value in page for value in typed.values())
    assert Receipt.objects.as_system().count() == 1


def test_a_reversal_shows_what_it_moves_and_is_proposed_with_its_reason(way: LoanPath) -> None:
    way.receive(100_00, MARCH, "FIRST", on=APRIL)
    first = Receipt.objects.as_system().get(reference="FIRST")
    loan = way.fresh()
    told = {"receipt": first.pk, "reason": "returned"}
    step = ("microcredit.loan", loan.pk, "reverse_receipt")
    with day_of(TODAY):
        page = page_of(send(way.world.giulia, "step", *step, row=loan, **told))
        assert "counts no more" in page
        seen = search(r'name="seen" value="(\w+)"', page)
        assert seen is not None
        told["seen"] = seen[1]
        answer = send(way.world.giulia, "step", *step, row=loan, **told)
    assert answer.status_code == 302
    assert Receipt.objects.as_system().get(reference="FIRST").state == ReceiptState.RECEIVED


def test_finance_finds_receipts_and_the_loan_by_its_reference(way: LoanPath) -> None:
    giulia, loan = way.world.giulia, Loan.objects.as_system().get()
    assert "SECOND" in opened(giulia, "loan_receipts")
    browser = signed_in(giulia)
    found = browser.get("/incassi/", {"prestito": loan.reference.lower()})
    assert found.headers["Location"].endswith("/receive/")
    assert "No loan here has the reference" in text_of(browser.get("/incassi/", {"prestito": "X"}))
    assert "SECOND" not in text_of(browser.get("/incassi/", {"stato": "reversed"}))
    assert send(giulia, "download", "loan_receipts", format="csv").status_code == 200
