"""When a plan can be replaced: by an early repayment, or by undoing a rescheduling."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from lifecycle.guards import guard
from microcredit.facts import VersionFacts
from microcredit.new_plan import Choice, pay_off_cents, repaid_early
from microcredit.states import ReceiptState
from people.roles import Role
from programme.money import format_amount

if TYPE_CHECKING:
    from lifecycle.acts import Act
    from microcredit.models import Loan

Sentences = Iterator["str | Promise"]


@guard(Role.FINANCE, Role.PARTICIPANT)
def the_choice_is_possible(loan: Loan, act: Act) -> Sentences:
    """Object to an early repayment that says no choice, or is too small or too large for it."""
    if "choice" not in act.facts:
        return
    if act["choice"] not in list(Choice):
        yield _("Say what it is for: fewer instalments, lower ones, or the end of the loan.")
        return
    choice, on = Choice(act["choice"]), act["value_date"]
    try:
        repaid_early(loan, cents=act["cents"], on=on, choice=choice)
    except ValueError:
        words = {"whole": format_amount(pay_off_cents(loan, on=on))}
        if choice is Choice.ALL:
            yield _("%(whole)s ends the loan on that day.") % words
        else:
            yield (
                _(
                    "An early repayment is more than what is due by that day, and less than the "
                    "%(whole)s that end the loan."
                )
                % words
            )


@guard(Role.FINANCE)
def it_is_the_last_receipt(loan: Loan, act: Act) -> Sentences:
    """Object to a new plan before a receipt that came later."""
    if "value_date" not in act.facts:
        return
    later = loan.receipts.as_system().filter(
        state=ReceiptState.RECEIVED, value_on__gt=act["value_date"]
    )
    for receipt in later.order_by("-value_on")[:1]:
        yield _("A receipt came on %(day)s: the plan cannot change before it.") % {
            "day": f"{receipt.value_on:%d/%m/%Y}"
        }


@guard(Role.GRANT_OFFICER)
def the_plan_was_rescheduled(loan: Loan, act: Act) -> Sentences:
    """Object unless the plan in force is that of a rescheduling."""
    version = loan.live_version
    if version is None or version.cause != VersionFacts.Cause.RESCHEDULING:
        yield _("The plan in force is not that of a rescheduling.")


@guard(Role.FINANCE)
def nothing_came_since(loan: Loan, act: Act) -> Sentences:
    """Object once a receipt has come on the new plan."""
    version = loan.live_version
    if version is None:
        return
    came = loan.receipts.as_system().filter(
        state=ReceiptState.RECEIVED, value_on__gte=version.drawn_up_on
    )
    if came.exists():
        yield _("A receipt has come on the new plan: it stays.")


@guard(Role.FINANCE)
def its_plan_can_be_undone(loan: Loan, act: Act) -> Sentences:
    """Object to reversing an early repayment after which the plan was changed again."""
    if "receipt" not in act.facts:
        return
    label = f"microcredit.receipt:{act['receipt']}"
    version = loan.versions.as_system().filter(because_of=label).order_by("-number").first()
    live = loan.live_version
    if version is not None and live is not None and live.number != version.number:
        yield _("The plan was changed after this early repayment: undo that change first.")
