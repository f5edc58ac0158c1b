"""Registering a person in one sitting: identity, privacy notice, delegation, case file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from audit.labels import split
from lifecycle.errors import KeyReused
from people import case_files, mandates, registration
from people.actors import Actor
from people.duplicates import Match, look_for
from people.identity import clean, doubts
from people.languages import Language
from people.models import Consent, Participant
from people.registration import AlreadyKnown
from people.roles import Role
from portal.access import RolesMixin
from portal.components import Crumb
from portal.errors import conflict
from portal.form_refusals import UNPROCESSABLE
from portal.keys import FormKeys, keys_for, sent_keys
from portal.once import once
from portal.operator.person_form import PersonForm
from portal.participant.application import NOTICE_VERSION
from portal.visitors import Visitor
from programme.models import Operation, Partner


class NewPerson(RolesMixin):
    """Registers a person, unless somebody who looks the same is known."""

    roles = (Role.OPERATOR,)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form."""
        return self._page(PersonForm(operations=self._operations()), keys_for())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Register, or say what is wrong or who is known already; what was typed stays."""
        form = PersonForm(request.POST, operations=self._operations())
        keys = sent_keys(request)
        if not form.is_valid():
            return self._page(form, keys, status=UNPROCESSABLE)
        try:
            warnings = self._warnings(form, keys)
            if warnings:
                return self._page(form, keys, status=UNPROCESSABLE, matches=warnings)
            named = once(
                keys.key,
                by=self.visitor.user,
                body=_typed(form),
                do=lambda: _register(form, self.visitor, self._partner()),
            )
        except AlreadyKnown as known:
            return self._page(form, keys, status=UNPROCESSABLE, matches=known.matches)
        except ValidationError as wrong:
            _tell(form, wrong)
            return self._page(form, keys, status=UNPROCESSABLE)
        except KeyReused:
            return conflict(request, changes=[], form=form, back=request.path)
        return HttpResponseRedirect(reverse("person", args=[split(named)[1]]))

    def _warnings(self, form: PersonForm, keys: FormKeys) -> list[Match | str]:
        """Return what makes one look twice and forbids nothing, until it was looked at."""
        if form.cleaned_data["same_person"]:
            return []
        person = clean(form.identity, on=self.visitor.on)
        found = look_for(person, viewer=self.visitor.user, on=self.visitor.on)
        return [*doubts(person), *(match for match in found if not match.blocks)]

    def _partner(self) -> Partner:
        held = mandates.partners_of(self.visitor.user, self.visitor.on, Role.OPERATOR)
        partners = Partner.objects.select_related("territory")
        mine = partners if held is None else partners.filter(pk__in=held)
        partner = mine.order_by("code").first()
        if partner is None:
            raise PermissionDenied(_("Your mandate names no partner."))
        return partner

    def _operations(self) -> list[Operation]:
        """Return the operations of the operator's partner that run on this day."""
        running = Operation.objects.filter(
            operation_partners__partner=self._partner(),
            starts_on__lte=self.visitor.on,
            ends_on__gte=self.visitor.on,
        )
        return list(running.order_by("-starts_on"))

    def _page(
        self,
        form: PersonForm,
        keys: FormKeys,
        *,
        status: int = 200,
        matches: list[Any] | None = None,
    ) -> HttpResponse:
        found = [match for match in matches or [] if isinstance(match, Match)]
        context = {
            "form": form,
            "keys": keys,
            "matches": found,
            "doubts": [each for each in matches or [] if isinstance(each, str)],
            "can_go_on": bool(matches) and not any(match.blocks for match in found),
            "crumbs": [Crumb(_("Persons"), reverse("persons")), Crumb(_("Register a person"))],
        }
        return render(self.request, "portal/operator/person_new.html", context, status=status)


def _register(form: PersonForm, visitor: Visitor, partner: Partner) -> Participant:
    """Register the person with consents and case file, in the transaction of the caller."""
    told, by = form.cleaned_data, _operator(visitor, partner)
    person = registration.register(
        form.identity,
        partner=partner,
        territory=partner.territory,
        language=Language(told["language"]),
        by=by,
        on=visitor.on,
        protected=told["protected"],
    )
    kinds = [Consent.Kind.PRIVACY_NOTICE]
    if told["delegation"]:
        kinds.append(Consent.Kind.DELEGATION)
    for kind in kinds:
        case_files.give_consent(
            person,
            kind,
            version=NOTICE_VERSION,
            language=Language(told["language"]),
            by=by,
            on=visitor.on,
        )
    case_files.open_case_file(
        person,
        operation=Operation.objects.get(pk=told["operation"]),
        partner=partner,
        case_manager=visitor.user,
        by=by,
        on=visitor.on,
    )
    return person


def _operator(visitor: Visitor, partner: Partner) -> Actor:
    actor = visitor.actor([Role.OPERATOR], partner=partner.pk)
    if actor is None:
        raise PermissionDenied
    return actor


def _typed(form: PersonForm) -> dict[str, Any]:
    """Return what makes two requests the same; the tick that goes on past a warning does not."""
    return {k: v for k, v in form.cleaned_data.items() if k != "same_person"}


def _tell(form: forms.Form, wrong: ValidationError) -> None:
    """Put what is wrong under its field, or above the form."""
    if not hasattr(wrong, "error_dict"):
        form.add_error(None, list(wrong.messages))
        return
    for name, sentences in wrong.message_dict.items():
        known = name in form.fields and name != NON_FIELD_ERRORS
        form.add_error(name if known else None, list(sentences))
