"""Where one's dote stands: milestones, what happened in plain words, its services and months."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime

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
from people.models import User
from people.roles import Role
from portal.casework.dote_panels import stepper
from portal.participant import endowment
from portal.participant.own import OwnMixin
from portal.participant.situation import standing_of
from portal.refusals import step_in_words
from portal.templatetags.percorsi import day

MOST = 60
PLAIN: dict[tuple[str, str], Promise] = {
    ("dote.dote", "open"): gettext_lazy("The application was begun"),
    ("dote.dote", "submit"): gettext_lazy("The application was sent"),
    ("dote.dote", "take_charge"): gettext_lazy("An officer took the file"),
    ("dote.dote", "declare_eligible"): gettext_lazy("The conditions were confirmed"),
    ("dote.dote", "start_plan"): gettext_lazy("The plan was begun"),
    ("dote.dote", "award"): gettext_lazy("The support was decided"),
    ("dote.dote", "sign"): gettext_lazy("The pact was signed"),
    ("dote.dote", "complete"): gettext_lazy("All services are over"),
    ("dote.dote", "start_settlement"): gettext_lazy("The accounts are being closed"),
    ("dote.dote", "close"): gettext_lazy("The endowment was closed"),
    ("dote.dote", "withdraw"): gettext_lazy("The application was taken back"),
    ("dote.pricedplan", "draft"): gettext_lazy("The services and prices were written"),
    ("dote.serviceline", "book"): gettext_lazy("A service was arranged"),
    ("dote.serviceline", "start"): gettext_lazy("A service began"),
    ("dote.serviceline", "perform_service"): gettext_lazy("A service is over"),
    ("dote.month", "report"): gettext_lazy("A month was sent"),
    ("dote.month", "send_back"): gettext_lazy("A month was sent back"),
    ("dote.month", "check_month"): gettext_lazy("A month was checked"),
    ("dote.month", "approve"): gettext_lazy("A month was recognised"),
    ("dote.month", "cut"): gettext_lazy("A month was recognised in part"),
    ("dote.month", "reject"): gettext_lazy("A month was not recognised"),
    ("dote.month", "clear"): gettext_lazy("A month was released for payment"),
    ("dote.month", "mark_paid"): gettext_lazy("A month was paid"),
    ("dote.month", "mark_returned"): gettext_lazy("A payment came back from the bank"),
    ("dote.month", "mark_reissued"): gettext_lazy("A month was paid again"),
}
# What the machine does for its own order says nothing to the person.
SILENT = ("plan", "take_effect", "supersede")
OWN_WAY_OUT = {
    DoteState.DRAFT: ("cancel", gettext_lazy("Cancel this draft")),
    DoteState.SUBMITTED: ("withdraw", gettext_lazy("Take the application back")),
    DoteState.UNDER_REVIEW: ("withdraw", gettext_lazy("Take the application back")),
    DoteState.ELIGIBLE: ("withdraw", gettext_lazy("Take the application back")),
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
        standing = standing_of(dote)
        on = self.visitor.on
        context = {
            "dote": dote,
            "standing": standing,
            "stepper": stepper(dote),
            "bar": endowment.bar(standing) if dote.awarded_cents else None,
            "services": [
                (service, endowment.months(service, standing, on=on))
                for service in standing.services
            ],
            "passages": passages(dote, self.visitor.user),
            "way_out": _way_out(dote),
            "has_pact": dote.awarded_on is not None,
        }
        return render(request, "portal/participant/dote.html", context)


def passages(dote: Dote, reader: User) -> list[Passage]:
    """Return what happened to a dote, newest first, with offices instead of names; one query."""
    events = Event.objects.filter(stream=dote.label).exclude(action__in=SILENT)
    events = events.exclude(subject__startswith="lifecycle.")
    events = events.exclude(subject__startswith="dote.month:", source="")
    return [
        Passage(day(_on(event)), _what(event), _who(event, reader))
        for event in events.order_by("-seq")[:MOST]
    ]


def _on(event: Event) -> date | datetime:
    """Return the day on which it happened, which may be before it was written down."""
    told = json.loads(event.content)["facts"].get("on")
    return date.fromisoformat(told) if told else event.at


def _what(event: Event) -> str:
    model = event.subject.partition(":")[0]
    return str(PLAIN.get((model, event.action), "")) or step_in_words(event)


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
