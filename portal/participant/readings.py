"""Who has looked at the person's file: day, role, organisation, and the reason in words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.models import Event
from people.models import Mandate, Participant
from people.roles import Role

REASONS: dict[str, Promise] = {
    "case_page": gettext_lazy("to work on your application"),
    "part_page": gettext_lazy("to work on a month or a service"),
    "evidence": gettext_lazy("to read a document that you sent"),
    "document": gettext_lazy("to read a document that we issued"),
    "person_page": gettext_lazy("to follow your path with you"),
    "plan_page": gettext_lazy("to read or write your plan with you"),
    "month_sheet": gettext_lazy("to write down your attendance"),
    "bank_account": gettext_lazy("to write down your bank account"),
    "search": gettext_lazy("to find your file"),
    "statement": gettext_lazy("to check the expenditure"),
    "follow": gettext_lazy("to check the expenditure"),
    "audit_sample": gettext_lazy("to check the expenditure, on a sample"),
    "audit_identity": gettext_lazy("to check who received the money"),
    "audit_double_funding": gettext_lazy("to check that nothing is paid twice"),
    "audit_complaint": gettext_lazy("to answer a complaint or a report"),
    "audit_matching": gettext_lazy("to compare with another register"),
}
FOR_WORK = gettext_lazy("for their work")


@dataclass(frozen=True)
class Reading:
    """One time that somebody looked: never the name, since a person may look for whom to blame."""

    at: datetime
    role: str
    office: str
    reason: str


def readings_of(person: Participant, *, most: int) -> list[Reading]:
    """Return the newest readings of a person's file; two queries, whatever their number."""
    events = list(Event.objects.filter(stream=f"reading:{person.pk}").order_by("-seq")[:most])
    offices = _offices(events)
    return [
        Reading(
            at=event.at,
            role=str(Role(event.role).label) if event.role in Role.values else event.role,
            office=offices.get((event.actor, event.role), ""),
            reason=_reason(event),
        )
        for event in events
    ]


def _reason(event: Event) -> str:
    purpose = json.loads(event.content).get("reason", "")
    return str(REASONS.get(purpose, FOR_WORK))


def _offices(events: Sequence[Event]) -> dict[tuple[str, str], str]:
    """Return the organisation of each reader in each role; "all offices" has no partner."""
    ids = {event.actor.partition(":")[2] for event in events}
    held = Mandate.objects.filter(user__in=ids).values_list("user", "role", "partner__name")
    return {
        (f"people.user:{user}", role): name or _("all offices")
        for user, role, name in held.order_by("starts_on")
    }
