"""How forms look and behave: error summary on top, labels above, nothing typed is lost."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class PortalRenderer(TemplatesSetting):
    """Renders `{{ form }}` and `{{ field.as_field_group }}` with the portal's own templates."""

    form_template_name = "portal/forms/form.html"
    field_template_name = "portal/forms/field.html"


class StepForm(forms.Form):
    """The form of a step: its facts, and a note that only the case's readers see.

    A subclass declares one field for each fact, under the fact's name; `facts()` hands them to
    the engine. What a person writes freely belongs in `note`, which is kept encrypted.
    """

    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only those who work on the case read it. It is kept encrypted."),
    )

    def __init__(self, *args: Any, subject: Any = None, **kwargs: Any) -> None:
        """Take the subject of the step, for initial values and choices."""
        self.subject = subject
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name != "note"])

    def offer(self, name: str, choices: Iterable[tuple[str, str | Promise]]) -> None:
        """Let a choice field offer these choices, which depend on the subject."""
        cast(forms.ChoiceField, self.fields[name]).choices = list(choices)

    def columns(self) -> dict[str, Any]:
        """Return the columns of a row that an opening step creates, by name; none as a rule."""
        return {}

    def facts(self) -> dict[str, Any]:
        """Return what the step is told, by name; empty fields are left out."""
        told = {name: value for name, value in self.cleaned_data.items() if name != "note"}
        return {name: value for name, value in told.items() if value not in (None, "")}
