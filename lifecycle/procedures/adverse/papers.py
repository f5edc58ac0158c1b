"""The paper of an adverse notice (PRE)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from documents.facts import Facts
from documents.papers import paper
from lifecycle import notes
from lifecycle.procedures.persons import heading
from lifecycle.procedures.reasons import titles

if TYPE_CHECKING:
    from lifecycle.models import AdverseNotice


@paper(
    "adverse_notice",
    code="PRE",
    title=_("Notice of the reasons against the application"),
    template="papers/adverse_notice.html",
)
def notice(subject: AdverseNotice) -> Facts:
    """Say which reasons stand against the application, and how and when to answer them."""
    known = heading(subject)
    return known | {
        "notified_on": subject.notified_on,
        "reasons": titles(subject.reasons, known["own_language"]),
        "why": notes.beside(subject, "propose"),
        "days": subject.term("observation_days").value,
    }
