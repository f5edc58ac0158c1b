"""The downloads of whoever audits: the way of one euro, and who read what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import clock
from audit.models import Event
from documents.exports import Column, Kind, Params, Table, export
from expenditure.models.rules import READERS
from people import mandates
from people.models import Participant
from people.roles import STAFF, Role
from portal.audit_pages import words
from portal.audit_pages.cards import Card, cards
from portal.audit_pages.finding import Euro, euros_of
from portal.audit_pages.reading_pages import pseudonyms, purpose_word, readings
from portal.audit_pages.way import Way, way_of
from portal.fields import DayField
from portal.reporting.book_exports import in_words
from portal.visitors import Visitor

CHUNK = 500

EURO = (
    Column(gettext_lazy("Step"), "step", Kind.TEXT),
    Column(gettext_lazy("Reference"), "reference", Kind.CODE),
    Column(gettext_lazy("Day"), "on", Kind.DATE),
    Column(gettext_lazy("Whole document"), "total_cents", Kind.MONEY),
    Column(gettext_lazy("Of this euro"), "cents", Kind.MONEY),
    Column(gettext_lazy("Difference"), "difference_cents", Kind.MONEY),
    Column(gettext_lazy("Evidence, SHA-256"), "evidence", Kind.CODE),
    Column(gettext_lazy("Stream"), "stream", Kind.CODE),
    Column(gettext_lazy("Event"), "seq", Kind.INTEGER),
    Column(gettext_lazy("Fingerprint of the event"), "hash", Kind.CODE),
)
READINGS = (
    Column(gettext_lazy("Person"), "person", Kind.CODE),
    Column(gettext_lazy("When"), "at", Kind.INSTANT),
    Column(gettext_lazy("Who"), "who", Kind.CODE),
    Column(gettext_lazy("Role"), "role", Kind.CODE),
    Column(gettext_lazy("Why"), "why", Kind.TEXT),
    Column(gettext_lazy("Fingerprint of the event"), "hash", Kind.CODE),
)


class EuroForm(forms.Form):
    """Which euro: the label under which it is followed."""

    label = forms.CharField(label=gettext_lazy("Euro"), max_length=80)


class ReadingsForm(forms.Form):
    """Whose readings, from which day to which."""

    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        choices=[("", "–"), *((role.value, role.label) for role in STAFF)],
        required=False,
    )
    since = DayField(label=gettext_lazy("From"), required=False)
    until = DayField(label=gettext_lazy("To"), required=False)


@export(
    "euro",
    title=gettext_lazy("The way of a euro"),
    help=gettext_lazy("One line for each step of a sum, from the statement to the application."),
    roles={str(role) for role in READERS},
    columns=EURO,
    form=EuroForm,
)
def euro(params: Params) -> Table:
    """Return the way of one euro that the viewer may follow; ValidationError otherwise."""
    found = _euro(params)
    way = way_of(found)
    return Table(
        title=_("The way of a euro"),
        columns=EURO,
        rows=[_step(way, card) for card in cards(way, current="", opens=False)],
        filters={_("Case"): way.line.reference, _("What for"): way.line.title or "–"},
    )


@export(
    "readings",
    title=gettext_lazy("Who read what"),
    help=gettext_lazy("Every reading of a person; persons and readers by pseudonym."),
    roles={str(Role.AUDITOR)},
    columns=READINGS,
    form=ReadingsForm,
)
def read_by_whom(params: Params) -> Table:
    """Return the readings that the filters keep, oldest first."""
    return Table(
        title=_("Who read what"),
        columns=READINGS,
        rows=_readings(readings(params, of=params.visible(Participant.objects)).order_by("id")),
        filters=in_words(ReadingsForm, params),
    )


def _euro(params: Params) -> Euro:
    nothing = ValidationError(_("There is no such euro in your reach."))
    if params.viewer is None:
        raise nothing
    on = clock.today()
    visitor = Visitor(params.viewer, frozenset(mandates.roles_of(params.viewer, on)), on)
    try:
        return euros_of(visitor, params["label"])[0]
    except Http404 as missing:
        raise nothing from missing


def _step(way: Way, card: Card) -> dict[str, Any]:
    link = way.link(card.step)
    return {
        "step": str(card.title),
        "reference": " · ".join(line for line in card.lines if line),
        "on": card.on,
        "total_cents": card.total if card.total is not None else card.cents,
        "cents": card.cents,
        "difference_cents": card.cents - way.euro.cents,
        "evidence": " ".join(row.sha256 for row in way.proofs(card.step)),
        "stream": link.stream if link else "",
        "seq": link.seq if link else None,
        "hash": link.hash if link else "",
    }


def _readings(events: Any) -> Iterator[dict[str, Any]]:
    """Yield the readings in chunks: one query for the pseudonyms of each."""
    chunk: list[Event] = []
    for event in events.iterator(chunk_size=CHUNK):
        chunk.append(event)
        if len(chunk) == CHUNK:
            yield from _told(chunk)
            chunk = []
    yield from _told(chunk)


def _told(events: list[Event]) -> Iterator[dict[str, Any]]:
    names = pseudonyms(events)
    for event in events:
        yield {
            "person": names.get(event.subject, ""),
            "at": event.at,
            "who": str(words.hand(event.actor)),
            "role": event.role,
            "why": purpose_word(event),
            "hash": event.hash,
        }
