"""The short way to a plain French plan makes the rows of the general way, to the cent and day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from microcredit.schedule import Basis, Method, Terms, plain
from microcredit.schedule.dates import MONTHLY, moved
from microcredit.schedule.plans import by_periods, plan

terms = st.builds(
    lambda cents, rate, n, day: Terms(
        principal=cents,
        annual_rate_pct=Decimal(rate) / 100,
        method=Method.FRENCH,
        n=n,
        disbursed_on=day,
        first_due=moved(day, MONTHLY),
        due_day=day.day,
    ),
    st.integers(1, 10_000_000),
    st.integers(1, 6_000),
    st.integers(1, 120),
    st.dates(date(2019, 1, 1), date(2032, 12, 31)),
)


@given(terms)
def test_both_ways_make_the_same_rows(asked: Terms) -> None:
    assert plain.is_plain(asked)
    assert plan(asked) == by_periods(asked)


def test_what_is_not_plain_goes_the_general_way() -> None:
    asked = Terms(
        principal=1_000_00,
        annual_rate_pct=Decimal(6),
        method=Method.FRENCH,
        n=12,
        disbursed_on=date(2027, 1, 15),
        first_due=date(2027, 2, 28),
        basis=Basis.NOMINAL,
    )
    assert not plain.is_plain(asked)
