"""Gathers the way of a euro: links, payment, events, entries, papers; a fixed number of queries."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.db.models import Q

from accounting.models import Entry
from audit.labels import label as label_of
from audit.labels import split
from audit.models import Event
from documents.models import Document, DocumentRequest, Evidence
from expenditure.follow import Link, down, down_from
from lifecycle.cases import CaseRoot
from lifecycle.subjects import SubjectLine, subjects
from lifecycle.unit import model_and_id
from portal.audit_pages.finding import Euro
from treasury.models import PaymentLine

STEPS = ("claim", "item", "payment", "month", "award", "application")
CLAIMED, CLEARED = ("CLM", "UCLM"), ("LIQ", "ULIQ")
PAID = ("PAY", "WHT", "RET", "REISS")
STREAMS = {"expenditure.claim": "claim", "expenditure.item": "item", "treasury.batch": "payment"}
BESIDE = {"award": ("pact", "line"), "application": ("eligibility",)}
"""What a measure tells between two steps of the way, and the step that shows it."""


@dataclass(frozen=True)
class Way:
    """Everything that the page of a euro shows, read once."""

    euro: Euro
    links: dict[str, list[Link]]
    line: SubjectLine
    payment: PaymentLine | None
    events: list[Event]
    entries: list[Entry]
    evidence: Mapping[str, Evidence]
    documents: list[DocumentRequest]
    case: CaseRoot | None
    rows_in_claim: int = 0
    shared: list[PaymentLine] = field(default_factory=list)
    """The payments of the same batch around this one."""

    def link(self, step: str) -> Link | None:
        """Return the last thing that happened at a step of the way."""
        found = self.links.get(step)
        return found[0] if found else None

    @property
    def steps(self) -> list[str]:
        """Return the steps that this euro has, from the claim down to the application."""
        return [step for step in STEPS if self.link(step) is not None]

    def acts(self, step: str) -> list[Event]:
        """Return the events of one step, in the order of their making."""
        award = self.link("award")
        bound = award.seq if award else 0
        return [event for event in self.events if self._step_of(event, bound) == step]

    def _step_of(self, event: Event, award: int) -> str:
        if event.stream == self.euro.payable.root:
            if event.subject == self.euro.payable.part != self.euro.payable.root:
                return "month"
            if event.action in ("propose", "give"):
                return "award" if _is_about_award(event, award) else ""
            if not award or event.seq < award:
                return "application"
            return "award" if event.seq == award or event.action == "sign" else ""
        return STREAMS.get(split(event.stream)[0], "")

    def booked(self, step: str) -> list[Entry]:
        """Return the entries of the journal that belong to a step."""
        wanted = {"claim": CLAIMED, "payment": PAID, "month": CLEARED}.get(step)
        if wanted is not None:
            return [entry for entry in self.entries if entry.posting in wanted]
        known = (*CLAIMED, *PAID, *CLEARED)
        others = [entry for entry in self.entries if entry.posting not in known]
        return others if step == "award" else []

    def papers(self, step: str) -> list[DocumentRequest]:
        """Return what was issued by the events of a step."""
        told = {(event.stream, event.seq) for event in self.acts(step)}
        return [row for row in self.documents if (row.event_stream, row.event_seq) in told]

    def proofs(self, step: str) -> list[Evidence]:
        """Return the evidence that the links of a step name."""
        told = [link for each in (step, *BESIDE.get(step, ())) for link in self.links.get(each, [])]
        names = dict.fromkeys(name for link in told for name in link.evidence)
        return [self.evidence[name] for name in names if name in self.evidence]

    @property
    def altered(self) -> list[Event]:
        """Return the shown events whose content no longer gives their fingerprint."""
        return [e for e in self.events if sha256(e.content.encode()).hexdigest() != e.hash]


def way_of(euro: Euro) -> Way:
    """Return the way of a euro, in a fixed number of queries."""
    links = down(euro.item) if euro.item else down_from(euro.payable)
    by_step: dict[str, list[Link]] = {}
    for link in links:
        by_step.setdefault("month" if link.kind == "payable" else link.kind, []).append(link)
    # What the measure tells of the part comes before the sum that was cleared for it.
    by_step["month"] = sorted(by_step.get("month", []), key=lambda link: link.kind == "payable")
    payment = _payment(euro)
    events = _events(euro, payment)
    return Way(
        euro=euro,
        links=by_step,
        line=subjects.lines([euro.payable.part])[euro.payable.part],
        payment=payment,
        events=events,
        entries=_entries(euro, by_step.get("award", [])),
        evidence=_evidence(links),
        documents=_documents(events),
        case=_case(euro),
        rows_in_claim=_rows(euro),
        shared=_around(payment),
    )


def facts_of(event: Event) -> dict[str, Any]:
    """Return what an event tells beside who, when and what."""
    facts: dict[str, Any] = json.loads(event.content).get("facts", {})
    return facts


def _is_about_award(event: Event, award: int) -> bool:
    """Tell whether a proposal or approval led to the award: the last ones just before it."""
    return bool(award) and award - 3 <= event.seq < award


def _payment(euro: Euro) -> PaymentLine | None:
    rows = PaymentLine.objects.as_system().filter(payable=euro.payable)
    return rows.select_related("batch").order_by("-id").first()


def _events(euro: Euro, payment: PaymentLine | None) -> list[Event]:
    """Return the events of every step; one query."""
    root, part = euro.payable.root, euro.payable.part
    wanted = Q(stream=root) & (Q(subject__in=[root, part]) | Q(action__in=["propose", "give"]))
    if payment is not None:
        wanted |= Q(stream=payment.stream, subject__in=[payment.stream, payment.label])
    if euro.item is not None:
        wanted |= Q(stream=euro.item.label)
        if euro.item.claim is not None:
            claim = euro.item.claim.label
            wanted |= Q(stream=claim, subject=claim)
    return list(Event.objects.filter(wanted).order_by("id"))


def _entries(euro: Euro, awards: Iterable[Link]) -> list[Entry]:
    """Return the entries about the part, and those of the award; two queries."""
    wanted = Q(part=euro.payable.part)
    for award in awards:
        wanted |= Q(event_stream=award.stream, event_seq=award.seq)
    rows = Entry.objects.filter(wanted).prefetch_related("movements")
    return list(rows.order_by("recorded_at", "id"))


def _evidence(links: Iterable[Link]) -> dict[str, Evidence]:
    ids = {split(name)[1] for link in links for name in link.evidence}
    kept = Evidence.objects.as_system().filter(pk__in=ids, erased_on__isnull=True)
    return {label_of(row): row for row in kept.order_by("id")}


def _documents(events: Iterable[Event]) -> list[DocumentRequest]:
    """Return the papers that the events asked for, with the files made of them; one query."""
    named = {name for event in events for name in (event.stream, event.subject)}
    rows = DocumentRequest.objects.as_system().filter(subject__in=named)
    return list(rows.select_related("document").order_by("id"))


def _case(euro: Euro) -> CaseRoot | None:
    model, pk = model_and_id(euro.payable.root)
    found = model._base_manager.filter(pk=pk).first()
    return found if isinstance(found, CaseRoot) else None


def _rows(euro: Euro) -> int:
    claim = euro.item.claim if euro.item else None
    if claim is None:
        return 0
    return claim.row_count or claim.items.as_system().count()


def _around(payment: PaymentLine | None) -> list[PaymentLine]:
    """Return up to three payments of the batch on either side of this one; two queries."""
    if payment is None:
        return []
    rows = PaymentLine.objects.as_system().filter(batch=payment.batch_id)
    before = list(rows.filter(pk__lt=payment.pk).order_by("-id")[:3])
    after = list(rows.filter(pk__gt=payment.pk).order_by("id")[:3])
    return [*reversed(before), payment, *after]


def issued(request: DocumentRequest) -> Document | None:
    """Return the file made of a request, once the worker has made it."""
    found: Document | None = getattr(request, "document", None)
    return found
