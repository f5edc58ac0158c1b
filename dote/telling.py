"""What a dote tells of itself to statements and to whoever follows a euro: codes, days, events."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audit.labels import label as label_of
from audit.labels import split
from audit.models import Event
from documents.models import Evidence
from dote.models import Dote, Month, ServiceLine
from lifecycle.subjects import Stage, SubjectLine, subjects


class Told(NamedTuple):
    """A step that the path of a euro shows: what stands behind it, and what it is called."""

    kind: str
    title: Promise


STEPS = {
    "clear": Told("month", _("Cleared for payment")),
    "approve": Told("month", _("Recognised")),
    "cut": Told("month", _("Recognised in part")),
    "check_month": Told("month", _("Checked")),
    "report": Told("month", _("Reported")),
    "start": Told("line", _("Service begun")),
    "book": Told("line", _("Service booked")),
    "sign": Told("pact", _("Pact signed")),
    "award": Told("award", _("Award")),
    "declare_eligible": Told("eligibility", _("Declared eligible")),
    "submit": Told("application", _("Application")),
}
WITH_PAPERS = ("report", "start", "submit")


class Rows(NamedTuple):
    """A dote with, where the story is of one of them, its line and its month."""

    dote: Dote
    line: ServiceLine | None = None
    month: Month | None = None

    @property
    def cents(self) -> dict[str, int | None]:
        """Return the sum that each kind of stage is about, in cents."""
        return {
            "month": self.month.recognised_cents if self.month else None,
            "line": self.line.awarded_cents if self.line else None,
            "award": self.dote.awarded_cents,
        }

    @property
    def labels(self) -> list[str]:
        """Return the labels of all that the story is about."""
        return [row.label for row in self if row is not None]


def register_all() -> None:
    """Let statements and the path of a euro ask about dotes, their lines and their months."""
    subjects.register("dote.dote", lines=dotes, story=story)
    subjects.register("dote.serviceline", lines=service_lines, story=story)
    subjects.register("dote.month", lines=months, story=story)


def dotes(labels: Collection[str]) -> Iterator[SubjectLine]:
    """Yield the line of each dote, in one query."""
    rows = Dote.objects.as_system().filter(pk__in=_ids(labels))
    for dote in rows.select_related("participant").order_by("id"):
        yield _line(dote.label, dote, "")


def service_lines(labels: Collection[str]) -> Iterator[SubjectLine]:
    """Yield the line of each service, in one query."""
    rows = ServiceLine.objects.as_system().filter(pk__in=_ids(labels))
    for line in rows.select_related("offer", "dote__participant").order_by("id"):
        yield _line(line.label, line.dote, line.offer.title)


def months(labels: Collection[str]) -> Iterator[SubjectLine]:
    """Yield the line of each month, in one query."""
    rows = Month.objects.as_system().filter(pk__in=_ids(labels))
    for month in rows.select_related("line__offer", "dote__participant").order_by("id"):
        yield _line(month.label, month.dote, month.line.offer.title)


def story(label: str) -> list[Stage]:
    """Return how a month, a line or a dote came about, the latest first, in three queries."""
    rows = _rows(*split(label))
    if rows is None:
        return []
    events = Event.objects.filter(
        stream=rows.dote.label, subject__in=rows.labels, action__in=STEPS
    ).order_by("-seq")
    # A month that was sent back is reported twice: what counted is the last time.
    last: dict[tuple[str, str], Event] = {}
    for event in events:
        last.setdefault((event.subject, event.action), event)
    papers = _papers(rows.labels)
    return [_stage(rows, event, papers) for event in last.values()]


def _rows(model: str, pk: str) -> Rows | None:
    if model == "dote.month":
        months = Month.objects.as_system().select_related("line", "dote")
        month = months.filter(pk=pk).first()
        return Rows(month.dote, month.line, month) if month else None
    if model == "dote.serviceline":
        line = ServiceLine.objects.as_system().select_related("dote").filter(pk=pk).first()
        return Rows(line.dote, line) if line else None
    dote = Dote.objects.as_system().filter(pk=pk).first()
    return Rows(dote) if dote else None


def _stage(rows: Rows, event: Event, papers: dict[str, tuple[str, ...]]) -> Stage:
    told = STEPS[event.action]
    return Stage(
        kind=told.kind,
        title=told.title,
        label=event.subject,
        reference=rows.dote.reference,
        on=date.fromisoformat(json.loads(event.content)["facts"]["on"]),
        stream=event.stream,
        seq=event.seq,
        hash=event.hash,
        cents=rows.cents.get(told.kind),
        evidence=papers.get(event.subject, ()) if event.action in WITH_PAPERS else (),
    )


def _papers(labels: list[str]) -> dict[str, tuple[str, ...]]:
    """Return the evidence kept about each of the labels, in one query."""
    kept: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for row in Evidence.objects.as_system().filter(subject__in=labels).order_by("id"):
        kept[row.subject] += (label_of(row),)
    return kept


def _line(label: str, dote: Dote, title: str) -> SubjectLine:
    return SubjectLine(
        label=label,
        reference=dote.reference,
        pseudonym=dote.participant.pseudonym,
        title=title,
        granted_on=dote.awarded_on,
        granted_cents=dote.awarded_cents,
    )


def _ids(labels: Collection[str]) -> list[str]:
    return [split(label)[1] for label in labels]
