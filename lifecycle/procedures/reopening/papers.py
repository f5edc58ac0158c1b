"""The minutes of a re-opening (VERB)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from documents.facts import Facts
from documents.papers import paper
from lifecycle import notes
from people.models import User

if TYPE_CHECKING:
    from lifecycle.models import Reopening


@paper(
    "reopening_minutes",
    code="VERB",
    title=_("Minutes of a re-opening"),
    template="papers/reopening_minutes.html",
)
def minutes(subject: Reopening) -> Facts:
    """Say who asked, who allowed it, for how long, and what it changed."""
    return {
        "reference": str(subject.root),
        "width": str(subject.get_width_display()),
        "reason": str(subject.get_reason_display()),
        "why": notes.beside(subject, "request"),
        "requested_by": _name(subject.requested_by),
        "authorised_by": _name(subject.authorised_by),
        "second_by": _name(subject.second_by),
        "unlocked_on": subject.unlocked_on,
        "ended_on": subject.ended_on,
        "expires_on": subject.expires_on,
        "changes": [
            {
                "what": each["what"],
                "before": str(each["before"] if each["before"] is not None else "–"),
                "after": str(each["after"] if each["after"] is not None else "–"),
            }
            for each in subject.changes
        ],
    }


def _name(label: str) -> str:
    user = User.objects.filter(pk=label.partition(":")[2]).first()
    return user.name if user else ""
