"""What a grant tells of itself to statements and to whoever follows a euro: codes, days, events."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from audit.labels import label as label_of
from audit.labels import split
from audit.models import Event
from documents.models import Evidence
from lifecycle.subjects import Stage, SubjectLine, subjects
from startup_grants.models import Grant, Tranche


class Told(NamedTuple):
    """A step that the path of a euro shows: what stands behind it, and what it is called."""

    kind: str
    title: str | Promise


STEPS = {
    "clear": Told("tranche", _("Cleared for payment")),
    "authorise": Told("tranche", _("Payment authorised")),
    "approve": Told("tranche", pgettext_lazy("a tranche", "Approved")),
    "approve_part": Told("tranche", _("Approved with a cut")),
    "request": Told("tranche", pgettext_lazy("a tranche", "Requested")),
    "start": Told("execution", _("Works begun")),
    "sign": Told("agreement", _("Agreement signed")),
    "award": Told("award", _("Award")),
    "fund": Told("cover", _("Cover given")),
    "close_scores": Told("score", _("Score closed")),
    "admit": Told("eligibility", _("Admitted to the evaluation")),
    "submit": Told("application", _("Application")),
}
WITH_PAPERS = ("request", "start", "award", "submit")


class Rows(NamedTuple):
    """A grant with, where the story is of one of them, its tranche."""

    grant: Grant
    tranche: Tranche | None = None

    @property
    def cents(self) -> dict[str, int | None]:
        """Return the sum that each kind of stage is about, in cents."""
        return {
            "tranche": self.tranche.approved_cents if self.tranche else None,
            "award": self.grant.granted_cents,
            "cover": self.grant.ranked_cents,
            "application": self.grant.requested_cents,
        }

    @property
    def labels(self) -> list[str]:
        """Return the labels of all that the story is about."""
        return [row.label for row in self if row is not None]


def register_all() -> None:
    """Let statements and the path of a euro ask about grants and their tranches."""
    subjects.register("startup_grants.grant", lines=grants, story=story)
    subjects.register("startup_grants.tranche", lines=tranches, story=story)


def grants(labels: Collection[str]) -> Iterator[SubjectLine]:
    """Yield the line of each grant, in one query."""
    rows = Grant.objects.as_system().filter(pk__in=_ids(labels))
    for grant in rows.select_related("participant").order_by("id"):
        yield _line(grant.label, grant, "")


def tranches(labels: Collection[str]) -> Iterator[SubjectLine]:
    """Yield the line of each tranche, in one query."""
    rows = Tranche.objects.as_system().filter(pk__in=_ids(labels))
    for tranche in rows.select_related("grant__participant").order_by("id"):
        yield _line(tranche.label, tranche.grant, str(tranche))


def story(label: str) -> list[Stage]:
    """Return how a tranche or a grant came about, the latest first, in three queries."""
    rows = _rows(*split(label))
    if rows is None:
        return []
    events = Event.objects.filter(
        stream=rows.grant.label, subject__in=rows.labels, action__in=STEPS
    ).order_by("-seq")
    last: dict[tuple[str, str], Event] = {}
    for event in events:
        last.setdefault((event.subject, event.action), event)
    papers = _papers(rows.labels)
    return [_stage(rows, event, papers) for event in last.values()]


def _rows(model: str, pk: str) -> Rows | None:
    if model == "startup_grants.tranche":
        tranches = Tranche.objects.as_system().select_related("grant")
        tranche = tranches.filter(pk=pk).first()
        return Rows(tranche.grant, tranche) if tranche else None
    grant = Grant.objects.as_system().filter(pk=pk).first()
    return Rows(grant) if grant else None


def _stage(rows: Rows, event: Event, papers: dict[str, tuple[str, ...]]) -> Stage:
    told = STEPS[event.action]
    return Stage(
        kind=told.kind,
        title=told.title,
        label=event.subject,
        reference=rows.grant.reference,
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


def _line(label: str, grant: Grant, title: str) -> SubjectLine:
    return SubjectLine(
        label=label,
        reference=grant.reference,
        pseudonym=grant.participant.pseudonym,
        title=title,
        granted_on=grant.awarded_on,
        granted_cents=grant.granted_cents,
    )


def _ids(labels: Collection[str]) -> list[str]:
    return [split(label)[1] for label in labels]
