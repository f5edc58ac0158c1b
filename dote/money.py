"""What each step of a dote does to the books: which posting, on which position, for which part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from accounting import payables
from accounting.catalogue import (
    Dimensions,
    F,
    G,
    Posting,
    commit,
    decommit,
    make_payable,
    reserve,
    unmake_payable,
    unreserve,
)
from accounting.models import PartBalance, Position
from accounting.payables import PayableDraft
from audit.labels import label
from dote.models.offer import Payee, ServiceOffer
from programme.models.funding import CostOption
from programme.money import to_cents

if TYPE_CHECKING:
    from dote.awarding import AwardedLine
    from dote.models import Dote, Month, ServiceLine
    from lifecycle.acts import Act

Creditor = Literal[G.PARTICIPANTS, G.PROVIDERS]


def position_of(dote: Dote, offer: ServiceOffer) -> Position | None:
    """Return the budget position that pays a service for the dote's partner, if there is one."""
    return Position.objects.filter(
        operation=dote.operation_id, partner=dote.partner_id, line=offer.line_id, fund=offer.fund_id
    ).first()


def planned_cents(dote: Dote, act: Act) -> int:
    """Return what the plan that is to be awarded costs, in cents (for the approval bands)."""
    return int(dote.plans.as_system().get(pk=act["plan"]).cents)


def reserve_ceiling(dote: Dote) -> tuple[Posting, ...]:
    """RES: reserve each service's ceiling on its own position, on the dote as a whole."""
    wanted: Counter[str] = Counter()
    for offer in dote.call.offers.all():
        position = position_of(dote, offer)
        if position is not None:
            wanted[position.id] += to_cents(offer.ceiling)
    return tuple(
        reserve(cents, _on(dote, position_id)) for position_id, cents in sorted(wanted.items())
    )


def unreserve_all(dote: Dote) -> tuple[Posting, ...]:
    """URES: give back what the dote still has reserved, if anything."""
    return tuple(
        unreserve(cents, _on(dote, position_id))
        for position_id, cents in sorted(_reserved(dote).items())
    )


def commit_lines(dote: Dote, lines: Sequence[AwardedLine]) -> tuple[Posting, ...]:
    """COM for each line out of what was reserved, URES for the rest."""
    left = _reserved(dote)
    postings = []
    for line in lines:
        dims = Dimensions(
            position_id=line.position_id,
            root=dote.label,
            part=line.label,
            from_part=dote.label,
            category_id=line.category_id,
        )
        postings.append(commit(line.cents, dims))
        left[line.position_id] -= line.cents
    rest = [
        unreserve(cents, _on(dote, position_id))
        for position_id, cents in sorted(left.items())
        if cents > 0
    ]
    return (*postings, *rest)


def decommit_all(dote: Dote) -> tuple[Posting, ...]:
    """DECOM: give back all that is still committed, line by line (*economia*)."""
    return tuple(
        decommit(balance.f3, _of(balance))
        for balance in PartBalance.objects.filter(root=dote.label, f3__gt=0).order_by("part")
    )


def decommit_line(line: ServiceLine) -> tuple[Posting, ...]:
    """DECOM: give back what is still committed on one line."""
    return tuple(
        decommit(balance.f3, _of(balance))
        for balance in PartBalance.objects.filter(part=line.label, f3__gt=0)
    )


def decommit_month(month: Month) -> Posting:
    """DECOM: give back what the plan had for a month that does not take place."""
    return decommit(
        month.planned_cents,
        Dimensions(
            position_id=month.line.position_id, root=month.dote.label, part=month.line.label
        ),
    )


def clearance(month: Month, *, withheld: int) -> Posting:
    """LIQ: the recognised sum, from the line's commitment to the month's payable."""
    return make_payable(
        _recognised(month),
        _clearing(month),
        cost=G.VOUCHERS,
        creditor=creditor(month),
        withheld=withheld,
    )


def clearance_undone(month: Month) -> Posting:
    """ULIQ: back from the month's payable to the line's commitment."""
    owed = payables.live(month.label)
    return unmake_payable(
        _recognised(month),
        _clearing(month).inverted(),
        cost=G.VOUCHERS,
        creditor=creditor(month),
        withheld=owed.withheld_cents if owed else 0,
    )


def dropped_goes_over(month: Month) -> tuple[Posting, ...]:
    """Return the entries that bring a sum given up by the bank to where its line is paid now."""
    stayed = PartBalance.objects.filter(part=month.line.label, f3__gt=0)
    stayed = stayed.exclude(position=month.line.position_id)
    cents = _recognised(month)
    new = Dimensions(
        position_id=month.line.position_id, root=month.dote.label, part=month.line.label
    )
    return tuple(
        posting
        for balance in stayed.order_by("id")[:1]
        for posting in (
            decommit(cents, _of(balance)),
            commit(cents, new, source=F.AVAILABLE),
        )
    )


def payable(month: Month, *, withheld: int) -> PayableDraft:
    """Return what is owed for a month, with all that treasury and statements have to know."""
    offer = month.line.offer
    price = offer.unit_cost if offer.cost_option == CostOption.UNIT else None
    return PayableDraft(
        root=month.dote.label,
        part=month.label,
        payee=payee_of(month),
        creditor=creditor(month),
        gross_cents=_recognised(month),
        withheld_cents=withheld,
        position_id=month.line.position_id,
        category_id=offer.category_id,
        cost_option=offer.cost_option,
        quantity=price.units_in(_recognised(month)) if price else None,
        unit=price.unit if price else "",
        unit_cost_id=price.id if price else None,
        period_start=month.starts_on,
        period_end=month.ends_on,
        evidence=(month.evidence,),
    )


def payee_of(month: Month) -> str:
    """Return the label of whoever is paid: the participant, or the provider of the agreement."""
    if month.line.offer.payee == Payee.PARTICIPANT:
        return label(month.dote.participant)
    return label(month.line.agreement.provider)


def creditor(month: Month) -> Creditor:
    """Return the creditors' account of whoever is paid."""
    to_person = month.line.offer.payee == Payee.PARTICIPANT
    return G.PARTICIPANTS if to_person else G.PROVIDERS


def _recognised(month: Month) -> int:
    if month.recognised_cents is None:
        raise ValueError(f"{month.label} has nothing recognised")
    return month.recognised_cents


def _clearing(month: Month) -> Dimensions:
    return Dimensions(
        position_id=month.line.position_id,
        root=month.dote.label,
        part=month.label,
        from_part=month.line.label,
        category_id=month.line.offer.category_id,
    )


def _reserved(dote: Dote) -> Counter[str]:
    rows = PartBalance.objects.filter(root=dote.label, part=dote.label, f2__gt=0)
    return Counter({balance.position_id: balance.f2 for balance in rows})


def _on(dote: Dote, position_id: str) -> Dimensions:
    return Dimensions(position_id=position_id, root=dote.label)


def _of(balance: PartBalance) -> Dimensions:
    return Dimensions(position_id=balance.position_id, root=balance.root, part=balance.part)
