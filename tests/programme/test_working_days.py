"""Working days are those of the Italian calendar, in every year that the product covers."""

from datetime import date, timedelta

import pytest

from programme.working_days import (
    easter,
    is_working_day,
    next_working_day,
    not_festive,
    public_holidays,
)

# Easter Sundays as almanacs print them.
EASTERS = [
    date(2019, 4, 21),
    date(2020, 4, 12),
    date(2021, 4, 4),
    date(2022, 4, 17),
    date(2023, 4, 9),
    date(2024, 3, 31),
    date(2025, 4, 20),
    date(2026, 4, 5),
    date(2027, 3, 28),
    date(2028, 4, 16),
    date(2029, 4, 1),
    date(2030, 4, 21),
    date(2031, 4, 13),
    date(2032, 3, 28),
]


@pytest.mark.parametrize("sunday", EASTERS, ids=lambda day: str(day.year))
def test_easter_is_where_almanacs_have_it(sunday: date) -> None:
    assert easter(sunday.year) == sunday
    assert sunday.weekday() == 6
    assert not is_working_day(sunday + timedelta(days=1))


@pytest.mark.parametrize("year", range(2019, 2033))
def test_each_year_has_the_holidays_of_the_state_and_no_others(year: int) -> None:
    fixed = {(day.month, day.day) for day in public_holidays(year)}
    wanted = {
        (1, 1),
        (1, 6),
        (4, 25),
        (5, 1),
        (6, 2),
        (8, 15),
        (11, 1),
        (12, 8),
        (12, 25),
        (12, 26),
    }
    assert wanted <= fixed
    assert ((10, 4) in fixed) == (year >= 2026)
    movable = {easter(year), easter(year) + timedelta(days=1)}
    assert set(public_holidays(year)) - movable <= {
        date(year, month, day) for month, day in wanted | {(10, 4)}
    }


def test_patron_saints_are_days_of_work() -> None:
    assert is_working_day(date(2026, 9, 21)) is True  # Saint Matthew, Salerno


@pytest.mark.parametrize(
    ("day", "following"),
    [
        (date(2026, 4, 3), date(2026, 4, 7)),  # Good Friday is worked, Easter Monday is not
        (date(2026, 12, 24), date(2026, 12, 28)),
        (date(2026, 12, 31), date(2027, 1, 4)),
        (date(2026, 6, 1), date(2026, 6, 3)),
        (date(2027, 4, 23), date(2027, 4, 26)),
        (date(2026, 11, 18), date(2026, 11, 19)),
    ],
)
def test_the_next_working_day_steps_over_what_nobody_works(day: date, following: date) -> None:
    assert next_working_day(day) == following


@pytest.mark.parametrize("year", range(2019, 2033))
def test_no_day_of_rest_lasts_longer_than_four_days(year: int) -> None:
    day = date(year, 1, 1)
    while day.year == year:
        assert 1 <= (next_working_day(day) - day).days <= 5
        day += timedelta(days=1)


def test_a_term_does_not_end_on_a_festive_day_but_can_end_on_a_saturday() -> None:
    assert not_festive(date(2026, 11, 1)) == date(2026, 11, 2)
    assert not_festive(date(2027, 3, 28)) == date(2027, 3, 30)
    assert not_festive(date(2026, 11, 21)) == date(2026, 11, 21)
