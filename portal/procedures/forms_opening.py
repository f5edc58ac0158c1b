"""What is asked when a hold, an appeal or a re-opening begins."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from audit import clock
from lifecycle.models import Revocation
from lifecycle.procedures.appeal.facts import Kind
from lifecycle.procedures.reopening.facts import Reason, Width
from portal import step_forms
from portal.fields import DayField
from portal.forms import StepForm
from programme.models import HoldCause


class _Columns(StepForm):
    """Hands all that is asked to the new row."""

    def columns(self) -> dict[str, Any]:
        """Return every field but the note."""
        return {name: value for name, value in self.cleaned_data.items() if name != "note"}

    def facts(self) -> dict[str, Any]:
        """Return nothing: what is asked are the row's own columns."""
        return {}


class HoldOpen(_Columns):
    """HL01: for which cause."""

    cause = forms.ModelChoiceField(label=_("Cause"), queryset=HoldCause.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the causes that hold today."""
        super().__init__(*args, **kwargs)
        offered = cast(forms.ModelChoiceField, self.fields["cause"])
        offered.queryset = HoldCause.objects.in_force(clock.today())


class AppealReceive(_Columns):
    """RI01: which appeal, against which act."""

    kind = forms.ChoiceField(label=_("Kind of appeal"), choices=Kind)
    against = forms.ChoiceField(label=_("Against which act"))
    docket = forms.CharField(label=_("Docket number"), max_length=60, required=False)
    known_on = DayField(label=_("Act received on"))
    filed_on = DayField(label=_("Filed on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the case itself, and its revocations."""
        super().__init__(*args, **kwargs)
        case = self.subject.root
        acts = Revocation.objects.as_system().filter(case_label=case.label).order_by("-id")
        self.offer("against", [*((act.label, str(act)) for act in acts), (case.label, str(case))])


class ReopeningRequest(_Columns):
    """RA01: how wide, why, until when."""

    width = forms.ChoiceField(label=_("How wide"), choices=Width)
    reason = forms.ChoiceField(label=_("Why"), choices=Reason)
    expires_on = DayField(label=_("Expires on"))


def register_all() -> None:
    """Register the forms of these openings."""
    step_forms.register("lifecycle.hold", "open", HoldOpen)
    step_forms.register("lifecycle.appeal", "receive", AppealReceive)
    step_forms.register("lifecycle.reopening", "request", ReopeningRequest)
