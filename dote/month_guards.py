"""When a step of a month is open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.labels import split
from documents.models import Evidence
from dote.models.offer import Payee, PaymentRule
from dote.states import WITH_MONTHS
from lifecycle.guards import guard
from lifecycle.registries import open_matters
from people.models import BankAccount
from people.roles import Role
from programme.terms import term

if TYPE_CHECKING:
    from dote.models import Month
    from lifecycle.acts import Act

Sentences = Iterator["str | Promise"]

MOST_HOURS = 31 * 24
TOO_MUCH = {
    "days": gettext_lazy("%(declared)s days were declared: no more can be recognised."),
    "hours": gettext_lazy("%(declared)s hours were declared: no more can be recognised."),
    "cents": gettext_lazy("No more can be recognised than was declared."),
}
PROOFS = {
    PaymentRule.RESULT: {
        "employment_contract": gettext_lazy("the employment contract"),
        "compulsory_communication": gettext_lazy("the compulsory communication (UNILAV)"),
    }
}
"""What proves a result beside the paper of the month (a contract and its communication)."""


@guard(Role.OPERATOR)
def the_dote_takes_months(month: Month, act: Act) -> Sentences:
    """Object when the dote is in no state in which months are reported and cleared."""
    if month.dote.state not in WITH_MONTHS:
        yield _("Months are not worked on while the dote is: %(state)s.") % {
            "state": month.dote.get_state_display()
        }


@guard(Role.OPERATOR, Role.GRANT_OFFICER)
def the_month_is_not_suspended(month: Month, act: Act) -> Sentences:
    """Object to a month that begins while the dote stands still."""
    since = month.dote.suspended_on
    if since is not None and month.starts_on >= since:
        yield _("The dote stands still since %(day)s: this month is not reported.") % {
            "day": f"{since:%d/%m/%Y}"
        }


@guard(Role.OPERATOR)
def the_month_is_over(month: Month, act: Act) -> Sentences:
    """Object while the month still runs."""
    if act.on <= month.ends_on:
        yield _("The month runs until %(day)s: report it afterwards.") % {
            "day": f"{month.ends_on:%d/%m/%Y}"
        }


@guard(Role.SYSTEM)
def the_days_for_reporting_have_passed(month: Month, act: Act) -> Sentences:
    """Object while the month can still be reported."""
    last = last_day_to_report(month)
    if act.on <= last:
        yield _("The month can be reported until %(day)s.") % {"day": f"{last:%d/%m/%Y}"}


@guard(Role.APPROVER)
def not_opened_again_before(month: Month, act: Act) -> Sentences:
    """Object to opening a month again for the second time."""
    if month.reopened_on is not None:
        yield _("The month was opened again once already, on %(day)s.") % {
            "day": f"{month.reopened_on:%d/%m/%Y}"
        }


@guard(Role.PARTICIPANT, Role.OPERATOR)
def evidence_is_of_this_month(month: Month, act: Act) -> Sentences:
    """Object when the register or receipt is not kept for this very month."""
    if "evidence" not in act.facts:
        return
    model, pk = split(act["evidence"])
    kept = Evidence.objects.as_system().filter(pk=pk, subject=month.label)
    if model != "documents.evidence" or not kept.exists():
        yield _("Attach the register or receipt of this month.")


@guard(Role.PARTICIPANT, Role.OPERATOR)
def what_the_service_wants_is_told(month: Month, act: Act) -> Sentences:
    """Object when days (internship) or the rent paid are not told, or cannot be."""
    if "evidence" not in act.facts:
        return
    rule = month.line.offer.payment_rule
    if rule is PaymentRule.ATTENDANCE:
        yield from _attendance(month, act)
    elif rule is PaymentRule.HOURS and not 0 < (act.get("hours") or 0) <= MOST_HOURS:
        yield _("Say how many hours the register shows.")
    elif rule is PaymentRule.RECEIPT and (act.get("cents") or 0) <= 0:
        yield _("Say how much was paid for the month.")


@guard(Role.PARTICIPANT, Role.OPERATOR)
def papers_of_the_rule_are_kept(month: Month, act: Act) -> Sentences:
    """Object for each further proof that a result wants and that is not kept about the month."""
    kept = set(
        Evidence.objects.as_system().filter(subject=month.label).values_list("kind", flat=True)
    )
    for kind, name in PROOFS.get(month.line.offer.payment_rule, {}).items():
        if kind not in kept:
            yield _("A document is missing: %(name)s.") % {"name": name}


@guard(Role.GRANT_OFFICER)
def recognised_within_declared(month: Month, act: Act) -> Sentences:
    """Object when more would be recognised than was declared."""
    declared = {
        "days": len(month.declared),
        "hours": month.declared_hours or 0,
        "cents": month.declared_cents or 0,
    }
    found = {name: act.get(name) or 0 for name in declared}
    for name, most in declared.items():
        if found[name] > most:
            yield TOO_MUCH[name] % {"declared": most}
    if min(found.values()) < 0:
        yield _("What is recognised is not below zero.")


@guard(Role.GRANT_OFFICER)
def the_whole_month_is_recognised(month: Month, act: Act) -> Sentences:
    """Object when the check has found less than the planned sum."""
    if month.recognised_cents != month.planned_cents:
        yield _("The check found less than the planned sum: recognise the month in part.")


@guard(Role.GRANT_OFFICER)
def a_part_is_recognised(month: Month, act: Act) -> Sentences:
    """Object when the check has found all, or nothing."""
    if not 0 < (month.recognised_cents or 0) < month.planned_cents:
        yield _("The check found the whole sum, or nothing of it.")


@guard(Role.GRANT_OFFICER)
def nothing_is_recognised(month: Month, act: Act) -> Sentences:
    """Object when the check has found something."""
    if month.recognised_cents:
        yield _("The check found something to recognise.")


@guard(Role.OPERATOR, Role.FINANCE)
def the_payee_can_be_paid(month: Month, act: Act) -> Sentences:
    """Object when whoever is to be paid has no bank account in effect."""
    if month.line.offer.payee != Payee.PARTICIPANT:
        return
    account = BankAccount.objects.as_system().filter(
        participant=month.dote.participant_id, state=BankAccount.State.EFFECTIVE
    )
    if not account.exists():
        yield _("The person has no verified bank account yet.")


@guard(Role.FINANCE, Role.TREASURY)
def not_on_its_way_to_the_bank(month: Month, act: Act) -> Sentences:
    """Object while the payment is in a batch."""
    yield from open_matters.about(month.label)


def last_day_to_report(month: Month) -> date:
    """Return the last day on which a month is taken: after its end, or after it was reopened."""
    begun = max(month.ends_on, month.reopened_on or month.ends_on)
    return begun + timedelta(days=term(month.dote.call, "month_expiry_days").value)


def _attendance(month: Month, act: Act) -> Sentences:
    days, expected = act.get("days"), act.get("expected")
    if days is None or not expected or expected < 1:
        yield _("Say on which days the person attended, and how many were expected.")
        return
    if len(set(days)) != len(days):
        yield _("A day of attendance is named twice.")
    if len(days) > expected:
        yield _("More days of attendance than expected days.")
    if any(not _within(month, day) for day in days):
        yield _("A day of attendance lies outside the month.")


def _within(month: Month, day: str) -> bool:
    try:
        return month.starts_on <= date.fromisoformat(day) <= month.ends_on
    except ValueError:
        return False
