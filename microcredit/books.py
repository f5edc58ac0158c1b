"""I06, I07: what the books hold of each loan is what the replay of its plan says, to the cent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Q

from accounting.accounts import G
from accounting.check_books.finding import Finding, amount
from accounting.models import Movement
from microcredit.allocation import Component
from microcredit.booking import interest_until
from microcredit.models import Loan
from microcredit.replay import Means
from microcredit.standing import Standing, standing
from microcredit.states import LoanState

ACCOUNTS = (G.PRINCIPAL, G.INTEREST, G.FEES)
DRAWN = (
    LoanState.CURRENT,
    LoanState.LATE,
    LoanState.HOLIDAY,
    LoanState.DEFAULT,
    LoanState.RECOVERY,
    LoanState.REPAID,
    LoanState.SETTLED,
    LoanState.WRITTEN_OFF,
)
"""States in which all of a loan is paid out, so that its plan is about the money in the books."""


def loans() -> Iterator[Finding]:
    """Find loans whose principal, interest or charges differ between journal and sub-ledger.

    The replay is of the day until which interest was last booked.
    """
    held = _held()
    rows = Loan.objects.as_system().filter(state__in=DRAWN, booked_to__isnull=False)
    for loan in rows.select_related("product").order_by("id"):
        wanted = owed(standing(loan, on=loan.booked_to or loan.opened_on))
        for account in ACCOUNTS:
            book = held[loan.label].get(account, 0)
            if book != wanted[account]:
                told = f"{account} holds {amount(book)}, its plan {amount(wanted[account])}"
                yield Finding("I06", loan.label, told)


def owed(now: Standing) -> dict[str, int]:
    """Return what the books have to hold of a loan, by account, in cents."""
    replayed = now.replayed
    rows = [each.row for each in now.instalments]
    gone = sum(
        replayed.split(label).interest
        for label in replayed.allocations
        if replayed.eased.get(label) is not Means.REPLACED
    )
    return {
        G.PRINCIPAL: replayed.principal_owed,
        G.INTEREST: interest_until(rows, replayed, now.on) - gone,
        G.FEES: replayed.owed_of(Component.DEFAULT_INTEREST, Component.COSTS),
    }


def _held() -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    sides = Q(debit__in=ACCOUNTS) | Q(credit__in=ACCOUNTS)
    moves = Movement.objects.filter(sides, root__startswith="microcredit.loan:")
    for root, debit, credit, cents in moves.values_list("root", "debit", "credit", "cents"):
        found[root][debit] += cents
        found[root][credit] -= cents
    return found
