"""What each step of a loan does to the books, before and while the money goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounting.catalogue import (
    Dimensions,
    G,
    Posting,
    commit,
    decommit,
    make_payable,
    reserve,
    unreserve,
)
from accounting.models import PartBalance, Position
from accounting.payables import PayableDraft
from audit.labels import label
from microcredit.proofs import next_proof

if TYPE_CHECKING:
    from lifecycle.acts import Act
    from microcredit.models import Loan, LoanProduct, Tranche


def position_of(loan: Loan, product: LoanProduct) -> Position | None:
    """Return the budget position from which the loan's partner lends, if there is one."""
    return Position.objects.filter(
        operation=loan.operation_id,
        partner=loan.partner_id,
        line=product.line_id,
        fund=product.fund_id,
    ).first()


def decided_cents(loan: Loan, act: Act) -> int:
    """Return what the committee approves, in cents (for the approval bands)."""
    return int(act["cents"])


def next_tranche_cents(loan: Loan, act: Act) -> int:
    """Return what is paid out next, in cents (for the approval bands)."""
    tranche = loan.next_tranche
    return tranche.cents if tranche else 0


def reserve_request(loan: Loan) -> tuple[Posting, ...]:
    """RES: reserve what was asked, the first time the loan is assessed."""
    if _held(loan, "f2"):
        return ()
    return (reserve(loan.requested_cents or 0, on_loan(loan)),)


def give_back(loan: Loan) -> tuple[Posting, ...]:
    """URES and DECOM: give back whatever is still reserved or committed (*economia*)."""
    found = []
    for balance in PartBalance.objects.filter(root=loan.label).order_by("part"):
        dims = Dimensions(position_id=balance.position_id, root=balance.root, part=balance.part)
        if balance.f2:
            found.append(unreserve(balance.f2, dims))
        if balance.f3:
            found.append(decommit(balance.f3, dims))
    return tuple(found)


def commit_approved(loan: Loan, cents: int) -> tuple[Posting, ...]:
    """COM: commit what was approved out of what was reserved, URES for the rest."""
    rest = _held(loan, "f2") - cents
    freed = (unreserve(rest, on_loan(loan)),) if rest > 0 else ()
    return (commit(cents, on_loan(loan)), *freed)


def clearance(tranche: Tranche) -> Posting:
    """LIQ: from the loan's commitment to the tranche's payable, 1300 / 2100."""
    loan = tranche.loan
    dims = Dimensions(
        position_id=loan.position_id or "",
        root=loan.label,
        part=tranche.label,
        from_part=loan.label,
        category_id=loan.product_in_force.category_id,
    )
    return make_payable(tranche.cents, dims, cost=G.PRINCIPAL, creditor=G.PARTICIPANTS)


def payable(tranche: Tranche, act: Act) -> PayableDraft:
    """Return what is owed to the borrower, with all that treasury and statements have to know."""
    loan = tranche.loan
    product, proof = loan.product_in_force, next_proof(loan)
    return PayableDraft(
        root=loan.label,
        part=tranche.label,
        payee=label(loan.participant),
        creditor=G.PARTICIPANTS,
        gross_cents=tranche.cents,
        position_id=loan.position_id or "",
        category_id=product.category_id,
        cost_option=product.cost_option,
        period_start=act.on,
        period_end=act.on,
        evidence=(label(proof),) if proof is not None else (),
    )


def on_loan(loan: Loan) -> Dimensions:
    """Return the dimensions of what is booked on the loan as a whole."""
    return Dimensions(position_id=loan.position_id or "", root=loan.label)


def _held(loan: Loan, account: str) -> int:
    rows = PartBalance.objects.filter(root=loan.label, part=loan.label)
    return sum(getattr(balance, account) for balance in rows)
