"""A loan in life: late, early, back-dated, reversed; the books say what the replay says."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from accounting.accounts import G
from accounting.check_books import findings
from accounting.models import Entry, Movement, Payable
from lifecycle import timed
from lifecycle.errors import Refused
from microcredit.arrears import ArrearsClass
from microcredit.models import Receipt
from microcredit.readings import TEGM
from microcredit.standing import InstalmentState, standing
from microcredit.states import LoanState, TrancheState
from programme.models import Parameter
from tests import batch_path
from tests.loan_path import LENT, LoanPath, path
from tests.world import World

MARCH, APRIL, MAY = date(2027, 3, 11), date(2027, 4, 11), date(2027, 5, 11)
INSTALMENT = 125_00


def balances(way: LoanPath) -> dict[str, int]:
    """Return the balance of every general account on the loan, zeros left out."""
    found: dict[str, int] = {}
    for row in Movement.objects.filter(root=way.loan.label, book="general"):
        found[row.debit_id] = found.get(row.debit_id, 0) + row.cents
        found[row.credit_id] = found.get(row.credit_id, 0) - row.cents
    return {account: cents for account, cents in found.items() if cents}


@pytest.mark.slow
def test_an_instalment_overdue_makes_the_loan_late_and_its_payment_cures_it(world: World) -> None:
    way = path(world)
    way.paid()
    assert not [done for done in timed.tick(on=date(2027, 3, 16)) if done.command == "mark_late"]
    done = timed.tick(on=date(2027, 3, 17))
    assert [(each.command, each.refused) for each in done] == [("mark_late", "")]
    assert timed.tick(on=date(2027, 3, 17)) == []
    loan = way.fresh()
    assert loan.state == LoanState.LATE
    now = standing(loan, on=date(2027, 4, 11))
    assert (now.days_late, now.arrears, now.overdue) == (31, ArrearsClass.UP_TO_90, INSTALMENT)
    assert way.receive(INSTALMENT, date(2027, 3, 20), "LATE").state == LoanState.CURRENT


@pytest.mark.slow
def test_a_part_is_a_part_and_too_much_is_the_borrowers(world: World) -> None:
    way = path(world, cents=300_00, months=6)
    way.paid()
    loan = way.receive(20_00, date(2027, 3, 1), "PART")
    now = standing(loan, on=date(2027, 3, 1))
    assert now.instalments[0].state is InstalmentState.PARTIALLY_PAID
    assert now.next is not None
    assert now.next.owed == 30_00
    loan = way.receive(300_00, date(2027, 3, 2), "MORE")
    assert (loan.state, loan.credit_cents) == (LoanState.REPAID, 20_00)
    assert balances(way)[G.OVERPAYMENTS] == -20_00
    with pytest.raises(Refused, match="refund it first"):
        way.two("close", world.giulia, date(2027, 3, 3))
    loan = way.two("refund_excess", world.giulia, date(2027, 3, 3), reference="CRO77")
    assert (loan.credit_cents, G.OVERPAYMENTS in balances(way)) == (0, False)


@pytest.mark.slow
def test_a_back_dated_receipt_is_replayed_and_the_books_show_reversals(world: World) -> None:
    way = path(world)
    lend_at_six_percent(way)
    way.paid()
    way.receive(200_00, APRIL, "B")
    before = list(Entry.objects.filter(posting="ALL").values_list("id", flat=True))
    way.receive(200_00, MARCH, "A", on=APRIL)
    kept = Entry.objects.filter(pk__in=before)
    assert kept.count() == len(before)
    assert Entry.objects.filter(reverses__in=before, posting="RVR").count() == len(before)
    told = way.loan.versions.as_system().latest("number")
    now = standing(way.fresh(), on=APRIL)
    assert sum(row.principal for row in told.plan_rows) == LENT
    assert balances(way)[G.PRINCIPAL] == way.loan.outstanding_cents
    assert now.replayed.split(label("A")).interest > now.replayed.split(label("B")).interest
    assert findings() == []


def label(reference: str) -> str:
    """Return the label of the receipt that has a reference."""
    return Receipt.objects.as_system().get(reference=reference).label


@pytest.mark.parametrize("order", list(permutations("ABC"))[1:])
@pytest.mark.slow
def test_the_books_do_not_depend_on_the_order_of_entry(
    world: World, order: tuple[str, ...]
) -> None:
    came = {"A": (90_00, MARCH), "B": (200_00, APRIL), "C": (40_00, APRIL)}
    ways = [path(world), path(world, "amina")]
    for way, entered in zip(ways, ("ABC", order), strict=True):
        way.paid()
        for name in entered:
            cents, value_on = came[name]
            way.receive(cents, value_on, f"{name}{way.who}", on=MAY)
    first, second = (balances(way) for way in ways)
    assert first == second
    assert ways[0].loan.oldest_unpaid_on == ways[1].loan.oldest_unpaid_on


@pytest.mark.slow
def test_a_receipt_reversed_after_the_end_brings_the_loan_back(world: World) -> None:
    way = path(world, cents=300_00, months=6)
    way.paid()
    way.receive(100_00, MARCH, "ONE")
    assert way.receive(200_00, APRIL, "TWO").state == LoanState.REPAID
    loan = way.reverse("TWO", on=MAY)
    assert (loan.state, loan.outstanding_cents, loan.repaid_on) == (LoanState.CURRENT, 200_00, None)
    assert balances(way)[G.PRINCIPAL] == 200_00
    assert balances(way)[G.BANK] == -200_00
    assert way.receive(200_00, MAY, "TWO").state == LoanState.REPAID
    assert findings() == []


@pytest.mark.slow
def test_two_tranches_make_a_plan_each(world: World) -> None:
    way = path(world)
    loan = way.paid([2_000_00, 1_000_00])
    assert loan.state == LoanState.DISBURSING
    assert loan.live_version is not None
    assert loan.live_version.principal_cents == 2_000_00
    with pytest.raises(Refused, match="what the last one paid"):
        way.two("disburse_next", world.giulia, date(2027, 2, 15), conditions_met=True)
    way.keep("loan_use", on=date(2027, 2, 14))
    loan = way.two("disburse_next", world.giulia, date(2027, 2, 15), conditions_met=True)
    batch_path.executed(world, [waiting(way)])
    loan = way.fresh()
    assert loan.state == LoanState.CURRENT
    assert loan.live_version is not None
    assert (loan.live_version.number, loan.live_version.principal_cents) == (3, LENT)
    assert loan.outstanding_cents == LENT


def waiting(way: LoanPath) -> Payable:
    """Return what is cleared and not paid."""
    return Payable.objects.get(root=way.loan.label, live=True, paid_on__isnull=True)


@pytest.mark.slow
def test_a_tranche_that_nobody_draws_is_cut(world: World) -> None:
    way = path(world)
    way.paid([2_000_00, 1_000_00])
    loan = way.two("cut_undrawn", world.anna, date(2027, 2, 20))
    assert (loan.state, loan.outstanding_cents) == (LoanState.CURRENT, 2_000_00)
    assert [each.state for each in way.tranches()] == [TrancheState.PAID, TrancheState.RENOUNCED]
    assert way.receive(2_000_00, MARCH, "ALL").state == LoanState.REPAID


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"cents": 0}, "above zero"),
        ({"value_on": date(2027, 3, 12)}, "in the future"),
        ({"value_on": date(2027, 2, 1)}, "Nothing was lent before"),
        ({"reference": "KNOWN"}, "entered before"),
    ],
)
@pytest.mark.slow
def test_an_unsound_receipt_is_refused_and_nothing_is_lost(
    world: World, told: dict[str, object], sentence: str
) -> None:
    way = path(world)
    way.paid()
    way.receive(10_00, MARCH, "KNOWN")
    before = balances(way)
    given = {"cents": 10_00, "value_on": MARCH, "reference": "NEW", **told}
    with pytest.raises(Refused, match=sentence):
        way.receive(**given, on=MARCH)
    assert balances(way) == before


def lend_at_six_percent(way: LoanPath) -> None:
    """Let the call lend at a rate, with an invented average rate against which it is held."""
    way.call.loan_products.update(annual_rate_pct="6", usury_category="INVENTED")
    Parameter.objects.create(
        programme=TEGM,
        parameter="INVENTED",
        value="10.00",
        unit="%",
        valid_from=date(2026, 10, 1),
        valid_to=date(2026, 12, 31),
        evidence=Parameter.Evidence.SEEN,
        source="Invented",
        entered_by="test",
    )
