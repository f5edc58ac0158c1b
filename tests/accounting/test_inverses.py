"""Every posting of the catalogue and its inverse give back every balance exactly (I28).

The postings are those of the oracle, so that one more in the catalogue is one more here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import pytest
from django.db import DatabaseError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounting import catalogue, journal
from accounting.accounts import F, G
from accounting.catalogue import Dimensions, Posting
from accounting.models import Entry, Movement, PartBalance, Position
from tests.accounting.books import Books
from tests.accounting.oracle import LINES

ENOUGH = 10_000_00
CENTS = st.integers(min_value=1, max_value=1_000_00)
PART = "dote.month:1"
Pair = tuple[Callable[[int, Dimensions], Posting], Callable[[int, Dimensions], Posting]]

PAIRS: dict[str, Pair] = {
    "RES and URES": (catalogue.reserve, catalogue.unreserve),
    "COM and DECOM": (
        lambda cents, dims: catalogue.commit(cents, dims, source=F.AVAILABLE),
        catalogue.decommit,
    ),
    "LIQ and ULIQ": (
        lambda c, d: catalogue.make_payable(c, d, cost=G.VOUCHERS, creditor=G.PARTICIPANTS),
        lambda c, d: catalogue.unmake_payable(c, d, cost=G.VOUCHERS, creditor=G.PARTICIPANTS),
    ),
    "LIQ and ULIQ, withheld": (
        lambda c, d: catalogue.make_payable(
            c, d, cost=G.VOUCHERS, creditor=G.PARTICIPANTS, withheld=c // 5
        ),
        lambda c, d: catalogue.unmake_payable(
            c, d, cost=G.VOUCHERS, creditor=G.PARTICIPANTS, withheld=c // 5
        ),
    ),
    "REISS and RET": (catalogue.reissue, catalogue.return_payment),
    "CLM and UCLM": (catalogue.claim, catalogue.unclaim),
    "SCO and UCLM": (
        catalogue.claim_simplified,
        lambda cents, dims: catalogue.unclaim(cents, dims, simplified=True),
    ),
    "VAL and UVAL": (catalogue.validate, catalogue.unvalidate),
    "CERT and DECERT": (catalogue.certify, catalogue.decertify),
    "ALW and its release": (catalogue.provide, catalogue.release_provision),
}
"""Postings that undo each other by name, each with the one that undoes it."""


@pytest.fixture
def filled(books: Books) -> Books:
    """Return books in which every stage of the funnel holds money of one part."""
    dims = books.dims(part=PART)
    books.give(100 * ENOUGH)
    ladder: Sequence[Callable[[int], Posting]] = (
        lambda cents: catalogue.reserve(cents, dims),
        lambda cents: catalogue.commit(cents, dims),
        lambda c: catalogue.make_payable(c, dims, cost=G.VOUCHERS, creditor=G.PARTICIPANTS),
        lambda cents: catalogue.pay(cents, dims, creditor=G.PARTICIPANTS),
        lambda cents: catalogue.claim(cents, dims),
        lambda cents: catalogue.validate(cents, dims),
        lambda cents: catalogue.certify(cents, dims),
    )
    for rung, build in enumerate(ladder):
        books.book(build((len(ladder) - rung) * ENOUGH))
    return books


def balances() -> tuple[object, ...]:
    """Return every balance: positions, parts, and the general book by case, cent by cent."""
    sums: Counter[tuple[str, str]] = Counter()
    for root, debit, credit, cents in Movement.objects.values_list(
        "root", "debit_id", "credit_id", "cents"
    ):
        sums.update({(root, debit): cents})
        sums.update({(root, credit): -cents})
    parts = PartBalance.objects.values_list(
        "root", "part", "position", *(f"f{stage}" for stage in range(2, 10))
    )
    return (
        sorted(Position.objects.values_list("id", "appropriated_cents", "available_cents")),
        sorted(row for row in parts if any(row[3:])),
        {key: cents for key, cents in sums.items() if cents},
    )


@pytest.mark.parametrize("name", LINES)
def test_each_posting_and_its_reversal_leave_nothing(filled: Books, name: str) -> None:
    before = balances()
    [entry] = filled.book(LINES[name].build(1_01, filled.dims(part=PART)))
    assert balances() != before
    filled.undo(entry)
    assert balances() == before
    with pytest.raises(journal.AlreadyReversed):
        filled.undo(entry)
    assert balances() == before


@pytest.mark.parametrize("name", PAIRS)
def test_postings_that_undo_each_other_leave_nothing(filled: Books, name: str) -> None:
    before, dims = balances(), filled.dims(part=PART)
    do, undo = PAIRS[name]
    filled.book(do(1_01, dims))
    assert balances() != before
    filled.book(undo(1_01, dims))
    assert balances() == before


def test_a_transfer_and_a_handed_debt_come_back(filled: Books) -> None:
    before = balances()
    here, there = filled.dims(part=PART), filled.dims("tests.case:2", at=filled.work)
    moved = filled.book(
        catalogue.transfer(1_01, source=here, target=there),
        catalogue.transfer_debt(1_01, source=here, target=there),
    )
    assert balances() != before
    for entry in reversed(moved):
        filled.undo(entry)
    assert balances() == before


@given(chosen=st.lists(st.tuples(st.sampled_from(sorted(LINES)), CENTS), min_size=1, max_size=8))
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_row_of_postings_is_undone_from_the_last_to_the_first(
    filled: Books, chosen: list[tuple[str, int]]
) -> None:
    before = balances()
    booked: list[Entry] = []
    for name, cents in chosen:
        booked += filled.book(LINES[name].build(cents, filled.dims(part=PART)))
    for entry in reversed(booked):
        filled.undo(entry)
    assert balances() == before


def test_an_inverse_that_forgets_a_leg_is_refused(
    filled: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = journal.moves_of
    monkeypatch.setattr(journal, "moves_of", lambda entry: whole(entry)[:1])
    dims = filled.dims(part=PART)
    [entry] = filled.book(catalogue.revoke(1_01, dims, cost=G.VOUCHERS, source=F.PAID))
    with pytest.raises(DatabaseError, match="accounting_reversal_size"):
        filled.undo(entry)


def test_a_pair_that_is_none_is_found(filled: Books) -> None:
    before, dims = balances(), filled.dims(part=PART)
    filled.book(catalogue.claim(1_01, dims))
    filled.book(catalogue.unclaim(1_01, dims, simplified=True))
    assert balances() != before
