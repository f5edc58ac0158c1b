"""Named checks that tie a state to its facts, and days to their order."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils.translation import gettext_lazy as _


def needs(
    field: str,
    states: Sequence[models.TextChoices],
    *,
    name: str,
    unless: Sequence[str] = (),
) -> CheckConstraint:
    """Return the check that a row in one of the states has the field filled.

    It asks nothing of a row in which one of the days ``unless`` is filled: it ended before.
    """
    condition = ~Q(state__in=[str(state) for state in states]) | Q(**{f"{field}__isnull": False})
    for day in unless:
        condition |= Q(**{f"{day}__isnull": False})
    return CheckConstraint(
        condition=condition,
        name=name,
        violation_error_message=_("A fact that this state needs is missing."),
    )


def days_in_order(first: str, second: str, *, name: str) -> CheckConstraint:
    """Return the check that the second day, if any, is not before the first."""
    return CheckConstraint(
        condition=Q(**{f"{second}__isnull": True})
        | Q(**{f"{first}__isnull": True})
        | Q(**{f"{second}__gte": F(first)}),
        name=name,
        violation_error_message=_("This day comes before the step that it follows."),
    )
