"""The page on which an operator prices the signed action plan, service by service."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dote.models import Dote, PricedPlan
from dote.plan_rows import PlanRow
from lifecycle.engine import begin
from lifecycle.errors import KeyReused, Refused
from people.models import CaseFile
from people.plans import signed_version
from people.roles import Role
from portal.access import RolesMixin
from portal.components import Crumb
from portal.errors import conflict
from portal.fields import AmountField, DayField
from portal.forms import StepForm
from portal.keys import FormKeys, keys_for, sent_keys
from programme.models import Agreement
from programme.money import to_cents


class PlanForm(StepForm):
    """One block of fields for each service that the call offers; an empty block is left out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for months, monthly amount, first day and agreement of each service."""
        super().__init__(*args, **kwargs)
        del self.fields["note"]  # a plan's words are in the action plan
        agreements = Agreement.objects.filter(partner=self.subject.partner_id)
        named = agreements.select_related("provider").order_by("reference")
        choices = [("", "–"), *((a.pk, f"{a.reference} · {a.provider.shown}") for a in named)]
        self.offers = list(self.subject.call.offers.all())
        for offer in self.offers:
            title = {"service": offer.title}
            self.fields[f"months_{offer.pk}"] = forms.IntegerField(
                label=_("%(service)s: months") % title,
                required=False,
                min_value=1,
                max_value=offer.max_months,
            )
            self.fields[f"monthly_{offer.pk}"] = AmountField(
                label=_("%(service)s: a month (€)") % title, required=False
            )
            self.fields[f"starts_{offer.pk}"] = DayField(
                label=_("%(service)s: first day") % title, required=False
            )
            self.fields[f"agreement_{offer.pk}"] = forms.ChoiceField(
                label=_("%(service)s: agreement") % title, choices=choices, required=False
            )

    def clean(self) -> dict[str, Any]:
        """Refuse a block that is filled in part."""
        told: dict[str, Any] = super().clean() or {}
        for offer in self.offers:
            filled = [bool(value) for value in _block(told, offer.pk)]
            if any(filled) and not all(filled):
                raise ValidationError(
                    gettext_lazy("“%(service)s”: fill in all its fields, or none."),
                    params={"service": offer.title},
                )
        if not self.errors and not self.rows(told):
            raise ValidationError(gettext_lazy("Fill in at least one service."))
        return told

    def rows(self, told: dict[str, Any]) -> list[PlanRow]:
        """Return the services that are filled in."""
        return [
            PlanRow(
                offer_id=offer.pk,
                months=told[f"months_{offer.pk}"],
                monthly_cents=to_cents(told[f"monthly_{offer.pk}"]),
                starts_on=told[f"starts_{offer.pk}"],
                agreement_id=told[f"agreement_{offer.pk}"],
            )
            for offer in self.offers
            if all(_block(told, offer.pk))
        ]


class DraftPlan(RolesMixin):
    """Prices the plan; a new version supersedes the one before."""

    roles = (Role.OPERATOR,)

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Show the form beside the ceilings."""
        dote = self._dote(pk)
        return self._page(dote, PlanForm(subject=dote), keys_for())

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Keep the version, or say what is missing; what was typed stays."""
        dote, keys = self._dote(pk), sent_keys(request)
        form = PlanForm(request.POST, subject=dote)
        if not form.is_valid():
            return self._page(dote, form, keys, status=422)
        version = signed_version(case_file_of(dote))
        if version is None:
            form.add_error(None, _("The action plan is not signed by both yet."))
            return self._page(dote, form, keys, status=422)
        try:
            begin(
                PricedPlan,
                by=self.visitor.user,
                on=self.visitor.on,
                key=keys.key,
                dote=dote,
                plan_version=version,
                rows=[row.plain() for row in form.rows(form.cleaned_data)],
            )
        except Refused as refused:
            if refused.forbidden:
                raise PermissionDenied(str(refused)) from refused
            for obstacle in refused.obstacles:
                form.add_error(None, obstacle.sentence)
            return self._page(dote, form, keys, status=422)
        except KeyReused:
            return conflict(request, changes=[], form=form, back=request.path)
        return HttpResponseRedirect(reverse("dote", args=[dote.pk]))

    def _dote(self, pk: str) -> Dote:
        rows = Dote.objects.visible_to(self.visitor.user, on=self.visitor.on)
        dote: Dote | None = rows.select_related("call", "partner").filter(pk=pk).first()
        if dote is None:
            raise Http404
        return dote

    def _page(
        self, dote: Dote, form: PlanForm, keys: FormKeys, *, status: int = 200
    ) -> HttpResponse:
        context = {
            "dote": dote,
            "form": form,
            "keys": keys,
            "crumbs": [
                Crumb(dote.reference, reverse("dote", args=[dote.pk])),
                Crumb(_("Price the plan")),
            ],
        }
        return render(self.request, "portal/casework/draft_plan.html", context, status=status)


def _block(told: dict[str, Any], pk: str) -> list[Any]:
    return [told.get(f"{name}_{pk}") for name in ("months", "monthly", "starts", "agreement")]


def case_file_of(dote: Dote) -> CaseFile:
    """Return the one file of the dote's person on its operation."""
    files = CaseFile.objects.as_system()
    found: CaseFile = files.get(participant=dote.participant_id, operation=dote.operation_id)
    return found
