"""When a step of an application is open: sentences that someone can act on, and who can."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from lifecycle.guards import guard
from microcredit import lawful
from microcredit.limits import Checked, Limit
from microcredit.money import position_of
from microcredit.states import OPEN, Purpose, TrancheState
from people.models import Consent
from people.roles import Role
from programme.money import format_amount, to_cents

if TYPE_CHECKING:
    from lifecycle.acts import Act
    from microcredit.models import Loan

Sentences = Iterator["str | Promise"]


@guard(Role.PROGRAMME_MANAGER)
def the_desk_is_open(loan: Loan, act: Act) -> Sentences:
    """Object outside the call's window, and where the call lends nothing on that day."""
    if not loan.call.is_open(act.on):
        yield _("The call “%(call)s” does not take applications on this day.") % {
            "call": loan.call.title
        }
    elif loan.product is None and loan.offered(act.on) is None:
        yield _("The call “%(call)s” offers no loan on this day.") % {"call": loan.call.title}


@guard(Role.OPERATOR)
def privacy_notice_read(loan: Loan, act: Act) -> Sentences:
    """Object when the person has not read the privacy notice in their own language."""
    if not _consented(loan, Consent.Kind.PRIVACY_NOTICE):
        yield _("The privacy notice has not been read yet, in the person's language.")


@guard(Role.PARTICIPANT)
def delegated_to_the_operator(loan: Loan, act: Act) -> Sentences:
    """Object when an operator submits for someone who has not delegated them."""
    if act.by.role is Role.OPERATOR and not _consented(loan, Consent.Kind.DELEGATION):
        yield _("The person has not delegated the operator to apply for them.")


@guard(Role.PARTICIPANT, Role.OPERATOR)
def asked_within_the_product(loan: Loan, act: Act) -> Sentences:
    """Object when amount, term or purpose are not those of the product."""
    if "cents" not in act.facts:
        return
    product = loan.product_in_force
    least, most = to_cents(product.min_amount), to_cents(product.max_amount)
    if not least <= act["cents"] <= most:
        yield _("This product lends from %(least)s to %(most)s.") % {
            "least": format_amount(least),
            "most": format_amount(most),
        }
    if not product.min_months <= act["months"] <= product.max_months:
        yield _("This product is repaid in %(least)s to %(most)s instalments.") % {
            "least": product.min_months,
            "most": product.max_months,
        }
    if act["purpose"] not in Purpose.values:
        yield _("Say what the loan is for.")


@guard(Role.PARTICIPANT, Role.OPERATOR)
def asked_within_the_law(loan: Loan, act: Act) -> Sentences:
    """Object for each limit of the law of the day that the request passes (TUB art. 111)."""
    if "cents" not in act.facts:
        return
    try:
        checked = lawful.limits(loan, cents=act["cents"], months=act["months"], on=act.on)
    except LookupError:
        yield _("No legal limit is on record for this day: nothing can be lent.")
        return
    yield from (_over(each) for each in checked if each.refuses)


@guard(Role.PARTICIPANT, Role.OPERATOR)
def quote_is_accepted(loan: Loan, act: Act) -> Sentences:
    """Object unless the person has seen what the loan costs in money, and accepts it."""
    if "quote_accepted" in act.facts and not act["quote_accepted"]:
        yield _("Read what the loan costs, and say that you agree, before you hand it in.")


@guard(Role.GRANT_OFFICER)
def no_conflict_declared(loan: Loan, act: Act) -> Sentences:
    """Object unless the officer declares no conflict of interest (L. 241/1990 art. 6-bis)."""
    if "no_conflict" in act.facts and not act["no_conflict"]:
        yield _("With a conflict of interest another officer has to take this file.")


@guard(Role.GRANT_OFFICER)
def checklist_is_closed(loan: Loan, act: Act) -> Sentences:
    """Object unless the formal check is declared closed."""
    if "formal_check" in act.facts and not act["formal_check"]:
        yield _("Close the formal check first: identity, permit, residence, documents.")


@guard(Role.GRANT_OFFICER)
def no_other_open_loan(loan: Loan, act: Act) -> Sentences:
    """Object when the same person has another loan under way on the operation."""
    others = (
        type(loan)
        .objects.as_system()
        .filter(participant=loan.participant_id, operation=loan.operation_id, state__in=OPEN)
    )
    for other in others.exclude(pk=loan.pk):
        yield _("This person already has a loan under way: %(reference)s.") % {
            "reference": other.reference
        }


@guard(Role.PROGRAMME_MANAGER)
def a_budget_lends(loan: Loan, act: Act) -> Sentences:
    """Object when the partner has no budget from which to lend."""
    product = loan.product_in_force
    if position_of(loan, product) is None:
        yield _("%(partner)s has no budget for “%(service)s” on line %(line)s.") % {
            "partner": loan.partner.name,
            "service": product.title,
            "line": product.line.code,
        }


@guard(Role.FINANCE)
def nothing_on_its_way(loan: Loan, act: Act) -> Sentences:
    """Object when money has been cleared or paid."""
    if loan.tranches.as_system().exclude(state=TrancheState.PLANNED).exists():
        yield _("Money is on its way: the loan can no longer be given up, only repaid.")


def _consented(loan: Loan, kind: Consent.Kind) -> bool:
    given = Consent.objects.as_system().filter(
        participant=loan.participant_id, kind=kind, withdrawn_on__isnull=True
    )
    return given.exists()


def _over(each: Checked) -> str:
    words = {
        Limit.TOTAL: _("All loans of one lender together may not pass %(limit)s € (%(source)s)."),
        Limit.AMOUNT: _("The law allows %(limit)s € at most (%(source)s)."),
        Limit.MONTHS: _("The law allows %(limit)s months at most (%(source)s)."),
    }
    sentence = words.get(each.limit, _("A limit of the law is passed: %(limit)s (%(source)s)."))
    return sentence % {
        "limit": each.row.value if each.row else "",
        "source": each.row.source if each.row else "TUB art. 111",
    }
