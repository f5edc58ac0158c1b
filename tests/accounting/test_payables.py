"""A payable is cleared once, paid once, returned, paid again, or cancelled."""

import pytest
from django.db import IntegrityError, transaction

from accounting import catalogue, check_books, payables
from accounting.catalogue import G
from accounting.models import Payable
from accounting.payables import NotPossible
from tests.accounting.books import DAY, Books
from tests.accounting.scenarios import Case


@pytest.fixture
def payable(books: Books) -> Payable:
    """Return a payable of 100 € less 20 € withheld."""
    return payables.write(
        Case(books).draft(100_00, creditor=G.PARTICIPANTS, withheld=20_00), on=DAY
    )


def test_a_payable_knows_its_net(payable: Payable) -> None:
    payable.refresh_from_db()
    assert (payable.net_cents, payable.due_cents, payable.live) == (80_00, 80_00, True)


def test_a_part_is_not_cleared_twice(books: Books, payable: Payable) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        payables.write(Case(books).draft(1, creditor=G.PARTICIPANTS), on=DAY)


def test_a_part_can_be_cleared_again_once_cancelled(books: Books, payable: Payable) -> None:
    payables.cancel(payable.part, on=DAY)
    again = payables.write(Case(books).draft(1, creditor=G.PARTICIPANTS), on=DAY)
    assert payables.live(payable.part) == again


def test_a_payable_is_not_paid_twice(payable: Payable) -> None:
    payables.mark_paid(payable.pk, on=DAY)
    with pytest.raises(NotPossible):
        payables.mark_paid(payable.pk, on=DAY)


def test_what_the_bank_returned_can_be_paid_again(payable: Payable) -> None:
    payables.mark_paid(payable.pk, on=DAY)
    payables.mark_unpaid(payable.pk)
    payables.mark_paid(payable.pk, on=DAY)
    payable.refresh_from_db()
    assert (payable.paid_on, payable.returned) == (DAY, False)


def test_what_was_not_paid_cannot_be_returned(payable: Payable) -> None:
    with pytest.raises(NotPossible):
        payables.mark_unpaid(payable.pk)


def test_what_is_paid_cannot_be_cancelled(payable: Payable) -> None:
    payables.mark_paid(payable.pk, on=DAY)
    with pytest.raises(NotPossible):
        payables.cancel(payable.part, on=DAY)


def test_what_is_cancelled_cannot_be_paid(payable: Payable) -> None:
    payables.cancel(payable.part, on=DAY)
    with pytest.raises(NotPossible):
        payables.mark_paid(payable.pk, on=DAY)


def test_a_withholding_is_paid_over_once(payable: Payable) -> None:
    payables.mark_withheld_paid(payable.pk, on=DAY)
    with pytest.raises(NotPossible):
        payables.mark_withheld_paid(payable.pk, on=DAY)


@pytest.mark.parametrize("cents", [0, -1, 80_01])
def test_no_more_is_set_off_than_is_due(payable: Payable, cents: int) -> None:
    with pytest.raises((NotPossible, ValueError)):
        payables.set_off(payable.pk, cents)


def test_a_set_off_lowers_what_is_due_and_the_books_agree(books: Books) -> None:
    case = Case(books)
    books.give(100_00)
    case.award(100_00)
    payable = case.clear(100_00, cost=G.VOUCHERS, creditor=G.PARTICIPANTS)
    debtor = books.dims("tests.case:2")
    case.book(catalogue.subrogate(30_00, debtor))
    case.book(catalogue.transfer_debt(30_00, source=debtor, target=case.dims()))
    case.book(catalogue.offset(30_00, case.dims(), creditor=G.PARTICIPANTS))
    payables.set_off(payable.pk, 30_00)
    payable.refresh_from_db()
    assert payable.due_cents == 70_00
    case.book(catalogue.pay(payable.due_cents, case.dims(), creditor=G.PARTICIPANTS))
    payables.mark_paid(payable.pk, on=DAY)
    assert check_books.findings() == []
