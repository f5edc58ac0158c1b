"""Gathers what the rules ask about items: a fixed number of queries, however many items."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from audit.labels import label, split
from documents.models import Evidence
from expenditure.paid import Paid, payments_of
from expenditure.states import ItemState

if TYPE_CHECKING:
    from expenditure.models import Item


class Other(NamedTuple):
    """Another live item, as far as the rules compare it."""

    id: str
    reference: str
    partner_id: str
    office: str
    part: str
    document: str
    share_cents: int
    state: str


@dataclass(frozen=True)
class Examined:
    """An item with all that the rules look at beside it."""

    item: Item
    payment: Paid | None
    papers: tuple[Evidence, ...]
    """The evidence of the item that is kept and not erased."""
    sharing: tuple[Other, ...]
    """Other live items on the same document."""
    same_part: tuple[Other, ...]
    """Other live items of the same part of the case that are in a claim."""
    twins: tuple[Other, ...]
    """Other live items whose document, kept separately, is the very same file."""

    @property
    def missing_papers(self) -> int:
        """Return how many pieces of evidence the item names and nobody has."""
        return len(self.item.evidence) - len(self.papers)


def examine(items: Sequence[Item]) -> list[Examined]:
    """Return each item with what stands around it, in seven queries at most."""
    payments = payments_of([item.payable for item in items])
    papers = evidence_of(items)
    copies = _copies(papers)
    others = _others(items, copies)
    return [_examined(item, payments, papers, copies, others) for item in items]


def evidence_of(items: Sequence[Item]) -> dict[str, Evidence]:
    """Return, by label, the evidence that the items name and that is not erased; one query."""
    ids = {split(name)[1] for item in items for name in item.evidence}
    kept = Evidence.objects.as_system().filter(pk__in=ids, erased_on__isnull=True)
    return {label(row): row for row in kept.order_by("id")}


def _copies(papers: Mapping[str, Evidence]) -> dict[str, set[str]]:
    """Return, by fingerprint, the labels of everything that was kept with it; one query."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    hashes = {row.sha256 for row in papers.values()}
    for row in Evidence.objects.as_system().filter(sha256__in=hashes).order_by("id"):
        found[row.sha256].add(label(row))
    return found


def _others(items: Sequence[Item], copies: Mapping[str, set[str]]) -> list[Other]:
    """Return the live items on the same documents, copies of them, or the same parts."""
    from expenditure.models import Item

    documents = {item.document for item in items if item.document}.union(*copies.values())
    live = Item.objects.as_system().exclude(state=ItemState.CANCELLED)
    fields = (
        "pk", "reference", "partner_id", "partner__name",
        "part_label", "document", "share_cents", "state",
    )  # fmt: skip
    by_document = live.filter(document__in=documents).values_list(*fields)
    by_part = live.filter(part_label__in={item.part_label for item in items}).values_list(*fields)
    return sorted({Other(*row) for row in (*by_document, *by_part)})


def _examined(
    item: Item,
    payments: Mapping[str, Paid],
    papers: Mapping[str, Evidence],
    copies: Mapping[str, set[str]],
    others: Sequence[Other],
) -> Examined:
    mine = papers.get(item.document)
    elsewhere = copies.get(mine.sha256, set()) - {item.document} if mine else set()
    rest = [other for other in others if other.id != item.pk]
    return Examined(
        item=item,
        payment=payments.get(item.payable_id),
        papers=tuple(papers[name] for name in item.evidence if name in papers),
        sharing=tuple(other for other in rest if item.document and other.document == item.document),
        same_part=tuple(
            other
            for other in rest
            if other.part == item.part_label and other.state == ItemState.DECLARED
        ),
        twins=tuple(other for other in rest if other.document in elsewhere),
    )
