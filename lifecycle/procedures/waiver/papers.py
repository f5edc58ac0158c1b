"""The paper of a waiver (RIN)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from documents.facts import Facts
from documents.papers import paper
from lifecycle.procedures.persons import heading
from lifecycle.procedures.reasons import titles

if TYPE_CHECKING:
    from lifecycle.models import Waiver


@paper("waiver", code="RIN", title=_("Waiver"), template="papers/waiver.html")
def waiver(subject: Waiver) -> Facts:
    """Say what was given up, when, how it was made sure to be free, and what still counts."""
    known = heading(subject)
    return known | {
        "declared_on": subject.declared_on,
        "due_on": subject.due_on,
        "free_will_on": subject.free_will_on,
        "effective_on": subject.ended_on,
        "performed_until": subject.performed_until,
        "reasons": titles([subject.reason], known["own_language"]),
    }
