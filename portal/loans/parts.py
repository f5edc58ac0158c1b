"""The pages on which an officer writes an assessment, and a member of the committee votes."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lifecycle.engine import begin
from lifecycle.errors import KeyReused, Refused
from microcredit.facts import VoteFacts
from microcredit.models import Assessment, Loan, Vote
from people.roles import Role
from portal.access import RolesMixin
from portal.components import Crumb
from portal.errors import conflict
from portal.fields import AmountField
from portal.forms import StepForm
from portal.keys import FormKeys, keys_for, sent_keys
from portal.loans.case import loan_or_404
from programme.money import from_cents, to_cents

AMOUNTS = ("cents", "income", "winter_income", "living", "housing", "debts")


class AssessForm(StepForm):
    """What is proposed, and the budget of a usual month and of a winter month."""

    cents = AmountField(label=_("Proposed amount (€)"))
    months = forms.IntegerField(label=_("Monthly instalments"), min_value=1, max_value=120)
    people = forms.IntegerField(label=_("People in the household"), min_value=1, max_value=30)
    income = AmountField(label=_("Income of a usual month (€)"))
    winter_income = AmountField(
        label=_("Income of a winter month (€)"),
        help_text=_("Between harvests: what is sure in December to February."),
    )
    living = AmountField(label=_("Cost of living a month (€)"))
    housing = AmountField(label=_("Housing a month (€)"))
    debts = AmountField(label=_("Other instalments a month (€)"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Begin with what was asked."""
        super().__init__(*args, **kwargs)
        loan: Loan = self.subject
        if loan.requested_cents:
            self.fields["cents"].initial = from_cents(loan.requested_cents).amount
        self.fields["months"].initial = loan.requested_months

    def columns(self) -> dict[str, Any]:
        """Return the columns of the assessment, amounts in cents."""
        told = self.cleaned_data
        amounts = {name: to_cents(told[name]) for name in AMOUNTS}
        cents = amounts.pop("cents")
        named = {f"{name}_cents": amount for name, amount in amounts.items()}
        return {"cents": cents, "months": told["months"], "people": told["people"], **named}


class VoteForm(StepForm):
    """One member's word."""

    choice = forms.ChoiceField(
        label=_("Your vote"), choices=VoteFacts.Choice.choices, widget=forms.RadioSelect
    )

    def columns(self) -> dict[str, Any]:
        """Return the vote."""
        return {"choice": self.cleaned_data["choice"]}


class OpenPart(RolesMixin):
    """Opens a part of a loan with a form; what is typed is never lost."""

    model: ClassVar[type[Assessment] | type[Vote]]
    form: ClassVar[type[StepForm]]
    title: ClassVar[str | Promise]

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Show the form."""
        loan = loan_or_404(self.visitor, pk)
        return self._page(loan, self.form(subject=loan), keys_for())

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Keep it, or say what is wrong."""
        loan, keys = loan_or_404(self.visitor, pk), sent_keys(request)
        form = self.form(request.POST, subject=loan)
        if not form.is_valid():
            return self._page(loan, form, keys, status=422)
        try:
            begin(
                self.model,
                by=self.visitor.user,
                on=self.visitor.on,
                key=keys.key,
                note=form.cleaned_data.get("note", ""),
                loan=loan,
                **form.columns(),
            )
        except Refused as refused:
            if refused.forbidden:
                raise PermissionDenied(str(refused)) from refused
            for obstacle in refused.obstacles:
                form.add_error(None, obstacle.sentence)
            return self._page(loan, form, keys, status=422)
        except KeyReused:
            return conflict(request, changes=[], form=form, back=request.path)
        return HttpResponseRedirect(reverse("loan", args=[loan.pk]))

    def _page(
        self, loan: Loan, form: StepForm, keys: FormKeys, *, status: int = 200
    ) -> HttpResponse:
        context = {
            "loan": loan,
            "form": form,
            "keys": keys,
            "title": self.title,
            "crumbs": [
                Crumb(loan.reference, reverse("loan", args=[loan.pk])),
                Crumb(self.title),
            ],
        }
        return render(self.request, "portal/loans/part.html", context, status=status)


class Assess(OpenPart):
    """The household's budget."""

    roles = (Role.GRANT_OFFICER,)
    model = Assessment
    form = AssessForm
    title = _("Assess the household's budget")


class CastVote(OpenPart):
    """A vote of the committee."""

    roles = (Role.COMMITTEE,)
    model = Vote
    form = VoteForm
    title = _("Vote")
