"""Where a loan stands on a day: its instalments, what is late, what is left; all derived."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from microcredit.arrears import ArrearsClass, arrears_class, days_past_due
from microcredit.replay import Paying, Replayed, replay
from microcredit.schedule import Row
from microcredit.states import ReceiptState

if TYPE_CHECKING:
    from microcredit.models import Loan, Receipt

DUE_SOON = timedelta(days=10)
"""From how many days before its date an instalment counts as falling due; ours."""


class InstalmentState(models.TextChoices):
    """Where an instalment stands; nobody sets it (lifecycles 3, instalment)."""

    SCHEDULED = "scheduled", pgettext_lazy("an instalment", "To come")
    DUE = "due", _("Falls due")
    PARTIALLY_PAID = "partially_paid", pgettext_lazy("an instalment", "Paid in part")
    PAID = "paid", pgettext_lazy("an instalment", "Paid")
    OVERDUE = "overdue", _("Overdue")


@dataclass(frozen=True, slots=True)
class Instalment:
    """A row of the plan, and what of it is still owed, in cents."""

    row: Row
    owed: int
    state: InstalmentState

    @property
    def paid(self) -> int:
        """Return what of it was paid, in cents."""
        return self.row.due - self.owed


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
    def paid(self) -> int:
        """Return what was paid so far, in cents."""
        return sum(each.paid for each in self.instalments)

    @property
    def borrowed(self) -> int:
        """Return the principal of the plan, in cents."""
        return sum(each.row.principal for each in self.instalments)

    @property
    def owed(self) -> int:
        """Return all that the plan still asks for, in cents."""
        return self.replayed.owed

    @property
    def next(self) -> Instalment | None:
        """Return the oldest instalment that is not paid in full."""
        return next((each for each in self.instalments if each.owed), None)


def standing(loan: Loan, *, on: date) -> Standing:
    """Return where a loan stands on a day, from its live plan and its receipts."""
    version = loan.live_version
    rows = version.plan_rows if version else ()
    return stand(rows, replay(rows, receipts_of(loan), loan.product_in_force.order), on=on)


def stand(rows: Sequence[Row], replayed: Replayed, *, on: date) -> Standing:
    """Return where a plan stands on a day when its receipts were replayed."""
    left = {debt.nr: debt.total for debt in replayed.left}
    instalments = tuple(_instalment(row, left[row.nr], on) for row in rows)
    oldest = replayed.oldest_unpaid
    return Standing(on, instalments, replayed, days_past_due(oldest, on=on))


def receipts_of(loan: Loan, *, but: str = "") -> list[Paying]:
    """Return the receipts that count, as the replay sees them; `but` is left out, by id."""
    rows = loan.receipts.as_system().filter(state=ReceiptState.RECEIVED).exclude(pk=but)
    return [paying(row) for row in rows]


def paying(receipt: Receipt) -> Paying:
    """Return a receipt as the replay sees it."""
    return Paying(receipt.value_on, receipt.reference, receipt.cents, receipt.label)


def _instalment(row: Row, owed: int, on: date) -> Instalment:
    return Instalment(row, owed, _state(row, owed, on))


def _state(row: Row, owed: int, on: date) -> InstalmentState:
    if not owed:
        return InstalmentState.PAID
    if row.due_on < on:
        return InstalmentState.OVERDUE
    if owed < row.due:
        return InstalmentState.PARTIALLY_PAID
    soon = row.due_on - DUE_SOON <= on
    return InstalmentState.DUE if soon else InstalmentState.SCHEDULED
