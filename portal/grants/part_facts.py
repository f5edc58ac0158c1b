"""The facts of each part of a grant, as its page shows them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from documents.invoices import register
from people.keys import KeyDestroyed
from portal.components import Fact
from portal.grants.panels import why_less
from portal.templatetags.percorsi import day, money
from startup_grants import money as grant_money
from startup_grants.expense_guards import TYPOLOGIES
from startup_grants.models import (
    BusinessPlan,
    Expense,
    Fideiussione,
    MonitoringDuty,
    ScoreSheet,
    Tranche,
)


def of(part: Any) -> list[Fact]:
    """Return the facts of a part."""
    return _FACTS[type(part)](part)


def _tranche(tranche: Tranche) -> list[Fact]:
    found = [
        Fact(_("Asked for"), _amount(tranche.requested_cents)),
        Fact(_("Approved (gross)"), _amount(tranche.approved_cents)),
    ]
    if tranche.approved_cents is not None:
        withheld = grant_money.withheld(tranche)
        found += [
            Fact(_("Withheld"), money(withheld)),
            Fact(_("Net"), money(tranche.approved_cents - withheld)),
        ]
    if tranche.clears_cents:
        found.append(Fact(_("Clears of the advance"), money(tranche.clears_cents)))
    if tranche.reasons:
        found.append(Fact(_("Why less"), why_less(tranche)))
    found.append(Fact(_("Left of the grant"), money(grant_money.left_of(tranche))))
    if tranche.paid_on:
        found.append(Fact(_("Paid on (value date)"), day(tranche.paid_on)))
    return found


def _expense(expense: Expense) -> list[Fact]:
    invoice = expense.invoice
    titles = {category.code: category.title for category in expense.grant.rules.categories}
    try:
        supplier = register.parties(invoice)["supplier_name"]
    except KeyDestroyed:
        supplier = "–"
    found = [
        Fact(_("Invoice"), str(invoice)),
        Fact(_("Supplier"), supplier or invoice.supplier),
        Fact(_("VAT number"), invoice.supplier, is_code=True),
        Fact(_("Total of the invoice"), money(invoice.total_cents)),
        Fact("CUP", ", ".join(invoice.cups) or "–", is_code=True),
        Fact("CIG", ", ".join(invoice.cigs) or "–", is_code=True),
        Fact(_("Signatures checked"), str(invoice.signatures)),
        Fact(_("Category"), titles.get(expense.category, expense.category)),
        Fact(_("Presented"), money(expense.cents)),
        Fact(_("Admitted"), _amount(expense.admitted_cents)),
    ]
    if expense.reason:
        found.append(Fact(_("Typology of the error"), str(TYPOLOGIES[expense.reason])))
    return found


def _guarantee(guarantee: Fideiussione) -> list[Fact]:
    return [
        Fact(_("Policy"), guarantee.policy, is_code=True),
        Fact(_("Guarantor"), guarantee.guarantor, is_code=True),
        Fact(_("Guaranteed"), money(guarantee.cents)),
        Fact(_("Expires on"), day(guarantee.expires_on)),
        *_called(guarantee),
    ]


def _called(guarantee: Fideiussione) -> list[Fact]:
    if guarantee.called_on is None:
        return []
    called = _("%(amount)s on %(day)s") % {
        "amount": _amount(guarantee.called_cents),
        "day": day(guarantee.called_on),
    }
    return [Fact(_("Called"), called)]


def _duty(duty: MonitoringDuty) -> list[Fact]:
    found = [Fact(_("Due on"), day(duty.due_on))]
    if duty.submitted_on is not None:
        found += [
            Fact(_("Declared on"), day(duty.submitted_on)),
            Fact(_("Still active"), _("yes") if duty.still_active else _("no")),
            Fact(_("Still in the area"), _("yes") if duty.still_here else _("no")),
        ]
    if duty.breach_from and duty.breach_to and duty.grant.stable_from and duty.grant.stable_until:
        whole = (duty.grant.stable_until - duty.grant.stable_from).days + 1
        found += [
            Fact(
                _("Days of breach"),
                _("%(breach)s of %(days)s, from %(first)s to %(last)s")
                % {
                    "breach": duty.breach_days,
                    "days": whole,
                    "first": day(duty.breach_from),
                    "last": day(duty.breach_to),
                },
            ),
            Fact(_("To be paid back for them"), _amount(duty.recover_cents)),
        ]
    return found


def _sheet(sheet: ScoreSheet) -> list[Fact]:
    return [Fact(code, points) for code, points in sheet.points.items()]


def _plan(plan: BusinessPlan) -> list[Fact]:
    return [
        Fact(_("Budget"), money(plan.cents)),
        Fact(_("Own resources"), _amount(plan.own_cents)),
        Fact(_("Fingerprint"), plan.content_hash[:16], is_code=True),
    ]


def _amount(cents: int | None) -> str:
    return money(cents) if cents is not None else "–"


_FACTS: dict[type[Any], Callable[[Any], list[Fact]]] = {
    Tranche: _tranche,
    Expense: _expense,
    Fideiussione: _guarantee,
    ScoreSheet: _sheet,
    BusinessPlan: _plan,
    MonitoringDuty: _duty,
}
