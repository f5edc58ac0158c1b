"""What each step of a grant does to the books: which posting, on which position, for which part."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from accounting.catalogue import (
    Dimensions,
    G,
    Posting,
    clear_advance,
    commit,
    make_payable,
    reserve,
    unmake_payable,
    unreserve,
)
from accounting.catalogue import decommit as decommit_posting
from accounting.models import PartBalance, Position
from accounting.payables import PayableDraft
from audit.labels import label
from documents import evidence
from programme.models.funding import CostOption
from startup_grants.budget import share
from startup_grants.call_rules import TrancheKind
from startup_grants.states import HOLDING_GUARANTEES, NOT_CLEARED, PAID_OR_ON_THE_WAY, ExpenseState

if TYPE_CHECKING:
    from lifecycle.acts import Act
    from startup_grants.models import Grant, Tranche

REQUEST = "payment_request"


def aid_for(grant: Grant, total_cents: int) -> int:
    """Return the grant that a budget can have: the call's share of it, at most its largest."""
    rules = grant.rules
    return min(share(total_cents, percent=rules.aid_percent), rules.largest_cents)


def position_of(grant: Grant) -> Position | None:
    """Return the budget position that pays the grants of the partner, if there is one."""
    return Position.objects.filter(
        operation=grant.operation_id,
        partner=grant.partner_id,
        line=grant.rules.line,
        fund=grant.rules.fund,
    ).first()


def asked_cents(grant: Grant, act: Act) -> int:
    """Return what is about to be granted, in cents (for the approval bands)."""
    return int(act["cents"])


def reserve_cover(grant: Grant, position: Position, cents: int) -> Posting:
    """RES: set the money aside that the ranking gives."""
    return reserve(cents, Dimensions(position_id=position.pk, root=grant.label))


def cover(grant: Grant, position: Position, cents: int) -> tuple[Posting, ...]:
    """RES or URES: set aside what the ranking gives, minding what was set aside before.

    Who was readmitted on appeal has had its money set aside first (G40).
    """
    dims = Dimensions(position_id=position.pk, root=grant.label)
    more = cents - set_aside(grant)
    if more > 0:
        return (reserve(more, dims),)
    return (unreserve(-more, dims),) if more else ()


def set_aside(grant: Grant) -> int:
    """Return what is set aside for an application, in cents."""
    return sum(row.f2 for row in PartBalance.objects.filter(root=grant.label))


def unreserve_all(grant: Grant) -> tuple[Posting, ...]:
    """URES: give back what is still set aside, if anything."""
    return tuple(
        unreserve(balance.f2, _of(balance))
        for balance in PartBalance.objects.filter(root=grant.label, f2__gt=0)
    )


def commit_grant(grant: Grant, cents: int) -> tuple[Posting, ...]:
    """COM of what is granted out of what was set aside, URES of the rest."""
    postings = []
    for balance in PartBalance.objects.filter(root=grant.label, f2__gt=0):
        postings.append(commit(cents, _of(balance)))
        if balance.f2 > cents:
            postings.append(unreserve(balance.f2 - cents, _of(balance)))
    return tuple(postings)


def decommit(grant: Grant, cents: int) -> tuple[Posting, ...]:
    """DECOM of a sum that the grant does not need any more; nothing for nothing."""
    if cents <= 0:
        return ()
    return (decommit_posting(cents, Dimensions(position_id=_position(grant), root=grant.label)),)


def decommit_all(grant: Grant) -> tuple[Posting, ...]:
    """DECOM: give back all that is still committed (*economia*)."""
    return tuple(
        decommit_posting(balance.f3, _of(balance))
        for balance in PartBalance.objects.filter(root=grant.label, f3__gt=0).order_by("part")
    )


def _of(balance: PartBalance) -> Dimensions:
    return Dimensions(position_id=balance.position_id, root=balance.root, part=balance.part)


def live_expenses(tranche: Tranche) -> Any:
    """Return the expenses of a tranche that were not taken back."""
    return tranche.expenses.as_system().exclude(state=ExpenseState.TAKEN_BACK)


def asked_by_costs(tranche: Tranche) -> int:
    """Return the aid for the costs that a tranche presents, in cents."""
    presented = sum(live_expenses(tranche).values_list("cents", flat=True))
    return share(presented, percent=tranche.grant.rules.aid_percent)


def reasons_of(tranche: Tranche) -> list[str]:
    """Return why expenses were cut, in the order in which they were presented."""
    rows = live_expenses(tranche).exclude(reason="").order_by("id")
    return list(rows.values_list("reason", flat=True))


def entitled(tranche: Tranche, cents: int | None = None) -> tuple[int, int]:
    """Return what is paid, and what of the advance is cleared instead, in cents.

    An advance is what was asked for (or ``cents``). Costs give their share of aid: at the balance
    they first clear what is open of the advance; before it they are paid as far as the grant
    reaches, and what passes it clears the advance.
    """
    if tranche.kind == TrancheKind.ADVANCE:
        return (cents if cents is not None else tranche.requested_cents or 0), 0
    due = _entitled_by_costs(tranche)
    if tranche.kind == TrancheKind.BALANCE:
        clears = min(due, advance_open(tranche.grant))
        return min(due - clears, left_of(tranche)), clears
    paid = min(due, left_of(tranche))
    return paid, due - paid


def left_of(tranche: Tranche) -> int:
    """Return what is left of the grant for a tranche: committed, and not taken by another.

    It comes from the books: what a variation, a revocation of a part or an economy has freed is
    not committed any more.
    """
    grant = tranche.grant
    others = grant.tranches.as_system().filter(state__in=NOT_CLEARED).exclude(pk=tranche.pk)
    waiting = sum(other.approved_cents or 0 for other in others)
    return committed(grant) - waiting


def committed(grant: Grant) -> int:
    """Return what is committed to a grant and not cleared for any tranche, in cents."""
    rows = PartBalance.objects.filter(root=grant.label, part=grant.label)
    return sum(row.f3 for row in rows)


def advance_open(grant: Grant) -> int:
    """Return what of a paid advance no costs have cleared yet, in cents."""
    rows = list(grant.tranches.as_system().filter(state__in=PAID_OR_ON_THE_WAY))
    advanced = sum(row.approved_cents or 0 for row in rows if row.kind == TrancheKind.ADVANCE)
    return advanced - sum(row.clears_cents for row in rows)


def guaranteed(grant: Grant, *, lasting_beyond: date) -> int:
    """Return what guarantees in force cover beyond a day, in cents."""
    held = grant.guarantees.as_system().filter(
        state__in=HOLDING_GUARANTEES, expires_on__gt=lasting_beyond
    )
    return sum(held.values_list("cents", flat=True))


def clearance(tranche: Tranche) -> tuple[Posting, ...]:
    """LIQ from the grant's commitment, on 1400 for an advance and 5200 for costs; CLR."""
    dims = _clearing(tranche)
    liquidated = make_payable(
        tranche.approved_cents or 0,
        dims,
        cost=_cost(tranche),
        creditor=G.PARTICIPANTS,
        withheld=withheld(tranche),
    )
    if not tranche.clears_cents:
        return (liquidated,)
    return (liquidated, clear_advance(tranche.clears_cents, dims.settled()))


def clearance_of_advance(tranche: Tranche) -> Posting:
    """CLR: costs justify an advance that has paid them already."""
    return clear_advance(tranche.clears_cents, _clearing(tranche).settled())


def clearance_undone(tranche: Tranche) -> Posting:
    """ULIQ: back to the grant's commitment."""
    return unmake_payable(
        tranche.approved_cents or 0,
        _clearing(tranche).inverted(),
        cost=_cost(tranche),
        creditor=G.PARTICIPANTS,
        withheld=withheld(tranche),
    )


def withheld(tranche: Tranche) -> int:
    """Return what the call withholds (DPR 600/1973 art. 28), in cents; nothing of an advance."""
    if tranche.kind == TrancheKind.ADVANCE:
        return 0
    return share(tranche.approved_cents or 0, percent=tranche.grant.rules.withholding_percent)


def payable(tranche: Tranche, *, on: date) -> PayableDraft:
    """Return what is owed for a tranche, with all that treasury and statements have to know."""
    grant, dims = tranche.grant, _clearing(tranche)
    return PayableDraft(
        root=grant.label,
        part=tranche.label,
        payee=label(grant.participant),
        creditor=G.PARTICIPANTS,
        gross_cents=tranche.approved_cents or 0,
        withheld_cents=withheld(tranche),
        position_id=dims.position_id,
        category_id=grant.rules.category,
        cost_option=CostOption.REAL,
        period_start=grant.started_on or grant.signed_on or on,
        period_end=on,
        evidence=papers_of(tranche),
    )


def papers_of(tranche: Tranche) -> tuple[str, ...]:
    """Return the labels of what proves a tranche: request first, then guarantees or invoices."""
    requests = evidence.about(tranche.label).filter(kind=REQUEST).order_by("id")
    found = [label(row) for row in requests]
    if tranche.kind == TrancheKind.ADVANCE:
        held = tranche.grant.guarantees.as_system().filter(state__in=HOLDING_GUARANTEES)
        found += [guarantee.evidence for guarantee in held.order_by("id")]
    rows = live_expenses(tranche).exclude(state=ExpenseState.REFUSED)
    found += [
        f"documents.evidence:{expense.invoice.evidence_id}"
        for expense in rows.select_related("invoice").order_by("id")
    ]
    return tuple(dict.fromkeys(found))


def _entitled_by_costs(tranche: Tranche) -> int:
    """Return the aid for all admitted costs, up to the grant, less what earlier ones have had."""
    grant = tranche.grant
    rows = grant.tranches.as_system().filter(state__in=PAID_OR_ON_THE_WAY)
    earlier = rows.exclude(kind=TrancheKind.ADVANCE).exclude(pk=tranche.pk)
    counted = [tranche.pk, *(row.pk for row in earlier)]
    expenses = grant.expenses.as_system().filter(tranche__in=counted)
    admitted = sum(cents or 0 for cents in expenses.values_list("admitted_cents", flat=True))
    whole = min(share(admitted, percent=grant.rules.aid_percent), grant.granted_cents or 0)
    had = sum((row.approved_cents or 0) + row.clears_cents for row in earlier)
    return max(0, whole - had)


def _cost(tranche: Tranche) -> Literal[G.ADVANCES, G.GRANTS]:
    return G.ADVANCES if tranche.kind == TrancheKind.ADVANCE else G.GRANTS


def _clearing(tranche: Tranche) -> Dimensions:
    grant = tranche.grant
    return Dimensions(
        position_id=_position(grant),
        root=grant.label,
        part=tranche.label,
        from_part=grant.label,
        category_id=grant.rules.category,
    )


def _position(grant: Grant) -> str:
    if grant.position_id is None:
        raise ValueError(f"{grant.label} has no budget position")
    return grant.position_id
