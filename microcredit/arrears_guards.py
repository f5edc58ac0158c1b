"""When a loan that is not paid can fall due at once, be recovered, settled or written off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounting.models import Position
from lifecycle.guards import Guard, guard
from lifecycle.procedures.revocation import money as revocations
from microcredit.facts import VersionFacts
from microcredit.ledger import payments_of
from microcredit.proofs import PAPERS_OF_ARREARS, is_attached
from microcredit.rescheduling_guards import OPEN
from microcredit.standing import InstalmentState, stand, standing
from microcredit.states import ReceiptState
from people.roles import Role
from programme.money import format_amount
from programme.terms import term

if TYPE_CHECKING:
    from lifecycle.acts import Act
    from microcredit.models import Loan

Sentences = Iterator["str | Promise"]

CONTACTS = 2
"""How often the borrower was contacted, at least, before a formal notice (lifecycles 3, L34)."""

HEIRS = ("heirs", "insurance", "guarantor")
LOSSES = ("attempts", "no_heirs", "exdebitation", "costs")


@guard(Role.GRANT_OFFICER)
def enough_is_unpaid(loan: Loan, act: Act) -> Sentences:
    """Object until instalments, or days late, have passed the thresholds of the call."""
    now = standing(loan, on=act.on)
    unpaid = sum(each.state is InstalmentState.OVERDUE for each in now.instalments)
    least, days = term(loan.call, "notice_unpaid").value, term(loan.call, "notice_days_late").value
    if unpaid < least and now.days_late <= days:
        yield _(
            "A formal notice wants %(least)s unpaid instalments or more than %(days)s days late: "
            "there are %(unpaid)s, and %(late)s days."
        ) % {"least": least, "days": days, "unpaid": unpaid, "late": now.days_late}


@guard(Role.TUTOR, Role.OPERATOR)
def the_borrower_was_contacted(loan: Loan, act: Act) -> Sentences:
    """Object unless the days are told on which the borrower was contacted, and an offer made."""
    if "contacts" in act.facts:
        days = [day for day in act["contacts"] if _is_past(day, act.on)]
        if len(set(days)) < CONTACTS:
            yield _("Say on which two days at least the borrower was contacted.")
    if "offered" in act.facts and not act["offered"]:
        yield _("Offer a new plan before the formal notice.")


@guard(Role.SYSTEM)
def the_notice_has_passed(loan: Loan, act: Act) -> Sentences:
    """Object before the term of a formal notice has passed."""
    if loan.notice_due_on is None:
        yield _("No formal notice was given.")
    elif act.on <= loan.notice_due_on:
        yield _("The term runs until %(day)s.") % {"day": f"{loan.notice_due_on:%d/%m/%Y}"}


@guard(Role.GRANT_OFFICER)
def no_new_plan_is_asked_for(loan: Loan, act: Act) -> Sentences:
    """Object while a rescheduling is open."""
    if loan.reschedulings.as_system().filter(state__in=OPEN).exists():
        yield _("A new plan is being decided: the loan does not fall due before that.")


@guard(Role.FINANCE)
def the_arrears_are_paid(loan: Loan, act: Act) -> Sentences:
    """Object while an instalment of the plan before is overdue."""
    before = loan.version_before(VersionFacts.Cause.ACCELERATION)
    if before is None:
        yield _("The loan never fell due at once.")
        return
    overdue = stand(loan, before.plan_rows, payments_of(loan), on=act.on).overdue
    if overdue:
        yield _("%(amount)s of the plan before is overdue: it is paid first.") % {
            "amount": format_amount(overdue)
        }


@guard(Role.FINANCE)
def something_is_still_owed(loan: Loan, act: Act) -> Sentences:
    """Object when nothing is owed."""
    if not standing(loan, on=act.on).owed:
        yield _("Nothing is owed.")


@guard(Role.FINANCE)
def nothing_is_owed(loan: Loan, act: Act) -> Sentences:
    """Object while something is owed."""
    owed = standing(loan, on=act.on).owed if loan.product else 0
    if owed and loan.drawn_on is not None:
        yield _("%(amount)s is still owed.") % {"amount": format_amount(owed)}


@guard(Role.FINANCE)
def an_allowance_is_possible(loan: Loan, act: Act) -> Sentences:
    """Object to an allowance below zero or above what is owed."""
    if "allowance_cents" in act.facts:
        owed = standing(loan, on=act.on).owed
        if not 0 <= act["allowance_cents"] <= owed:
            yield _("An allowance is at most what is owed: %(owed)s.") % {
                "owed": format_amount(owed)
            }


@guard(Role.GRANT_OFFICER)
def less_than_is_owed_is_agreed(loan: Loan, act: Act) -> Sentences:
    """Object to settling for nothing, for all, or by a day that has passed."""
    if "cents" not in act.facts:
        return
    owed = standing(loan, on=act.on).owed
    if not 0 < act["cents"] < owed:
        yield _("A loan is settled for less than the %(owed)s that are owed.") % {
            "owed": format_amount(owed)
        }
    if act["pay_by"] < act.on:
        yield _("The last day for paying lies ahead.")


@guard(Role.FINANCE)
def the_settlement_is_paid(loan: Loan, act: Act) -> Sentences:
    """Object until what was agreed has come in, in time."""
    if loan.settle_cents is None or loan.settle_from is None or loan.settle_by is None:
        yield _("No settlement is agreed.")
        return
    rows = loan.receipts.as_system().filter(
        state=ReceiptState.RECEIVED, value_on__range=(loan.settle_from, loan.settle_by)
    )
    paid = sum(row.cents for row in rows)
    if paid < loan.settle_cents:
        yield _("%(paid)s of %(agreed)s came in by %(day)s.") % {
            "paid": format_amount(paid),
            "agreed": format_amount(loan.settle_cents),
            "day": f"{loan.settle_by:%d/%m/%Y}",
        }


@guard(Role.FINANCE)
def a_loss_has_its_reasons(loan: Loan, act: Act) -> Sentences:
    """Object to a write-off without a coded cause."""
    if "why" in act.facts and act["why"] not in LOSSES:
        yield _("Say why the loan is written off.")


@guard(Role.FINANCE)
def no_more_than_was_lost(loan: Loan, act: Act) -> Sentences:
    """Object to a late receipt that is unsound, or brings back more than was written off."""
    if "cents" not in act.facts:
        return
    left = loan.lost_cents - loan.recovered_cents
    if not 0 < act["cents"] <= left:
        yield _("At most %(left)s of what was written off can still come back.") % {
            "left": format_amount(left)
        }
    if act["value_date"] > act.on:
        yield _("A receipt cannot have a value date in the future.")
    if any(each["reference"] == act["reference"] for each in loan.late_receipts):
        yield _("This receipt was entered before, on %(reference)s.") % {
            "reference": loan.reference
        }


def _attached(kind: str) -> Guard:
    def condition(loan: Loan, act: Act) -> Sentences:
        if not is_attached(loan, kind):
            yield _("Attach this first: %(paper)s.") % {"paper": PAPERS_OF_ARREARS[kind]}

    return Guard(f"{kind}_attached", condition, (Role.GRANT_OFFICER, Role.FINANCE))


the_means_are_shown = _attached("loan_means")
the_attempts_are_shown = _attached("loan_attempts")
the_death_is_certified = _attached("death_certificate")


@guard(Role.OPERATOR)
def the_death_is_told(loan: Loan, act: Act) -> Sentences:
    """Object to a day to come, or to an unknown way of recovering from others."""
    if "died_on" in act.facts and act["died_on"] > act.on:
        yield _("This day has not come yet.")
    if "path" in act.facts and act["path"] not in HEIRS:
        yield _("Say who is asked: the heirs, an insurance, a guarantor.")


@guard(Role.PROGRAMME_MANAGER)
def funds_are_there_again(loan: Loan, act: Act) -> Sentences:
    """Object when what the revocation had freed was given to others."""
    if "procedure" not in act.facts:
        return
    missing = revocations.short(revocations.booked(loan.label, act["procedure"]))
    for position in Position.objects.filter(pk__in=missing).select_related("line").order_by("pk"):
        yield _("%(amount)s is missing on line %(line)s: what was freed was given to others.") % {
            "amount": format_amount(missing[position.pk]),
            "line": position.line.code,
        }


def _is_past(day: str, on: date) -> bool:
    try:
        return date.fromisoformat(day) <= on
    except ValueError:
        return False
