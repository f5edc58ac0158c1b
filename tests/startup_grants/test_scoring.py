"""How applications are scored and ranked: hand-made competitions and properties."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from startup_grants.ranking import Candidate, Cover, Place, ranked
from startup_grants.scoring import (
    Criterion,
    MoreReadersWanted,
    Scheme,
    Score,
    Sheet,
    hundredths,
    score,
)
from tests.startup_grants.calculating import calculate

SCHEME = Scheme(
    criteria=(
        Criterion("skills", Decimal(10), weight=Decimal(2), threshold=Decimal(4)),
        Criterion("market", Decimal(20)),
    ),
    threshold=Decimal(20),
    spread=Decimal(8),
    premiums={"women": Decimal(3), "migrants": Decimal(4)},
    largest_premium=Decimal(5),
)


def sheet(reader: str, skills: str, market: str) -> Sheet:
    """Return a reader's sheet."""
    return Sheet(reader, {"skills": Decimal(skills), "market": Decimal(market)})


def test_two_readers_are_averaged_with_weights_and_premiums_are_capped() -> None:
    found = score(
        [sheet("ada", "6", "12"), sheet("ugo", "5", "15")],
        SCHEME,
        premiums=["women", "migrants"],
    )
    assert (found.base, found.premium, found.total) == (
        Decimal("24.50"),
        Decimal(5),
        Decimal("29.50"),
    )
    assert found.passes


def test_a_premium_lifts_nobody_over_a_threshold() -> None:
    found = score([sheet("ada", "4", "11"), sheet("ugo", "4", "11")], SCHEME, premiums=["women"])
    assert (found.base, found.total, found.below) == (Decimal(19), Decimal(22), ("total",))


def test_a_criterion_below_its_own_threshold_is_named() -> None:
    found = score([sheet("ada", "3", "20"), sheet("ugo", "4", "20")], SCHEME)
    assert found.below == ("skills",)


def test_two_readers_far_apart_call_a_third_and_the_two_closest_count() -> None:
    far = [sheet("ada", "5", "10"), sheet("ugo", "5", "19")]
    with pytest.raises(MoreReadersWanted):
        score(far, SCHEME)
    found = score([*far, sheet("eva", "5", "17")], SCHEME)
    assert (found.total, found.counted) == (Decimal(28), ("ugo", "eva"))


def test_a_third_reader_in_the_middle_counts_with_both() -> None:
    three = [sheet("ada", "5", "8"), sheet("ugo", "5", "18"), sheet("eva", "5", "13")]
    assert score(three, SCHEME).counted == ("ada", "ugo", "eva")


def test_exactly_the_spread_needs_no_third_reader() -> None:
    assert score([sheet("ada", "5", "10"), sheet("ugo", "5", "18")], SCHEME).total == 24


@pytest.mark.parametrize(
    "sheets",
    [
        [sheet("ada", "5", "10")],
        [sheet("ada", "5", "10"), sheet("ada", "5", "10")],
        [sheet("ada", "11", "10"), sheet("ugo", "5", "10")],
        [Sheet("ada", {"skills": Decimal(5)}), sheet("ugo", "5", "10")],
    ],
)
def test_one_sheet_two_of_one_reader_or_points_beyond_the_largest_are_refused(
    sheets: list[Sheet],
) -> None:
    with pytest.raises(ValueError, match=r"reader|criterion|scored"):
        score(sheets, SCHEME)


@given(st.fractions(0, 100))
def test_scores_are_rounded_half_up_once(exact: Fraction) -> None:
    rounded = Fraction(hundredths(exact))
    assert -Fraction(1, 200) < rounded - exact <= Fraction(1, 200)


def scored(total: str, **more: Any) -> Score:
    """Return a score as if it had been read."""
    points = Decimal(total)
    given: dict[str, Any] = {
        "total": points,
        "base": points,
        "premium": Decimal(0),
        "by_criterion": {"market": points / 2},
        "below": (),
        "counted": ("ada", "ugo"),
    }
    return Score(**given | more)


def candidate(reference: str, total: str, euros: int, **more: Any) -> Candidate:
    """Return an application with its score."""
    return Candidate(reference, scored(total, **more), euros * 100, f"2026-03-0{reference[-1]}")


def test_money_goes_down_the_list_strictly_in_order_and_the_last_may_take_the_rest() -> None:
    rows = ranked(
        [
            candidate("P3", "70", 40),
            candidate("P1", "90", 50),
            candidate("P2", "80", 60),
            candidate("P4", "60", 5),
            candidate("P5", "10", 5, below=("total",)),
        ],
        tie_break=["earlier"],
        cover=Cover({"": 100_00}),
    )
    assert [(row.candidate.reference, row.place, row.granted_cents) for row in rows] == [
        ("P1", Place.FUNDED, 50_00),
        ("P2", Place.PARTLY, 50_00),
        ("P3", Place.WAITLISTED, 0),
        ("P4", Place.WAITLISTED, 0),
        ("P5", Place.BELOW, 0),
    ]
    assert [row.position for row in rows] == [1, 2, 3, 4, 0]


def test_without_partial_cover_nobody_below_is_funded_before_the_one_that_did_not_fit() -> None:
    rows = ranked(
        [candidate("P1", "90", 60), candidate("P2", "80", 60), candidate("P3", "70", 10)],
        tie_break=["earlier"],
        cover=Cover({"": 100_00}, partial=False),
    )
    assert [row.place for row in rows] == [Place.FUNDED, Place.WAITLISTED, Place.WAITLISTED]


def test_ties_are_broken_as_published_and_each_says_by_what() -> None:
    rows = ranked(
        [
            candidate("P1", "80", 60),
            candidate("P2", "80", 50),
            candidate("P3", "80", 50, premium=Decimal(5)),
            Candidate("P4", scored("80"), 60_00, "2026-03-01"),
        ],
        tie_break=["premium", "smaller_amount", "earlier"],
        cover=Cover({}),
    )
    assert [(row.candidate.reference, row.tie_broken_by) for row in rows] == [
        ("P3", ""),
        ("P2", "premium"),
        ("P1", "smaller_amount"),
        ("P4", "protocol"),
    ]


CANDIDATES = st.lists(
    st.builds(
        candidate,
        reference=st.integers(0, 10**6).map(str),
        total=st.sampled_from(["60", "70", "70.01", "80"]),
        euros=st.integers(1, 100),
    ),
    max_size=15,
    unique_by=lambda found: found.reference,
)


@given(candidates=CANDIDATES, euros=st.integers(0, 500), partial=st.booleans())
def test_no_more_is_granted_than_there_is_and_nobody_overtakes(
    candidates: list[Candidate], euros: int, partial: bool
) -> None:
    cover = Cover({"": euros * 100}, partial=partial)
    rows = ranked(candidates, tie_break=["smaller_amount"], cover=cover)
    again = ranked(reversed(candidates), tie_break=["smaller_amount"], cover=cover)
    assert rows == again
    assert sum(row.granted_cents for row in rows) <= euros * 100
    totals = [row.candidate.score.total for row in rows]
    assert totals == sorted(totals, reverse=True)
    funded = [row.place is Place.FUNDED for row in rows]
    assert funded == sorted(funded, reverse=True)


def test_the_command_ranks_from_sheets_and_from_plain_scores(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plain = {
        "funds": {"puglia": "30.00", "sicilia": "10.00"},
        "threshold": 60,
        "applications": [
            {"id": "1", "score": 70, "amount": "20.00", "lot": "puglia"},
            {"id": "2", "score": "80.5", "amount": "20.00", "lot": "puglia"},
            {"id": "3", "score": 59, "amount": "20.00", "lot": "puglia"},
            {"id": "4", "score": 60, "amount": "10.00", "lot": "sicilia"},
        ],
    }
    rows = calculate(monkeypatch, "ranking", plain)["ranking"]
    assert [(row["id"], row["place"], row["granted"]) for row in rows] == [
        ("2", "funded", "20.00"),
        ("1", "funded_in_part", "10.00"),
        ("4", "funded", "10.00"),
        ("3", "below_threshold", "0.00"),
    ]
