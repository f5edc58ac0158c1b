"""The papers of a revocation: the notice that it begins, the act, its withdrawal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from documents.facts import Facts
from documents.papers import paper
from lifecycle import notes
from lifecycle.procedures.persons import heading
from programme.money import format_amount

if TYPE_CHECKING:
    from lifecycle.models import Revocation


@paper(
    "revocation_start",
    code="AVR",
    title=_("Notice that a revocation begins"),
    template="papers/revocation_start.html",
)
def start(subject: Revocation) -> Facts:
    """Say what is intended, why, and until when it can be answered."""
    return _amounts(subject)


@paper(
    "revocation_act",
    code="REVOCA",
    title=_("Revocation"),
    template="papers/revocation_act.html",
)
def act(subject: Revocation) -> Facts:
    """Say what is revoked, in its four parts, the interest, and where to appeal until when."""
    return _amounts(subject) | {
        "countered_on": subject.countered_on,
        "appeal_days": subject.term("appeal_court_days").value,
        "head_of_state_days": subject.term("appeal_head_of_state_days").value,
    }


@paper(
    "revocation_annulled",
    code="AUTOT",
    title=_("Withdrawal of a revocation"),
    template="papers/revocation_annulled.html",
)
def annulled(subject: Revocation) -> Facts:
    """Say that the act is withdrawn, and that everything is as before."""
    return _amounts(subject)


def _amounts(revocation: Revocation) -> dict[str, Any]:
    return heading(revocation) | {
        "cause": str(revocation.get_cause_display()),
        "why": notes.beside(revocation, "propose"),
        "adjusted": notes.beside(revocation, "adjust"),
        "total": revocation.total,
        "revoked": format_amount(revocation.revoked_cents),
        "granted": format_amount(revocation.granted_cents),
        "unpaid": format_amount(revocation.unpaid_cents),
        "recover": format_amount(revocation.recover_cents),
        "kept": format_amount(revocation.kept_cents),
        "interest": format_amount(revocation.interest_cents),
        "notified_on": revocation.notified_on,
        "issued_on": revocation.issued_on,
        "due_on": revocation.due_on,
    }
