"""Two officers who award the last euro in the same second: one does, one is told."""

import pytest

from accounting import check_books
from config.database import as_owner
from tests import ground
from tests.accounting.books import open_books
from tests.accounting.ceiling import race
from tests.accounting.tampering import run
from tests.ground import Database

ATTEMPTS = 60


@pytest.mark.slow
def test_ten_officers_at_nested_ceilings_award_exactly_what_there_is(
    fresh_database: Database,
) -> None:
    books = open_books()
    outcome = race.run(books, attempts=ATTEMPTS)
    assert outcome.errors == {}
    assert (outcome.awarded, outcome.refused) == (ATTEMPTS // 3, ATTEMPTS - ATTEMPTS // 3)
    assert outcome.left[books.work.pk] == 0
    assert outcome.left[books.rent.pk] == (ATTEMPTS // 2 - ATTEMPTS // 3) * race.CENTS
    assert {finding.check for finding in check_books.findings()} == set()


@pytest.mark.skipif(not ground.POSTGRES, reason="SQLite has one writer at a time")
def test_the_race_finds_a_ceiling_that_only_python_guards(fresh_database: Database) -> None:
    """The harness's planted defect: without the CHECK, asking first is not enough."""
    books = open_books()
    with as_owner():
        run("ALTER TABLE accounting_position DROP CONSTRAINT accounting_position_ceiling")
    outcome = race.run(books, attempts=30, guard=True)
    assert outcome.awarded > 30 // 3
