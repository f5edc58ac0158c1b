"""What would follow if a borrower paid more, earlier or later: reckoned by hand beside it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from microcredit import what_if
from microcredit.models import LoanProduct
from microcredit.planning import Payout, terms_for
from microcredit.replay import Paying, replay
from microcredit.schedule import Annuity, Basis, Method, plan
from microcredit.schedule.rounding import Rounding
from microcredit.standing import placed
from microcredit.what_if import Borrowed

LENT_ON = date(2026, 1, 31)


def borrowed(
    *, rate: str = "0", cents: int = 1_200_00, months: int = 12, paid: int = 0, on: date
) -> Borrowed:
    """Return a loan of 31 January 2026 whose first payments came on 28 February."""
    product = LoanProduct(
        annual_rate_pct=Decimal(rate),
        method=Method.FRENCH,
        basis=Basis.NOMINAL,
        annuity=Annuity.NOMINAL,
        rounding=Rounding.HALF_UP,
    )
    rows = plan(terms_for(product, [Payout(LENT_ON, cents)], months=months)).rows
    receipts = [Paying(date(2026, 2, 28), "R", paid, "r:1")] if paid else []
    now = placed(rows, replay(rows, receipts, product.order), on=on)
    return Borrowed(now, product, LENT_ON)


def test_without_interest_a_sum_more_is_worth_what_it_is() -> None:
    loan = borrowed(paid=100_00, on=date(2026, 3, 10))
    on = date(2026, 3, 15)
    assert what_if.due_first(loan, on=on) == 0
    shorter = what_if.fewer_instalments(loan, 300_00, on=on)
    assert (shorter.count, shorter.instalment, shorter.total) == (8, 100_00, 800_00)
    assert shorter.last == date(2026, 10, 31)
    lower = what_if.lower_instalments(loan, 330_00, on=on)
    assert (lower.count, lower.instalment, lower.total) == (11, 70_00, 770_00)
    assert lower.last == date(2027, 1, 31)


def test_interest_to_the_day_is_paid_before_principal() -> None:
    """Of 12 % on 1,200 euro, March bears 11.05 on 1,105.38; of its 31 days 15 have passed."""
    loan = borrowed(rate="12", paid=106_62, on=date(2026, 3, 10))
    on = date(2026, 3, 15)
    assert what_if.as_planned(loan).count == 11
    due = what_if.due_first(loan, on=on)
    assert due == 5_35
    ends = what_if.to_end_it(loan, on=on)
    assert (ends.principal, ends.total) == (1_105_38, 1_105_38 + due)
    lower = what_if.lower_instalments(loan, 500_00, on=on)
    assert lower.count == 11
    planned = what_if.as_planned(loan)
    assert lower.total - lower.interest == ends.principal - (500_00 - due)
    assert lower.total + 500_00 < planned.total


def test_more_every_month_ends_earlier_and_costs_no_more() -> None:
    loan = borrowed(rate="6", on=date(2026, 2, 10))
    planned = what_if.as_planned(loan)
    more = what_if.more_every_month(loan, 50_00)
    assert more.count < planned.count
    assert more.total < planned.total
    assert what_if.more_every_month(borrowed(on=date(2026, 2, 10)), 20_00).total == 1_200_00


def test_a_month_later_moves_every_day_and_keeps_the_seed_of_the_month() -> None:
    loan = borrowed(on=date(2026, 2, 10))
    later = what_if.one_later(loan)
    assert (later.count, later.total, later.last) == (12, 1_200_00, date(2027, 2, 28))
    dear = what_if.one_later(borrowed(rate="12", on=date(2026, 2, 10)))
    assert dear.total - what_if.as_planned(borrowed(rate="12", on=date(2026, 2, 10))).total == 12_00


@pytest.mark.parametrize("months", [1, 2, 7, 60])
@pytest.mark.parametrize("rate", ["0", "4.75", "24"])
def test_principal_is_never_lost_or_made(rate: str, months: int) -> None:
    loan = borrowed(rate=rate, cents=5_000_01, months=months, on=date(2026, 2, 1))
    on = date(2026, 2, 14)
    early = what_if.due_first(loan, on=on)
    for cents in (early + 1, early + 1_000_00, early + 4_999_99):
        for way in (what_if.fewer_instalments, what_if.lower_instalments):
            found = way(loan, cents, on=on)
            assert found.total - found.interest == 5_000_01 - (cents - early)
