"""What the steps of a complaint ask."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audit import clock
from audit.labels import label
from lifecycle.cases import CaseRoot
from lifecycle.procedures.complaint.facts import Kind
from lifecycle.procedures.complaint.guards import CONFIDANTS
from lifecycle.procedures.complaint.machine import HANDLERS
from people.models import User
from people.roles import STAFF
from portal.forms import StepForm

Choices = list[tuple[str, str | Promise]]

WAITING: Choices = [
    ("waits_for_a_provider", _("A provider has to answer")),
    ("waits_for_another_office", _("Another office has to answer")),
    ("waits_for_the_person", _("The person has to add something")),
]
WANTING: Choices = [
    ("not_every_point", _("The answer does not take up every point")),
    ("not_understandable", _("The answer is not easy to understand")),
    ("facts_not_checked", _("What happened was not checked")),
]


class ComplaintForm(StepForm):
    """CM01: what it is about, and what happened in the person's words."""

    kind = forms.ChoiceField(label=_("What it is about"), choices=Kind)
    about = forms.ChoiceField(label=_("Which case"), required=False)

    def __init__(self, *args: Any, cases: list[CaseRoot], **kwargs: Any) -> None:
        """Offer the person's cases; what happened has to be said."""
        super().__init__(*args, **kwargs)
        offered: Choices = [("", _("None of these"))]
        self.offer("about", [*offered, *((case.label, str(case)) for case in cases)])
        words = self.fields["note"]
        words.label, words.required = _("What happened"), True
        words.help_text = _("Only those who look into it read this. It is kept encrypted.")

    def columns(self) -> dict[str, Any]:
        """Return what it is about, and against whom where that was said."""
        told = self.cleaned_data
        return {name: told.get(name, "") for name in ("kind", "about", "against")}


class TakenForm(ComplaintForm):
    """CM01 at the desk: also about whom, so that this person does not see it."""

    against = forms.ChoiceField(label=_("Person complained about"), required=False)

    def __init__(self, *args: Any, people: list[User], **kwargs: Any) -> None:
        """Offer who works for the person's office."""
        super().__init__(*args, **kwargs)
        nobody: Choices = [("", _("Nobody in particular"))]
        self.offer("against", [*nobody, *((label(user), user.name) for user in people)])


class Assign(StepForm):
    """CM02: who looks into it."""

    handler = forms.ChoiceField(label=_("Who looks into it"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer those who may see it, and whom it is not about."""
        super().__init__(*args, **kwargs)
        roles = CONFIDANTS if self.subject.sensitive else HANDLERS
        people = staff_of(self.subject.partner_id, roles)
        told = [(label(user), user.name) for user in people]
        self.offer("handler", [each for each in told if each[0] != self.subject.against])


class PutOnHold(StepForm):
    """CM04: for whom it waits."""

    reason = forms.ChoiceField(label=_("Why"), choices=WAITING)


class SendBack(StepForm):
    """CM07: what the answer lacks."""

    reason = forms.ChoiceField(label=_("Why"), choices=WANTING)


class Answer(StepForm):
    """CM06: the answer itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for the words that the person will read."""
        super().__init__(*args, **kwargs)
        words = self.fields["note"]
        words.label, words.required = _("Answer"), True
        words.help_text = _("The person reads it once another person has approved it.")


FORMS: dict[str, type[StepForm]] = {
    "assign": Assign,
    "put_on_hold": PutOnHold,
    "answer": Answer,
    "send_back": SendBack,
}


def staff_of(partner: str, roles: Any = STAFF) -> list[User]:
    """Return who holds an office for a partner, or for all of them, today."""
    on = clock.today()
    held = User.objects.filter(
        is_active=True, participant=None, mandates__role__in=roles, mandates__starts_on__lte=on
    ).exclude(mandates__ends_on__lt=on)
    theirs = held.filter(mandates__partner=partner) | held.filter(mandates__partner=None)
    return list(theirs.distinct().order_by("name"))
