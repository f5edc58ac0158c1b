"""When a step of a rescheduling is open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from lifecycle.guards import guard
from microcredit.rescheduling import variant, wish_of
from microcredit.schedule.dates import MONTHLY, moved
from microcredit.states import LoanState, ReceiptState, ReschedulingState
from people.roles import Role
from programme.money import format_amount
from programme.terms import term

if TYPE_CHECKING:
    from lifecycle.acts import Act
    from microcredit.models import Rescheduling

Sentences = Iterator["str | Promise"]

OPEN = (
    ReschedulingState.REQUESTED,
    ReschedulingState.IN_REVIEW,
    ReschedulingState.APPROVED,
    ReschedulingState.SIGNED,
)
ENOUGH = 2
"""At least two variants stand beside each other in a decision (lifecycles 3, P-RES)."""


@guard(Role.FINANCE)
def the_plan_runs(row: Rescheduling, act: Act) -> Sentences:
    """Object unless the loan is paid out in full and being repaid."""
    if row.loan.state not in (LoanState.CURRENT, LoanState.LATE):
        yield _("A plan is changed while the loan is paid out and being repaid.")


@guard(Role.GRANT_OFFICER)
def one_at_a_time(row: Rescheduling, act: Act) -> Sentences:
    """Object while another rescheduling is open."""
    others = row.loan.reschedulings.as_system().filter(state__in=OPEN).exclude(pk=row.pk)
    if others.exists():
        yield _("Another rescheduling is open on this loan.")


@guard(Role.GRANT_OFFICER)
def a_budget_is_not_negative(row: Rescheduling, act: Act) -> Sentences:
    """Object to amounts below zero."""
    told = (act.get("income_cents"), act.get("winter_income_cents"), act.get("spent_cents"))
    if any(cents is not None and cents < 0 for cents in told):
        yield _("A budget has no amount below zero.")


@guard(Role.GRANT_OFFICER)
def the_variant_is_possible(row: Rescheduling, act: Act) -> Sentences:
    """Object to a variant from which no plan can be made."""
    if "months" not in act.facts:
        return
    if act["first_due"] <= act.on:
        yield _("The first instalment of a new plan falls due after today.")
        return
    try:
        variant(row.loan, wish_of(act.facts), on=act.on)
    except ValueError as impossible:
        yield _("No plan can be made of it: %(why)s.") % {"why": impossible}


@guard(Role.PROGRAMME_MANAGER)
def within_the_longest_term(row: Rescheduling, act: Act) -> Sentences:
    """Object to a plan that ends later than the product's longest term and the call's more."""
    if "months" not in act.facts:
        return
    loan = row.loan
    more = term(loan.call, "rescheduling_months_more").value
    most = loan.product_in_force.max_months + loan.product_in_force.first_month - 1 + more
    last = moved(loan.drawn_on or act.on, MONTHLY, times=most)
    end = moved(act["first_due"], MONTHLY, times=act["months"] - 1)
    if end > last:
        yield _("The last instalment falls due by %(day)s at the latest.") % {
            "day": f"{last:%d/%m/%Y}"
        }


@guard(Role.GRANT_OFFICER)
def two_variants_at_least(row: Rescheduling, act: Act) -> Sentences:
    """Object while the decision has fewer than two variants to choose from."""
    if len(row.variants) < ENOUGH:
        yield _("Simulate two variants at least: the person and the approver compare them.")


@guard(Role.GRANT_OFFICER)
def the_variant_exists(row: Rescheduling, act: Act) -> Sentences:
    """Object to a variant that was not simulated."""
    if "variant" in act.facts and _variant(row, act) is None:
        yield _("No such variant was simulated.")


@guard(Role.GRANT_OFFICER)
def it_takes_effect_later(row: Rescheduling, act: Act) -> Sentences:
    """Object to a day in the past, or from the first instalment of the variant on."""
    if "effective_on" not in act.facts:
        return
    found = _variant(row, act)
    if act["effective_on"] < act.on:
        yield _("A new plan takes effect today or later.")
    if found is not None and act["effective_on"].isoformat() >= found["first_due"]:
        yield _("A new plan takes effect before its first instalment.")


@guard(Role.GRANT_OFFICER)
def the_household_can_bear_it(row: Rescheduling, act: Act) -> Sentences:
    """Object when the budget does not bear the largest instalment of the variant.

    The officer may override with reasons; two other people then have to approve.
    """
    found = _variant(row, act) if "variant" in act.facts else None
    if found is None or act.get("override") or row.income_cents is None:
        return
    factor, spent = term(row.loan.call, "affordability_percent").value, row.spent_cents or 0
    usual, winter = row.income_cents - spent, (row.winter_income_cents or 0) - spent
    if usual * 100 < found["largest"] * factor or winter < found["largest"]:
        yield _(
            "A usual month leaves %(usual)s, a winter month %(winter)s: the instalment of "
            "%(instalment)s is too much."
        ) % {
            "usual": format_amount(usual),
            "winter": format_amount(winter),
            "instalment": format_amount(found["largest"]),
        }


@guard(Role.GRANT_OFFICER)
def an_override_has_its_reasons(row: Rescheduling, act: Act) -> Sentences:
    """Object to an override without reasons in the note."""
    if act.get("override") and not act.noted:
        yield _("Write why the household can bear more than its budget shows.")


@guard(Role.GRANT_OFFICER)
def a_variant_is_chosen(row: Rescheduling, act: Act) -> Sentences:
    """Object while no variant is chosen."""
    if row.chosen is None:
        yield _("Choose one of the variants first.")


@guard(Role.FINANCE)
def no_receipt_lies_ahead(row: Rescheduling, act: Act) -> Sentences:
    """Object to a plan that takes effect before a receipt that has come."""
    if row.effective_on is None:
        return
    later = row.loan.receipts.as_system().filter(
        state=ReceiptState.RECEIVED, value_on__gt=row.effective_on
    )
    for receipt in later.order_by("-value_on")[:1]:
        yield _("A receipt came on %(day)s: the plan cannot change before it.") % {
            "day": f"{receipt.value_on:%d/%m/%Y}"
        }


@guard(Role.OPERATOR)
def within_the_days_for_signing(row: Rescheduling, act: Act) -> Sentences:
    """Object after the last day for signing."""
    if row.sign_by is not None and act.on > row.sign_by:
        yield _("The new plan was to be signed by %(day)s.") % {"day": f"{row.sign_by:%d/%m/%Y}"}


@guard(Role.SYSTEM)
def the_days_for_signing_are_over(row: Rescheduling, act: Act) -> Sentences:
    """Object while the person can still sign."""
    if row.sign_by is None or act.on <= row.sign_by:
        yield _("The new plan can still be signed.")


@guard(Role.SYSTEM)
def its_day_has_come(row: Rescheduling, act: Act) -> Sentences:
    """Object before the day of the effect."""
    if row.effective_on is None or act.on < row.effective_on:
        yield _("The new plan does not take effect yet.")


def _variant(row: Rescheduling, act: Act) -> dict[str, Any] | None:
    place = act["variant"]
    return row.variants[place] if 0 <= place < len(row.variants) else None
