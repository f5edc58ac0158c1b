"""What is booked is kept as it was booked; what is undone comes back to the cent."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounting import balances, catalogue, journal
from accounting.catalogue import F, G
from accounting.models import Movement, PartBalance, Position
from tests.accounting.books import DAY, GIULIA, Books
from tests.accounting.oracle import LINES
from tests.accounting.scenarios import Case


def everything(books: Books) -> object:
    """Return every balance there is, rows at zero aside."""
    parts = PartBalance.objects.values_list("root", "part", "position", *["f2", "f3", "f4", "f5"])
    rest = PartBalance.objects.values_list("root", "part", "position", *["f6", "f7", "f8", "f9"])
    return (
        sorted(Position.objects.values_list("pk", "appropriated_cents", "available_cents")),
        sorted(row for row in parts if any(row[3:])),
        sorted(row for row in rest if any(row[3:])),
        {row.account: row.balance for row in balances.trial_balance() if row.balance},
    )


def fill(case: Case, account: str, cents: int) -> None:
    """Bring cents to an account of the funnel by the ordinary way."""
    dims = case.dims()
    way = {
        "F2": catalogue.reserve(cents, dims),
        "F3": catalogue.commit(cents, dims, source=F.AVAILABLE),
        "F4": catalogue.make_payable(cents, dims, cost=G.VOUCHERS, creditor=G.PROVIDERS),
        "F5": catalogue.pay(cents, dims, creditor=G.PROVIDERS),
        "F6": catalogue.claim(cents, dims),
        "F7": catalogue.validate(cents, dims),
        "F8": catalogue.certify(cents, dims),
    }
    steps = {"F2": ["F2"]}.get(account, [step for step in way if "F3" <= step <= account])
    case.books.give(cents)
    for step in steps:
        case.book(way[step])


@pytest.mark.parametrize("name", LINES)
def test_undoing_a_posting_restores_every_balance_exactly(books: Books, name: str) -> None:
    case = Case(books)
    books.give(1_000_00)
    if source := LINES[name].source:
        fill(case, source, 123_45)
    before = everything(books)
    entry = books.book(LINES[name].build(123_45, case.dims()))[0]
    assert everything(books) != before
    reversal = books.undo(entry)
    assert everything(books) == before
    assert (reversal.reverses, reversal.reason) == (entry, "typed_twice")


def test_a_reversal_can_be_reversed_and_the_money_is_back_where_it_was(books: Books) -> None:
    books.give(100_00)
    entry = books.book(catalogue.reserve(40_00, books.dims()))[0]
    after = everything(books)
    books.undo(books.undo(entry))
    assert everything(books) == after


def test_the_reversal_of_a_receipt_has_its_own_name(books: Books) -> None:
    entry = books.book(catalogue.receive(10_00, books.dims()))[0]
    assert books.undo(entry).posting == "RVR"


def test_an_entry_says_who_booked_it_when_and_because_of_what(books: Books) -> None:
    books.give(100_00)
    entry = books.book(
        catalogue.reserve(1, books.dims(part="dote.line:1")), on=DAY, value_on=date(2026, 2, 1)
    )[0]
    entry.refresh_from_db()
    assert (entry.posting, entry.actor, entry.booked_on, entry.value_on) == (
        "RES",
        GIULIA,
        DAY,
        date(2026, 2, 1),
    )
    assert (entry.root, entry.part, entry.event_stream, entry.event_seq) == (
        "tests.case:1",
        "dote.line:1",
        "tests.case:1",
        1,
    )


def test_a_reason_is_a_code_since_the_books_hold_no_words_about_people(books: Books) -> None:
    books.give(100_00)
    with pytest.raises(ValueError, match="code"):
        journal.post(
            [catalogue.reserve(1, books.dims())],
            on=DAY,
            event=books.event(),
            actor=GIULIA,
            reason="Samir moved to Bari",
        )


def test_posting_nothing_books_nothing(books: Books) -> None:
    assert journal.post([], on=DAY, event=books.event(), actor=GIULIA) == []
    assert not Movement.objects.exists()


def test_the_number_of_statements_does_not_grow_with_the_postings(books: Books) -> None:
    books.give(1_000_00)
    counts = []
    for number in (1, 10, 50):
        postings = [catalogue.reserve(1, books.dims(f"tests.case:{n}")) for n in range(number)]
        event = books.event()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            journal.post(postings, on=DAY, event=event, actor=GIULIA)
        counts.append(len(queries))
    assert counts == [counts[0]] * 3


def test_movements_are_written_in_the_order_of_positions(books: Books) -> None:
    for position in books.positions.values():
        books.give(10, to=position)
    places = sorted(books.positions.values(), key=lambda position: position.pk, reverse=True)
    last = Movement.objects.order_by("-pk").values_list("pk", flat=True)[0]
    books.book(*(catalogue.reserve(1, books.dims(at=position)) for position in places))
    written = Movement.objects.filter(pk__gt=last).order_by("pk")
    booked = list(written.values_list("position_id", flat=True))
    assert booked == sorted(booked)
