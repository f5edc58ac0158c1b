"""When an assessment can be written, and when a member of the committee can vote."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from lifecycle.guards import guard
from microcredit.states import LoanState
from people.roles import Role
from programme.money import format_amount

if TYPE_CHECKING:
    from lifecycle.acts import Act
    from microcredit.models import Assessment, Vote

Sentences = Iterator["str | Promise"]


@guard(Role.GRANT_OFFICER)
def the_loan_is_being_assessed(assessment: Assessment, act: Act) -> Sentences:
    """Object unless the loan is in assessment."""
    if assessment.loan.state != LoanState.ASSESSMENT:
        yield _("A budget is assessed while the loan is in assessment.")


@guard(Role.GRANT_OFFICER)
def within_what_was_asked(assessment: Assessment, act: Act) -> Sentences:
    """Object when more is proposed than what was asked, or a sum is below zero."""
    asked = assessment.loan.requested_cents or 0
    if assessment.cents > asked:
        yield _("%(asked)s were asked: no more can be proposed.") % {"asked": format_amount(asked)}
    product = assessment.loan.product_in_force
    if not product.min_months <= assessment.months <= product.max_months:
        yield _("This product is repaid in %(least)s to %(most)s instalments.") % {
            "least": product.min_months,
            "most": product.max_months,
        }
    amounts = (
        assessment.income_cents,
        assessment.winter_income_cents,
        assessment.living_cents,
        assessment.housing_cents,
        assessment.debts_cents,
    )
    if assessment.cents <= 0 or assessment.people < 1 or min(amounts) < 0:
        yield _("A budget has no amount below zero, and at least one person.")


@guard(Role.COMMITTEE)
def the_loan_is_before_the_committee(vote: Vote, act: Act) -> Sentences:
    """Object unless the loan is before the committee."""
    if vote.loan.state != LoanState.COMMITTEE:
        yield _("The committee votes on what is before it.")


@guard(Role.COMMITTEE)
def not_voted_yet(vote: Vote, act: Act) -> Sentences:
    """Object to a second vote of the same member in the same round."""
    cast = vote.loan.votes.as_system().filter(round=vote.loan.round, member=act.by.label)
    if cast.exists():
        yield _("You have voted already.")
