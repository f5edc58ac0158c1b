"""When a step of a payment line is open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounting.models import PartBalance
from lifecycle.answering import obstacles_to_answer
from lifecycle.guards import guard
from lifecycle.registries import open_matters
from people.roles import Role
from treasury import line_checks
from treasury.states import BatchState

if TYPE_CHECKING:
    from lifecycle.acts import Act
    from treasury.models import PaymentLine

Sentences = Iterator["str | Promise"]


@guard(Role.FINANCE)
def the_batch_is_being_prepared(line: PaymentLine, act: Act) -> Sentences:
    """Object once the batch was submitted: what changes then is approved anew."""
    if line.batch.state != BatchState.DRAFT and act.by.role is not Role.SYSTEM:
        yield _("The batch is: %(state)s. Send it back to change its lines.") % {
            "state": line.batch.get_state_display()
        }


@guard(Role.FINANCE)
def the_sum_can_be_paid(line: PaymentLine, act: Act) -> Sentences:
    """Object when the payable is not due, is in a batch, or has no account to go to."""
    yield from line_checks.taken(line.payable)
    yield from line_checks.about_payables([line.payable])[line.payable.id]


@guard(Role.FINANCE)
def the_payable_belongs_to_the_batch(line: PaymentLine, act: Act) -> Sentences:
    """Object to a payable of another operation, or of a partner that the batch does not pay for."""
    position = line.payable.position
    if position.operation_id != line.batch.operation_id:
        yield _("This sum belongs to another operation than the batch.")
    elif line.batch.partner_id not in (None, position.partner_id):
        yield _("This sum belongs to another partner than the batch.")


@guard(Role.FINANCE, Role.GRANT_OFFICER)
def the_account_can_be_used(line: PaymentLine, act: Act) -> Sentences:
    """Object while the account is missing or a change of it is under way."""
    yield from line_checks.about_payables([line.payable])[line.payable.id]


@guard(Role.FINANCE)
def the_bank_says_so(line: PaymentLine, act: Act) -> Sentences:
    """Object to an outcome without the bank's reference, or on an impossible day."""
    if "bank_reference" in act.facts and not act["bank_reference"].strip():
        yield _("Write the reference that the bank gave.")
    yield from _day_of_the_bank(act.get("value_date"), after=line.sent_on, on=act.on)


@guard(Role.FINANCE)
def the_return_says_so(line: PaymentLine, act: Act) -> Sentences:
    """Object to a return without the bank's reference, or on an impossible day."""
    if "bank_reference" in act.facts and not act["bank_reference"].strip():
        yield _("Write the reference that the bank gave.")
    yield from _day_of_the_bank(act.get("value_date"), after=line.value_on, on=act.on)


@guard(Role.FINANCE)
def not_paid_by_another_line(line: PaymentLine, act: Act) -> Sentences:
    """Object when the payable was paid, or dropped, behind this line."""
    payable = line.payable
    if not payable.live or (payable.paid_on is not None and not payable.returned):
        yield _("This sum is no longer due: do not enter a payment of it.")


@guard(Role.FINANCE, Role.CONTROLLER)
def still_counted_as_paid(line: PaymentLine, act: Act) -> Sentences:
    """Object while the paid sum is in a claim: it is withdrawn first (UCLM, decisions)."""
    balance = PartBalance.objects.filter(
        root=line.payable.root, part=line.payable.part, position=line.payable.position_id
    ).first()
    if balance is None or balance.f5 < line.cents:
        yield _("This payment is in a claim: its item is withdrawn from the claim first.")


@guard(Role.FINANCE)
def nothing_else_depends_on_it(line: PaymentLine, act: Act) -> Sentences:
    """Object while another office has this sum in hand, or part of it was set off."""
    yield from open_matters.about(line.payable.part)
    yield from line_checks.taken(line.payable)
    if line.payable.offset_cents or line.payable.withheld_paid_on:
        yield _("A part was set off or paid over: the rest cannot be given up alone.")


@guard(Role.FINANCE, Role.APPROVER)
def the_case_can_take_it_back(line: PaymentLine, act: Act) -> Sentences:
    """Object while the case that was paid cannot decide on the sum again: a closed one, say."""
    for obstacle in obstacles_to_answer("payment.dropped", line.payable.part, on=act.on):
        yield obstacle.sentence


def _day_of_the_bank(day: date | None, *, after: date | None, on: date) -> Iterator[str]:
    if day is None:
        return
    if after is not None and day < after:
        yield _("The bank cannot have done this before %(day)s.") % {"day": f"{after:%d/%m/%Y}"}
    if day > on:
        yield _("This day has not come yet.")
