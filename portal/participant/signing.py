"""The signature of a person alone in their own account: their code where they have one, else their
password typed again."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.plans import Means


class SignForm(forms.Form):
    """The tick and the proof that make a signature; `means` says which proof it was.

    Whoever has an authenticator application signs with its one-time code; whoever has none, as
    most do on a cheap telephone, types the password again.
    """

    agree = forms.BooleanField(
        label=gettext_lazy("I have read it, or somebody has read it to me, and I agree.")
    )
    password = forms.CharField(
        label=gettext_lazy("Your password, as your signature"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    code = forms.CharField(
        label=gettext_lazy("The code of your application, as your signature"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        max_length=12,
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        """Ask the person of the request for the proof that they have."""
        super().__init__(*args, **kwargs)
        self.request = request
        found = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.TOTP)
        self.authenticator = found.first()
        del self.fields["password" if self.authenticator else "code"]

    @property
    def means(self) -> Means:
        """Return how the person signs."""
        return Means.OTP if self.authenticator else Means.OWN

    def clean_password(self) -> str:
        """Refuse a password that is not the person's own."""
        typed: str = self.cleaned_data["password"]
        if not get_adapter(self.request).reauthenticate(self.request.user, typed):
            raise forms.ValidationError(_("This is not your password. Try again."))
        return typed

    def clean_code(self) -> str:
        """Refuse a code that is wrong, or was used before."""
        typed: str = self.cleaned_data["code"].replace(" ", "")
        if self.authenticator is None or not TOTP(self.authenticator).validate_code(typed):
            raise forms.ValidationError(_("This code is not right, or it was used. Wait for one."))
        return typed
