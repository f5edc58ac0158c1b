"""Takes a complaint in: from the person, by telephone, or at the desk for them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from lifecycle import engine
from lifecycle.cases import CaseRoot, tracked_models
from lifecycle.errors import KeyReused, Refused
from lifecycle.models import Complaint
from lifecycle.steps import opening_of
from people.models import CaseFile, Participant
from portal.complaints.forms import ComplaintForm, TakenForm, staff_of
from portal.errors import conflict
from portal.form_refusals import UNPROCESSABLE, add_refusal
from portal.keys import FormKeys, keys_for, sent_keys
from portal.operator.person import PersonMixin
from portal.participant.own import OwnMixin
from portal.visitors import Visitor


class Making:
    """Asks what happened, and begins a complaint of the person; what was typed stays."""

    visitor: Visitor
    back: str
    base: str

    def show(self, request: HttpRequest, person: Participant) -> HttpResponse:
        """Show the form."""
        return self._page(request, self.form(person), keys_for())

    def take(self, request: HttpRequest, person: Participant) -> HttpResponse:
        """Begin the complaint, and go to where it is followed."""
        keys, form = sent_keys(request), self.form(person, request.POST)
        if not form.is_valid():
            return self._page(request, form, keys, status=UNPROCESSABLE)
        columns = form.columns()
        columns |= whose(person, columns["about"])
        try:
            row = engine.begin(
                Complaint,
                by=self.visitor.user,
                on=self.visitor.on,
                key=keys.key,
                note=form.cleaned_data["note"],
                participant=person,
                **columns,
            )
        except Refused as refused:
            add_refusal(form, refused)
            return self._page(request, form, keys, status=UNPROCESSABLE)
        except KeyReused:
            return conflict(request, changes=[], form=form, back=request.path)
        return HttpResponseRedirect(self.following(row))

    def form(self, person: Participant, *data: Any) -> ComplaintForm:
        """Return the form of the person's own complaint."""
        return ComplaintForm(*data, cases=cases_of(person))

    def following(self, row: Complaint) -> str:
        """Return the page to go to afterwards."""
        return reverse("own_complaint", args=[row.pk])

    def _page(
        self, request: HttpRequest, form: ComplaintForm, keys: FormKeys, *, status: int = 200
    ) -> HttpResponse:
        context = {
            "step": opening_of(Complaint),
            "case": _("Complaints"),
            "back": self.back,
            "form": form,
            "keys": keys,
            "base": self.base,
        }
        return render(request, "portal/procedures/begin.html", context, status=status)


class MakeComplaint(Making, OwnMixin):
    """The person's own, from the telephone."""

    base = "portal/participant/frame.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask what happened."""
        self.back = reverse("own_complaints")
        return self.show(request, self.person)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take it."""
        self.back = reverse("own_complaints")
        return self.take(request, self.person)


class TakeComplaint(Making, PersonMixin):
    """At the desk, for the person who is there or on the telephone."""

    base = "portal/base.html"

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Ask what happened."""
        person = self.person_or_404(pk)
        self.back = reverse("person", args=[pk])
        return self.show(request, person)

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Take it for the person."""
        person = self.person_or_404(pk)
        self.back = reverse("person", args=[pk])
        return self.take(request, person)

    def form(self, person: Participant, *data: Any) -> ComplaintForm:
        """Ask also about whom."""
        people = staff_of(person.partner_id)
        return TakenForm(*data, cases=cases_of(person), people=people)

    def following(self, row: Complaint) -> str:
        """Return to the person: a sensitive complaint is not the operator's to read."""
        return self.back


def cases_of(person: Participant) -> list[CaseRoot]:
    """Return the cases of a person, of every measure, the newest first."""
    models: list[Any] = [
        model
        for model in tracked_models()
        if issubclass(model, CaseRoot)
        and model is not Complaint
        and "participant" in {each.name for each in model._meta.fields}
    ]
    rows = [row for model in models for row in model._base_manager.filter(participant=person)]
    return sorted(rows, key=lambda row: row.pk, reverse=True)


def whose(person: Participant, about: str) -> dict[str, str]:
    """Return operation and partner: of the case it is about, or of the person's newest file."""
    for case in cases_of(person):
        if case.label == about:
            found: Any = case
            return {"operation_id": found.operation_id, "partner_id": found.partner_id}
    files = CaseFile.objects.as_system().filter(participant=person).order_by("-opened_on", "-id")
    newest = files[0]
    return {"operation_id": newest.operation_id, "partner_id": newest.partner_id}
