"""What a single undertaking may still receive: by vectors, by hand, by property."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import CommandError
from hypothesis import given
from hypothesis import strategies as st

from startup_grants.aid_rules import AidRule, Counting, NoRule, rule_of_a_1407_scheme, rule_on
from startup_grants.calc.aid import de_minimis, reference_rows
from startup_grants.de_minimis import Aid, leaves_on, room, window_start
from startup_grants.undertakings import Control, Link, single_undertaking
from tests.startup_grants.calculating import calculate
from tests.vectors import vectors

OLD = AidRule(200_000_00, 3, Counting.FISCAL, "Reg. (EU) 1407/2013")
NEW = AidRule(300_000_00, 3, Counting.ROLLING, "Reg. (EU) 2023/2831")
DAYS = st.dates(date(2019, 1, 1), date(2029, 12, 31))
AIDS = st.lists(st.builds(Aid, granted_on=DAYS, cents=st.integers(0, 100_000_00)), max_size=12)


def test_the_published_vectors_come_out_as_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    cases = [row for row in vectors("limit_checks") if row["programme"] == "de minimis"]
    answers = calculate(monkeypatch, "de-minimis", cases)
    assert [row["admissible"] for row in cases] == [row["admissible"] for row in answers]
    assert len(cases) >= 2


def test_aid_of_the_day_before_three_years_ago_no_longer_counts() -> None:
    """LIM-21 of the vectors, retyped: 250,000 + 50,000 reaches 300,000 and does not pass it."""
    aids = [Aid(date(2021, 5, 9), 120_000_00), Aid(date(2022, 3, 1), 250_000_00)]
    found = room(aids, on=date(2024, 5, 10), rule=NEW)
    assert (found.room_cents, found.window_from) == (50_000_00, date(2021, 5, 10))
    assert found.admits(50_000_00)
    assert not found.admits(50_000_01)
    assert room(aids, on=date(2024, 5, 9), rule=NEW).room_cents == 0


def test_aid_of_the_fiscal_year_2020_is_gone_in_2023_whatever_its_day() -> None:
    """LIM-24 of the vectors, retyped."""
    aids = [Aid(date(2020, 12, 31), 150_000_00), Aid(date(2022, 3, 1), 50_000_00)]
    found = room(aids, on=date(2023, 12, 20), rule=OLD)
    assert (found.room_cents, found.counted_cents) == (150_000_00, 50_000_00)
    assert room(aids, on=date(2022, 12, 31), rule=OLD).room_cents == 0


def test_a_fiscal_year_that_ends_in_june_moves_the_window() -> None:
    june = (6, 30)
    assert window_start(date(2023, 6, 30), OLD, year_end=june) == date(2020, 7, 1)
    assert window_start(date(2023, 7, 1), OLD, year_end=june) == date(2021, 7, 1)
    assert leaves_on(date(2020, 7, 1), OLD, year_end=june) == date(2023, 7, 1)


def test_the_day_of_the_decision_chooses_the_rule() -> None:
    rows = reference_rows()
    before, after = (rule_on(day, rows) for day in (date(2023, 12, 31), date(2024, 1, 1)))
    assert (before.ceiling_cents, before.counting) == (200_000_00, Counting.FISCAL)
    assert (after.ceiling_cents, after.counting) == (300_000_00, Counting.ROLLING)
    with pytest.raises(NoRule):
        rule_on(date(2013, 12, 31), rows)


def test_an_old_scheme_keeps_the_old_rule_for_six_months_of_2024() -> None:
    rows = reference_rows()
    assert rule_of_a_1407_scheme(date(2024, 6, 30), rows).ceiling_cents == 200_000_00
    with pytest.raises(NoRule):
        rule_of_a_1407_scheme(date(2024, 7, 1), rows)


def test_a_ceiling_known_from_memory_warns_and_does_not_refuse() -> None:
    answer = de_minimis(
        {"decided_on": "2020-05-01", "sector": "road_freight", "new_aid": "100000.01"}
    )
    assert (answer["ceiling"], answer["admissible"]) == ("100000.00", True)
    assert answer["warning"]


def test_what_leaves_the_window_next_is_said_with_its_day() -> None:
    aids = [Aid(date(2024, 2, 29), 1_00), Aid(date(2024, 3, 1), 2_00), Aid(date(2025, 1, 1), 4_00)]
    found = room(aids, on=date(2026, 6, 1), rule=NEW)
    assert found.leaves_next is not None
    assert (found.leaves_next.on, found.leaves_next.cents) == (date(2027, 3, 1), 1_00)
    assert room(aids, on=date(2027, 2, 28), rule=NEW).counted_cents == 7_00
    assert room(aids, on=date(2027, 3, 1), rule=NEW).counted_cents == 6_00


@given(aids=AIDS, on=DAYS, rule=st.sampled_from([OLD, NEW]))
@pytest.mark.slow
def test_counted_and_room_make_the_ceiling_and_nothing_leaves_unannounced(
    aids: list[Aid], on: date, rule: AidRule
) -> None:
    found = room(aids, on=on, rule=rule)
    assert found.room_cents == max(0, rule.ceiling_cents - found.counted_cents)
    assert found.counted_cents == sum(aid.cents for aid in found.counted)
    known = [aid for aid in aids if aid.granted_on <= on]
    if found.leaves_next is not None:
        eve = found.leaves_next.on - timedelta(days=1)
        assert room(known, on=eve, rule=rule).counted_cents == found.counted_cents
        then = room(known, on=found.leaves_next.on, rule=rule).counted_cents
        assert then == found.counted_cents - found.leaves_next.cents


@given(granted=DAYS, rule=st.sampled_from([OLD, NEW]))
def test_aid_counts_from_its_day_to_the_eve_of_its_leaving(granted: date, rule: AidRule) -> None:
    aid, gone = Aid(granted, 1_00), leaves_on(granted, rule)
    assert room([aid], on=granted, rule=rule).counted_cents == 1_00
    assert room([aid], on=gone - timedelta(days=1), rule=rule).counted_cents == 1_00
    assert room([aid], on=gone, rule=rule).counted_cents == 0
    assert room([aid], on=granted - timedelta(days=1), rule=rule).counted_cents == 0


def test_enterprises_are_one_through_others_and_only_while_the_link_holds() -> None:
    first, last = date(2020, 1, 1), date(2025, 12, 31)
    links = [
        Link("mother", "daughter", Control.VOTES, first),
        Link("daughter", "niece", Control.BOARD, first, last),
        Link("stranger", "other", Control.AGREEMENT, first),
    ]
    assert single_undertaking("niece", links, on=last) == {"mother", "daughter", "niece"}
    assert single_undertaking("niece", links, on=last + timedelta(days=1)) == {"niece"}


def test_the_room_counts_the_aid_of_linked_enterprises_and_soft_loans_by_equivalent() -> None:
    case: dict[str, Any] = {
        "decided_on": "2023-12-20",
        "beneficiary": "A",
        "links": [{"controller": "M", "controlled": "A", "starts_on": "2020-01-01"}],
        "aids": [
            {
                "granted_on": "2023-06-01",
                "beneficiary": "M",
                "instrument": "loan",
                "amount": "1000000.00",
                "years": 1,
            },
            {"granted_on": "2023-06-01", "beneficiary": "B", "amount": "200000.00"},
        ],
    }
    assert de_minimis(case)["room"] == "160000.00"


@pytest.mark.parametrize(
    ("case", "named"),
    [
        ({}, "decided_on"),
        ({"decided_on": "2024-02-30"}, "decided_on"),
        ({"decided_on": "2024-05-10", "new_aid": 5}, "new_aid"),
        ({"decided_on": "2024-05-10", "aids": [{"amount": "1.00"}]}, "granted_on"),
        ({"decided_on": "2024-05-10", "aids": {}}, "aids"),
        ({"decided_on": "2024-05-10", "fiscal_year_end": "13-01"}, "fiscal_year_end"),
        ({"decided_on": "2012-05-10"}, "no de minimis rule"),
    ],
)
def test_a_case_that_is_wrong_is_refused_by_the_field(
    monkeypatch: pytest.MonkeyPatch, case: dict[str, Any], named: str
) -> None:
    with pytest.raises(CommandError, match=f"Case 1: .*{named}"):
        calculate(monkeypatch, "de-minimis", [case])


def test_the_reference_rows_give_amounts_as_numbers() -> None:
    assert Decimal(reference_rows().row("ceiling", on=date(2026, 1, 1)).value) == 300_000
