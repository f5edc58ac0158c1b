"""The applicant presents a guarantee for an advance: policy, sum, last day, the paper itself."""

from __future__ import annotations

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audit.labels import label
from documents import evidence
from lifecycle import engine
from lifecycle.errors import KeyReused, Refused
from people.roles import Role
from portal.access import RolesMixin
from portal.errors import conflict
from portal.fields import AmountField, DayField
from portal.form_refusals import UNPROCESSABLE, add_refusal
from portal.grants.acts import OFFICE, OWN, grant_or_404
from portal.keys import FormKeys, keys_for, sent_keys
from programme.money import to_cents
from startup_grants.models import Fideiussione, Grant


class GuaranteeForm(forms.Form):
    """A policy as it stands on its first page."""

    file = forms.FileField(
        label=_("The policy (PDF or picture)"),
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg,.webp"}),
    )
    policy = forms.CharField(label=_("Number of the policy"), max_length=40)
    guarantor = forms.CharField(
        label=_("Register code of the issuer"), max_length=20, help_text="IVASS-A001"
    )
    cents = AmountField(label=_("Guaranteed sum (€)"))
    expires_on = DayField(label=_("Expires on"))


class PresentGuarantee(RolesMixin):
    """GF1: keeps the policy with the grant and presents the guarantee, or nothing of both."""

    roles = (Role.OPERATOR, Role.PARTICIPANT)

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Ask for the policy."""
        return self._page(grant_or_404(self.visitor, pk), GuaranteeForm(), keys_for())

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Present it; what is wrong is told above the form."""
        grant, keys = grant_or_404(self.visitor, pk), sent_keys(request)
        form = GuaranteeForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._page(grant, form, keys, status=UNPROCESSABLE)
        try:
            self._present(grant, form, keys.key)
        except ValidationError as refused:
            form.add_error("file", refused.messages[0])
            return self._page(grant, form, keys, status=UNPROCESSABLE)
        except Refused as refused:
            add_refusal(form, refused)
            return self._page(grant, form, keys, status=UNPROCESSABLE)
        except KeyReused:
            return conflict(request, changes=[], form=form, back=request.path)
        name = "grant" if self.visitor.is_staff else "own_grant"
        return HttpResponseRedirect(reverse(name, args=[grant.pk]))

    @transaction.atomic
    def _present(self, grant: Grant, form: GuaranteeForm, key: str) -> None:
        told, by = form.cleaned_data, self.visitor.actor(self.roles, partner=grant.partner_id)
        if by is None:
            raise PermissionDenied
        kept = evidence.keep(
            told["file"],
            kind="fideiussione",
            subject=grant,
            participant=grant.participant,
            by=by,
            on=self.visitor.on,
        )
        engine.begin(
            Fideiussione,
            by=self.visitor.user,
            on=self.visitor.on,
            key=key,
            grant=grant,
            policy=told["policy"].strip(),
            guarantor=told["guarantor"].strip(),
            cents=to_cents(told["cents"]),
            expires_on=told["expires_on"],
            evidence=label(kept),
        )

    def _page(
        self, grant: Grant, form: GuaranteeForm, keys: FormKeys, *, status: int = 200
    ) -> HttpResponse:
        context = {
            "grant": grant,
            "form": form,
            "keys": keys,
            "title": _("Present a guarantee"),
            "base": OFFICE if self.visitor.is_staff else OWN,
        }
        return render(self.request, "portal/grants/act.html", context, status=status)
