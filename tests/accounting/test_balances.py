"""Balances, trial balance, funnel and the ledger of a case agree, with and without snapshot."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command

from accounting import balances, catalogue, snapshots
from accounting.accounts import FUNNEL
from accounting.catalogue import F, G
from accounting.funnel import Level, funnel, held
from accounting.models import BalanceSnapshot, Entry, Movement
from tests.accounting.books import DAY, Books
from tests.accounting.scenarios import Case


@pytest.fixture
def spent(books: Books) -> Case:
    """Return a case of which a voucher of 40 € was paid, out of 100 €."""
    books.give(100_00)
    case = Case(books)
    case.spend(40_00)
    return case


def summed(account: str) -> int:
    """Return a balance the slow way: every movement, in Python."""
    total = 0
    for movement in Movement.objects.all():
        total += movement.cents * ((movement.debit_id == account) - (movement.credit_id == account))
    return total


def test_a_balance_is_the_sum_of_its_movements(spent: Case) -> None:
    assert balances.balance("1100") == summed("1100") == -40_00
    assert balances.balance("5100") == 40_00
    assert balances.balance("1300") == 0


def test_a_snapshot_changes_no_balance_and_later_movements_are_added_to_it(spent: Case) -> None:
    before = balances.trial_balance()
    assert snapshots.refresh() == Movement.objects.order_by("-pk").values_list("pk", flat=True)[0]
    assert BalanceSnapshot.objects.count() == len(before)
    assert balances.trial_balance() == before
    spent.book(catalogue.claim(10_00, spent.dims()), catalogue.return_payment(5_00, spent.dims()))
    for row in balances.trial_balance():
        assert row.balance == balances.balance(row.account) == summed(row.account)
    snapshots.refresh()
    assert balances.balance("1100") == summed("1100") == -35_00


def test_a_second_snapshot_without_new_movements_changes_nothing(spent: Case) -> None:
    assert snapshots.refresh() == snapshots.refresh()


def test_the_snapshot_command_says_how_far_it_came(
    spent: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("snapshot_balances")
    assert "Balances are kept up to movement" in capsys.readouterr().out


def test_the_trial_balance_has_every_account_and_debit_equals_credit(spent: Case) -> None:
    rows = balances.trial_balance()
    assert len(rows) == 42
    assert sum(row.debit for row in rows) == sum(row.credit for row in rows) > 0


@pytest.mark.parametrize("snapshot", [False, True])
def test_the_trial_balance_of_a_past_day_leaves_later_bookings_out(
    spent: Case, snapshot: bool
) -> None:
    before = balances.trial_balance()
    spent.books.book(catalogue.claim(10_00, spent.dims()), on=DAY + timedelta(days=1))
    if snapshot:
        snapshots.refresh()
    assert balances.trial_balance(as_of=DAY) == before
    assert balances.trial_balance(as_of=DAY + timedelta(days=1)) != before
    assert not any(row.debit for row in balances.trial_balance(as_of=DAY - timedelta(days=1)))


def test_what_was_recorded_after_an_instant_was_not_known_then(spent: Case) -> None:
    instant = Entry.objects.order_by("-recorded_at").values_list("recorded_at", flat=True)[0]
    known = balances.trial_balance()
    spent.books.book(catalogue.claim(10_00, spent.dims()), on=DAY)
    assert balances.trial_balance(as_of=DAY, known_at=instant) == known
    assert balances.trial_balance(as_of=DAY) != known


def test_the_ledger_of_a_case_runs_to_its_balances(spent: Case) -> None:
    spent.books.give(10_00)
    lines = list(balances.sub_ledger(spent.root))
    postings = [line.movement.entry.posting for line in lines]
    assert postings == ["COM", "LIQ", "LIQ", "PAY", "PAY"]
    last = lines[-1]
    assert (last.movement.debit_id, last.debit_balance) == ("2110", 0)
    assert (last.movement.credit_id, last.credit_balance) == ("1100", -40_00)


def test_a_late_booking_of_an_earlier_day_stands_in_its_place_in_the_ledger(spent: Case) -> None:
    early = DAY - timedelta(days=9)
    spent.books.book(catalogue.reserve(1, spent.dims()), on=early)
    first = next(iter(balances.sub_ledger(spent.root)))
    assert first.movement.entry.booked_on == early


def test_the_funnel_by_partner_and_line_adds_up_to_the_whole(spent: Case) -> None:
    books = spent.books
    books.give(30_00, to=books.positions["sicilia", "work", "fami"])
    whole = funnel()[0]
    assert whole.appropriated == 130_00
    for levels in ((Level.PARTNER,), (Level.LINE, Level.FUND), tuple(Level)):
        rows = funnel(*levels)
        sums = tuple(sum(row.cents[place] for row in rows) for place in range(10))
        assert sums == whole.cents
        assert all(sum(row.cents) == 0 for row in rows)


def test_the_funnel_of_one_partner_shows_only_theirs(spent: Case) -> None:
    books = spent.books
    books.give(30_00, to=books.positions["sicilia", "work", "fami"])
    (row,) = funnel(Level.PARTNER, only={Level.PARTNER: [books.rent.partner_id]})
    assert row.key == (books.rent.partner_id,)
    assert (row.of(F.AVAILABLE), row.of(F.PAID), row.appropriated) == (60_00, 40_00, 100_00)
    assert funnel(Level.PARTNER, only={Level.PARTNER: []}) == []


def test_the_funnel_of_a_past_day_leaves_later_bookings_out(spent: Case) -> None:
    before = funnel(Level.LINE)
    spent.books.book(catalogue.claim(10_00, spent.dims()), on=DAY + timedelta(days=1))
    assert funnel(Level.LINE, as_of=DAY) == before != funnel(Level.LINE)


def test_what_a_case_holds_is_asked_by_part_and_by_position(spent: Case) -> None:
    position = spent.books.rent.pk
    assert held(F.PAID, root=spent.root) == 40_00
    assert held(F.PAID, root=spent.root, part=spent.part, position_id=position) == 40_00
    assert held(F.PAID, root=spent.root, part="dote.month:2") == 0
    with pytest.raises(ValueError, match="position"):
        held(F.AVAILABLE, root=spent.root)


def test_cents_stay_whole_where_floats_would_drift(books: Books) -> None:
    """Row 14 of the performance page: a million times ten cents, here a thousand."""
    books.give(1_000_00)
    books.book(*(catalogue.reserve(10, books.dims(f"tests.case:{n}")) for n in range(1000)))
    assert balances.balance("F2") == 1000 * 10
    assert sum(0.1 for _ in range(1000)) * 100 != 1000 * 10
    assert funnel()[0].cents[FUNNEL.index("F2")] == 100_00


def test_money_of_the_general_book_is_found_under_its_day(spent: Case) -> None:
    spent.books.book(catalogue.prefinance(5_00, spent.dims()), on=date(2026, 5, 1))
    april = {row.account: row.balance for row in balances.trial_balance(as_of=date(2026, 4, 30))}
    assert (april[G.BANK.value], balances.balance(G.BANK)) == (-40_00, -35_00)
