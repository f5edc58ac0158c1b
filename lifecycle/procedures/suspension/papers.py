"""The paper of a suspension (SOS)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from documents.facts import Facts
from documents.papers import paper
from lifecycle.procedures.persons import heading
from lifecycle.procedures.reasons import titles

if TYPE_CHECKING:
    from lifecycle.models import Suspension


@paper("suspension", code="SOS", title=_("Suspension"), template="papers/suspension.html")
def suspension(subject: Suspension) -> Facts:
    """Say from which day to which the case stands still, why, and how it goes on."""
    known = heading(subject)
    return known | {
        "approved_on": subject.approved_on,
        "starts_on": subject.starts_on,
        "ends_on": subject.ends_on,
        "by_office": subject.by_office,
        "moves_the_end": bool(subject.term("suspension_moves_the_end").value),
        "reasons": titles([subject.reason], known["own_language"]),
    }
