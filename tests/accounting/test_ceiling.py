"""No award passes the ceiling of its budget position, and the refusal says who can help."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F

from accounting import catalogue, refusals
from accounting.models import Entry, Movement, PartBalance, Position
from accounting.refusals import Overdrawn
from tests.accounting.books import Books


def test_an_award_uses_the_last_euro(books: Books) -> None:
    books.give(100_00)
    books.book(catalogue.reserve(100_00, books.dims()))
    books.rent.refresh_from_db()
    assert (books.rent.appropriated_cents, books.rent.available_cents) == (100_00, 0)


def test_an_award_one_cent_over_the_ceiling_is_refused_and_nothing_stays(books: Books) -> None:
    books.give(100_00)
    before = Movement.objects.count()
    with pytest.raises(Overdrawn) as refusal:
        books.book(catalogue.reserve(100_01, books.dims()))
    assert refusal.value.wanted == {books.rent.pk: 100_01}
    assert Movement.objects.count() == before
    assert not PartBalance.objects.exists()


def test_the_refusal_names_the_line_what_is_left_and_who_can_help(books: Books) -> None:
    books.give(100_00)
    with pytest.raises(Overdrawn) as refusal:
        books.book(catalogue.reserve(150_00, books.dims()))
    sentence = refusals.sentence(refusal.value)
    assert sentence is not None
    for told in ("150,00 €", "100,00 €", "RENT rent", "Puglia"):
        assert told in sentence


def test_the_refusal_names_the_position_that_lacks_money_not_the_other(books: Books) -> None:
    books.give(100_00)
    books.give(10_00, to=books.work)
    with pytest.raises(Overdrawn) as refusal:
        books.book(
            catalogue.reserve(50_00, books.dims()),
            catalogue.reserve(50_00, books.dims(at=books.work)),
        )
    assert "WORK" in str(refusals.sentence(refusal.value))


def test_the_sentence_is_there_for_a_plain_database_error_too(books: Books) -> None:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        Position.objects.filter(pk=books.rent.pk).update(available_cents=F("available_cents") - 1)
    assert refusals.sentence(refusal.value)


def test_what_is_not_about_the_books_gets_no_sentence() -> None:
    assert refusals.sentence(IntegrityError("UNIQUE constraint failed: people_user.email")) is None


def test_a_case_cannot_commit_more_than_it_reserved(books: Books) -> None:
    books.give(100_00)
    books.book(catalogue.reserve(30_00, books.dims()))
    with pytest.raises(IntegrityError) as refusal:
        books.book(catalogue.commit(30_01, books.dims()))
    assert "Nothing was booked" in str(refusals.sentence(refusal.value))


def test_a_case_cannot_use_what_another_reserved(books: Books) -> None:
    books.give(100_00)
    books.book(catalogue.reserve(30_00, books.dims("tests.case:1")))
    with pytest.raises(IntegrityError):
        books.book(catalogue.commit(30_00, books.dims("tests.case:2")))


def test_a_part_cannot_use_what_another_part_committed(books: Books) -> None:
    books.give(100_00)
    books.book(
        catalogue.commit(30_00, books.dims(part="dote.line:1"), source=catalogue.F.AVAILABLE)
    )
    with pytest.raises(IntegrityError):
        books.book(catalogue.decommit(30_00, books.dims(part="dote.line:2")))


def test_a_commitment_reaches_the_month_that_is_cleared(books: Books) -> None:
    books.give(100_00)
    books.book(catalogue.reserve(100_00, books.dims()))
    books.book(
        catalogue.commit(60_00, books.dims(part="dote.line:1", from_part="tests.case:1")),
        catalogue.unreserve(40_00, books.dims()),
    )
    books.book(
        catalogue.make_payable(
            20_00,
            books.dims(part="dote.month:1", from_part="dote.line:1"),
            cost=catalogue.G.VOUCHERS,
            creditor=catalogue.G.PROVIDERS,
        )
    )
    held = {row.part: (row.f2, row.f3, row.f4) for row in PartBalance.objects.all()}
    assert held == {
        "tests.case:1": (0, 0, 0),
        "dote.line:1": (0, 40_00, 0),
        "dote.month:1": (0, 0, 20_00),
    }


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="a conflict clause of SQLite")
@pytest.mark.parametrize("clause", ["OR IGNORE", "OR REPLACE", "OR FAIL", "OR ROLLBACK"])
def test_no_conflict_clause_passes_the_ceiling_or_empties_a_balance(
    books: Books, clause: str
) -> None:
    books.give(100_00)
    entry = books.book(catalogue.reserve(60_00, books.dims()))[0]
    with connection.cursor() as cursor:  # so that movements can be added by hand
        cursor.execute("DROP TRIGGER percorsi_accounting_movement_size")
    with pytest.raises(IntegrityError, match="accounting_position_ceiling"):
        _insert_by_hand(clause, entry, cents=999_00)
    _insert_by_hand(clause, entry, cents=1_00)
    books.rent.refresh_from_db()
    assert (books.rent.available_cents, PartBalance.objects.get().f2) == (39_00, 61_00)


@transaction.atomic
def _insert_by_hand(clause: str, entry: Entry, *, cents: int) -> None:
    columns = (
        "entry_id, number, book, debit_id, credit_id, cents, position_id, root, part, from_part"
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT {clause} INTO accounting_movement ({columns})"
            " SELECT entry_id, 2, book, debit_id, credit_id, %s, position_id, root, part,"
            " from_part FROM accounting_movement WHERE entry_id = %s",
            [cents, entry.pk],
        )
