"""When a tranche is asked for, approved, authorised and cleared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from documents import evidence
from lifecycle.guards import guard
from lifecycle.registries import open_matters
from people.models import BankAccount
from people.roles import Role
from programme.money import format_amount
from startup_grants import money
from startup_grants.budget import largest_advance
from startup_grants.call_rules import TrancheKind
from startup_grants.fideiussione_guards import HELD_BEFORE
from startup_grants.states import (
    DECIDED_EXPENSES,
    PAYING,
    ExpenseState,
    GrantState,
    TrancheState,
)

if TYPE_CHECKING:
    from lifecycle.acts import Act
    from startup_grants.models import Tranche

Sentences = Iterator["str | Promise"]

UNDECIDED = (TrancheState.NOT_DUE, TrancheState.REQUESTED, TrancheState.IN_CHECK)
WAYS = (ExpenseState.ADMITTED_PART, ExpenseState.REFUSED)


@guard(Role.GRANT_OFFICER)
def the_grant_can_be_paid(tranche: Tranche, act: Act) -> Sentences:
    """Object while the grant is in no state in which it is paid; costs follow the start."""
    grant = tranche.grant
    if grant.state not in PAYING:
        yield _("Tranches are not worked on while the grant is: %(state)s.") % {
            "state": grant.get_state_display()
        }
    elif tranche.kind != TrancheKind.ADVANCE and grant.state == GrantState.SIGNED:
        yield _("Only an advance is paid before the works have begun.")


@guard(Role.PARTICIPANT)
def earlier_tranches_are_decided(tranche: Tranche, act: Act) -> Sentences:
    """Object while an earlier tranche is being checked; one that nobody asks for is passed over."""
    asked = (TrancheState.REQUESTED, TrancheState.IN_CHECK)
    earlier = tranche.grant.tranches.as_system().filter(number__lt=tranche.number, state__in=asked)
    for other in earlier:
        yield _("Tranche %(number)s is not decided yet: %(state)s.") % {
            "number": other.number,
            "state": other.get_state_display(),
        }


@guard(Role.PARTICIPANT)
def the_request_is_kept(tranche: Tranche, act: Act) -> Sentences:
    """Object until the signed request is kept with the tranche."""
    if not evidence.about(tranche.label).filter(kind=money.REQUEST).exists():
        yield _("Attach the signed request for payment.")


@guard(Role.PARTICIPANT)
def an_advance_keeps_its_percentage(tranche: Tranche, act: Act) -> Sentences:
    """Object to an advance of nothing, or above the call's percentage of the grant."""
    if tranche.kind != TrancheKind.ADVANCE:
        return
    percent = tranche.grant.rules.advance_percent
    most = largest_advance(tranche.grant.granted_cents or 0, percent=percent)
    cents = act.get("cents")
    if cents is None:
        if act.facts:
            yield _("Say how much is asked for in advance.")
    elif not 0 < cents <= most:
        yield _("An advance is at most %(percent)s %% of the grant: %(amount)s.") % {
            "percent": percent,
            "amount": format_amount(most),
        }


@guard(Role.PARTICIPANT, Role.GRANT_OFFICER)
def an_advance_is_guaranteed(tranche: Tranche, act: Act) -> Sentences:
    """Object to an advance above what guarantees in force cover; expiring ones stop payments."""
    if tranche.kind != TrancheKind.ADVANCE:
        return
    wanted = tranche.approved_cents or tranche.requested_cents or act.get("cents") or 1
    held = money.guaranteed(tranche.grant, lasting_beyond=act.on + HELD_BEFORE)
    if held < wanted:
        yield _(
            "An advance of %(amount)s needs a guarantee in force that covers it and does not "
            "expire within %(days)s days; %(held)s are covered."
        ) % {
            "amount": format_amount(wanted),
            "days": HELD_BEFORE.days,
            "held": format_amount(held),
        }


@guard(Role.PARTICIPANT)
def costs_are_presented(tranche: Tranche, act: Act) -> Sentences:
    """Object to a progress payment or balance without expenses."""
    if tranche.kind != TrancheKind.ADVANCE and not money.live_expenses(tranche).exists():
        yield _("Present the invoices first: this tranche is paid against costs.")


@guard(Role.GRANT_OFFICER)
def every_expense_is_decided(tranche: Tranche, act: Act) -> Sentences:
    """Object for each expense that nobody has decided."""
    waiting = tranche.expenses.as_system().exclude(state__in=DECIDED_EXPENSES)
    for expense in waiting.select_related("invoice"):
        yield _("The invoice %(invoice)s is not decided yet.") % {"invoice": expense.invoice}


@guard(Role.GRANT_OFFICER)
def nothing_was_cut(tranche: Tranche, act: Act) -> Sentences:
    """Object when an expense was cut: then the tranche is approved with a cut."""
    if tranche.expenses.as_system().filter(state__in=WAYS).exists():
        yield _("Expenses were cut: approve the tranche with a cut.")


@guard(Role.GRANT_OFFICER)
def something_was_cut(tranche: Tranche, act: Act) -> Sentences:
    """Object unless an expense was cut, or less than asked for is approved with a reason."""
    if tranche.kind != TrancheKind.ADVANCE:
        if "cents" in act.facts:
            yield _("What is paid against costs follows from what was admitted of them.")
        elif not tranche.expenses.as_system().filter(state__in=WAYS).exists():
            yield _("No expense was cut: approve the tranche as it was asked for.")
    elif act.facts and not 0 < (act.get("cents") or 0) < (tranche.requested_cents or 0):
        yield _("Say how much less than asked for is approved.")
    elif act.facts and not act.get("reason"):
        yield _("Say why less is approved.")


@guard(Role.PARTICIPANT, Role.GRANT_OFFICER)
def contributions_in_order_today(tranche: Tranche, act: Act) -> Sentences:
    """Object without a DURC kept with this very tranche (DM 30.1.2015)."""
    if not evidence.about(tranche.label).filter(kind="durc").exists():
        yield _("The certificate of contributions (DURC) of this tranche is missing.")


@guard(Role.GRANT_OFFICER)
def within_what_is_left_of_the_grant(tranche: Tranche, act: Act) -> Sentences:
    """Object when nothing would be paid, or more than is left of the grant."""
    cents, clears = money.entitled(tranche, act.get("cents"))
    left = money.left_of(tranche)
    if not 0 < cents <= left and not (cents == 0 and clears):
        yield _("%(amount)s would be paid; %(left)s are left of the grant.") % {
            "amount": format_amount(cents),
            "left": format_amount(left),
        }


@guard(Role.OPERATOR, Role.FINANCE)
def the_account_is_verified(tranche: Tranche, act: Act) -> Sentences:
    """Object when the person has no bank account in effect."""
    account = BankAccount.objects.as_system().filter(
        participant=tranche.grant.participant_id, state=BankAccount.State.EFFECTIVE
    )
    if not account.exists():
        yield _("The person has no verified bank account yet.")


@guard(Role.FINANCE, Role.TREASURY)
def not_on_its_way_to_the_bank(tranche: Tranche, act: Act) -> Sentences:
    """Object while the payment is in a batch."""
    yield from open_matters.about(tranche.label)


@guard(Role.FINANCE)
def nothing_of_an_advance_was_cleared(tranche: Tranche, act: Act) -> Sentences:
    """Object once costs have cleared an advance: that is undone by reversing entries only."""
    if tranche.clears_cents:
        yield _("This clearance has justified a part of the advance: it is not taken back.")


@guard(Role.PARTICIPANT)
def no_expense_waits_for_it(tranche: Tranche, act: Act) -> Sentences:
    """Object while expenses are presented for it."""
    if money.live_expenses(tranche).exists():
        yield _("Expenses are presented for this tranche: take them back, or ask for it.")


@guard(Role.FINANCE)
def something_of_it_is_to_be_paid(tranche: Tranche, act: Act) -> Sentences:
    """Object where the advance has paid all of it already."""
    if tranche.approved_cents == 0:
        yield _("Nothing is to be paid: only clear the advance.")


@guard(Role.FINANCE)
def nothing_of_it_is_to_be_paid(tranche: Tranche, act: Act) -> Sentences:
    """Object where something is to be paid."""
    if tranche.approved_cents:
        yield _("%(amount)s is to be paid: clear it for payment.") % {
            "amount": format_amount(tranche.approved_cents)
        }
