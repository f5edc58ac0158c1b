"""Named checks that tie the states of payments to their facts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db.models import CheckConstraint, F, Q
from django.db.models.enums import TextChoices

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def while_in(
    states: Sequence[TextChoices], holds: Q, *, name: str, message: str | _StrPromise
) -> CheckConstraint:
    """Return the check that a condition holds for every row in one of the states."""
    return CheckConstraint(
        condition=~Q(state__in=[str(state) for state in states]) | holds,
        name=name,
        violation_error_message=message,
    )


def not_before(day: str, earlier: str, *, name: str, message: str | _StrPromise) -> CheckConstraint:
    """Return the check that a day, where there is one, is not before another."""
    return CheckConstraint(
        condition=Q(**{f"{day}__isnull": True})
        | Q(**{f"{earlier}__isnull": True})
        | Q(**{f"{day}__gte": F(earlier)}),
        name=name,
        violation_error_message=message,
    )
