"""Where a loan stands on a day: its instalments, what is late, what is left; all derived."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from microcredit.allocation import Component
from microcredit.arrears import ArrearsClass, Pause, arrears_class, days_past_due
from microcredit.ledger import pauses_of, payments_of, penalty_of
from microcredit.replay import Means, Paying, Replayed, replay
from microcredit.schedule import Row

if TYPE_CHECKING:
    from microcredit.models import Loan

DUE_SOON = timedelta(days=10)
"""From how many days before its date an instalment counts as falling due; ours."""


class InstalmentState(models.TextChoices):
    """Where an instalment stands; nobody sets it (lifecycles 3, instalment)."""

    SCHEDULED = "scheduled", pgettext_lazy("an instalment", "To come")
    DUE = "due", _("Falls due")
    PARTIALLY_PAID = "partially_paid", pgettext_lazy("an instalment", "Paid in part")
    PAID = "paid", pgettext_lazy("an instalment", "Paid")
    OVERDUE = "overdue", _("Overdue")
    REPLACED = "replaced", pgettext_lazy("an instalment", "Replaced by a new plan")
    WRITTEN_OFF = "written_off", pgettext_lazy("an instalment", "Written off")


@dataclass(frozen=True, slots=True)
class Instalment:
    """A row of the plan, and what of it is still owed, in cents, default interest included."""

    row: Row
    owed: int
    state: InstalmentState
    paid: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """A loan on a day."""

    on: date
    instalments: tuple[Instalment, ...]
    replayed: Replayed
    days_late: int

    @property
    def arrears(self) -> ArrearsClass:
        """Return the class of the days past due."""
        return arrears_class(self.days_late)

    @property
    def overdue(self) -> int:
        """Return what should have been paid by now, in cents."""
        late = (each for each in self.instalments if each.state is InstalmentState.OVERDUE)
        return sum(each.owed for each in late)

    @property
    def due_by_now(self) -> int:
        """Return what should have been paid by the end of this day, in cents."""
        return sum(each.owed for each in self.instalments if each.row.due_on <= self.on)

    @property
    def ahead(self) -> int:
        """Return what was paid of instalments that are not due yet, in cents."""
        return sum(each.paid for each in self.instalments if each.row.due_on > self.on)

    @property
    def paid(self) -> int:
        """Return what was paid so far, in cents."""
        return sum(each.paid for each in self.instalments)

    @property
    def borrowed(self) -> int:
        """Return the principal that was lent or added, in cents, each euro once."""
        planned = sum(each.row.principal for each in self.instalments)
        moved = (
            self.replayed.split(label).principal
            for label, means in self.replayed.eased.items()
            if means is Means.REPLACED
        )
        return planned - sum(moved)

    @property
    def owed(self) -> int:
        """Return all that the plan still asks for, in cents."""
        return self.replayed.owed

    @property
    def next(self) -> Instalment | None:
        """Return the oldest instalment that is not paid in full."""
        return next((each for each in self.instalments if each.owed), None)


def standing(loan: Loan, *, on: date) -> Standing:
    """Return where a loan stands on a day, from its live plan and all that was paid or eased."""
    version = loan.live_version
    return stand(loan, version.plan_rows if version else (), payments_of(loan), on=on)


def standing_as_of(loan: Loan, *, on: date) -> Standing:
    """Return where a loan stood on a day in the past, by the plan and the payments of that day."""
    version = loan.version_on(on)
    paid = [each for each in payments_of(loan) if each.value_on <= on]
    return stand(loan, version.plan_rows if version else (), paid, on=on)


def stand(loan: Loan, rows: Sequence[Row], paid: Sequence[Paying], *, on: date) -> Standing:
    """Return where a plan stands on a day when all that was paid or eased is replayed."""
    order = loan.product_in_force.order
    replayed = replay(rows, paid, order, penalty=penalty_of(loan), until=on)
    return placed(rows, replayed, on=on, pauses=pauses_of(loan))


def placed(
    rows: Sequence[Row], replayed: Replayed, *, on: date, pauses: Sequence[Pause] = ()
) -> Standing:
    """Return where a plan stands on a day when its payments were replayed."""
    left = {debt.nr: debt.total for debt in replayed.left}
    money, gone = replayed.shares(Means.MONEY), _gone(replayed)
    instalments = tuple(
        Instalment(
            row,
            left[row.nr],
            _state(row, left[row.nr], gone.get(row.nr), on),
            money.get(row.nr, 0),
        )
        for row in rows
    )
    days = days_past_due(replayed.oldest_unpaid, on=on, pauses=pauses)
    return Standing(on, instalments, replayed, days)


def asked_rows(loan: Loan, rows: Sequence[Row], *, on: date) -> tuple[Row, ...]:
    """Return the rows without what a later plan has taken over: each euro is asked for once."""
    replayed = replay(rows, payments_of(loan), loan.product_in_force.order, until=on)
    moved: dict[int, dict[Component, int]] = {}
    for label, means in replayed.eased.items():
        if means is Means.REPLACED:
            for share in replayed.allocations[label].shares:
                moved[share.nr] = share.cents
    return tuple(
        row._replace(
            principal=row.principal - moved.get(row.nr, {}).get(Component.PRINCIPAL, 0),
            interest=row.interest - moved.get(row.nr, {}).get(Component.INTEREST, 0),
        )
        for row in rows
    )


def _gone(replayed: Replayed) -> dict[int, InstalmentState]:
    """Return the rows that an act has ended, and how."""
    replaced = dict.fromkeys(replayed.shares(Means.REPLACED), InstalmentState.REPLACED)
    lost = replayed.shares(Means.WRITTEN_OFF, Means.REMITTED)
    return replaced | dict.fromkeys(lost, InstalmentState.WRITTEN_OFF)


def _state(row: Row, owed: int, gone: InstalmentState | None, on: date) -> InstalmentState:
    if not owed:
        return gone or InstalmentState.PAID
    if row.due_on < on:
        return InstalmentState.OVERDUE
    if owed < row.due:
        return InstalmentState.PARTIALLY_PAID
    soon = row.due_on - DUE_SOON <= on
    return InstalmentState.DUE if soon else InstalmentState.SCHEDULED
