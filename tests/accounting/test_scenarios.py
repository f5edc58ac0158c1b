"""The eight scenarios of the catalogue end where the specification says, with sound books."""

import pytest

from accounting import balances, check_books
from tests.accounting.books import Books
from tests.accounting.scenarios import BUDGET, SCENARIOS, Case, Scenario


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.__name__)
def test_a_scenario_ends_in_its_balances_with_sound_books(books: Books, scenario: Scenario) -> None:
    books.give(BUDGET)
    scenario(Case(books))
    left = {row.account: row.balance for row in balances.trial_balance() if row.balance}
    assert left == {"F0": -BUDGET} | SCENARIOS[scenario]
    assert check_books.findings() == []
