"""What a loan tells of itself to statements and to whoever follows a euro: codes, days, events."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from datetime import date
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from audit.labels import split
from audit.models import Event
from lifecycle.subjects import Stage, SubjectLine, subjects
from microcredit.models import Loan, Tranche


class Told(NamedTuple):
    """A step that the path of a euro shows: what stands behind it, and what it is called."""

    kind: str
    title: Promise


STEPS = {
    "mark_paid": Told("tranche", pgettext_lazy("a tranche", "Paid")),
    "disburse_next": Told("tranche", _("Cleared for payment")),
    "disburse_first": Told("tranche", _("Cleared for payment")),
    "sign": Told("contract", _("Contract signed")),
    "approve": Told("award", _("Approved by the committee")),
    "propose": Told("assessment", _("Proposed to the committee")),
    "submit": Told("application", _("Application")),
}


def register_all() -> None:
    """Let statements and the path of a euro ask about loans and their tranches."""
    subjects.register("microcredit.loan", lines=loans, story=story)
    subjects.register("microcredit.tranche", lines=tranches, story=story)


def loans(labels: Collection[str]) -> Iterator[SubjectLine]:
    """Yield the line of each loan, in one query."""
    rows = Loan.objects.as_system().filter(pk__in=_ids(labels))
    for loan in rows.select_related("participant", "product").order_by("id"):
        yield _line(loan.label, loan)


def tranches(labels: Collection[str]) -> Iterator[SubjectLine]:
    """Yield the line of each tranche, in one query."""
    rows = Tranche.objects.as_system().filter(pk__in=_ids(labels))
    for tranche in rows.select_related("loan__participant", "loan__product").order_by("id"):
        yield _line(tranche.label, tranche.loan)


def story(label: str) -> list[Stage]:
    """Return how a loan or a tranche came about, the latest first, in two queries."""
    model, pk = split(label)
    tranche = None
    if model == "microcredit.tranche":
        tranche = Tranche.objects.as_system().select_related("loan").filter(pk=pk).first()
    loan = tranche.loan if tranche else Loan.objects.as_system().filter(pk=pk).first()
    if loan is None:
        return []
    labels = [loan.label, *([tranche.label] if tranche else [])]
    events = Event.objects.filter(stream=loan.label, subject__in=labels, action__in=STEPS)
    sums = {"tranche": tranche.cents if tranche else None, "award": loan.approved_cents}
    return [_stage(loan, event, sums) for event in events.order_by("-seq")]


def _stage(loan: Loan, event: Event, sums: dict[str, int | None]) -> Stage:
    told = STEPS[event.action]
    return Stage(
        kind=told.kind,
        title=told.title,
        label=event.subject,
        reference=loan.reference,
        on=date.fromisoformat(json.loads(event.content)["facts"]["on"]),
        stream=event.stream,
        seq=event.seq,
        hash=event.hash,
        cents=sums.get(told.kind),
    )


def _line(label: str, loan: Loan) -> SubjectLine:
    return SubjectLine(
        label=label,
        reference=loan.reference,
        pseudonym=loan.participant.pseudonym,
        title=loan.product.title if loan.product else "",
        granted_on=loan.approved_on,
        granted_cents=loan.approved_cents,
    )


def _ids(labels: Collection[str]) -> list[str]:
    return [split(label)[1] for label in labels]
