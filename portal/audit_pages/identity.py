"""Who is behind a pseudonym: masked until a reason is typed, then shown for half an hour.

The reason goes into the trail before anything is shown; what was typed is kept encrypted beside
it, and the person finds the reading among those of the own file.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from audit.models import Event
from audit.reading import record_reading
from lifecycle import notes
from lifecycle.orders import request_id
from people.identity import Restricted, reveal
from people.keys import KeyDestroyed
from people.models import Participant
from people.roles import CONTROLLING, Role
from portal.access import RolesMixin
from portal.audit_pages import words
from portal.audit_pages.finding import euros_of
from portal.audit_pages.way import Way, way_of
from portal.visitors import Visitor

MAY_ASK = (Role.AUDITOR, *CONTROLLING)
"""Offices that may learn an identity for a reason."""
FOR = timedelta(minutes=30)
SALT = "portal.identity"


class ReasonForm(forms.Form):
    """Why an identity is needed: a code, and a sentence that only the trail's keepers read."""

    purpose = forms.ChoiceField(label=_("Reason"), choices=words.PURPOSES)
    sentence = forms.CharField(
        label=_("Explain in a sentence"), min_length=10, max_length=500, strip=True
    )


@dataclass(frozen=True)
class Masked:
    """The person as the page of a euro shows them."""

    pseudonym: str
    territory: str
    readings: int
    may_ask: bool
    name: str = ""
    birth: Any = None
    fiscal_code: str = ""
    until: datetime | None = None
    is_gone: bool = False


class Reveal(RolesMixin):
    """Records why an identity is read, and then shows it for half an hour."""

    roles = MAY_ASK

    def post(self, request: HttpRequest, label: str) -> HttpResponse:
        """Record the reading and go back; without a reason the page says what is missing."""
        from portal.audit_pages.follow_pages import follow_page

        euro = euros_of(self.visitor, label)[0]
        way = way_of(euro)
        person = person_of(way, self.visitor)
        if person is None:
            raise Http404
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return follow_page(request, self.visitor, way, reason=form, status=422)
        self._record(way, person, form.cleaned_data)
        request.session[_name(person)] = signing.dumps([self.visitor.user.pk, person.pk], salt=SALT)
        return HttpResponseRedirect(f"{euro.address(request.POST.get('passo', ''))}#person")

    def _record(self, way: Way, person: Participant, told: dict[str, str]) -> None:
        actor = self.visitor.actor([role for role in MAY_ASK if role in self.visitor.roles])
        if actor is None or way.case is None:
            raise PermissionDenied
        note = notes.keep(way.case, told["sentence"])
        record_reading(actor, person.pk, told["purpose"], request_id.get(), note=note)


def person_of(way: Way, visitor: Visitor) -> Participant | None:
    """Return the participant of a euro, as far as the visitor may see them at all."""
    if not way.line.pseudonym:
        return None
    rows = Participant.objects.visible_to(visitor.user, on=visitor.on)
    found: Participant | None = (
        rows.select_related("territory", "key").filter(pseudonym=way.line.pseudonym).first()
    )
    return found


def masked(request: HttpRequest, way: Way, visitor: Visitor) -> Masked | None:
    """Return the person as this visitor sees them now; None where nobody takes part."""
    if not way.line.pseudonym:
        return None
    person = person_of(way, visitor)
    if person is None:
        return Masked(way.line.pseudonym, "", 0, may_ask=False)
    hidden = Masked(
        pseudonym=person.pseudonym,
        territory=person.territory.name,
        readings=Event.objects.filter(stream=f"reading:{person.pk}").count(),
        may_ask=visitor.has(MAY_ASK),
    )
    until = _shown_until(request, person, visitor)
    return _with_name(hidden, person, until) if until else hidden


def _with_name(hidden: Masked, person: Participant, until: datetime) -> Masked:
    try:
        identity = reveal(person)
    except (Restricted, KeyDestroyed):
        return Masked(**{**vars(hidden), "is_gone": True})
    return Masked(
        **{
            **vars(hidden),
            "name": identity.full_name,
            "birth": identity.birth_date,
            "fiscal_code": identity.fiscal_code,
            "until": until,
        }
    )


def _shown_until(request: HttpRequest, person: Participant, visitor: Visitor) -> datetime | None:
    """Return until when the session shows the person; None without a valid signed entry."""
    signed = request.session.get(_name(person), "")
    try:
        told = signing.loads(signed, salt=SALT, max_age=FOR)
        stamp = signing.TimestampSigner(salt=SALT)
        signed_at = signing.b62_decode(signed.rsplit(stamp.sep, 2)[1])
    except (signing.BadSignature, IndexError, ValueError):
        return None
    if told != [visitor.user.pk, person.pk] or not visitor.has(MAY_ASK):
        return None
    return datetime.fromtimestamp(signed_at, UTC) + FOR


def _name(person: Participant) -> str:
    return f"identity:{person.pk}"
