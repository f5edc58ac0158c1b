"""When money goes out and comes in: tranches, receipts, what closes a loan."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounting.models import PartBalance
from lifecycle.guards import guard
from lifecycle.registries import open_matters
from microcredit.proofs import next_proof
from microcredit.replay import Means
from microcredit.standing import standing
from microcredit.states import HELD, ReceiptState, ReliefState, TrancheState
from microcredit.versions import payouts
from people.roles import Role
from programme.money import format_amount
from programme.terms import term

if TYPE_CHECKING:
    from lifecycle.acts import Act
    from microcredit.models import Loan

Sentences = Iterator["str | Promise"]


@guard(Role.FINANCE)
def the_last_tranche_is_paid(loan: Loan, act: Act) -> Sentences:
    """Object while a tranche that was cleared is not with the borrower."""
    waiting = loan.tranches.as_system().filter(
        state__in=[TrancheState.LIQUIDATED, TrancheState.RETURNED]
    )
    if waiting.exists():
        yield _("The tranche before is not paid yet.")


@guard(Role.OPERATOR)
def a_paper_proves_it(loan: Loan, act: Act) -> Sentences:
    """Object when no paper is kept that proves what is paid out next, and nothing before."""
    if next_proof(loan) is None:
        yield _(
            "Attach the signed contract first; before a further tranche, what the last one paid."
        )


@guard(Role.OPERATOR)
def conditions_are_met(loan: Loan, act: Act) -> Sentences:
    """Object unless finance declares that what the contract asks for is there."""
    if "conditions_met" in act.facts and not act["conditions_met"]:
        yield _("The conditions of the contract have to be met first: quotes, landlord's contract.")


@guard(Role.OPERATOR, Role.PARTICIPANT)
def nothing_is_overdue(loan: Loan, act: Act) -> Sentences:
    """Object to a further tranche while an instalment is overdue."""
    overdue = standing(loan, on=act.on).overdue
    if overdue:
        yield _("%(amount)s is overdue: no further tranche before it is paid.") % {
            "amount": format_amount(overdue)
        }


@guard(Role.FINANCE)
def a_tranche_is_left(loan: Loan, act: Act) -> Sentences:
    """Object when every tranche is paid out."""
    if loan.next_tranche is None:
        yield _("Every tranche is paid out.")


@guard(Role.FINANCE)
def money_is_out(loan: Loan, act: Act) -> Sentences:
    """Object to a receipt before the borrower holds any money."""
    if not loan.tranches.as_system().filter(state__in=HELD).exists():
        yield _("Nothing has been paid out yet: nothing can be repaid.")


@guard(Role.FINANCE)
def the_receipt_is_sound(loan: Loan, act: Act) -> Sentences:
    """Object to a receipt that is not positive, lies in the future, or before the first payment."""
    if "cents" not in act.facts:
        return
    if act["cents"] <= 0:
        yield _("A receipt is above zero.")
    if act["value_date"] > act.on:
        yield _("A receipt cannot have a value date in the future.")
    first = min((payout.on for payout in payouts(loan)), default=None)
    if first is not None and act["value_date"] < first:
        yield _("Nothing was lent before %(day)s.") % {"day": f"{first:%d/%m/%Y}"}


@guard(Role.FINANCE)
def entered_once(loan: Loan, act: Act) -> Sentences:
    """Object to a reference of the bank that was entered before, on this loan or another."""
    if "reference" not in act.facts:
        return
    from microcredit.models import Receipt

    known = Receipt.objects.as_system().filter(
        reference=act["reference"], state=ReceiptState.RECEIVED
    )
    for receipt in known.select_related("loan")[:1]:
        yield _("This receipt was entered before, on %(reference)s.") % {
            "reference": receipt.loan.reference
        }


@guard(Role.FINANCE)
def no_plan_changed_after_it(loan: Loan, act: Act) -> Sentences:
    """Object to a receipt dated before a change of the plan that was made from what was paid."""
    from microcredit.facts import VersionFacts

    if "value_date" not in act.facts:
        return
    changed = loan.versions.as_system().filter(
        cause__in=[VersionFacts.Cause.PREPAYMENT, VersionFacts.Cause.RESCHEDULING],
        drawn_up_on__gt=act["value_date"],
    )
    capitalised = loan.reliefs.as_system().filter(
        means=str(Means.CAPITALISED),
        state=ReliefState.GRANTED,
        value_on__gte=act["value_date"],
    )
    if changed.exists() or capitalised.exists():
        yield _("The plan was changed after that day: undo the change first.")


@guard(Role.FINANCE)
def a_receipt_is_named(loan: Loan, act: Act) -> Sentences:
    """Object when the receipt to be reversed is not one that counts on this loan."""
    if "receipt" not in act.facts:
        return
    known = loan.receipts.as_system().filter(pk=act["receipt"], state=ReceiptState.RECEIVED)
    if not known.exists():
        yield _("No such receipt counts on this loan.")


@guard(Role.SYSTEM)
def the_oldest_is_late(loan: Loan, act: Act) -> Sentences:
    """Object while nothing is overdue for longer than the days of grace."""
    if standing(loan, on=act.on).days_late <= term(loan.call, "late_grace_days").value:
        yield _("Nothing is overdue beyond the days of grace.")


@guard(Role.SYSTEM)
def nothing_overdue_is_left(loan: Loan, act: Act) -> Sentences:
    """Object while an instalment is overdue."""
    if standing(loan, on=act.on).overdue:
        yield _("An instalment is still overdue.")


@guard(Role.SYSTEM)
def all_is_paid(loan: Loan, act: Act) -> Sentences:
    """Object while something is owed."""
    owed = standing(loan, on=act.on).owed
    if owed:
        yield _("%(amount)s is still owed.") % {"amount": format_amount(owed)}


@guard(Role.SYSTEM)
def something_is_owed(loan: Loan, act: Act) -> Sentences:
    """Object when nothing is owed again."""
    if not standing(loan, on=act.on).owed:
        yield _("Nothing is owed.")


@guard(Role.FINANCE)
def there_is_a_credit(loan: Loan, act: Act) -> Sentences:
    """Object when the borrower has paid nothing too much."""
    if loan.credit_cents <= 0:
        yield _("Nothing was paid too much.")


@guard(Role.FINANCE)
def the_credit_is_refunded(loan: Loan, act: Act) -> Sentences:
    """Object while the borrower has paid too much."""
    if loan.credit_cents:
        yield _("%(amount)s was paid too much: refund it first.") % {
            "amount": format_amount(loan.credit_cents)
        }


@guard(Role.FINANCE, Role.TREASURY)
def nothing_left_to_pay_out(loan: Loan, act: Act) -> Sentences:
    """Object while money is committed or cleared and not paid."""
    left = sum(each.f3 + each.f4 for each in PartBalance.objects.filter(root=loan.label))
    if left:
        yield _("%(amount)s is committed or cleared and not paid out.") % {
            "amount": format_amount(left)
        }


@guard(Role.FINANCE)
def nothing_open_elsewhere(loan: Loan, act: Act) -> Sentences:
    """Object with every matter that another office has open on this loan."""
    yield from open_matters.about(loan.label)


@guard(Role.FINANCE)
def no_credit_was_refunded(loan: Loan, act: Act) -> Sentences:
    """Object to reversing a receipt when a part of what came in was given back already."""
    if loan.refunded_cents:
        yield _("What was paid too much was given back already: recover it first.")
