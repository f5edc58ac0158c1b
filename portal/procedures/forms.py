"""The forms of adverse notices, extensions, suspensions, variations and waivers."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from audit.labels import label
from lifecycle.models import AdverseNotice
from people.languages import Language
from people.models import User
from portal import step_forms
from portal.casework.forms import Sign
from portal.fields import DayField
from portal.forms import StepForm
from programme.models import Reason


class ReasonsForm(StepForm):
    """Which coded reasons, one tick each."""

    use = Reason.Use.REFUSAL
    reasons = forms.MultipleChoiceField(
        label=_("Reasons"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the reasons, in the language of who reads."""
        super().__init__(*args, **kwargs)
        self.offer("reasons", reasons_for(self.use))

    def facts(self) -> dict[str, Any]:
        """Return the reasons, also when there are none: the guard says so."""
        return {"reasons": self.cleaned_data["reasons"]}


class ReasonForm(StepForm):
    """Which coded reason."""

    use: Reason.Use
    reason = forms.ChoiceField(label=_("Reason"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the reasons, in the language of who reads."""
        super().__init__(*args, **kwargs)
        self.offer("reason", reasons_for(self.use))


class Receipt(StepForm):
    """PN03: when and how the notice reached the person."""

    received_on = DayField(label=_("Received on"))
    channel = forms.ChoiceField(label=_("Received by"), choices=AdverseNotice.Channel.choices)


class Observations(StepForm):
    """PN04: what the person answers, in words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for the words themselves."""
        super().__init__(*args, **kwargs)
        self.fields["note"].label = _("Your observations")
        self.fields["note"].help_text = _("The office answers them before it decides.")


class AskDays(ReasonForm):
    """PX01: how many days, and why."""

    use = Reason.Use.EXTENSION
    days = forms.IntegerField(label=_("Days"), min_value=1, max_value=365)


class GrantDays(StepForm):
    """PX02, PX03: how many days are granted."""

    days = forms.IntegerField(label=_("Days"), min_value=1, max_value=365)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Begin with those that were asked for."""
        super().__init__(*args, **kwargs)
        self.fields["days"].initial = self.subject.days_asked


class SuspensionDays(StepForm):
    """PS02: from which day to which."""

    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Begin with the days that were asked for."""
        super().__init__(*args, **kwargs)
        for name in ("starts_on", "ends_on"):
            self.fields[name].initial = getattr(self.subject, name)


class AskSuspension(SuspensionDays, ReasonForm):
    """PS01: from which day to which, and why."""

    use = Reason.Use.SUSPENSION


class GoOn(StepForm):
    """PS05: that the requirements are still met."""

    rechecked = forms.BooleanField(label=_("I checked today that the requirements are still met."))


class SubmitVersion(StepForm):
    """PV02: the newest version of the plan."""

    draft = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Submit the latest plan: its table is on the page."""
        super().__init__(*args, **kwargs)
        plans = getattr(self.subject.root, "plans", None)
        latest = plans.as_system().order_by("-number").first() if plans is not None else None
        self.fields["draft"].initial = latest.label if latest is not None else ""


class GiveUp(ReasonForm):
    """PW01: why the person gives up."""

    use = Reason.Use.WAIVER


class FreeWill(StepForm):
    """PW02: who spoke with the person alone, in which language."""

    mediator = forms.ModelChoiceField(label=_("Mediator"), queryset=User.objects.none())
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer whoever works here, and the person's language first."""
        super().__init__(*args, **kwargs)
        staff = User.objects.filter(participant=None, is_active=True).order_by("name")
        cast("forms.ModelChoiceField[User]", self.fields["mediator"]).queryset = staff
        if self.subject.participant is not None:
            self.fields["language"].initial = self.subject.participant.language

    def facts(self) -> dict[str, Any]:
        """Return the mediator by label."""
        return super().facts() | {"mediator": label(self.cleaned_data["mediator"])}


class TakeNote(StepForm):
    """PW03: until which day services were received."""

    performed_until = DayField(
        label=_("Services received until"),
        required=False,
        help_text=_("Leave it empty if none was received."),
    )


FORMS: dict[tuple[str, str], type[StepForm]] = {
    ("dote.dote", "refuse"): ReasonsForm,
    ("microcredit.loan", "refuse"): ReasonsForm,
    ("lifecycle.adversenotice", "propose"): ReasonsForm,
    ("lifecycle.adversenotice", "receive"): Receipt,
    ("lifecycle.adversenotice", "observe"): Observations,
    ("lifecycle.extension", "request"): AskDays,
    ("lifecycle.extension", "approve"): GrantDays,
    ("lifecycle.extension", "approve_longer"): GrantDays,
    ("lifecycle.suspension", "request"): AskSuspension,
    ("lifecycle.suspension", "approve"): SuspensionDays,
    ("lifecycle.suspension", "end"): GoOn,
    ("lifecycle.variation", "submit"): SubmitVersion,
    ("lifecycle.variation", "sign"): Sign,
    ("lifecycle.waiver", "declare"): GiveUp,
    ("lifecycle.waiver", "check_free_will"): FreeWill,
    ("lifecycle.waiver", "take_note"): TakeNote,
}


def register_all() -> None:
    """Let the view of every step ask with these forms."""
    for (model, command), form in FORMS.items():
        step_forms.register(model, command, form)


def reasons_for(use: Reason.Use) -> list[tuple[str, str]]:
    """Return the coded reasons for a use, in the language of who reads."""
    language = (get_language() or "it")[:2]
    rows = Reason.objects.for_use(use).order_by("code")
    return [(row.code, row.title_in(language)) for row in rows]
