"""When a loan can be proposed, approved and signed: affordability, committee, law, account."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from lifecycle.guards import guard
from microcredit import lawful
from microcredit.facts import VoteFacts
from people.models import BankAccount
from people.roles import Role
from programme.money import format_amount
from programme.terms import term

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from lifecycle.acts import Act
    from microcredit.models import Assessment, Loan, Vote

Sentences = Iterator["str | Promise"]


@guard(Role.GRANT_OFFICER)
def a_budget_is_assessed(loan: Loan, act: Act) -> Sentences:
    """Object when no assessment of the household's budget is written."""
    if loan.live_assessment is None:
        yield _("The household's budget has not been assessed yet.")


@guard(Role.GRANT_OFFICER)
def the_household_can_bear_it(loan: Loan, act: Act) -> Sentences:
    """Object when a usual month does not bear the instalment with a margin, or winter not at all.

    The officer may override with reasons; two other people then have to approve.
    """
    found = loan.live_assessment
    if found is None or act.get("override"):
        return
    yield from _too_much(loan, found)


@guard(Role.GRANT_OFFICER)
def an_override_has_its_reasons(loan: Loan, act: Act) -> Sentences:
    """Object to an override without reasons in the note."""
    if act.get("override") and not act.noted:
        yield _("Write why the household can bear more than its budget shows.")


@guard(Role.COMMITTEE)
def the_committee_has_a_quorum(loan: Loan, act: Act) -> Sentences:
    """Object while fewer members than the quorum have voted, those in conflict left out."""
    voted = _votes(loan).exclude(choice=VoteFacts.Choice.CONFLICT).count()
    quorum = term(loan.call, "committee_quorum").value
    if voted < quorum:
        yield _("%(voted)s members have voted; %(quorum)s are needed.") % {
            "voted": voted,
            "quorum": quorum,
        }


@guard(Role.COMMITTEE)
def the_majority_is_in_favour(loan: Loan, act: Act) -> Sentences:
    """Object unless more members are in favour than against."""
    votes = _votes(loan)
    favour = votes.filter(choice=VoteFacts.Choice.FAVOUR).count()
    against = votes.filter(choice=VoteFacts.Choice.AGAINST).count()
    if favour <= against:
        yield _("%(favour)s in favour, %(against)s against: there is no majority.") % {
            "favour": favour,
            "against": against,
        }


@guard(Role.COMMITTEE)
def the_proposer_has_voted_without_conflict(loan: Loan, act: Act) -> Sentences:
    """Object when whoever brings the committee's decision has stayed out of it."""
    bringing = act.proposer or act.by.label
    mine = _votes(loan).filter(member=bringing).exclude(choice=VoteFacts.Choice.CONFLICT)
    if act.by.role is Role.COMMITTEE and not mine.exists():
        yield _("Only a member who has voted brings the decision of the committee.")


@guard(Role.COMMITTEE)
def no_more_than_proposed(loan: Loan, act: Act) -> Sentences:
    """Object to more than what was proposed, in money or in time."""
    if "cents" not in act.facts:
        return
    proposed = loan.proposed_cents or 0
    if not 0 < act["cents"] <= proposed:
        yield _("At most what was proposed can be approved: %(proposed)s.") % {
            "proposed": format_amount(proposed)
        }
    product = loan.product_in_force
    if not product.min_months <= act["months"] <= product.max_months:
        yield _("This product is repaid in %(least)s to %(most)s instalments.") % {
            "least": product.min_months,
            "most": product.max_months,
        }


@guard(Role.PROGRAMME_MANAGER)
def within_the_usury_threshold(loan: Loan, act: Act) -> Sentences:
    """Object when the rate passes the threshold of its quarter (L. 108/1996), or none is known."""
    if "cents" not in act.facts or not loan.product_in_force.annual_rate_pct:
        return
    rate = lawful.effective_rate(loan, cents=act["cents"], months=act["months"], on=act.on)
    found = lawful.usury(loan, on=act.on)
    if found is None:
        yield _(
            "No average rate is on record for this quarter: a loan with interest cannot be held "
            "against the usury threshold."
        )
    elif rate > found.percent:
        yield _("The rate of %(rate)s %% passes the usury threshold of %(threshold)s %%.") % {
            "rate": rate,
            "threshold": found.percent,
        }


@guard(Role.PROGRAMME_MANAGER)
def cup_present(loan: Loan, act: Act) -> Sentences:
    """Object when the operation has no CUP (L. 3/2003 art. 11)."""
    if not loan.operation.cup:
        yield _("The operation has no CUP: no loan without it.")


@guard(Role.APPROVER)
def within_the_signing_term(loan: Loan, act: Act) -> Sentences:
    """Object after the last day for signing."""
    if loan.sign_by is not None and act.on > loan.sign_by:
        yield _("The contract was to be signed by %(day)s.") % {"day": f"{loan.sign_by:%d/%m/%Y}"}


@guard(Role.SYSTEM)
def the_signing_term_has_passed(loan: Loan, act: Act) -> Sentences:
    """Object while the person can still sign."""
    if loan.sign_by is None or act.on <= loan.sign_by:
        yield _("The contract can still be signed.")


@guard(Role.GRANT_OFFICER)
def tranches_make_the_loan(loan: Loan, act: Act) -> Sentences:
    """Object when the tranches do not make the sum, or are more than the product allows."""
    tranches = act.get("tranches")
    if tranches is None:
        return
    whole = all(type(each) is int and each > 0 for each in tranches)
    if not whole or sum(tranches) != loan.approved_cents:
        yield _("The tranches together make %(sum)s, not more and not less.") % {
            "sum": format_amount(loan.approved_cents or 0)
        }
    if len(tranches) > loan.product_in_force.max_tranches:
        yield _("This product is paid out in %(most)s tranches at most.") % {
            "most": loan.product_in_force.max_tranches
        }


@guard(Role.OPERATOR, Role.FINANCE)
def the_borrower_can_be_paid(loan: Loan, act: Act) -> Sentences:
    """Object when the borrower has no verified bank account in effect."""
    account = BankAccount.objects.as_system().filter(
        participant=loan.participant_id, state=BankAccount.State.EFFECTIVE
    )
    if not account.exists():
        yield _("The person has no verified bank account yet.")


def _too_much(loan: Loan, found: Assessment) -> Sentences:
    factor = term(loan.call, "affordability_percent").value
    if found.disposable_cents * 100 < found.instalment_cents * factor:
        yield _(
            "A usual month leaves %(left)s; the instalment of %(instalment)s wants %(factor)s %% "
            "of itself."
        ) % {
            "left": format_amount(found.disposable_cents),
            "instalment": format_amount(found.instalment_cents),
            "factor": factor,
        }
    if found.winter_cents < found.instalment_cents:
        yield _("A winter month leaves %(left)s: less than the instalment of %(instalment)s.") % {
            "left": format_amount(found.winter_cents),
            "instalment": format_amount(found.instalment_cents),
        }


def _votes(loan: Loan) -> QuerySet[Vote]:
    found: QuerySet[Vote] = loan.votes.as_system().filter(round=loan.round)
    return found
