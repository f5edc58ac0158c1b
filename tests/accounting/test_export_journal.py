"""The journal leaves as beancount, CSV and JSON; beancount itself comes to the same balances."""

import csv
import json
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from beancount import loader
from beancount.core.data import Transaction
from django.core.management import call_command

from accounting import balances, catalogue
from accounting.beancount import account_name
from accounting.models import Movement
from tests.accounting.books import DAY, Books
from tests.accounting.scenarios import BUDGET, SCENARIOS, Case


@pytest.fixture
def booked(books: Books) -> Books:
    """Return books in which all scenarios happened, each to a case of its own."""
    for number, scenario in enumerate(SCENARIOS):
        books.give(BUDGET)
        scenario(Case(books, root=f"tests.case:{number}", part=f"dote.month:{number}"))
    books.undo(books.book(catalogue.receive(7, books.dims('tests.loan:"1"\\')))[0])
    return books


def export(folder: Path, form: str, **options: date) -> Path:
    """Write the journal to a file and return it."""
    out = folder / f"journal.{form}"
    call_command("export_journal", format=form, out=out, **options)
    return out


def test_beancount_loads_the_journal_and_comes_to_the_same_balances(
    booked: Books, tmp_path: Path
) -> None:
    entries, errors, _ = loader.load_file(str(export(tmp_path, "beancount")))
    assert errors == []
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for transaction in entries:
        if isinstance(transaction, Transaction):
            for posting in transaction.postings:
                assert posting.units is not None
                sums[posting.account] += posting.units.number or 0
    for row in balances.trial_balance():
        assert sums[account_name(row.account)] * 100 == Decimal(row.balance)
    assert sum(1 for entry in entries if isinstance(entry, Transaction)) > 60


def test_beancount_notices_a_cent_too_much(booked: Books, tmp_path: Path) -> None:
    """The harness's own planted defect: one leg of the exported text is changed."""
    out = export(tmp_path, "beancount")
    out.write_text(out.read_text().replace(" 500.00 EUR", " 500.01 EUR", 1))
    _, errors, _ = loader.load_file(str(out))
    assert errors


def test_the_csv_has_every_movement_with_its_cents(booked: Books, tmp_path: Path) -> None:
    with export(tmp_path, "csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert len(rows) == Movement.objects.count()
    assert sum(int(row["cents"]) for row in rows if row["debit"] == "1100") == sum(
        Movement.objects.filter(debit_id="1100").values_list("cents", flat=True)
    )


def test_the_json_has_the_same_rows(booked: Books, tmp_path: Path) -> None:
    rows = json.loads(export(tmp_path, "json").read_text())
    assert len(rows) == Movement.objects.count()
    assert {type(row["cents"]) for row in rows} == {int}


def test_the_journal_of_a_past_day_leaves_later_bookings_out(booked: Books, tmp_path: Path) -> None:
    before = export(tmp_path, "json").read_text()
    booked.book(catalogue.receive(5, booked.dims()), on=DAY + timedelta(days=1))
    assert export(tmp_path, "json", as_of=DAY).read_text() == before


@pytest.mark.parametrize("form", ["beancount", "csv", "json"])
def test_an_empty_journal_is_a_valid_file(
    books: Books, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("export_journal", format=form)
    written = capsys.readouterr().out
    assert written.startswith({"beancount": "option", "csv": "entry;", "json": "[]"}[form])
