"""How a request for integration is shown, and what its steps ask."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from lifecycle import notes
from lifecycle.models import IntegrationItem, IntegrationRequest
from lifecycle.procedures.base import Procedure
from portal import case_pages, step_forms
from portal.casework.steps import steps_for
from portal.components import Fact
from portal.forms import StepForm
from portal.procedures import own, panel
from portal.procedures.registry import Block, Child, present
from portal.templatetags.percorsi import day
from portal.visitors import Visitor
from programme.models import RequestedThing

Choices = list[tuple[str, str | Promise]]

CLOSED: Choices = [
    ("no_longer_needed", gettext_lazy("What was asked for is no longer needed")),
    ("asked_by_mistake", gettext_lazy("It was asked for by mistake")),
    ("found_in_the_file", gettext_lazy("It was found in the file")),
]
INSUFFICIENT: Choices = [
    ("unreadable", gettext_lazy("It cannot be read")),
    ("expired", gettext_lazy("It is no longer valid")),
    ("of_another_person", gettext_lazy("It is about another person")),
    ("incomplete", gettext_lazy("A part of it is missing")),
    ("not_what_was_asked", gettext_lazy("It is not what was asked for")),
]


class Ask(StepForm):
    """PI20: which thing is missing, and why where that needs saying."""

    thing = forms.ModelChoiceField(
        label=gettext_lazy("What is missing"), queryset=RequestedThing.objects.all()
    )
    mandatory = forms.BooleanField(
        label=gettext_lazy("Without it the application cannot go on"), required=False, initial=True
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say who reads the note: here it goes to the person."""
        super().__init__(*args, **kwargs)
        self.fields["note"].label = _("Why, in your words")
        self.fields["note"].help_text = _("The person reads it, in the letter and on the page.")

    def columns(self) -> dict[str, Any]:
        """Return the thing and whether it must be there."""
        return {name: self.cleaned_data[name] for name in ("thing", "mandatory")}

    def facts(self) -> dict[str, Any]:
        """Return nothing: what is asked for are the row's own columns."""
        return {}


class CloseByOffice(StepForm):
    """PI11, PI12: why the request is taken back."""

    reason = forms.ChoiceField(label=gettext_lazy("Why"), choices=CLOSED)


class FindInsufficient(StepForm):
    """PI23: why the answer is not what was asked for."""

    reason = forms.ChoiceField(label=gettext_lazy("Why"), choices=INSUFFICIENT)


def register_all() -> None:
    """Register the forms and the way in which the items are shown."""
    request, item = "lifecycle.integrationrequest", "lifecycle.integrationitem"
    step_forms.register(item, "ask", Ask)
    step_forms.register(item, "find_insufficient", FindInsufficient)
    step_forms.register(request, "give_up", CloseByOffice)
    step_forms.register(request, "close_by_office", CloseByOffice)
    present(
        IntegrationRequest,
        blocks=items_of,
        children=[Child(IntegrationItem, "request")],
        own_page="own_request",
    )
    case_pages.register(item, _page)
    case_pages.register(item, _own_page, own=True)


def items_of(procedure: Procedure, visitor: Visitor) -> Sequence[Block]:
    """Return a block for each thing that is asked for, with the answer and what can be done."""
    rows = IntegrationItem.objects.as_system().filter(request=procedure.pk)
    return [_block(item, procedure, visitor) for item in rows.select_related("thing", "request")]


def _page(item: Any) -> str:
    return panel.address(item.request)


def _own_page(item: Any) -> str:
    return own.own_address(item.request)


def _block(item: IntegrationItem, procedure: Procedure, visitor: Visitor) -> Block:
    item.join(procedure.root)
    opened, closed = steps_for(item, visitor)
    return Block(
        title=item.thing.title_in(get_language() or "it"),
        facts=list(_facts(item)),
        open_steps=opened,
        closed_steps=closed if opened else [],
    )


def _facts(item: IntegrationItem) -> Iterator[Fact]:
    yield Fact(_("State"), item.get_state_display())
    yield Fact(_("Accepted is"), item.thing.accepted_in(get_language() or "it"))
    if not item.mandatory:
        yield Fact(_("Must be there"), _("no"))
    if why := notes.beside(item, "ask"):
        yield Fact(_("Why"), why)
    if item.answered_on is not None:
        yield Fact(_("Answered on"), day(item.answered_on))
    if item.means == "words":
        yield Fact(_("Answer"), notes.beside(item, "answer"))
    elif item.evidence:
        yield Fact(
            _("Answer"),
            _("The document given"),
            href=reverse("evidence", args=[item.evidence.partition(":")[2]]),
        )
