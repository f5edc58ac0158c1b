"""The forms of the steps off the straight path: waiting, early ends, late months."""

from __future__ import annotations

import re

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dote.ending import EARLY
from portal import step_forms
from portal.casework.forms import OUTCOME_WORDS, Choices
from portal.fields import DayField
from portal.forms import StepForm

EARLY_WORDS: dict[str, str | Promise] = {
    **OUTCOME_WORDS,
    "moved_away": _("Moved to another region"),
}
OPEN_AGAIN: Choices = [
    ("illness", _("Illness or accident")),
    ("host_was_late", _("Host or landlord gave the paper late")),
    ("office_was_late", _("The office was late")),
]
OUT_OF_TURN: Choices = [
    ("", "–"),
    ("decision_taken_back", _("A decision was taken back")),
    ("urgent_protection", _("Urgent protection of the person")),
    ("services_of_another_line", _("Those before need another budget line")),
]
ATTEMPT = re.compile(r"\s*(\w+)\s+(\d{1,2})/(\d{1,2})/(\d{4})\s*", re.ASCII)


class EndEarly(StepForm):
    """D24: why the path ends before its time, and on which day it ended."""

    outcome = forms.ChoiceField(
        label=_("Why"),
        choices=[(code, EARLY_WORDS[code]) for code in EARLY],
        widget=forms.RadioSelect,
    )
    last_on = DayField(label=_("Last day of the services"))


class EndForDeath(StepForm):
    """D24: until which day services were given."""

    last_on = DayField(label=_("Last day of the services"))


class LapseUnreachable(StepForm):
    """D34: each attempt to reach the person, one a line."""

    attempts = forms.CharField(
        label=_("Attempts, one a line: means and day"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The means are phone, message, letter, visit. For example: phone 02/11/2026"),
    )
    operator_heard = forms.BooleanField(label=_("I have heard who follows the person."))

    def clean_attempts(self) -> list[str]:
        """Return the attempts as codes, such as phone:2026-11-02."""
        found = []
        for line in str(self.cleaned_data["attempts"]).splitlines():
            read = ATTEMPT.fullmatch(line)
            if line.strip() and read is None:
                raise forms.ValidationError(
                    _("“%(line)s” is not means and day, such as: phone 02/11/2026"),
                    params={"line": line},
                )
            if read is not None:
                means, day, month, year = read.groups()
                found.append(f"{means}:{year}-{int(month):02}-{int(day):02}")
        return found


class CallUp(StepForm):
    """D13: why somebody is called up before those who come first, where that is so."""

    reason = forms.ChoiceField(
        label=_("Why before the others, if it is so"), choices=OUT_OF_TURN, required=False
    )


class Interrupt(StepForm):
    """DL6: the last day of the service."""

    last_on = DayField(label=_("Last day of the service"))


class OpenAgain(StepForm):
    """DM16: why a month that was not reported in time is taken after all."""

    reason = forms.ChoiceField(label=_("Why"), choices=OPEN_AGAIN)


FORMS: dict[tuple[str, str], type[StepForm]] = {
    ("dote.dote", "end_early"): EndEarly,
    ("dote.dote", "end_for_death"): EndForDeath,
    ("dote.dote", "lapse_unreachable"): LapseUnreachable,
    ("dote.dote", "call_up"): CallUp,
    ("dote.serviceline", "interrupt"): Interrupt,
    ("dote.month", "open_again"): OpenAgain,
}


def register_all() -> None:
    """Let the view of every step ask with these forms."""
    for (model, command), form in FORMS.items():
        step_forms.register(model, command, form)
