"""Events as people read them: a sentence, its amount, who, why, and the documents made or sent."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.apps import apps
from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from accounting.accounts import Book
from accounting.models import Movement
from audit.labels import split
from audit.models import Event
from documents import papers
from documents.models import DocumentRequest, Evidence
from lifecycle import notes
from lifecycle.cases import Tracked
from lifecycle.sentences import (
    TOLD,
    UNSAID,
    WITH_AMOUNT,
    Sentence,
    naming_of,
    rows_of,
    sentence_of,
)
from lifecycle.steps import Step, opening_of, steps_of
from people.models import User
from people.roles import Role
from portal import told_words
from portal.components import Happening, Link
from portal.templatetags.percorsi import day, moment, money


def happenings(events: Sequence[Event], *, with_notes: bool = False) -> list[Happening]:
    """Return events as sentences, in the order given, in a fixed number of queries.

    `with_notes` adds what people wrote beside their steps: for those who work on the case alone.
    """
    return _Telling(events, with_notes=with_notes).all()


def step_in_words(event: Event) -> str:
    """Return the name of the step that an event records, or its plain name."""
    spec = _spec(event)
    return str(spec.label) if spec else event.action


def _spec(event: Event) -> Step | None:
    model = apps.get_model(split(event.subject)[0])
    if not issubclass(model, Tracked):
        return None
    if not event.source:
        return opening_of(model)
    return steps_of(model).get(event.action)


@dataclass
class _Telling:
    """Some events of a trail with all that their sentences need, read at once."""

    events: Sequence[Event]
    with_notes: bool

    def all(self) -> list[Happening]:
        return [self._happening(event, self.contents[event.pk]) for event in self.events]

    @cached_property
    def contents(self) -> dict[int, dict[str, Any]]:
        """Return what each event holds."""
        return {event.pk: json.loads(event.content) for event in self.events}

    @cached_property
    def names(self) -> dict[str, str]:
        """Return the name of everybody who acted, proposed or approved; one query."""
        labels = {event.actor for event in self.events}
        for content in self.contents.values():
            labels |= {content["facts"].get("proposed_by", "")}
            labels |= set(content["facts"].get("approved_by", []))
        return _names(labels)

    @cached_property
    def rows(self) -> dict[str, Tracked]:
        """Return the rows that the sentences name; one query a machine."""
        return rows_of({event.subject for event in self.events})

    @cached_property
    def moved(self) -> dict[tuple[str, int, str], int]:
        """Return the cents that each event moved into each account of the funnel; one query."""
        booked = [event for event in self.events if "books" in self.contents[event.pk]["facts"]]
        if not booked:
            return {}
        rows = Movement.objects.filter(
            entry__event_stream__in={event.stream for event in booked},
            entry__event_seq__in=[event.seq for event in booked],
            book=Book.FUNNEL.value,
        )
        keys = ("entry__event_stream", "entry__event_seq", "debit")
        return {
            (stream, seq, debit): cents
            for stream, seq, debit, cents in rows.values_list(*keys).annotate(Sum("cents"))
        }

    @cached_property
    def recorded(self) -> dict[str, list[tuple[int, int]]]:
        """Return, for each row, the amounts of its events by place in the trail; one query."""
        found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        subjects = {event.subject for event in self.events}
        streams = {event.stream for event in self.events}
        for event in Event.objects.filter(stream__in=streams, subject__in=subjects).order_by("seq"):
            cents = _cents(json.loads(event.content)["facts"])
            if cents is not None:
                found[event.subject].append((event.seq, cents))
        return found

    @cached_property
    def written(self) -> dict[str, str | None]:
        """Return what people wrote beside their steps; one query."""
        found = [content["note"] for content in self.contents.values() if content.get("note")]
        return notes.read_many(found) if found else {}

    @cached_property
    def papers(self) -> dict[tuple[str, int], list[Link]]:
        """Return the papers that each event asked for; one query."""
        found: defaultdict[tuple[str, int], list[Link]] = defaultdict(list)
        asked = DocumentRequest.objects.as_system().filter(
            event_stream__in={event.stream for event in self.events},
            event_seq__in=[event.seq for event in self.events],
        )
        for request in asked.select_related("document"):
            document = getattr(request, "document", None)
            href = reverse("document", args=[document.pk]) if document else ""
            title = str(papers.get(request.paper).title)
            found[request.event_stream, request.event_seq].append(
                Link(title, href, request.protocol)
            )
        return found

    def _happening(self, event: Event, content: dict[str, Any]) -> Happening:
        role = str(Role(event.role).label) if event.role in Role.values else event.role
        facts = content["facts"]
        return Happening(
            when=moment(event.at),
            who=self.names.get(event.actor, str(_("The system"))),
            role=role,
            what=self._sentence(event, facts),
            details=tuple(self._details(event, content)),
            papers=(*self.papers.get((event.stream, event.seq), ()), *_evidence(facts)),
        )

    def _sentence(self, event: Event, facts: dict[str, Any]) -> str:
        said = sentence_of(event.subject.partition(":")[0], event.action)
        row = self.rows.get(event.subject)
        words = {
            "who": self.names.get(event.actor, str(_("The system"))),
            "what": str(naming_of(row).name(row)) if row is not None else "",
            "step": step_in_words(event),
        }
        if said is None:
            return str(UNSAID) % words
        sentence = str(said.for_role(event.role)) % words
        cents = self._amount(event, said, facts) if said.amount else None
        if cents is None:
            return sentence
        return str(WITH_AMOUNT) % {"sentence": sentence, "amount": money(cents)}

    def _amount(self, event: Event, said: Sentence, facts: dict[str, Any]) -> int | None:
        if said.amount != TOLD:
            return self.moved.get((event.stream, event.seq, said.amount))
        cents = _cents(facts)
        if cents is not None:
            return cents
        before = [sum_of for seq, sum_of in self.recorded[event.subject] if seq < event.seq]
        if before:
            return before[-1]
        row = self.rows.get(event.subject)
        return naming_of(row).cents(row) if row is not None else None

    def _details(self, event: Event, content: dict[str, Any]) -> list[str]:
        facts = content["facts"]
        spec = _spec(event)
        found = [*self._decided(facts)]
        if spec is not None:
            found += told_words.of(event.subject.partition(":")[0], spec, facts)
        if facts.get("on") and date.fromisoformat(facts["on"]) != event.at.date():
            found.append(_("happened on %(day)s") % {"day": day(date.fromisoformat(facts["on"]))})
        if self.with_notes and content.get("note") in self.written:
            text = self.written[content["note"]]
            found.append(_("“%(note)s”") % {"note": text} if text else _("a note, now unreadable"))
        return found

    def _decided(self, facts: dict[str, Any]) -> list[str]:
        """Return who proposed and who approved a decision of several."""
        found = []
        proposer = self.names.get(facts.get("proposed_by", ""))
        approvers = [self.names[who] for who in facts.get("approved_by", []) if who in self.names]
        if proposer:
            found.append(_("proposed by %(who)s") % {"who": proposer})
        if approvers:
            found.append(_("approved by %(who)s") % {"who": ", ".join(approvers)})
        return found


def _cents(facts: dict[str, Any]) -> int | None:
    for part in (facts.get("recorded", {}), facts.get("told", {})):
        if isinstance(part.get("cents"), int):
            return int(part["cents"])
    return None


def _evidence(facts: dict[str, Any]) -> list[Link]:
    """Return the document that the step was told as its proof."""
    told = facts.get("told", {}).get("evidence", "")
    if not isinstance(told, str) or not told.startswith(f"{Evidence._meta.label_lower}:"):
        return []
    return [Link(_("proof sent"), reverse("evidence", args=[split(told)[1]]))]


def _names(labels: set[str]) -> dict[str, str]:
    """Return the name of each user; a participant's is the pseudonym, whoever reads."""
    ids = [label.partition(":")[2] for label in labels if label.startswith("people.user:")]
    users = User.objects.filter(pk__in=ids).select_related("participant")
    return {
        f"people.user:{user.pk}": user.participant.pseudonym if user.participant else user.name
        for user in users
    }
