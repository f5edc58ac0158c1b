"""How a grant's money ends: economies, what is owed back, and the sum of both books."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from django.db.models import Sum

from accounting.accounts import G
from accounting.catalogue import Dimensions, Posting, reopen_advance
from accounting.models import Movement, PartBalance
from audit.labels import split
from lifecycle.procedures.recovery.money import cost_of
from lifecycle.procedures.recovery.rows import DebtRow
from startup_grants import ledger, money
from startup_grants.states import NOT_CLEARED

if TYPE_CHECKING:
    from datetime import date

    from startup_grants.models import Grant

STANDING = ("f5", "f6", "f7", "f8")
"""Funnel accounts of what is paid and stands: paid, claimed, validated, certified."""


@dataclass(frozen=True)
class Accounts:
    """What became of a grant, in cents: at its closing, granted = paid + cut + released."""

    granted: int
    committed: int
    cleared: int
    paid: int
    cut: int
    released: int
    cost: int
    """What the general book holds as cost and advance; it is what the funnel holds as paid."""

    @property
    def agree(self) -> bool:
        """Say whether nothing of the grant is missing in either book."""
        whole = self.committed + self.cleared + self.paid + self.cut + self.released
        return whole == self.granted and self.cost == self.paid + self.cleared


def accounts_of(grant: Grant) -> Accounts:
    """Return what became of a grant, from the books."""
    rows = list(PartBalance.objects.filter(root=grant.label))
    return Accounts(
        granted=grant.granted_cents or 0,
        committed=sum(row.f3 for row in rows),
        cleared=sum(row.f4 for row in rows),
        paid=sum(getattr(row, name) for row in rows for name in STANDING),
        cut=sum(row.f9 for row in rows),
        released=_moved(grant, "F1", "F3") - _moved(grant, "F3", "F1"),
        cost=_general(grant, G.GRANTS) + _general(grant, G.ADVANCES),
    )


def economy(grant: Grant) -> int:
    """Return what is committed and no tranche will take, in cents."""
    waiting = grant.tranches.as_system().filter(state__in=NOT_CLEARED)
    return money.committed(grant) - sum(row.approved_cents or 0 for row in waiting)


def realised(grant: Grant) -> int:
    """Return the costs that were admitted, in cents."""
    rows = grant.expenses.as_system().values_list("admitted_cents", flat=True)
    return sum(cents or 0 for cents in rows)


def realised_percent(grant: Grant) -> int:
    """Return how many percent of the budget were realised, rounded down."""
    return realised(grant) * 100 // grant.total_cents if grant.total_cents else 0


def uncleared_advance(grant: Grant) -> int:
    """Return what the general book holds as advance (1400), in cents."""
    return _general(grant, G.ADVANCES)


def all_that_was_paid(grant: Grant) -> list[DebtRow]:
    """Return a row for each part of which something is paid."""
    rows = PartBalance.objects.filter(root=grant.label, f5__gt=0).order_by("part", "position")
    return [DebtRow(part=row.part, position=row.position_id, cents=row.f5) for row in rows]


def to_recover(procedure: str) -> list[DebtRow]:
    """Return what a revocation leaves to be recovered, part by part."""
    from lifecycle.models import Revocation
    from lifecycle.procedures.revocation.money import debts

    return debts(Revocation.objects.as_system().get(pk=split(procedure)[1]))


def advance_open_again(grant: Grant, debts: Sequence[DebtRow]) -> tuple[Posting, ...]:
    """UCLR: costs that justified an advance fall with it, as far as it is to be recovered.

    A recovery takes an advance back from 1400; what costs had cleared of it stands on 5200.
    """
    advances = [row for row in debts if cost_of(grant.label, row.part) == G.ADVANCES]
    missing = sum(row.cents for row in advances) - uncleared_advance(grant)
    if missing <= 0:
        return ()
    dims = Dimensions(
        position_id=advances[0].position,
        root=grant.label,
        part=advances[0].part,
        category_id=grant.rules.category,
    )
    return (reopen_advance(missing, dims),)


def aid_that_ended(grant: Grant, *, on: date) -> tuple[Callable[[], object], ...]:
    """Return the act that takes the aid out of the ledger: it was waived or revoked as a whole."""
    return (partial(ledger.cancel, grant, on=on),)


def _moved(grant: Grant, debit: str, credit: str) -> int:
    rows = Movement.objects.filter(root=grant.label, debit=debit, credit=credit)
    return int(rows.aggregate(cents=Sum("cents"))["cents"] or 0)


def _general(grant: Grant, account: G) -> int:
    rows = Movement.objects.filter(root=grant.label, book="general")
    up = rows.filter(debit=account.value).aggregate(cents=Sum("cents"))["cents"] or 0
    down = rows.filter(credit=account.value).aggregate(cents=Sum("cents"))["cents"] or 0
    return int(up - down)
