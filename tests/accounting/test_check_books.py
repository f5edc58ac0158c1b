"""Whoever edits the books behind the application's back is found, by the check made for it."""

import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from accounting import catalogue, check_books, journal, periods, snapshots
from accounting.catalogue import F, fingerprint
from audit.trail import Draft, record_in_stream
from tests.accounting.books import DAY, GIULIA, Books, open_books
from tests.accounting.scenarios import Case, voucher_with_cut
from tests.accounting.tampering import drop_trigger, owner, run, unguarded
from tests.ground import Database

ACTOR = {"actor": GIULIA, "role": "finance"}


def sound_books() -> Books:
    """Return books with a voucher, a receipt undone, a debt handed on and a closed January."""
    books = open_books()
    books.give(10_000_00)
    voucher_with_cut(Case(books))
    books.undo(books.book(catalogue.receive(10_00, books.dims("tests.loan:1")))[0])
    debtor = books.dims("tests.case:3")
    books.book(catalogue.subrogate(5_00, debtor))
    books.book(catalogue.transfer_debt(5_00, source=debtor, target=books.dims("tests.case:4")))
    _award_with_fingerprint(books)
    january = periods.open_period(starts_on=date(2026, 1, 1), ends_on=date(2026, 1, 31), **ACTOR)
    periods.close(periods.begin_closing(january, **ACTOR), **ACTOR)
    snapshots.refresh()
    return books


def _award_with_fingerprint(books: Books) -> None:
    postings = [catalogue.commit(5_00, books.dims("tests.case:6"), source=F.AVAILABLE)]
    draft = Draft(
        actor=GIULIA,
        role="finance",
        action="book",
        subject="tests.case:6",
        facts={"books": fingerprint(postings)},
    )
    with transaction.atomic():
        event = record_in_stream(draft, stream="tests.case:6")
        journal.post(postings, on=DAY, event=event, actor=GIULIA)


@pytest.fixture
def sound(db: None) -> Books:
    """Return sound books, rolled back after the test."""
    return sound_books()


def checks() -> set[str]:
    """Return the names of the checks that find something."""
    return {finding.check for finding in check_books.findings()}


_FIRST = "(SELECT MIN(id) FROM accounting_movement WHERE {})"
_RESERVED = _FIRST.format("debit_id = 'F2'")
_COST = _FIRST.format("debit_id = '5100'")
_REVERSED = "(SELECT MIN(id) FROM accounting_entry WHERE reverses_id IS NOT NULL)"
_COPY = (
    "INSERT INTO accounting_movement (entry_id, number, book, debit_id, credit_id, cents,"
    " position_id, root, part, from_part) SELECT entry_id, 9, book, debit_id, credit_id, cents,"
    " position_id, root, part, from_part FROM accounting_movement WHERE id = "
)

DEFECTS = {
    "a cent added to a movement of the funnel": (
        f"UPDATE accounting_movement SET cents = cents + 1 WHERE id = {_RESERVED}",
        {"positions", "parts"},
    ),
    "a cent added to a cost": (
        f"UPDATE accounting_movement SET cents = cents + 1 WHERE id = {_COST}",
        {"I06", "snapshots"},
    ),
    "a movement deleted": (
        f"DELETE FROM accounting_movement WHERE id = {_COST}",
        {"I01", "I06"},
    ),
    "a movement added": (_COPY + _COST, {"I01", "I06"}),
    "a negative movement": (
        f"UPDATE accounting_movement SET cents = -cents WHERE id = {_COST}",
        {"I01"},
    ),
    "a movement between the books": (
        f"UPDATE accounting_movement SET credit_id = '1100' WHERE id = {_RESERVED}",
        {"I01", "catalogue"},
    ),
    "a cost called something else": (
        f"UPDATE accounting_movement SET debit_id = '5900' WHERE id = {_COST}",
        {"catalogue"},
    ),
    "money moved to another case": (
        f"UPDATE accounting_movement SET root = 'tests.case:2' WHERE id = {_RESERVED}",
        {"parts", "I03"},
    ),
    "a ceiling raised": (
        "UPDATE accounting_position SET available_cents = available_cents + 1",
        {"positions", "I02"},
    ),
    "an appropriation raised": (
        "UPDATE accounting_position SET appropriated_cents = appropriated_cents + 1,"
        " available_cents = available_cents + 1",
        {"positions"},
    ),
    "a balance of a case raised": (
        "UPDATE accounting_partbalance SET f3 = f3 + 1",
        {"parts", "I02"},
    ),
    "an entry tied to an event that is not there": (
        f"UPDATE accounting_entry SET event_seq = 99 WHERE id = {_REVERSED}",
        {"I15"},
    ),
    "a reversal that undoes another sum": (
        f"UPDATE accounting_movement SET cents = 999 WHERE entry_id = {_REVERSED}",
        {"I28"},
    ),
    "a payable lowered": (
        "UPDATE accounting_payable SET gross_cents = 1, net_cents = 1",
        {"I20"},
    ),
    "a payable said to be unpaid": (
        "UPDATE accounting_payable SET paid_on = NULL",
        {"I06"},
    ),
    "an entry moved into a closed period": (
        f"UPDATE accounting_entry SET booked_on = '2026-01-15',"
        f" recorded_at = '2999-01-01 00:00:00+00:00' WHERE id = {_REVERSED}",
        {"periods"},
    ),
    "a snapshot edited": (
        "UPDATE accounting_balancesnapshot SET debit_cents = debit_cents + 1"
        " WHERE account_id = '1100'",
        {"snapshots"},
    ),
    "an account taken from the chart": (
        "DELETE FROM accounting_balancesnapshot WHERE account_id = '1600'"
        "; DELETE FROM accounting_account WHERE code = '1600'",
        {"chart"},
    ),
    "a category taken from a movement, which changes no sum": (
        "UPDATE accounting_movement SET category_id = NULL WHERE root = 'tests.case:6'",
        {"I14"},
    ),
    "periods that overlap, closed by nobody": (
        "INSERT INTO accounting_period (id, starts_on, ends_on, state, reopening_reason,"
        " reopening_asked_by, reopened_by)"
        " VALUES ('X', '2026-01-31', '2026-02-28', 'closed', '', '', '')",
        {"periods"},
    ),
    "a debt that left one subject and reached none": (
        "DELETE FROM accounting_movement WHERE credit_id = '1900'",
        {"transit", "I01"},
    ),
}

ON_SQLITE = {
    "half a cent, since SQLite would store it": (
        f"UPDATE accounting_movement SET cents = cents + 0.5 WHERE id = {_COST}",
        {"I01"},
    ),
}


def test_sound_books_give_no_finding(sound: Books) -> None:
    assert check_books.findings() == []


@pytest.mark.slow
def test_every_edit_behind_the_back_is_found(fresh_database: Database) -> None:
    sound_books()
    defects = DEFECTS | (ON_SQLITE if connection.vendor == "sqlite" else {})
    missed = {}
    for defect, (statements, expected) in defects.items():
        with owner(), unguarded():
            run(*statements.split("; "))
            missed[defect] = expected - checks()
    assert {defect: checks for defect, checks in missed.items() if checks} == {}
    assert check_books.findings() == []


def test_what_slips_through_a_dropped_trigger_is_found(fresh_database: Database) -> None:
    books = sound_books()
    with owner():
        drop_trigger("accounting_movement_balances", "accounting_movement")
        books.book(catalogue.reserve(1_00, books.dims("tests.case:5")))
        assert {"positions", "parts"} <= checks()
    with owner():
        drop_trigger("accounting_movement_size", "accounting_movement")
        run(_COPY + _RESERVED)
        assert "I01" in checks()


def test_more_given_back_than_was_owed_is_found(sound: Books) -> None:
    sound.book(catalogue.collect(1_00, sound.dims()))
    sound.book(catalogue.refund_overpayment(1_00, sound.dims()))
    assert checks() == {"I05", "I09"}


def test_the_command_ends_well_on_sound_books(
    sound: Books, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("check_books")
    assert "The books are sound" in capsys.readouterr().out


def test_the_command_names_each_finding_and_fails(
    sound: Books, capsys: pytest.CaptureFixture[str]
) -> None:
    sound.book(catalogue.collect(1_00, sound.dims()))
    with pytest.raises(CommandError, match="1 findings"):
        call_command("check_books", json=True)
    (finding,) = json.loads(capsys.readouterr().out)
    assert (finding["check"], finding["where"]) == ("I05", "tests.case:1")
