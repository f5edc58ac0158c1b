"""When a step of a correction is open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db.models import Sum
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounting.models import PartBalance
from expenditure.states import VOID_CORRECTIONS, ClaimState, CorrectionState, ItemState
from lifecycle.guards import guard
from people.roles import Role
from programme.money import format_amount

if TYPE_CHECKING:
    from expenditure.models import Correction, Item
    from lifecycle.acts import Act

Sentences = Iterator["str | Promise"]


@guard(Role.FINANCE)
def the_item_was_transmitted(correction: Correction, act: Act) -> Sentences:
    """Object to correcting what simply leaves its claim, or is in none."""
    item = correction.item
    if item.state != ItemState.DECLARED or item.claim is None:
        yield _("%(item)s is in no claim: it is cancelled, not corrected.") % {
            "item": item.reference
        }
    elif item.claim.state != ClaimState.SUBMITTED:
        yield _("%(claim)s is not transmitted: take %(item)s out of it instead.") % {
            "claim": item.claim.reference,
            "item": item.reference,
        }


@guard(Role.CONTROLLER)
def no_more_than_is_declared(correction: Correction, act: Act) -> Sentences:
    """Object to correcting nothing, or more than earlier corrections left of the item."""
    if not correction.cents:
        return
    left = left_of(correction.item)
    if not 0 < correction.cents <= left:
        yield _("%(left)s of this item can be corrected: write no more than that.") % {
            "left": format_amount(left)
        }


@guard(Role.CONTROLLER)
def the_finding_is_named(correction: Correction, act: Act) -> Sentences:
    """Object when nothing says by which act or report it was found."""
    if correction.cents and not correction.act.strip():
        yield _("Write the number of the act or report of the finding.")


@guard(Role.CONTROL_HEAD)
def another_than_who_found(correction: Correction, act: Act) -> Sentences:
    """Object when whoever found it would confirm it (E2)."""
    if act.by.label == correction.found_by:
        yield _("You found this: another person confirms it.")


@guard(Role.FINANCE, Role.APPROVER)
def the_money_is_where_it_was(correction: Correction, act: Act) -> Sentences:
    """Object when the books no longer hold as paid what would be claimed again."""
    paid = paid_and_unclaimed(correction.item)
    if paid < correction.cents:
        yield _("%(paid)s of it is paid and not taken back, of %(cents)s that was withdrawn.") % {
            "paid": format_amount(paid),
            "cents": format_amount(correction.cents),
        }


def left_of(item: Item) -> int:
    """Return what corrections have left of an item, in cents."""
    live = item.corrections.as_system().exclude(state__in=VOID_CORRECTIONS)
    restored = CorrectionState.RESTORED
    taken = live.exclude(state=restored).aggregate(cents=Sum("cents"))["cents"]
    return item.declared_cents - (taken or 0)


def paid_and_unclaimed(item: Item) -> int:
    """Return what the books hold as paid, and in no claim, for an item's part (F5)."""
    found = PartBalance.objects.filter(
        root=item.case_label, part=item.part_label, position=item.payable.position_id
    ).first()
    return found.f5 if found else 0
