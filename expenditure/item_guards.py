"""When a step of an expenditure item is open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounting.models import PartBalance
from expenditure.states import LOOSE_CLAIMS, ClaimKind, ClaimState
from lifecycle.guards import guard
from people.roles import Role
from programme.money import format_amount

if TYPE_CHECKING:
    from expenditure.models import Claim, Item
    from lifecycle.acts import Act

Sentences = Iterator["str | Promise"]


@guard(Role.FINANCE)
def the_payable_is_of_the_case(item: Item, act: Act) -> Sentences:
    """Object when the item would not say of its payable what the payable says of itself."""
    payable, position = item.payable, item.payable.position
    said = (item.operation_id, item.partner_id, item.fund_id, item.line_id)
    told = (position.operation_id, position.partner_id, position.fund_id, position.line_id)
    if said != told or item.part_label != payable.part:
        yield _("This payment belongs to another operation, partner, fund or budget line.")


@guard(Role.TREASURY)
def the_payable_is_paid(item: Item, act: Act) -> Sentences:
    """Object while nothing was paid: an item is expenditure incurred and paid."""
    payable = item.payable
    if payable.paid_on is None or payable.returned or not payable.live:
        yield _("The bank has not paid this yet.")


@guard(Role.FINANCE)
def the_claim_takes_it(item: Item, act: Act) -> Sentences:
    """Object when the claim is not in preparation, is a nil claim, or of another fund or office."""
    claim = claim_told(act)
    if claim is None:
        return
    if claim.state != ClaimState.DRAFT:
        yield _("%(claim)s takes no items: it is %(state)s.") % {
            "claim": claim.reference,
            "state": claim.get_state_display(),
        }
    if claim.kind == ClaimKind.NIL:
        yield _("%(claim)s is a nil claim: it declares nothing.") % {"claim": claim.reference}
    ours = (item.operation_id, item.partner_id, item.fund_id)
    if ours != (claim.operation_id, claim.partner_id, claim.fund_id):
        yield _("%(claim)s is of another operation, partner or fund.") % {"claim": claim.reference}


@guard(Role.FINANCE)
def booked_within_the_period(item: Item, act: Act) -> Sentences:
    """Object when the payment was booked after the period: it belongs to a later claim."""
    claim = claim_told(act)
    if claim is None or item.booked_on is None:
        return
    if item.booked_on > claim.period_end:
        yield _("The payment was booked on %(day)s, after the period of %(claim)s.") % {
            "day": f"{item.booked_on:%d/%m/%Y}",
            "claim": claim.reference,
        }


@guard(Role.FINANCE)
def still_paid_in_the_books(item: Item, act: Act) -> Sentences:
    """Object when the books have less paid and not claimed than would be declared."""
    found = PartBalance.objects.filter(
        root=item.case_label, part=item.part_label, position=item.payable.position_id
    ).first()
    left = found.f5 if found else 0
    if left < item.declared_cents:
        yield _("The books have %(left)s paid and not claimed; %(wanted)s would be declared.") % {
            "left": format_amount(left),
            "wanted": format_amount(item.declared_cents),
        }


@guard(Role.FINANCE, Role.APPROVER)
def the_claim_lets_it_go(item: Item, act: Act) -> Sentences:
    """Object once the claim is signed or transmitted."""
    claim = item.claim
    if claim is not None and claim.state not in LOOSE_CLAIMS:
        yield _("%(claim)s is %(state)s: it has to come back to draft, or be withdrawn.") % {
            "claim": claim.reference,
            "state": claim.get_state_display(),
        }


def claim_told(act: Act) -> Claim | None:
    """Return the claim that the act names, read anew; None when none is named or none is there."""
    from expenditure.models import Claim

    if not act.get("claim"):
        return None
    found: Claim | None = Claim.objects.as_system().filter(pk=act["claim"]).first()
    return found


@guard(Role.FINANCE)
def the_claim_is_there(item: Item, act: Act) -> Sentences:
    """Object to a claim that nobody has opened."""
    if act.get("claim") and claim_told(act) is None:
        yield _("There is no such claim.")
