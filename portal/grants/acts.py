"""What people begin on a grant: a reader is assigned, an invoice handed in and presented."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from documents import evidence
from documents.invoices import register
from lifecycle import engine
from lifecycle.errors import KeyReused, Refused
from people.models import Mandate
from people.roles import Role
from portal.access import RolesMixin
from portal.errors import conflict
from portal.fields import AmountField
from portal.form_refusals import UNPROCESSABLE, add_refusal
from portal.keys import keys_for, sent_keys
from portal.subjects import subject_or_404
from portal.visitors import Visitor
from programme.money import to_cents
from startup_grants.evaluation_guards import MINUTES
from startup_grants.models import Expense, Grant, ScoreSheet, Tranche

CALL = "startup_grants.grantcall"
OFFICE, OWN = "portal/base.html", "portal/base_participant.html"


class ReaderForm(forms.Form):
    """Which member of the committee reads."""

    reader = forms.ChoiceField(label=_("Reader"))


class InvoiceForm(forms.Form):
    """An electronic invoice, and the share of it that is presented."""

    file = forms.FileField(
        label=_("Electronic invoice (XML or P7M)"),
        widget=forms.FileInput(attrs={"accept": ".xml,.p7m"}),
    )
    category = forms.ChoiceField(label=_("Category"))
    cents = AmountField(
        label=_("Amount to present (€)"),
        help_text=_("At most the total of the invoice; VAT only if you cannot recover it."),
    )


class AssignReader(RolesMixin):
    """GS1: gives an application to a reader."""

    roles = (Role.GRANT_OFFICER,)

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Ask who reads."""
        grant = grant_or_404(self.visitor, pk)
        return self._page(grant, self._form(grant), keys_for())

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Assign the reader; why it cannot be is told above the form."""
        grant, keys = grant_or_404(self.visitor, pk), sent_keys(request)
        form = self._form(grant, request.POST)
        if not form.is_valid():
            return self._page(grant, form, keys, status=UNPROCESSABLE)
        try:
            engine.begin(
                ScoreSheet,
                by=self.visitor.user,
                on=self.visitor.on,
                key=keys.key,
                grant=grant,
                reader=form.cleaned_data["reader"],
            )
        except Refused as refused:
            add_refusal(form, refused)
            return self._page(grant, form, keys, status=UNPROCESSABLE)
        except KeyReused:
            return conflict(request, changes=[], form=form, back=request.path)
        return HttpResponseRedirect(reverse("grant", args=[grant.pk]))

    def _form(self, grant: Grant, data: Any = None) -> ReaderForm:
        form = ReaderForm(data)
        held = Mandate.objects.in_force(self.visitor.on).filter(role=Role.COMMITTEE)
        rows = held.filter(partner__in=[grant.partner_id]) | held.filter(partner=None)
        choices = [(f"people.user:{row.user_id}", row.user.name) for row in rows]
        form.fields["reader"] = forms.ChoiceField(label=_("Reader"), choices=choices)
        return form

    def _page(self, grant: Grant, form: Any, keys: Any, *, status: int = 200) -> HttpResponse:
        context = {
            "grant": grant,
            "form": form,
            "keys": keys,
            "title": _("Assign a reader"),
            "base": OFFICE,
        }
        return render(self.request, "portal/grants/act.html", context, status=status)


class PresentInvoice(RolesMixin):
    """GE1: reads an electronic invoice, keeps it once, and presents it for a tranche."""

    roles = (Role.OPERATOR, Role.PARTICIPANT)

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Ask for the file and the share."""
        tranche = self._tranche(pk)
        return self._page(tranche, self._form(tranche), keys_for())

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Keep and present the invoice, or nothing of both."""
        tranche, keys = self._tranche(pk), sent_keys(request)
        form = self._form(tranche, request.POST, request.FILES)
        if not form.is_valid():
            return self._page(tranche, form, keys, status=UNPROCESSABLE)
        try:
            self._present(tranche, form, keys.key)
        except ValidationError as refused:
            form.add_error("file", refused.messages[0])
            return self._page(tranche, form, keys, status=UNPROCESSABLE)
        except Refused as refused:
            add_refusal(form, refused)
            return self._page(tranche, form, keys, status=UNPROCESSABLE)
        except KeyReused:
            return conflict(request, changes=[], form=form, back=request.path)
        return HttpResponseRedirect(self._back(tranche))

    @transaction.atomic
    def _present(self, tranche: Tranche, form: InvoiceForm, key: str) -> None:
        grant = tranche.grant
        by = self.visitor.actor(self.roles, partner=grant.partner_id)
        if by is None:
            raise PermissionDenied
        rows = register.keep(
            form.cleaned_data["file"],
            subject=grant,
            participant=grant.participant,
            by=by,
            on=self.visitor.on,
        )
        engine.begin(
            Expense,
            by=self.visitor.user,
            on=self.visitor.on,
            key=key,
            grant=grant,
            tranche=tranche,
            invoice=rows[0],
            category=form.cleaned_data["category"],
            cents=to_cents(form.cleaned_data["cents"]),
        )

    def _tranche(self, pk: str) -> Tranche:
        found = subject_or_404(self.visitor, "startup_grants.tranche", pk)
        if not isinstance(found, Tranche):
            raise Http404
        return found

    def _back(self, tranche: Tranche) -> str:
        if self.visitor.is_staff:
            return reverse("grant_part", args=["tranche", tranche.pk])
        return reverse("own_grant", args=[tranche.grant_id])

    def _form(self, tranche: Tranche, data: Any = None, files: Any = None) -> InvoiceForm:
        form = InvoiceForm(data, files)
        choices = [(each.code, each.title) for each in tranche.grant.rules.categories]
        form.fields["category"] = forms.ChoiceField(label=_("Category"), choices=choices)
        form.order_fields(["file", "category", "cents"])
        return form

    def _page(self, tranche: Tranche, form: Any, keys: Any, *, status: int = 200) -> HttpResponse:
        context = {
            "grant": tranche.grant,
            "form": form,
            "keys": keys,
            "title": _("Present an invoice"),
            "base": OFFICE if self.visitor.is_staff else OWN,
        }
        return render(self.request, "portal/grants/act.html", context, status=status)


def grant_or_404(visitor: Visitor, pk: str) -> Grant:
    """Return a grant that the visitor may see; Http404 for any other."""
    found = subject_or_404(visitor, "startup_grants.grant", pk)
    if not isinstance(found, Grant):
        raise Http404
    return found


class KeepMinutes(RolesMixin):
    """Keeps the signed minutes of a sitting with the call."""

    roles = (Role.GRANT_OFFICER, Role.COMMITTEE)

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Check and keep the file, and go back to the ranking."""
        call, upload = subject_or_404(self.visitor, CALL, pk), request.FILES.get("file")
        actor = self.visitor.actor(self.roles, partner=getattr(call, "partner_id", None))
        if actor is None:
            raise PermissionDenied
        back = HttpResponseRedirect(reverse("ranking", args=[call.pk]))
        if upload is None:
            messages.error(request, gettext("Choose a file first."))
            return back
        try:
            evidence.keep(
                upload,
                kind=MINUTES,
                subject=call,
                participant=None,
                partner=getattr(call, "partner", None),
                operation=getattr(call, "operation", None),
                by=actor,
                on=self.visitor.on,
            )
        except ValidationError as refused:
            messages.error(request, refused.messages[0])
        return back
