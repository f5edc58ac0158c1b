"""Who read what: every reading of a person, by role and day; persons and readers by pseudonym."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Concat
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.clock import ROME
from audit.labels import split
from audit.models import Event
from people.models import Participant
from people.roles import STAFF, Role
from portal import paging
from portal.access import RolesMixin
from portal.audit_pages import words
from portal.audit_pages.journal_pages import read_filters
from portal.components import Cell, Column, EmptyState, Kind, Records, Row
from portal.participant.readings import FOR_WORK, REASONS
from portal.reporting.downloads import Offer
from portal.templatetags.percorsi import short_hash
from portal.visitors import Visitor

ORDERS = [paging.Order("recenti", gettext_lazy("Newest first"), ("id",))]


class Readings(RolesMixin):
    """Every reading of a person that the auditor may know of."""

    roles = (Role.AUDITOR,)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show one page of the readings."""
        days, wrong = read_filters(request)
        role = request.GET.get("role", "")
        chosen: dict[str, Any] = {"role": role if role in Role.values else "", **days}
        seen = Participant.objects.visible_to(self.visitor.user, on=self.visitor.on)
        page = paging.page_of(readings(chosen, of=seen), orders=ORDERS, query=request.GET)
        context = {
            "page": page,
            "wrong": wrong,
            "chosen": {
                "role": role,
                "da": request.GET.get("da", ""),
                "a": request.GET.get("a", ""),
            },
            "roles": [(each.value, each.label) for each in STAFF],
            "readings": _table(page.rows, self.visitor),
            "offer": Offer("readings", {name: str(value) for name, value in chosen.items()}),
        }
        return render(request, "portal/audit/readings.html", context)


def readings(chosen: Mapping[str, Any], *, of: QuerySet[Participant]) -> QuerySet[Event]:
    """Return the events of reading one of these persons that the filters keep."""
    streams = (
        of.order_by()
        .annotate(stream=Concat(Value("reading:"), "pk", output_field=CharField()))
        .values("stream")
    )
    rows = Event.objects.filter(action="person.read", stream__in=streams)
    if chosen.get("role"):
        rows = rows.filter(role=chosen["role"])
    since, until = chosen.get("since"), chosen.get("until")
    if isinstance(since, date):
        rows = rows.filter(at__gte=datetime.combine(since, time.min, ROME))
    if isinstance(until, date):
        rows = rows.filter(at__lte=datetime.combine(until, time.max, ROME))
    return rows


def pseudonyms(events: Iterable[Event]) -> dict[str, str]:
    """Return the pseudonym of each person read, by the subject's label; one query."""
    ids = {split(event.subject)[1] for event in events}
    rows = Participant.objects.as_system().filter(pk__in=ids).only("pseudonym")
    return {f"people.participant:{row.pk}": row.pseudonym for row in rows}


def purpose_word(event: Event) -> str:
    """Return why a person was read, in words."""
    purpose = json.loads(event.content).get("reason", "")
    known = dict(words.PURPOSES)
    return str(known.get(purpose) or REASONS.get(purpose, FOR_WORK))


def _table(events: Any, visitor: Visitor) -> Records:
    names = pseudonyms(events)
    return Records(
        [
            Column(_("Person"), Kind.CODE, is_title=True),
            Column(_("When"), Kind.MOMENT),
            Column(_("Who"), Kind.CODE),
            Column(_("Role")),
            Column(_("Why")),
            Column(_("Fingerprint"), Kind.CODE),
        ],
        [
            Row(
                [
                    names.get(event.subject, "–"),
                    event.at,
                    str(words.hand(event.actor)),
                    Role(event.role).label if event.role in Role.values else event.role,
                    Cell(purpose_word(event)),
                    short_hash(event.hash),
                ]
            )
            for event in events
        ],
        caption=_("Who read what"),
        empty=EmptyState(_("Nobody has read a person with these filters.")),
    )
