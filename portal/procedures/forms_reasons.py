"""The reasons that officers choose when they move a hold, a revocation or an appeal."""

from __future__ import annotations

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal import step_forms
from portal.forms import StepForm

Choices = list[tuple[str, str | Promise]]


def reasoned(choices: Choices) -> type[StepForm]:
    """Return a form that asks why, out of these codes; details go into the note."""
    field = forms.ChoiceField(label=_("Why"), choices=choices)
    return type("ReasonForm", (StepForm,), {"reason": field})


REASONS: dict[tuple[str, str], Choices] = {
    ("lifecycle.hold", "release"): [
        ("checked_in_order", _("Checked: everything is in order")),
        ("document_renewed", _("The document was renewed")),
        ("held_by_mistake", _("It was held by mistake")),
    ],
    ("lifecycle.hold", "hold_again"): [
        ("found_again", _("The same was found again")),
        ("released_by_mistake", _("It was released by mistake")),
    ],
    ("lifecycle.revocation", "dismiss"): [
        ("arguments_convince", _("The arguments of the person convince")),
        ("requirements_met_again", _("The requirements are met again")),
        ("proposed_by_mistake", _("It was proposed by mistake")),
    ],
    ("lifecycle.revocation", "wait"): [
        ("document_awaited", _("A document is awaited")),
        ("other_office", _("Another office has to answer")),
    ],
    ("lifecycle.revocation", "annul"): [
        ("error_found", _("An error was found in the act")),
        ("new_facts", _("New facts have come up")),
        ("judgment", _("A judgment asks for it")),
    ],
    ("lifecycle.appeal", "find_inadmissible"): [
        ("too_late", _("It was filed too late")),
        ("no_interest", _("Whoever appeals has no interest in it")),
        ("wrong_act", _("The act cannot be appealed in this way")),
    ],
}


def register_all() -> None:
    """Register a form for each step that asks for a reason."""
    for (model, command), choices in REASONS.items():
        step_forms.register(model, command, reasoned(choices))
