"""Who may see expenditure, and checks that claims and items share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db.models import CheckConstraint, Q, TextChoices

from people.roles import Role

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

READERS = (
    Role.DELEGATE,
    Role.APPROVER,
    Role.FINANCE,
    Role.TREASURY,
    Role.CONTROLLER,
    Role.CONTROL_HEAD,
    Role.MANAGING_AUTHORITY,
    Role.PROGRAMME_MANAGER,
    Role.AUDITOR,
    Role.LEGAL,
)
"""Claims and items name nobody but by pseudonym: those who work on books and controls see them."""


def told_in(
    states: Sequence[TextChoices], told: Q, *, name: str, otherwise: _StrPromise
) -> CheckConstraint:
    """Return the check that a row in one of the states has what ``told`` says."""
    return CheckConstraint(
        condition=~Q(state__in=[str(state) for state in states]) | told,
        name=name,
        violation_error_message=otherwise,
    )
