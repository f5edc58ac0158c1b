"""The bank account on which the person is paid, and asking for another one."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lifecycle.errors import KeyReused, Refused
from people import bank_accounts
from people.keys import KeyDestroyed
from people.models import BankAccount
from portal.errors import conflict
from portal.form_refusals import UNPROCESSABLE, add_refusal
from portal.keys import FormKeys, keys_for, sent_keys
from portal.participant.own import OwnMixin
from programme.iban import mask_iban
from treasury import iban_changes
from treasury.models import IbanChange


class IbanForm(forms.Form):
    """An IBAN, and whose account it is."""

    iban = forms.CharField(
        label="IBAN",
        max_length=60,
        widget=forms.TextInput(
            attrs={
                "class": "code-input",
                "autocomplete": "off",
                "dir": "ltr",
                "spellcheck": "false",
            }
        ),
        help_text=_("It is on the card's paper or in the bank's app. In Italy it begins with IT."),
    )
    holder = forms.BooleanField(
        label=_("The account or the card is in my own name."),
        error_messages={
            "required": _(
                "We can only pay on an account in your own name. Ask at the desk for help."
            )
        },
    )


class Account(OwnMixin):
    """Shows where the person is paid, and takes the request to be paid elsewhere."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the account in effect, a change under way, and the form."""
        return self._page(IbanForm(), keys_for())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Ask for the account; a wrong IBAN is a sentence, and stays as it was typed."""
        form, keys = IbanForm(request.POST), sent_keys(request)
        if not form.is_valid():
            return self._page(form, keys, status=UNPROCESSABLE)
        try:
            iban_changes.request(
                self.person,
                form.cleaned_data["iban"],
                by=self.visitor.user,
                on=self.visitor.on,
                key=keys.key,
            )
        except ValidationError as wrong:
            form.add_error("iban", list(wrong.messages))
            return self._page(form, keys, status=UNPROCESSABLE)
        except Refused as refused:
            add_refusal(form, refused)
            return self._page(form, keys, status=UNPROCESSABLE)
        except KeyReused:
            return conflict(request, changes=[], form=form, back=request.path)
        return HttpResponseRedirect(reverse("own_account"))

    def _page(self, form: IbanForm, keys: FormKeys, *, status: int = 200) -> HttpResponse:
        changes = IbanChange.objects.visible_to(self.visitor.user, on=self.visitor.on)
        newest = changes.filter(participant=self.person).select_related("account").first()
        context = {
            "form": form,
            "keys": keys,
            "account": masked(bank_accounts.in_effect(self.person)),
            "change": newest,
            "change_account": masked(newest.account) if newest else "",
            "is_changing": newest is not None and newest.ended_on is None,
        }
        return render(self.request, "portal/participant/account.html", context, status=status)


def masked(account: BankAccount | None) -> str:
    """Return country and last signs of an account, "" where there is none or it cannot be read."""
    if account is None:
        return ""
    try:
        return mask_iban(bank_accounts.iban_of(account))
    except KeyDestroyed:
        return ""
