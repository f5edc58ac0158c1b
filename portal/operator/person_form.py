"""The form with which a person is registered."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.identity import Identity
from people.languages import Language
from portal.fields import DayField
from programme.models import Operation

IDENTITY = tuple(field.name for field in fields(Identity))


class PersonForm(forms.Form):
    """Who the person is, in which language they are spoken to, and what they agreed to."""

    given_name = forms.CharField(label=gettext_lazy("Given name"), max_length=80)
    family_name = forms.CharField(label=gettext_lazy("Family name"), max_length=80)
    other_names = forms.CharField(
        label=gettext_lazy("Other spellings"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("As on other documents, also in another script."),
    )
    birth_date = DayField(label=gettext_lazy("Birth date"))
    birth_place = forms.CharField(
        label=gettext_lazy("Place of birth"), max_length=80, required=False
    )
    sex = forms.ChoiceField(
        label=gettext_lazy("Sex on the document"),
        required=False,
        choices=[
            ("", "–"),
            ("F", gettext_lazy("female")),
            ("M", gettext_lazy("male")),
            ("X", gettext_lazy("other")),
        ],
    )
    citizenship = forms.RegexField(
        r"^[A-Za-z]{2}$",
        label=gettext_lazy("Citizenship"),
        help_text=gettext_lazy("Two letters, for instance MA, GN, SN; XX for stateless."),
        error_messages={"invalid": gettext_lazy("Write two letters, for instance MA.")},
    )
    fiscal_code = forms.CharField(
        label=gettext_lazy("Fiscal code"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"class": "code-input", "autocomplete": "off"}),
        help_text=gettext_lazy("16 characters, or the 11 digits of a provisional one."),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=Language.choices)
    phone = forms.CharField(
        label=gettext_lazy("Telephone"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    address = forms.CharField(label=gettext_lazy("Where they live"), max_length=200, required=False)
    protected = forms.BooleanField(
        label=gettext_lazy("Protected: every reading of the file is recorded and shown to them"),
        required=False,
        initial=True,
    )
    notice = forms.BooleanField(
        label=gettext_lazy("The person has read the privacy notice in their language"),
        error_messages={
            "required": gettext_lazy(
                "Nobody is registered before they have read the privacy notice, or heard it."
            )
        },
    )
    delegation = forms.BooleanField(
        label=gettext_lazy("The person delegates you to apply on their behalf"), required=False
    )
    same_person = forms.BooleanField(
        label=gettext_lazy("I have compared the documents: register all the same"), required=False
    )

    def __init__(self, *args: Any, operations: list[Operation], **kwargs: Any) -> None:
        """Offer the operations on which the operator can open a case file."""
        super().__init__(*args, **kwargs)
        self.fields["operation"] = forms.ChoiceField(
            label=_("Case file on"), choices=[(each.pk, each.title) for each in operations]
        )

    @property
    def identity(self) -> Identity:
        """Return the person as typed."""
        told = {name: self.cleaned_data[name] for name in IDENTITY}
        return Identity(**told | {"citizenship": told["citizenship"].upper()})

    @property
    def who(self) -> list[Any]:
        """Return the fields that say who the person is."""
        return [self[name] for name in (*IDENTITY[:7], "fiscal_code")]

    @property
    def how(self) -> list[Any]:
        """Return the fields that say how to speak with the person, and where they live."""
        return [self[name] for name in ("language", "phone", "email", "address")]

    @property
    def agreed(self) -> list[Any]:
        """Return the fields about protection, notice, delegation and case file."""
        return [self[name] for name in ("protected", "notice", "delegation", "operation")]
