"""Where one's dote stands: milestones, what happened in plain words, its services and months."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.labels import label
from audit.models import Event
from dote.models import Dote
from dote.states import DoteState
from lifecycle.cases import CaseRoot
from lifecycle.sentences import sentence_of
from people.models import User
from people.roles import Role
from portal.casework.dote_panels import stepper
from portal.participant import endowment
from portal.participant.next_task import task_of
from portal.participant.own import OwnMixin
from portal.participant.situation import situation_of
from portal.procedures import own
from portal.templatetags.percorsi import day

MOST = 60
OWN_WAY_OUT = {
    DoteState.DRAFT: ("cancel", gettext_lazy("Cancel this draft")),
    DoteState.SUBMITTED: ("withdraw", gettext_lazy("Take the application back")),
    DoteState.UNDER_REVIEW: ("withdraw", gettext_lazy("Take the application back")),
    DoteState.INTEGRATION: ("withdraw", gettext_lazy("Take the application back")),
    DoteState.ELIGIBLE: ("withdraw", gettext_lazy("Take the application back")),
    DoteState.WAITLISTED: ("withdraw", gettext_lazy("Take the application back")),
    DoteState.PLANNING: ("withdraw", gettext_lazy("Take the application back")),
}


@dataclass(frozen=True)
class Passage:
    """Something that happened: the day, what, and which office did it."""

    when: str
    what: str
    who: str


class OwnDote(OwnMixin):
    """The dote as its owner follows it."""

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Show how far it is, what happened, and every month."""
        dote = self.own_dote(pk)
        on = self.visitor.on
        situation = situation_of(self.person, self.visitor.user, on=on)
        standing = next(each for each in situation.standings if each.dote.pk == dote.pk)
        context = {
            "dote": dote,
            "standing": standing,
            "task": task_of(standing, situation),
            "stepper": stepper(dote),
            "bar": endowment.bar(standing) if dote.awarded_cents else None,
            "services": [
                (service, endowment.months(service, standing, on=on))
                for service in standing.services
            ],
            "passages": passages(dote, self.visitor.user),
            "procedures": own.shown_to_the_person(dote, self.visitor),
            "ways": own.ways_of_the_person(dote, self.visitor),
            "way_out": _way_out(dote),
            "has_pact": dote.awarded_on is not None,
        }
        return render(request, "portal/participant/dote.html", context)


def passages(case: CaseRoot, reader: User) -> list[Passage]:
    """Return what happened to a case, newest first, with offices instead of names; one query.

    What a machine does for its own order has no words for the person, and is left out.
    """
    events = Event.objects.filter(stream=case.label).order_by("-seq")
    said = ((event, _what(event)) for event in events)
    found = (Passage(day(_on(event)), what, _who(event, reader)) for event, what in said if what)
    return list(islice(found, MOST))


def _on(event: Event) -> date | datetime:
    """Return the day on which it happened, which may be before it was written down."""
    told = json.loads(event.content)["facts"].get("on")
    return date.fromisoformat(told) if told else event.at


def _what(event: Event) -> str:
    said = sentence_of(event.subject.partition(":")[0], event.action)
    return str(said.own) if said is not None else ""


def _who(event: Event, reader: User) -> str:
    if event.actor == label(reader):
        return _("You")
    return str(Role(event.role).label) if event.role in Role.values else event.role


def _way_out(dote: Dote) -> tuple[str, str | Promise] | None:
    """Return address and word of the step by which the person gives up; None when too late."""
    found = OWN_WAY_OUT.get(DoteState(dote.state))
    if found is None:
        return None
    command, word = found
    return reverse("step", args=["dote.dote", dote.pk, command]), word
