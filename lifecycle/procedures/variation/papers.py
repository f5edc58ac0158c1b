"""The papers of a variation (VAR): to be signed, and in effect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from documents.facts import Facts
from documents.papers import paper
from lifecycle.procedures.persons import heading
from programme.money import format_amount

if TYPE_CHECKING:
    from lifecycle.models import Variation


@paper("variation", code="VAR", title=_("Variation"), template="papers/variation.html")
def variation(subject: Variation) -> Facts:
    """Say what changes, line by line, and until when it is to be signed."""
    return heading(subject) | {
        "approved_on": subject.approved_on,
        "due_on": subject.due_on,
        "effective_on": None,
        "changes_rights": subject.changes_rights,
        "total_before": format_amount(subject.before_cents or 0),
        "total_after": format_amount(subject.after_cents or 0),
        "lines": [
            {
                "title": line["title"],
                "before": line["before"],
                "after": line["after"],
                "before_amount": format_amount(line["before_cents"]),
                "after_amount": format_amount(line["after_cents"]),
            }
            for line in subject.comparison
        ],
    }


@paper(
    "variation_signed",
    code="VAR",
    title=_("Variation, in effect"),
    template="papers/variation.html",
)
def variation_signed(subject: Variation) -> Facts:
    """Say what has changed, and from which day."""
    return {**variation(subject), "effective_on": subject.effective_on}
