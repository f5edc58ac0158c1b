"""Who goes to the database by hand meets its refusals, on both databases."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError, ProgrammingError

from accounting import catalogue, refusals
from accounting.catalogue import F, G
from accounting.models import Account, Entry, Movement, PartBalance, Payable, Position
from accounting.refusals import AlreadyReversed
from audit.triggers import refused_by
from tests.accounting.books import DAY, Books
from tests.accounting.scenarios import Case


@pytest.fixture
def booked(books: Books) -> Books:
    """Return books with an appropriation and a cleared, unpaid voucher."""
    books.give(100_00)
    case = Case(books)
    case.award(50_00)
    case.clear(50_00, cost=G.VOUCHERS, creditor=G.PARTICIPANTS)
    return books


def refusal_of(act: Callable[[], object]) -> str:
    """Return the name of the rule by which the database refuses the act, or its own words."""
    with pytest.raises(DatabaseError) as refusal, transaction.atomic():
        act()
    return refused_by(refusal.value) or str(refusal.value)


def sql(statement: str, *values: str) -> None:
    """Run SQL behind the application's back."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


APPEND_ONLY = ("accounting_entry", "accounting_movement")


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("statement", ["UPDATE {} SET root = 'x'", "DELETE FROM {}"])
def test_nothing_booked_is_edited_or_deleted(booked: Books, table: str, statement: str) -> None:
    assert table in refusal_of(lambda: sql(statement.format(table)))


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no TRUNCATE")
@pytest.mark.parametrize("table", APPEND_ONLY)
def test_nothing_booked_is_truncated(booked: Books, table: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        sql(f"TRUNCATE {table} CASCADE")


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="REPLACE is SQLite's")
def test_nothing_booked_is_replaced(booked: Books) -> None:
    statement = "INSERT OR REPLACE INTO accounting_movement SELECT * FROM accounting_movement"
    assert refusal_of(lambda: sql(statement))


def test_a_movement_cannot_be_added_to_a_complete_entry(booked: Books) -> None:
    movement = Movement.objects.order_by("pk").first()
    assert movement is not None
    movement.pk, movement.number = None, 2
    assert refusal_of(lambda: movement.save(force_insert=True)) == "accounting_movement_size"


def _movement(books: Books, **changes: object) -> Movement:
    """Return a movement of a new entry that waits for it."""
    event = books.event("tests.case:9")
    entry = Entry.objects.create(
        posting="RES",
        booked_on=DAY,
        value_on=DAY,
        recorded_at=event.at,
        root="tests.case:9",
        part="tests.case:9",
        event_stream=event.stream,
        event_seq=event.seq,
        size=1,
        actor="system",
    )
    values: dict[str, object] = {
        "entry": entry,
        "number": 1,
        "book": "funnel",
        "debit_id": "F2",
        "credit_id": "F1",
        "cents": 1,
        "position": books.rent,
        "root": "tests.case:9",
        "part": "tests.case:9",
        "from_part": "tests.case:9",
    }
    return Movement(**{**values, **changes})


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"credit_id": "1100"}, "accounting_movement_one_book"),
        ({"book": "general"}, "accounting_movement_one_book"),
        (
            {"book": "general", "debit_id": "1100", "credit_id": "1100"},
            "accounting_movement_two_accounts",
        ),
        ({"cents": 0}, "accounting_movement_cents"),
        ({"cents": -5}, "accounting_movement_cents"),
        ({"number": 0}, "accounting_movement"),
        ({"cents": 50_01}, "accounting_position_ceiling"),
        ({"debit_id": "F3", "credit_id": "F2"}, "accounting_partbalance"),
    ],
)
def test_a_movement_that_cannot_be_is_refused(
    booked: Books, changes: dict[str, object], rule: str
) -> None:
    movement = _movement(booked, **changes)
    assert rule in refusal_of(lambda: movement.save(force_insert=True))


def test_a_movement_that_can_be_is_taken(booked: Books) -> None:
    _movement(booked).save(force_insert=True)
    booked.rent.refresh_from_db()
    assert booked.rent.available_cents == 49_99


def test_an_entry_without_its_event_is_refused(booked: Books) -> None:
    entry = Entry.objects.order_by("pk").first()
    assert entry is not None
    entry.pk, entry.event_seq = "0" * 26, 999
    assert refusal_of(lambda: entry.save(force_insert=True)) == "accounting_entry_event"


def test_an_entry_is_reversed_once(booked: Books) -> None:
    entry = booked.book(catalogue.reserve(5_00, booked.dims("tests.case:7")))[0]
    booked.undo(entry)
    booked.book(catalogue.reserve(5_00, booked.dims("tests.case:7")))
    with pytest.raises(AlreadyReversed) as refusal:
        booked.undo(entry)
    assert "reversed before" in str(refusals.sentence(refusal.value))
    again = Entry.objects.get(reverses=entry)
    again.pk = "Z" * 26
    assert refusal_of(lambda: again.save(force_insert=True))


def test_a_reversal_needs_a_reason(booked: Books) -> None:
    entry = booked.book(catalogue.reserve(5_00, booked.dims("tests.case:7")))[0]
    rule = refusal_of(lambda: booked.undo(entry, reason=""))
    assert "accounting_entry_reversal_reason" in rule


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"cents": 4_00}, "accounting_reversal_exact"),
        ({"debit_id": "F2", "credit_id": "F1"}, "accounting_reversal_exact"),
        ({"root": "tests.case:8"}, "accounting_reversal_exact"),
        ({"category_id": None}, "accounting_reversal_exact"),
    ],
)
def test_a_reversal_that_is_not_the_exact_opposite_is_refused(
    booked: Books, changes: dict[str, object], rule: str
) -> None:
    original = booked.book(catalogue.reserve(5_00, booked.dims("tests.case:7")))[0]
    movement = _movement(booked)
    Movement.objects.filter(entry=original).get()
    reversal = Entry.objects.get(pk=movement.entry_id)
    reversal.pk, reversal.reverses, reversal.reason = "Z" * 26, original, "wrong"
    reversal.save(force_insert=True)
    values: dict[str, object] = {
        "entry": reversal,
        "debit_id": "F1",
        "credit_id": "F2",
        "cents": 5_00,
        "root": "tests.case:7",
        "part": "tests.case:7",
        "from_part": "tests.case:7",
        "category": booked.category,
    }
    forged = Movement(number=1, book="funnel", position=booked.rent, **{**values, **changes})
    assert refusal_of(lambda: forged.save(force_insert=True)) == rule


def test_a_reversal_of_another_size_is_refused(booked: Books) -> None:
    original = booked.book(catalogue.reserve(5_00, booked.dims("tests.case:7")))[0]
    reversal = Entry.objects.get(pk=original.pk)
    reversal.pk, reversal.reverses_id, reversal.reason = "Z" * 26, original.pk, "wrong"
    reversal.size = 2
    assert refusal_of(lambda: reversal.save(force_insert=True)) == "accounting_reversal_size"


def test_a_budget_position_begins_empty(booked: Books) -> None:
    position = Position.objects.get(pk=booked.rent.pk)
    position.pk, position.fund_id = "Y" * 26, booked.positions["puglia", "rent", "fami"].fund_id
    Position.objects.filter(pk=booked.positions["puglia", "rent", "fami"].pk).delete()
    assert refusal_of(lambda: position.save(force_insert=True)) == "accounting_position_empty"


def test_a_budget_position_stays_what_it_is(booked: Books) -> None:
    rows = Position.objects.filter(pk=booked.rent.pk)
    rule = refusal_of(lambda: rows.update(line=booked.work.line))
    assert rule == "accounting_position_fixed"


def test_a_budget_position_with_movements_cannot_be_deleted(booked: Books) -> None:
    def delete() -> None:
        sql("DELETE FROM accounting_position WHERE id = %s", booked.rent.pk)
        connection.check_constraints()

    assert refusal_of(delete)


def test_nobody_is_given_a_balance(booked: Books) -> None:
    balance = PartBalance(root="r", part="r", position=booked.rent, f3=1)
    rule = refusal_of(lambda: balance.save(force_insert=True))
    assert rule == "accounting_partbalance_empty"


def test_a_balance_is_neither_deleted_nor_handed_on(booked: Books) -> None:
    rows = PartBalance.objects.all()
    assert refusal_of(rows.delete) == "accounting_partbalance_kept"
    assert refusal_of(lambda: rows.update(part="x")) == "accounting_partbalance_fixed"


@pytest.mark.parametrize("column", ["f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9"])
def test_no_stage_of_a_case_goes_below_zero(booked: Books, column: str) -> None:
    rule = refusal_of(lambda: PartBalance.objects.update(**{column: -1}))
    assert f"accounting_partbalance_{column}" in rule


def test_the_available_money_stays_within_what_was_appropriated(booked: Books) -> None:
    rule = refusal_of(lambda: Position.objects.update(available_cents=100_01))
    assert "accounting_position_within_appropriation" in rule


def test_an_account_is_of_the_book_that_its_code_says() -> None:
    account = Account(code="F0", book="general", name="x", kind="memo")
    assert account.title == "x"


def test_a_wrong_account_is_refused(booked: Books) -> None:
    rows = Account.objects.filter(code="F0")
    assert "accounting_account_book" in refusal_of(lambda: rows.update(book="general"))
    assert "accounting_account_kind" in refusal_of(lambda: rows.update(kind="other"))


PAYABLE_FIXED = {
    "gross_cents": 60_00,
    "withheld_cents": 1,
    "payee": "people.participant:2",
    "part": "dote.month:2",
    "root": "tests.case:2",
    "creditor": "2110",
    "cost_option": "flat",
    "quantity": 3,
    "unit": "hour",
    "period_end": date(2026, 3, 1),
    "evidence": ["documents.evidence:1"],
    "created_on": date(2026, 4, 1),
}


@pytest.mark.parametrize("column", PAYABLE_FIXED)
def test_what_was_cleared_for_payment_is_not_changed(booked: Books, column: str) -> None:
    rows = Payable.objects.all()
    rule = refusal_of(lambda: rows.update(**{column: PAYABLE_FIXED[column]}))
    assert rule == "accounting_payable_fixed"


def test_a_payable_is_neither_deleted_nor_brought_back_to_life(booked: Books) -> None:
    rows = Payable.objects.all()
    assert refusal_of(rows.delete) == "accounting_payable_kept"
    rows.update(live=False, cancelled_on=DAY)
    rule = refusal_of(lambda: rows.update(live=True, cancelled_on=None))
    assert rule == "accounting_payable_fixed"


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"offset_cents": 50_01}, "accounting_payable_offset"),
        ({"offset_cents": -1}, "accounting_payable_offset"),
        ({"returned": True}, "accounting_payable_returned_after_paid"),
        ({"live": False}, "accounting_payable_cancelled_unpaid"),
        ({"cancelled_on": DAY}, "accounting_payable_cancelled_unpaid"),
        (
            {"live": False, "cancelled_on": DAY, "paid_on": DAY},
            "accounting_payable_cancelled_unpaid",
        ),
    ],
)
def test_a_payable_in_an_impossible_state_is_refused(
    booked: Books, changes: dict[str, object], rule: str
) -> None:
    assert rule in refusal_of(lambda: Payable.objects.update(**changes))


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({}, "accounting_payable"),
        ({"part": "n", "net_cents": 1}, "accounting_payable_net"),
        ({"part": "n", "gross_cents": 0, "net_cents": 0}, "accounting_payable_net"),
        (
            {"part": "n", "withheld_cents": 60_00, "net_cents": -10_00},
            "accounting_payable_net",
        ),
        ({"part": "n", "creditor": "1100"}, "accounting_payable_creditor"),
        ({"part": "n", "period_end": date(2020, 1, 1)}, "accounting_payable_period"),
    ],
)
def test_an_impossible_payable_is_refused(
    booked: Books, changes: dict[str, object], rule: str
) -> None:
    payable = Payable.objects.get()
    payable.pk = "X" * 26
    for name, value in changes.items():
        setattr(payable, name, value)
    assert rule in refusal_of(lambda: payable.save(force_insert=True))


def test_a_case_is_not_committed_beyond_the_ceiling_through_another_fund(booked: Books) -> None:
    other = booked.positions["puglia", "rent", "fami"]
    with pytest.raises(IntegrityError):
        booked.book(catalogue.commit(1, booked.dims("tests.case:3", at=other), source=F.AVAILABLE))
