"""Random books stay the plain-Python model's, and the harness finds its own planted defects."""

from collections import Counter

import pytest

from accounting import balances
from tests.accounting.machine import rules
from tests.accounting.model import Ledger, Refused
from tests.accounting.oracle import LINES
from tests.accounting.tampering import drop_trigger, owner
from tests.ground import Database

SAMPLE = 150


@pytest.mark.slow
def test_random_books_are_the_models_after_every_step(db: None) -> None:
    assert rules.run(steps=SAMPLE) > SAMPLE / 2


def test_the_machine_finds_a_dropped_trigger(fresh_database: Database) -> None:
    with owner():
        drop_trigger("accounting_movement_balances", "accounting_movement")
        with pytest.raises(AssertionError):
            rules.run(steps=50)


@pytest.mark.slow
def test_the_machine_finds_sums_made_with_floats(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    exact = balances.trial_balance

    def in_euros() -> list[balances.TrialRow]:
        return [
            balances.TrialRow(row.account, int(row.debit / 100 * 100), int(row.credit / 100 * 100))
            for row in exact()
        ]

    monkeypatch.setattr(balances, "trial_balance", in_euros)
    with pytest.raises(AssertionError):
        rules.run(steps=SAMPLE)


@pytest.mark.slow
def test_the_machine_finds_a_posting_that_books_another_account(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = LINES["returned"].build
    right = LINES["reissued"]
    planted = type(right)(right.code, wrong, right.legs)
    monkeypatch.setitem(LINES, "reissued", planted)
    with pytest.raises(AssertionError):
        rules.run(steps=2_000)


def test_the_model_itself_refuses_what_is_not_there() -> None:
    ledger = Ledger()
    with pytest.raises(Refused):
        ledger.book([("F2", "F1", 1)], case="c", position="p")
    assert ledger.positions == Counter() == ledger.cases
