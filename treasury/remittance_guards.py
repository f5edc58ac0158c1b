"""When a step of a payment of withholdings is open; the three pairs of hands are the batch's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from audit.models import Event
from lifecycle.guards import guard
from people.roles import DECIDING, Role
from treasury.withheld import due, fingerprint, last_day

if TYPE_CHECKING:
    from lifecycle.acts import Act
    from treasury.models import Remittance

Sentences = Iterator["str | Promise"]


@guard(Role.FINANCE, Role.TREASURY)
def the_mandate_reaches_all_partners(remittance: Remittance, act: Act) -> Sentences:
    """Object to somebody of one partner: withholdings of all of them are paid over together."""
    if act.by.partner_id:
        yield _("Withholdings of all partners are paid together: it needs a mandate for all.")


@guard(Role.FINANCE)
def the_month_is_over(remittance: Remittance, act: Act) -> Sentences:
    """Object while payments of the month may still come, and to a month that begins late."""
    if remittance.month.day != 1:
        yield _("A month begins on its first day.")
    elif act.on <= last_day(remittance.month):
        yield _("The month is not over: more may be withheld in it.")


@guard(Role.FINANCE)
def something_was_withheld(remittance: Remittance, act: Act) -> Sentences:
    """Object when nothing that was withheld in the month waits to be paid over."""
    if not due(remittance):
        yield _("Nothing that was withheld in this month is still to be paid over.")


@guard(Role.FINANCE)
def as_it_was_submitted(remittance: Remittance, act: Act) -> Sentences:
    """Object when what is due is no longer what was submitted."""
    if fingerprint(due(remittance)) != remittance.payables_hash:
        yield _("What is due has changed since it was submitted: send it back.")


@guard(Role.FINANCE, Role.TREASURY)
def decided_by_others(remittance: Remittance, act: Act) -> Sentences:
    """Object to whoever decided in one of the cases (lifecycles 0, four eyes)."""
    decided = Event.objects.filter(
        stream__in={payable.root for payable in due(remittance)},
        actor=act.by.label,
        role__in=[str(role) for role in DECIDING],
    )
    if decided.exists():
        yield _("You decided in a case that this pays for: another person does this.")


@guard(Role.TREASURY)
def the_receipt_says_so(remittance: Remittance, act: Act) -> Sentences:
    """Object to a payment without the receipt's reference, or on an impossible day."""
    if "bank_reference" in act.facts and not act["bank_reference"].strip():
        yield _("Write the reference of the receipt.")
    day = act.get("value_date")
    if day is not None and day > act.on:
        yield _("This day has not come yet.")
    if day is not None and day <= last_day(remittance.month):
        yield _("It was not paid over before the month was over.")
