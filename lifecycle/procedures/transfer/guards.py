"""When a step of a transfer is open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounting.models import PartBalance
from lifecycle.guards import guard
from lifecycle.procedures.kinds import open_on
from lifecycle.procedures.transfer.money import moving
from people.roles import Role
from programme.models import OperationPartner
from programme.money import format_amount

if TYPE_CHECKING:
    from lifecycle.acts import Act
    from lifecycle.models import Transfer

Sentences = Iterator["str | Promise"]

DECIDED_FIRST = ("P-REV", "P-RIA", "P-TRF")
"""Procedures that are decided by who opened them, before the case goes over."""


@guard(Role.PARTICIPANT, Role.OPERATOR)
def another_partner_takes_part(transfer: Transfer, act: Act) -> Sentences:
    """Object to the partner that has the case already, and to one outside the operation."""
    if not transfer.to_partner_id:
        return
    if transfer.to_partner_id == getattr(transfer.root, "partner_id", None):
        yield _("This partner has the case already.")
    elif not OperationPartner.objects.filter(
        operation=getattr(transfer.root, "operation_id", None), partner=transfer.to_partner_id
    ).exists():
        yield _("This partner takes no part in the operation.")


@guard(Role.PARTICIPANT, Role.OPERATOR)
def the_person_has_moved(transfer: Transfer, act: Act) -> Sentences:
    """Object to a day that is still to come."""
    if transfer.moved_on is not None and transfer.moved_on > act.on:
        yield _("The day of the move is still to come.")


@guard(Role.APPROVER)
def it_is_said_why(transfer: Transfer, act: Act) -> Sentences:
    """Object to a refusal without words."""
    if act.wordless:
        yield _("Write why: the person and the other office read it.")


@guard(Role.FINANCE, Role.TREASURY)
def nothing_is_on_its_way_to_the_bank(transfer: Transfer, act: Act) -> Sentences:
    """Object while something is cleared and not paid: who cleared it pays it."""
    cleared = sum(
        each.f4 for each in PartBalance.objects.filter(root=transfer.case_label, f4__gt=0)
    )
    if cleared:
        yield _("%(amount)s are cleared and not paid yet: they are paid first, or taken back.") % {
            "amount": format_amount(cleared)
        }


@guard(Role.APPROVER)
def nothing_else_is_being_decided(transfer: Transfer, act: Act) -> Sentences:
    """Object while a revocation or a re-opening of the case is open."""
    for row in open_on(transfer.case_label):
        if row.CODE in DECIDED_FIRST and row.pk != transfer.pk:
            yield _("“%(procedure)s” is open: it is decided first.") % {"procedure": row.TITLE}


@guard(Role.PROGRAMME_MANAGER)
def the_new_partner_has_room(transfer: Transfer, act: Act) -> Sentences:
    """Object for each budget line on which the new partner has too little, or no budget."""
    for each in moving(transfer):
        if each.short > 0:
            yield _(
                "%(partner)s has %(left)s on “%(line)s” (fund %(fund)s): %(wanted)s are needed."
            ) % {
                "partner": transfer.to_partner.name,
                "left": format_amount(each.available),
                "line": each.position.line,
                "fund": each.position.fund,
                "wanted": format_amount(each.cents),
            }
