"""The paper of a request for integration (INT)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from documents.facts import Facts
from documents.papers import paper
from lifecycle import notes
from lifecycle.procedures.persons import heading

if TYPE_CHECKING:
    from lifecycle.models import IntegrationRequest


@paper(
    "integration_request",
    code="INT",
    title=_("Request for integration"),
    template="papers/integration_request.html",
)
def request(subject: IntegrationRequest) -> Facts:
    """Say what is missing, what is accepted, until when, and what happens to the clock."""
    language = subject.participant.language if subject.participant else "it"
    items = subject.items.as_system().select_related("thing").order_by("id")
    return heading(subject) | {
        "sent_on": subject.sent_on,
        "due_on": subject.due_on,
        "round": subject.round,
        "items": [
            {
                "title": item.thing.title_in("it"),
                "accepted": item.thing.accepted_in("it"),
                "own_title": item.thing.title_in(language),
                "mandatory": item.mandatory,
                "why": notes.beside(item, "ask"),
            }
            for item in items
        ],
    }
