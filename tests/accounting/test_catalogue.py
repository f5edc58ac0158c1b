"""Every posting books what the specification's table says, and nothing that cannot balance."""

import ast
import inspect

import pytest

from accounting import catalogue
from accounting.catalogue import Dimensions, LoanSplit, Move, Posting, fingerprint
from accounting.catalogue.legs import LEGS
from tests.accounting import oracle
from tests.accounting.oracle import LINES

DIMS = Dimensions(position_id="P", root="tests.case:1", part="dote.month:1", category_id="C")
OTHER = Dimensions(position_id="Q", root="tests.case:2")


@pytest.mark.parametrize("name", LINES)
def test_a_posting_books_what_the_table_says(name: str) -> None:
    line = LINES[name]
    posting = line.build(101, DIMS)
    assert posting.code == line.code
    booked = [(move.debit, move.credit, move.cents) for move in posting.moves]
    assert booked == line.amounts(101)
    assert {(move.dims.root, move.dims.to) for move in posting.moves} == {
        ("tests.case:1", "dote.month:1")
    }


@pytest.mark.parametrize("name", LINES)
def test_the_table_of_check_books_allows_what_the_oracle_says(name: str) -> None:
    line = LINES[name]
    assert {(debit, credit) for debit, credit, _ in line.legs} <= LEGS[line.code]


def test_every_posting_of_the_catalogue_is_in_the_oracle() -> None:
    tree = ast.parse(inspect.getsource(oracle))
    used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    functions = {name for name in catalogue.__all__ if name[0].islower()}
    assert functions - used == {"transfer", "transfer_debt", "fingerprint"}
    assert set(LEGS) - {line.code for line in LINES.values()} == {"TRF", "TRD", "RVR"}


def test_a_transfer_lowers_one_line_and_raises_the_other() -> None:
    moves = catalogue.transfer(5, source=DIMS, target=OTHER).moves
    assert [(m.debit, m.credit, m.dims.position_id) for m in moves] == [
        ("F0", "F1", "P"),
        ("F1", "F0", "Q"),
    ]


def test_a_debt_passes_from_one_subject_to_another_through_the_transit_account() -> None:
    moves = catalogue.transfer_debt(5, source=DIMS, target=OTHER).moves
    assert [(m.debit, m.credit, m.dims.root) for m in moves] == [
        ("1900", "1500", "tests.case:1"),
        ("1500", "1900", "tests.case:2"),
    ]


def test_the_allowance_covers_principal_first_and_the_rest_is_a_loss() -> None:
    lost = LoanSplit(principal=70, interest=20, fees=10)
    moves = catalogue.write_off(lost, DIMS, allowance=80).moves
    assert [(m.debit, m.credit, m.cents) for m in moves] == [
        ("1390", "1300", 70),
        ("1390", "1310", 10),
        ("5300", "1310", 10),
        ("5300", "1320", 10),
    ]


def test_the_guarantee_does_not_cover_fees() -> None:
    with pytest.raises(ValueError, match="never fees"):
        catalogue.call_guarantee(LoanSplit(principal=1, fees=1), DIMS)


@pytest.mark.parametrize("cents", [0, -1, 1.0, True, 0.1 + 0.2])
def test_only_whole_positive_cents_are_booked(cents: int) -> None:
    with pytest.raises(ValueError, match="whole number of cents"):
        Move("F2", "F1", cents, DIMS)


@pytest.mark.parametrize(("debit", "credit"), [("F2", "1100"), ("1100", "F5"), ("F1", "F1")])
def test_a_move_needs_two_accounts_of_one_book(debit: str, credit: str) -> None:
    with pytest.raises(ValueError, match=r"accounts|books"):
        Move(debit, credit, 1, DIMS)


def test_a_posting_that_moves_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="moves nothing"):
        catalogue.allocate(LoanSplit(), DIMS)


def test_the_opposite_of_a_move_goes_back_to_the_part_it_came_from() -> None:
    dims = Dimensions(position_id="P", root="r", part="month", from_part="line")
    back = Move("F4", "F3", 7, dims).inverted()
    assert (back.debit, back.credit, back.dims.to, back.dims.taken_from) == (
        "F3",
        "F4",
        "line",
        "month",
    )


def test_the_fingerprint_does_not_depend_on_the_order_of_postings_but_on_every_cent() -> None:
    one, two = catalogue.reserve(1, DIMS), catalogue.reserve(2, DIMS)
    assert fingerprint([one, two]) == fingerprint([two, one])
    assert fingerprint([one, two]) != fingerprint([one, catalogue.reserve(3, DIMS)])
    assert fingerprint([one]) != fingerprint([Posting("URES", one.moves)])
