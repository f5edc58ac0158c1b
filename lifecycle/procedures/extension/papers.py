"""The paper of an extension (PROR)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from documents.facts import Facts
from documents.papers import paper
from lifecycle import notes
from lifecycle.procedures.persons import heading
from lifecycle.procedures.reasons import titles

if TYPE_CHECKING:
    from lifecycle.models import Extension


@paper("extension", code="PROR", title=_("Extension"), template="papers/extension.html")
def extension(subject: Extension) -> Facts:
    """Say which term is moved, by how many days, and why."""
    known = heading(subject)
    before = subject.due_on
    granted = timedelta(days=subject.days_granted or 0)
    return known | {
        "asked_on": subject.opened_on,
        "granted_on": subject.ended_on,
        "of": str(subject.moves),
        "asked": subject.days_asked,
        "granted": subject.days_granted,
        "before": before,
        "after": before + granted if before is not None else None,
        "reasons": titles([subject.reason], known["own_language"]),
        "why": notes.beside(subject, "approve", "approve_longer"),
    }
