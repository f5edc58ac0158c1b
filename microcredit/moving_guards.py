"""When a plan that runs can move: holidays, reminders, waivers, a payment that came back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from lifecycle.guards import guard
from microcredit import changes
from microcredit.replay import Means
from microcredit.standing import standing
from microcredit.states import HELD, ReceiptState, ReliefState, TrancheState
from people.roles import Role
from programme.money import format_amount

if TYPE_CHECKING:
    from lifecycle.acts import Act
    from microcredit.models import Loan

Sentences = Iterator["str | Promise"]


@guard(Role.TREASURY)
def the_bank_returned_everything(loan: Loan, act: Act) -> Sentences:
    """Object unless the bank has returned, and nobody paid again, every tranche that was paid."""
    tranches = loan.tranches.as_system()
    if tranches.filter(state__in=[*HELD, TrancheState.LIQUIDATED]).exists():
        yield _("The borrower holds the money, or it is on its way: nothing was returned.")
    elif not tranches.filter(paid_on__isnull=False).exists() and loan.drawn_on is None:
        yield _("Nothing was paid out yet.")


@guard(Role.FINANCE)
def nothing_was_repaid(loan: Loan, act: Act) -> Sentences:
    """Object while a receipt counts on the loan."""
    if loan.receipts.as_system().filter(state=ReceiptState.RECEIVED).exists():
        yield _("Something was repaid already: the payment cannot be undone.")


@guard(Role.SYSTEM)
def interest_falls_due(loan: Loan, act: Act) -> Sentences:
    """Object while no interest has fallen due that is not booked yet."""
    if loan.accrues_on is None or loan.accrues_on > act.on:
        yield _("No interest falls due on this day.")


@guard(Role.SYSTEM)
def a_reminder_is_due(loan: Loan, act: Act) -> Sentences:
    """Object until the days late have reached the next rung of the ladder."""
    if changes.rung(loan, standing(loan, on=act.on).days_late) <= loan.reminded:
        yield _("No reminder is due.")


@guard(Role.FINANCE)
def no_receipt_lies_ahead(loan: Loan, act: Act) -> Sentences:
    """Object to a new plan before a receipt that came later than its first day."""
    later = loan.receipts.as_system().filter(state=ReceiptState.RECEIVED, value_on__gt=act.on)
    for receipt in later.order_by("value_on")[:1]:
        yield _("A receipt came on %(day)s: the plan cannot change before it.") % {
            "day": f"{receipt.value_on:%d/%m/%Y}"
        }


@guard(Role.GRANT_OFFICER)
def charges_alone_are_waived(loan: Loan, act: Act) -> Sentences:
    """Object to waiving principal, or nothing."""
    if "part" in act.facts and act["part"] not in changes.PARTS:
        yield _("Interest and charges can be waived, principal never.")
    if "cents" in act.facts and act["cents"] <= 0:
        yield _("Say how much is waived.")


@guard(Role.GRANT_OFFICER)
def no_more_than_is_due(loan: Loan, act: Act) -> Sentences:
    """Object to waiving more than has fallen due of that part."""
    if "cents" not in act.facts or act.get("part") not in changes.PARTS:
        return
    now = standing(loan, on=act.on)
    due = {row.row.nr for row in now.instalments if row.row.due_on <= act.on}
    parts = changes.PARTS[act["part"]]
    most = sum(
        debt.cents.get(part, 0) for debt in now.replayed.left if debt.nr in due for part in parts
    )
    if act["cents"] > most:
        yield _("%(most)s has fallen due of it: no more can be waived.") % {
            "most": format_amount(most)
        }


@guard(Role.GRANT_OFFICER)
def a_waiver_is_named(loan: Loan, act: Act) -> Sentences:
    """Object when what is to be taken back is not a waiver in force on this loan."""
    if "relief" not in act.facts:
        return
    known = loan.reliefs.as_system().filter(
        pk=act["relief"], state=ReliefState.GRANTED, means=str(Means.WAIVED)
    )
    if not known.exists():
        yield _("No such waiver is in force on this loan.")
