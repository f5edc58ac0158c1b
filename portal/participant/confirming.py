"""The form with which a person confirms that they still want what they waited for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal import step_forms
from portal.forms import StepForm


class Confirm(StepForm):
    """D13: the person still wants the support, and what they told still holds."""

    unchanged = forms.BooleanField(
        label=_("I still want the support, and what I told you has not changed."),
        help_text=_("Address, work, family, other support: if something changed, tell us first."),
    )


def register_all() -> None:
    """Let the view of every step ask with this form."""
    step_forms.register("dote.dote", "confirm", Confirm)
