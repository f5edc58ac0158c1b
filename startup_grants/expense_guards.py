"""When an expense can be presented and decided."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents import evidence
from lifecycle.guards import guard
from people.roles import Role
from programme.money import format_amount
from startup_grants.states import ExpenseState, TrancheState

if TYPE_CHECKING:
    from lifecycle.acts import Act
    from startup_grants.models import Expense

Sentences = Iterator["str | Promise"]

TYPOLOGIES: dict[str, Promise] = {
    "4.1": gettext_lazy("outside the period of eligibility"),
    "4.2": gettext_lazy("not paid"),
    "4.3": gettext_lazy("not related to the project"),
    "4.5": gettext_lazy("VAT or taxes that can be recovered"),
    "4.11": gettext_lazy("paid by another source as well"),
    "4.12": gettext_lazy("not delivered"),
    "4.18": gettext_lazy("another cost that is not eligible"),
    "9.1": gettext_lazy("documents are missing"),
    "10.1": gettext_lazy("an error of calculation"),
}
"""The Commission's typology of errors, as far as expenses of an enterprise can show them."""


@guard(Role.PARTICIPANT)
def the_tranche_is_not_asked_for_yet(expense: Expense, act: Act) -> Sentences:
    """Object once the tranche was asked for."""
    if expense.tranche.state != TrancheState.NOT_DUE:
        yield _("The tranche was asked for: its expenses no longer change.")


@guard(Role.PARTICIPANT)
def the_category_is_the_calls(expense: Expense, act: Act) -> Sentences:
    """Object to a category that the call does not have, and to a tranche of another grant."""
    if expense.category not in {category.code for category in expense.grant.rules.categories}:
        yield _("Choose a category of the call.")
    if expense.tranche.grant_id != expense.grant_id:
        yield _("The tranche is one of another grant.")


@guard(Role.PARTICIPANT)
def the_invoice_was_handed_in_for_this_grant(expense: Expense, act: Act) -> Sentences:
    """Object to an invoice that was not handed in for this grant."""
    if expense.invoice.evidence.subject != expense.grant.label:
        yield _("Hand the invoice in for this grant first.")


@guard(Role.PARTICIPANT)
def the_invoice_bears_the_cup(expense: Expense, act: Act) -> Sentences:
    """Object to an invoice without the CUP of the grant.

    Where the code was not known yet, a stamped copy with a declaration, or an electronic
    integration, is kept beside it (rendicontazione 5.1, annulment of documents).
    """
    if expense.grant.cup in expense.invoice.cups:
        return
    if not evidence.about(expense.grant.label).filter(kind="invoice_annulment").exists():
        yield _(
            "The invoice does not bear the CUP %(cup)s: attach the stamped copy with the "
            "declaration, or the electronic integration."
        ) % {"cup": expense.grant.cup}


@guard(Role.PARTICIPANT)
def no_more_than_the_invoice_over_all_grants(expense: Expense, act: Act) -> Sentences:
    """Object when the shares of an invoice, over all grants, would pass its total (I12)."""
    others = type(expense).objects.as_system().filter(invoice=expense.invoice_id)
    live = others.exclude(state=ExpenseState.TAKEN_BACK).exclude(pk=expense.pk)
    left = expense.invoice.total_cents - sum(live.values_list("cents", flat=True))
    if not 0 < expense.cents <= left:
        yield _("%(left)s of the invoice are left to present.") % {"left": format_amount(left)}


@guard(Role.GRANT_OFFICER)
def the_tranche_is_in_check(expense: Expense, act: Act) -> Sentences:
    """Object unless the tranche is being checked."""
    if expense.tranche.state != TrancheState.IN_CHECK:
        yield _("Expenses are decided while their tranche is being checked.")


@guard(Role.PARTICIPANT)
def the_payment_is_proven(expense: Expense, act: Act) -> Sentences:
    """Object until the payment of the invoice is proven (DPR 22/2018 art. 2(1)(b))."""
    if not evidence.about(expense.label).filter(kind="payment_proof").exists():
        yield _("The payment of the invoice is not proven: attach the proof to the expense.")


@guard(Role.GRANT_OFFICER)
def a_part_is_admitted(expense: Expense, act: Act) -> Sentences:
    """Object to all, and to nothing."""
    if "cents" in act.facts and not 0 < act["cents"] < expense.cents:
        yield _("A part is more than nothing and less than %(amount)s.") % {
            "amount": format_amount(expense.cents)
        }


@guard(Role.GRANT_OFFICER)
def the_typology_is_known(expense: Expense, act: Act) -> Sentences:
    """Object to a cut without a typology of error."""
    if "reason" in act.facts and act["reason"] not in TYPOLOGIES:
        yield _("Say which typology of error the cut is for.")
