"""What a loan would cost, shown before anything is asked; only then is the request taken."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lifecycle.engine import begin, perform
from lifecycle.errors import KeyReused, Refused
from microcredit.models import Loan, LoanProduct
from microcredit.planning import Quote, quote
from microcredit.states import LoanState, Purpose
from portal.errors import conflict
from portal.fields import AmountField
from portal.form_refusals import UNPROCESSABLE, add_refusal
from portal.keys import FormKeys, keys_for, sent_keys
from portal.participant.own import OwnMixin
from portal.templatetags.percorsi import money
from programme.models import Call
from programme.money import to_cents


class AskForm(forms.Form):
    """What one would like to borrow."""

    cents = AmountField(label=gettext_lazy("How much you need (€)"))
    months = forms.IntegerField(
        label=gettext_lazy("In how many monthly instalments"), min_value=1, max_value=120
    )
    purpose = forms.ChoiceField(label=gettext_lazy("What it is for"), choices=Purpose.choices)

    def clean_cents(self) -> int:
        """Return the amount in cents."""
        return to_cents(self.cleaned_data["cents"])


class AskLoan(OwnMixin):
    """Shows what a loan costs before anything is asked; only then takes the request."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask how much, for how long, what for; with an answer in the address, show the cost."""
        call = self._call()
        form = AskForm(request.GET) if "months" in request.GET else AskForm()
        return self._page(call, form, keys_for(), quoted=self._quoted(call, form))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Open the application and hand it in, its cost seen."""
        call, keys, form = self._call(), sent_keys(request), AskForm(request.POST)
        if call is None or not form.is_valid():
            return self._page(call, form, keys, status=UNPROCESSABLE)
        try:
            loan = self._hand_in(call, form.cleaned_data, keys)
        except Refused as refused:
            add_refusal(form, refused)
            return self._page(call, form, keys, quoted=self._quoted(call, form), status=422)
        except KeyReused:
            return conflict(request, changes=[], form=form, back=request.path)
        return HttpResponseRedirect(reverse("own_loan", args=[loan.pk]))

    @transaction.atomic
    def _hand_in(self, call: Call, asked: dict[str, Any], keys: FormKeys) -> Loan:
        user, on = self.visitor.user, self.visitor.on
        loan = begin(
            Loan,
            by=user,
            on=on,
            key=keys.key,
            call=call,
            operation=call.operation,
            partner=self.person.partner,
            participant=self.person,
        )
        if loan.state != LoanState.DRAFT:
            return loan  # the same form came twice
        submitted: Loan = perform(loan.submit, by=user, on=on, quote_accepted=True, **asked)
        return submitted

    def _call(self) -> Call | None:
        calls = Call.objects.open_on(self.visitor.on).filter(
            measure=Call.Measure.MICROLOAN, operation__case_files__participant=self.person
        )
        return calls.select_related("operation").distinct().first()

    def _quoted(self, call: Call | None, form: AskForm) -> Quote | None:
        product = self._product(call)
        if product is None or not form.is_bound or not form.is_valid():
            return None
        cents, months = form.cleaned_data["cents"], form.cleaned_data["months"]
        if not self._offered(product, cents, months, form):
            return None
        return quote(product, cents=cents, months=months, on=self.visitor.on)

    def _offered(self, product: LoanProduct, cents: int, months: int, form: AskForm) -> bool:
        least, most = to_cents(product.min_amount), to_cents(product.max_amount)
        if not least <= cents <= most:
            told = {"least": money(least), "most": money(most)}
            form.add_error("cents", _("This product lends from %(least)s to %(most)s.") % told)
        if not product.min_months <= months <= product.max_months:
            span = {"least": product.min_months, "most": product.max_months}
            words = _("This product is repaid in %(least)s to %(most)s instalments.") % span
            form.add_error("months", words)
        return not form.errors

    def _product(self, call: Call | None) -> LoanProduct | None:
        if call is None:
            return None
        return LoanProduct.objects.in_force(self.visitor.on).filter(call=call).first()

    def _page(
        self,
        call: Call | None,
        form: AskForm,
        keys: FormKeys,
        *,
        quoted: Quote | None = None,
        status: int = 200,
    ) -> HttpResponse:
        context = {
            "call": call,
            "product": self._product(call),
            "form": form,
            "keys": keys,
            "quote": quoted,
            "asked": form.cleaned_data if quoted else {},
        }
        return render(self.request, "portal/loans/ask.html", context, status=status)
