"""The page of a person, as the operator who follows them needs it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from dote.models import Dote
from people.actors import Actor
from people.identity import Identity, Restricted, reveal
from people.keys import KeyDestroyed
from people.models import ActionPlanVersion, BankAccount, CaseFile, Consent, Participant
from people.roles import Role
from portal.access import RolesMixin
from portal.casework.case_table import case_table
from portal.casework.reading import note_reading
from portal.components import Badge, Cell, Column, Crumb, EmptyState, Fact, Kind, Records, Row, Tone
from portal.keys import new_key
from portal.participant.account import masked
from portal.participant.situation import calls_for
from portal.templatetags.percorsi import day
from treasury.models import IbanChange
from treasury.states import OPEN_CHANGES


class PersonMixin(RolesMixin):
    """Opens a view to operators, about a person in their scope."""

    roles = (Role.OPERATOR,)

    def person_or_404(self, pk: str) -> Participant:
        """Return the person; 404 out of scope, where nobody learns whether there is one."""
        rows = Participant.objects.visible_to(self.visitor.user, on=self.visitor.on)
        person: Participant | None = rows.select_related("partner").filter(pk=pk).first()
        if person is None:
            raise Http404
        return person

    def operator_for(self, person: Participant) -> Actor:
        """Return the operator as who acts for the person's partner; 403 for another's."""
        actor = self.visitor.actor(self.roles, partner=person.partner_id)
        if actor is None:
            raise PermissionDenied
        return actor


class Person(PersonMixin):
    """Identity, consents, case files, plan, accounts and dotes of one person."""

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Show the person; the reading is recorded first."""
        person = self.person_or_404(pk)
        note_reading(self.visitor, person, purpose="person_page")
        identity = identity_of(person)
        user, on = self.visitor.user, self.visitor.on
        dotes = Dote.objects.visible_to(user, on=on).filter(participant=person)
        found = list(dotes.select_related("participant", "partner", "call"))
        changes = IbanChange.objects.visible_to(user, on=on).filter(participant=person)
        context = {
            "person": person,
            "name": identity.full_name if identity else person.pseudonym,
            "is_restricted": identity is None,
            "facts": facts(person, identity),
            "consents": consents(person),
            "wanted": _missing_consents(person),
            "case_files": _case_files(person),
            "versions": versions(person),
            "accounts": accounts(person),
            "is_changing": changes.filter(state__in=OPEN_CHANGES).exists(),
            "dotes": case_table(found, self.visitor, caption=_("Cases of this person"))
            if found
            else None,
            "calls": calls_for(person, found, on=on),
            "key": new_key(),
            "crumbs": [Crumb(_("Persons"), reverse("persons")), Crumb(person.pseudonym)],
        }
        return render(request, "portal/operator/person.html", context)


def identity_of(person: Participant) -> Identity | None:
    """Return who a person is; None when their data are restricted or erased."""
    try:
        return reveal(person)
    except (Restricted, KeyDestroyed):
        return None


def facts(person: Participant, identity: Identity | None) -> list[Fact]:
    """Return what the operator reads about a person."""
    known: list[Fact] = [Fact(_("Pseudonym"), person.pseudonym, is_code=True)]
    if identity is not None:
        known += _who(identity)
    known += [
        Fact(_("Language"), person.get_language_display()),
        Fact(_("Partner"), person.partner.name),
        Fact(_("Registered"), day(person.registered_on)),
        Fact(_("Protected"), _("yes") if person.protected else _("no")),
    ]
    return known


def _who(identity: Identity) -> list[Fact]:
    rows: list[tuple[str, str, bool]] = [
        (_("Other spellings"), identity.other_names, False),
        (_("Born"), day(identity.birth_date), False),
        (_("Place of birth"), identity.birth_place, False),
        (_("Citizenship"), identity.citizenship, False),
        (_("Fiscal code"), identity.fiscal_code or _("none yet"), bool(identity.fiscal_code)),
        (_("Telephone"), identity.phone, True),
        (_("E-mail"), identity.email, False),
        (_("Where they live"), identity.address, False),
    ]
    return [Fact(label, value, is_code=code) for label, value, code in rows if value]


def consents(person: Participant) -> list[tuple[Consent, Badge]]:
    """Return the consents of a person with their state, newest first."""
    rows = Consent.objects.as_system().filter(participant=person).order_by("-given_on", "-id")
    return [
        (
            row,
            Badge(_("Withdrawn"), Tone.CLOSED)
            if row.withdrawn_on
            else Badge(_("Given"), Tone.DONE),
        )
        for row in rows
    ]


def _missing_consents(person: Participant) -> list[tuple[str, Any]]:
    standing = Consent.objects.as_system().filter(participant=person, withdrawn_on=None)
    given = set(standing.values_list("kind", flat=True))
    return [(kind, word) for kind, word in Consent.Kind.choices if kind not in given]


def _case_files(person: Participant) -> list[CaseFile]:
    rows = CaseFile.objects.as_system().filter(participant=person)
    return list(rows.select_related("operation", "partner", "case_manager"))


def versions(person: Participant) -> Records:
    """Return the versions of the person's action plans with who has signed them."""
    rows = ActionPlanVersion.objects.as_system().filter(plan__case_file__participant=person)
    return Records(
        [Column(_("Version"), is_title=True), Column(_("Written"), Kind.DATE), Column(_("State"))],
        [
            Row(
                [
                    Cell(_("Version %(n)s") % {"n": v.number}, reverse("plan", args=[v.pk])),
                    v.drafted_on,
                    Cell(badge=signatures(v)),
                ]
            )
            for v in rows.order_by("-number")
        ],
        caption=_("Versions of the action plan"),
        empty=EmptyState(_("No plan yet: write it with the person.")),
    )


def signatures(version: ActionPlanVersion) -> Badge:
    """Return which of the two signatures a version has."""
    if version.is_signed:
        return Badge(_("Signed by both"), Tone.DONE)
    if version.participant_signed_on or version.operator_signed_on:
        return Badge(_("One signature missing"), Tone.MISSING)
    return Badge(_("Draft, to be signed"), Tone.NOW)


def accounts(person: Participant) -> list[tuple[str, Badge, str]]:
    """Return the bank accounts of a person: masked, with state and day."""
    tones = {BankAccount.State.EFFECTIVE: Tone.DONE, BankAccount.State.REFUSED: Tone.REFUSED}
    rows = BankAccount.objects.as_system().filter(participant=person)
    return [
        (
            masked(row),
            Badge(row.get_state_display(), tones.get(BankAccount.State(row.state), Tone.LATER)),
            day(row.requested_on),
        )
        for row in rows.select_related("participant__key").order_by("-id")[:10]
    ]
