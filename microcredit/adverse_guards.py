"""When a loan may be refused, decided or readmitted, in view of its adverse notice (L08 to L14)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from lifecycle.guards import guard
from lifecycle.procedures.adverse import standing
from microcredit.money import position_of
from people.roles import Role
from programme.models import Reason
from programme.money import format_amount

if TYPE_CHECKING:
    from lifecycle.acts import Act
    from microcredit.models import Loan, Vote

Sentences = Iterator["str | Promise"]


@guard(Role.GRANT_OFFICER)
def the_notice_was_upheld(loan: Loan, act: Act) -> Sentences:
    """Object until an adverse notice was given and upheld (L. 241/1990 art. 10-bis)."""
    if standing.upheld_against(loan.label) is None:
        yield _("Give an adverse notice first, and uphold it once the person has answered.")


@guard(Role.GRANT_OFFICER)
def no_reason_is_new(loan: Loan, act: Act) -> Sentences:
    """Object to a reason that the person could not answer."""
    against = standing.upheld_against(loan.label)
    if against is None or "reasons" not in act.facts:
        return
    new = [code for code in act["reasons"] if code not in against.reasons]
    for reason in Reason.objects.filter(code__in=new):
        yield _("Not in the adverse notice: %(reason)s.") % {"reason": reason}


@guard(Role.GRANT_OFFICER)
def no_notice_stands(loan: Loan, act: Act) -> Sentences:
    """Object to going on while a notice, open or upheld, says that the loan will be refused."""
    upheld = loan.readmitted_on is None and standing.upheld_against(loan.label) is not None
    if upheld or standing.is_open(loan.label):
        yield _("An adverse notice stands against this application: drop it first.")


@guard(Role.PROGRAMME_MANAGER)
def funds_for_the_loan_are_left(loan: Loan, act: Act) -> Sentences:
    """Object to readmitting a loan for which no budget is left since it was refused."""
    position = position_of(loan, loan.product_in_force)
    wanted = loan.requested_cents or 0
    if loan.assessed_on is not None and (position is None or position.available_cents < wanted):
        yield _("%(amount)s is missing on line %(line)s: it was given to others.") % {
            "amount": format_amount(wanted - (position.available_cents if position else 0)),
            "line": loan.product_in_force.line.code,
        }


@guard(Role.COMMITTEE)
def not_one_of_those_who_refused(vote: Vote, act: Act) -> Sentences:
    """Object to a member who voted before the refusal that an appeal has undone (L49)."""
    earlier = vote.loan.votes.as_system().filter(round__lte=vote.loan.refused_round)
    if earlier.filter(member=act.by.label).exists():
        yield _("You voted before the refusal: after an appeal other members decide.")
