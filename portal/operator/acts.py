"""What an operator does on a person's page: consents, case file, account, application."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from dote.models import Dote
from lifecycle import engine
from lifecycle.errors import KeyReused, Refused
from people import case_files
from people.languages import Language
from people.models import Consent, Participant
from portal.components import Crumb
from portal.errors import conflict
from portal.form_refusals import UNPROCESSABLE, add_refusal
from portal.keys import FormKeys, keys_for, sent_keys
from portal.once import once
from portal.operator.person import PersonMixin
from portal.participant.account import IbanForm
from portal.participant.application import NOTICE_VERSION
from portal.participant.situation import calls_for
from programme.models import Call
from treasury import iban_changes


class PersonAct(PersonMixin, ABC):
    """Does one small act about a person, and goes back to the page with a sentence."""

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Do the act once; what is refused is told, and nothing has changed."""
        person, keys = self.person_or_404(pk), sent_keys(request)
        typed = request.POST.dict()
        body = {name: typed[name] for name in sorted(typed) if name not in ("csrfmiddlewaretoken",)}
        try:
            once(keys.key, by=self.visitor.user, body=body, do=self.act(person))
            messages.success(request, self.said())
        except ValidationError as wrong:
            messages.error(request, " ".join(wrong.messages))
        except KeyReused:
            messages.error(request, _("This form was used before. Reload the page."))
        return HttpResponseRedirect(reverse("person", args=[person.pk]))

    @abstractmethod
    def act(self, person: Participant) -> Callable[[], Any]:
        """Return what is to be done; Http404 for what no page of ours sends."""

    def said(self) -> str:
        """Return the sentence that confirms the act."""
        return _("It is written down.")


class GiveConsent(PersonAct):
    """Takes down that the person read a notice, or agreed to something."""

    def act(self, person: Participant) -> Callable[[], Consent]:
        """Return the taking of the consent, in the person's language."""
        kind = self.request.POST.get("kind", "")
        if kind not in Consent.Kind.values:
            raise Http404
        by = self.operator_for(person)
        return lambda: case_files.give_consent(
            person,
            Consent.Kind(kind),
            version=NOTICE_VERSION,
            language=Language(person.language),
            by=by,
            on=self.visitor.on,
        )


class WithdrawConsent(PersonAct):
    """Takes down that the person withdraws a consent."""

    def act(self, person: Participant) -> Callable[[], Consent]:
        """Return the withdrawal of one of the person's own consents."""
        rows = Consent.objects.visible_to(self.visitor.user, on=self.visitor.on)
        asked = self.request.POST.get("consent", "")
        consent: Consent | None = rows.filter(participant=person, pk=asked).first()
        if consent is None:
            raise Http404
        by = self.operator_for(person)
        return lambda: case_files.withdraw_consent(consent, by=by, on=self.visitor.on)


class ApplyFor(PersonMixin):
    """Opens an application on the person's behalf and goes to its page."""

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Open a draft under the call; a draft that is there already is gone on with."""
        person, keys = self.person_or_404(pk), sent_keys(request)
        mine = Dote.objects.visible_to(self.visitor.user, on=self.visitor.on)
        drafts = mine.filter(participant=person, state="draft", call=request.POST.get("call", ""))
        try:
            dote = drafts.first() or self._open(person, keys)
        except Refused as refused:
            if refused.forbidden:
                raise PermissionDenied(str(refused)) from refused
            messages.error(request, str(refused))
            return HttpResponseRedirect(reverse("person", args=[person.pk]))
        except KeyReused:
            messages.error(request, _("This form was used before. Reload the page."))
            return HttpResponseRedirect(reverse("person", args=[person.pk]))
        return HttpResponseRedirect(reverse("dote", args=[dote.pk]))

    def _open(self, person: Participant, keys: FormKeys) -> Dote:
        open_calls = {call.pk: call for call in calls_for(person, [], on=self.visitor.on)}
        call: Call | None = open_calls.get(self.request.POST.get("call", ""))
        if call is None:
            raise Http404
        return engine.begin(
            Dote,
            by=self.visitor.user,
            on=self.visitor.on,
            key=keys.key,
            call=call,
            operation=call.operation,
            partner=person.partner,
            participant=person,
        )


class AskAccount(PersonMixin):
    """Asks for a bank account on the person's behalf."""

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Show the form."""
        return self._page(self.person_or_404(pk), IbanForm(), keys_for())

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Ask; a wrong IBAN is a sentence, and stays as it was typed."""
        person, keys = self.person_or_404(pk), sent_keys(request)
        form = IbanForm(request.POST)
        if not form.is_valid():
            return self._page(person, form, keys, status=UNPROCESSABLE)
        try:
            iban_changes.request(
                person,
                form.cleaned_data["iban"],
                by=self.visitor.user,
                on=self.visitor.on,
                key=keys.key,
            )
        except ValidationError as wrong:
            form.add_error("iban", list(wrong.messages))
            return self._page(person, form, keys, status=UNPROCESSABLE)
        except Refused as refused:
            add_refusal(form, refused)
            return self._page(person, form, keys, status=UNPROCESSABLE)
        except KeyReused:
            return conflict(request, changes=[], form=form, back=request.path)
        messages.success(request, _("Asked. Another person verifies it by telephone."))
        return HttpResponseRedirect(reverse("person", args=[person.pk]))

    def _page(
        self, person: Participant, form: forms.Form, keys: FormKeys, *, status: int = 200
    ) -> HttpResponse:
        context = {
            "person": person,
            "form": form,
            "keys": keys,
            "crumbs": [
                Crumb(_("Persons"), reverse("persons")),
                Crumb(person.pseudonym, reverse("person", args=[person.pk])),
                Crumb(_("Bank account")),
            ],
        }
        return render(self.request, "portal/operator/account.html", context, status=status)
