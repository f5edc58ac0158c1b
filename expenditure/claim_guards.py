"""When a step of a claim is open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from expenditure.correction_guards import paid_and_unclaimed
from expenditure.statement_rows import rows_of
from expenditure.states import (
    OPEN_CLAIMS,
    VOID_CLAIMS,
    VOID_CORRECTIONS,
    ClaimKind,
    CorrectionState,
)
from lifecycle.guards import guard
from people.roles import Role
from programme.models import OperationPartner

if TYPE_CHECKING:
    from expenditure.models import Claim
    from lifecycle.acts import Act
    from people.scope import ScopedQuerySet

Sentences = Iterator["str | Promise"]


@guard(Role.PROGRAMME_MANAGER)
def the_partner_takes_part(claim: Claim, act: Act) -> Sentences:
    """Object when the partner has no part in the operation."""
    part = OperationPartner.objects.filter(operation=claim.operation, partner=claim.partner)
    if not part.exists():
        yield _("%(partner)s takes no part in this operation.") % {"partner": claim.partner.name}


@guard(Role.FINANCE)
def no_other_open_claim(claim: Claim, act: Act) -> Sentences:
    """Object while another claim of the partner on the fund is being prepared."""
    other = _chain(claim).filter(state__in=OPEN_CLAIMS).first()
    if other is not None:
        yield _("%(claim)s is being prepared: transmit or cancel it first.") % {
            "claim": other.reference
        }


@guard(Role.FINANCE)
def the_period_is_possible(claim: Claim, act: Act) -> Sentences:
    """Object to a period that ends before it begins, or begins outside eligibility."""
    if claim.period_end < claim.period_start:
        yield _("The period ends before it begins.")
    first, last = claim.operation.eligible_from, claim.operation.eligible_to
    if not first <= claim.period_start <= last:
        yield _("Eligibility runs from %(first)s to %(last)s.") % {
            "first": f"{first:%d/%m/%Y}",
            "last": f"{last:%d/%m/%Y}",
        }


@guard(Role.FINANCE)
def the_period_is_contiguous(claim: Claim, act: Act) -> Sentences:
    """Object to a gap or an overlap between claims, and to a claim after the final one."""
    before = _chain(claim).exclude(kind=ClaimKind.SUPPLEMENTARY).order_by("-period_end").first()
    if claim.kind == ClaimKind.SUPPLEMENTARY:
        yield from _supplements(claim, before)
    elif before is None:
        return
    elif before.kind == ClaimKind.FINAL:
        yield _("%(claim)s was the final claim: only supplementary ones follow.") % {
            "claim": before.reference
        }
    elif claim.period_start != before.period_end + timedelta(days=1):
        yield _("The claim before, %(claim)s, ends on %(end)s: this one begins the day after.") % {
            "claim": before.reference,
            "end": f"{before.period_end:%d/%m/%Y}",
        }


@guard(Role.FINANCE)
def something_is_declared(claim: Claim, act: Act) -> Sentences:
    """Object to a claim without items that is not a nil claim, and to a nil claim with items."""
    count = claim.items.as_system().count() + claim.corrections.as_system().count()
    if claim.kind == ClaimKind.NIL and count:
        yield _("A nil claim declares nothing.")
    if claim.kind != ClaimKind.NIL and not count:
        yield _("No item is in this claim yet: include some, or open a nil claim.")


@guard(Role.FINANCE)
def rows_as_prechecked(claim: Claim, act: Act) -> Sentences:
    """Object when the rows are no longer those that were prechecked (same version hash, C05)."""
    if claim.rows_hash and rows_of(claim).rows_hash != claim.rows_hash:
        yield _("The items changed after the precheck: take the claim back to draft and recheck.")


@guard(Role.APPROVER, Role.DELEGATE)
def signed_by_another(claim: Claim, act: Act) -> Sentences:
    """Object when whoever prepared the claim would sign it (C05)."""
    if act.by.label in (claim.opened_by, claim.prechecked_by):
        yield _("You prepared this claim: another person signs it.")


@guard(Role.FINANCE)
def the_period_is_over(claim: Claim, act: Act) -> Sentences:
    """Object before the last day of the period."""
    if act.on < claim.period_end:
        yield _("The period runs until %(end)s: transmit the claim when it is over.") % {
            "end": f"{claim.period_end:%d/%m/%Y}"
        }


@guard(Role.CONTROLLER)
def none_of_it_is_corrected(claim: Claim, act: Act) -> Sentences:
    """Object to withdrawing a claim of which an item was corrected since."""
    from expenditure.models import Correction

    rows = Correction.objects.as_system().filter(item__claim=claim.pk)
    live = rows.exclude(state__in=VOID_CORRECTIONS).select_related("item").order_by("id")
    for reference in dict.fromkeys(row.item.reference for row in live):
        yield _("%(item)s of this claim was corrected: the claim stands.") % {"item": reference}


@guard(Role.FINANCE)
def what_it_deducted_is_there(claim: Claim, act: Act) -> Sentences:
    """Object when money that the claim deducted has been taken back from the person since."""
    rows = claim.corrections.as_system().filter(state=CorrectionState.WITHDRAWN)
    for correction in rows.select_related("item__payable").order_by("id"):
        if paid_and_unclaimed(correction.item) < correction.cents:
            yield _("%(correction)s was recovered since: the claim that deducts it stands.") % {
                "correction": correction.reference
            }


def _chain(claim: Claim) -> ScopedQuerySet[Claim]:
    """Return the other claims of the same operation, partner and fund that count."""
    others: ScopedQuerySet[Claim] = type(claim).objects.as_system()
    return (
        others.filter(operation=claim.operation_id, partner=claim.partner_id, fund=claim.fund_id)
        .exclude(state__in=VOID_CLAIMS)
        .exclude(pk=claim.pk)
    )


def _supplements(claim: Claim, before: Claim | None) -> Sentences:
    """Object to a supplementary claim of a period that no claim has covered."""
    if before is None or claim.period_end > before.period_end:
        yield _("A supplementary claim is about a period that was claimed before.")
