"""When a step of a recovery is open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounting.models import Payable
from documents.models import Evidence
from lifecycle.guards import guard
from lifecycle.procedures.recovery import money, plans
from lifecycle.procedures.recovery.states import TAKING
from lifecycle.registries import claimed_money, open_matters
from people.roles import Role
from programme import legal_interest
from programme.money import format_amount
from programme.parameters import NoParameter

if TYPE_CHECKING:
    from lifecycle.acts import Act
    from lifecycle.models import Recovery

Sentences = Iterator["str | Promise"]

DEMAND_DAYS = (30, 60)
BASES = ("consent", "law")
INSTALMENTS = (2, 60)
UNPAID_THAT_LOSE = 2
"""Two unpaid instalments lose the plan (lifecycles 1, P-REC)."""


@guard(Role.FINANCE)
def no_more_than_was_paid(recovery: Recovery, act: Act) -> Sentences:
    """Object to each row above what was paid on its part."""
    for row in recovery.debts:
        paid = money.still_paid(recovery.case_label, row)
        if row.cents > paid:
            yield _("%(asked)s is to be recovered, and the books count %(paid)s as paid.") % {
                "asked": format_amount(row.cents),
                "paid": format_amount(paid),
            }


@guard(Role.FINANCE)
def no_more_than_was_spent(recovery: Recovery, act: Act) -> Sentences:
    """Object to each row above what was paid on its part, be it in a statement or not."""
    for row in recovery.debts:
        spent = money.still_spent(recovery.case_label, row)
        if row.cents > spent:
            yield _("%(asked)s is to be recovered, and the books count %(paid)s as paid.") % {
                "asked": format_amount(row.cents),
                "paid": format_amount(spent),
            }


@guard(Role.FINANCE)
def nothing_of_it_is_claimed(recovery: Recovery, act: Act) -> Sentences:
    """Object while a statement holds the money: its item is excluded, corrected or cancelled."""
    for row in recovery.debts:
        yield from claimed_money.about(row.part, row.cents)


@guard(Role.FINANCE)
def thirty_days_or_sixty(recovery: Recovery, act: Act) -> Sentences:
    """Object to another term than 30 or 60 days."""
    if act.get("days") is not None and act["days"] not in DEMAND_DAYS:
        yield _("The term of a demand is 30 or 60 days.")


@guard(Role.ADMINISTRATOR)
def the_legal_rate_is_known(recovery: Recovery, act: Act) -> Sentences:
    """Object when no row says what the legal rate of interest is on this day."""
    try:
        legal_interest.interest(1, since=act.on - timedelta(days=1), until=act.on)
    except NoParameter as unknown:
        yield str(unknown)


@guard(Role.FINANCE)
def too_small_to_pursue(recovery: Recovery, act: Act) -> Sentences:
    """Object to giving up a debt above the call's threshold."""
    most = recovery.term("small_debt_euro").value * 100
    if recovery.principal_cents > most:
        yield _("%(amount)s is above the threshold of %(most)s: it is demanded.") % {
            "amount": format_amount(recovery.principal_cents),
            "most": format_amount(most),
        }


@guard(Role.FINANCE)
def the_act_is_named(recovery: Recovery, act: Act) -> Sentences:
    """Object when the act that decides it has no number."""
    if "act" in act.facts and not act["act"].strip():
        yield _("Write the number of the act that decides it.")


@guard(Role.SYSTEM, Role.FINANCE)
def the_term_has_passed(recovery: Recovery, act: Act) -> Sentences:
    """Object while the person can still pay in time."""
    if recovery.due_on is not None and act.on <= recovery.due_on:
        yield _("The term runs until %(day)s.") % {"day": f"{recovery.due_on:%d/%m/%Y}"}


@guard(Role.FINANCE)
def the_instalments_are_possible(recovery: Recovery, act: Act) -> Sentences:
    """Object to too few or too many instalments, or to a first day that has passed."""
    if "count" in act.facts and not INSTALMENTS[0] <= act["count"] <= INSTALMENTS[1]:
        yield _("A plan has from %(least)s to %(most)s instalments.") % {
            "least": INSTALMENTS[0],
            "most": INSTALMENTS[1],
        }
    if "first_due" in act.facts and act["first_due"] <= act.on:
        yield _("The first instalment falls due after today.")


@guard(Role.SYSTEM)
def two_instalments_are_unpaid(recovery: Recovery, act: Act) -> Sentences:
    """Object while fewer than two instalments are unpaid after their day."""
    late = plans.unpaid(recovery.plan(), on=act.on)
    if len(late) < UNPAID_THAT_LOSE:
        yield _("The plan is lost with two unpaid instalments; there are: %(count)s.") % {
            "count": len(late)
        }


@guard(Role.FINANCE)
def the_payable_can_be_set_off(recovery: Recovery, act: Act) -> Sentences:
    """Object to a payable of another case, paid, in a batch, or smaller than the sum."""
    if "payable" not in act.facts:
        return
    payable = Payable.objects.filter(pk=act["payable"], root=recovery.case_label, live=True).first()
    if payable is None or (payable.paid_on is not None and not payable.returned):
        yield _("This is no payment of this case that is still due.")
        return
    if payable.returned:
        yield _("The bank returned this payment: it is sent again or given up first.")
    cents = act.get("cents", 0)
    if cents < 1 or cents > min(payable.due_cents, recovery.open_cents):
        yield _("%(due)s is due on the payment, and %(open)s on the debt: set off no more.") % {
            "due": format_amount(payable.due_cents),
            "open": format_amount(recovery.open_cents),
        }
    yield from open_matters.about(payable.part)


@guard(Role.FINANCE)
def by_consent_or_by_law(recovery: Recovery, act: Act) -> Sentences:
    """Object to a set-off that neither the person nor the law allows (Civil Code art. 1241)."""
    if "basis" in act.facts and act["basis"] not in BASES:
        yield _("A debt is set off by consent of the person, or by law.")


@guard(Role.FINANCE)
def the_dossier_is_kept(recovery: Recovery, act: Act) -> Sentences:
    """Object without the dossier of what was tried."""
    if "dossier" not in act.facts:
        return
    kept = Evidence.objects.as_system().filter(
        pk=act["dossier"].partition(":")[2], subject=recovery.label
    )
    if not kept.exists():
        yield _("Attach the dossier of what was tried to recover the money.")


@guard(Role.FINANCE)
def there_is_money_to_give_back(recovery: Recovery, act: Act) -> Sentences:
    """Object when nothing is owed to the person."""
    if recovery.returned_cents >= recovery.to_return_cents:
        yield _("Nothing is to be given back.")
    elif "value_date" in act.facts and act["value_date"] > act.on:
        yield _("This day has not come yet.")


def possible_receipt(recovery: Recovery, act: Act, cents: int) -> Sentences:
    """Yield why a receipt cannot be taken: nothing is awaited, or less than it is open."""
    if recovery.state not in TAKING:
        yield _("No money is awaited: the recovery is %(state)s.") % {
            "state": recovery.get_state_display()
        }
    elif cents < 1 or cents > recovery.open_cents:
        yield _("%(open)s is open: enter no more than that.") % {
            "open": format_amount(recovery.open_cents)
        }
