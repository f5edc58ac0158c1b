"""What is asked of the person, why and until when, as they see it on the telephone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from lifecycle import engine, notes
from lifecycle.cases import CaseRoot, Tracked
from lifecycle.clock import clock_of
from lifecycle.models import IntegrationItem, IntegrationRequest
from lifecycle.procedures.base import Procedure
from lifecycle.procedures.integration.states import WITH_THE_PERSON, ItemState
from lifecycle.procedures.kinds import of_case
from lifecycle.procedures.openings import openings
from portal import case_pages
from portal.casework.steps import steps_for
from portal.components import Badge
from portal.keys import keys_for
from portal.participant.own import OwnMixin
from portal.procedures import facts
from portal.procedures.finding import procedure_or_404
from portal.procedures.panel import Way, opening_address, state_badge
from portal.procedures.registry import presentation_of
from portal.visitors import Visitor


@dataclass(frozen=True)
class Asked:
    """A thing that is asked for, in the person's language."""

    title: str
    accepted: str
    why: str
    href: str
    is_answered: bool
    is_mandatory: bool
    in_words: bool
    words: str
    """What became of the answer, such as “Answered”."""


@dataclass(frozen=True)
class Shown:
    """A procedure of the person's case, as a line of its page."""

    title: str
    opened_on: date
    badge: Badge
    href: str


class OwnRequest(OwnMixin):
    """A request for integration: every thing with its button, then “I have completed it”."""

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Show what is asked, until when, and what is still missing."""
        rows = IntegrationRequest.objects.visible_to(self.visitor.user, on=self.visitor.on)
        row: IntegrationRequest | None = (
            rows.filter(pk=pk, participant=self.person).exclude(sent_on=None).first()
        )
        if row is None:
            raise Http404
        context = {
            "row": row,
            "case": row.root,
            "back": case_pages.address_of(row.root, own=True),
            "badge": state_badge(row, self.visitor.on),
            "is_waiting": row.state in WITH_THE_PERSON,
            "left": (row.due_on - self.visitor.on).days if row.due_on else None,
            "asked": [_asked(item) for item in row.items.as_system().select_related("thing")],
            "missing": [
                obstacle.sentence
                for obstacle in engine.obstacles(
                    row.complete, by=self.visitor.user, on=self.visitor.on
                )
            ],
            "keys": keys_for(row),
        }
        return render(request, "portal/procedures/own_request.html", context)


class OwnProcedure(OwnMixin):
    """Any other procedure of the person's own case: where it stands and what they can do."""

    def get(self, request: HttpRequest, kind: str, pk: str) -> HttpResponse:
        """Show facts, clock and the person's own steps."""
        row = procedure_or_404(self.visitor, kind, pk)
        if row.participant_id != self.person.pk or row.state in row.INTERNAL:
            raise Http404
        opened, _closed = steps_for(row, self.visitor)
        shown = presentation_of(type(row))
        context = {
            "row": row,
            "case": row.root,
            "back": case_pages.address_of(row.root, own=True),
            "badge": state_badge(row, self.visitor.on),
            "facts": [*facts.facts_of(row), *(shown.facts(row) if shown.facts else [])],
            "blocks": shown.blocks(row, self.visitor) if shown.blocks and shown.own_blocks else [],
            "clock": facts.clock_lines(clock, self.visitor.on)
            if (clock := clock_of(row.root))
            else [],
            "open_steps": opened,
        }
        return render(request, "portal/procedures/own.html", context)


def own_address(row: Tracked) -> str:
    """Return the address at which the person sees a procedure of their own case."""
    page = presentation_of(type(row)).own_page
    if page:
        return reverse(page, args=[row.pk])
    return reverse("own_procedure", args=[row._meta.model_name, row.pk])


def _asked(item: IntegrationItem) -> Asked:
    language = get_language() or "it"
    return Asked(
        title=item.thing.title_in(language),
        accepted=item.thing.accepted_in(language),
        why=notes.beside(item, "ask"),
        href=reverse("answer_item", args=[item.pk]),
        is_answered=item.state != ItemState.ASKED,
        is_mandatory=item.mandatory,
        in_words=item.thing.kind == item.thing.Kind.ANSWER,
        words=item.get_state_display(),
    )


def shown_to_the_person(case: CaseRoot, visitor: Visitor) -> list[Shown]:
    """Return the procedures of a person's own case, the newest first, as far as theirs to see."""
    return [
        Shown(str(row.TITLE), row.opened_on, state_badge(row, visitor.on), own_address(row))
        for row in of_case(case.label)
        if row.state not in row.INTERNAL and not _in_preparation(row)
    ]


def ways_of_the_person(case: CaseRoot, visitor: Visitor) -> list[Way]:
    """Return the procedures that the person can open on their case now."""
    return [
        Way(each.step.label, opening_address(case, each.kind))
        for each in openings(case, by=visitor.user, on=visitor.on)
        if each.open
    ]


def _in_preparation(row: Procedure) -> bool:
    return isinstance(row, IntegrationRequest) and row.sent_on is None
