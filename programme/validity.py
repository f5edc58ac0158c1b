"""Rows that hold from one day to another: their check, and the question "in force on"."""

from datetime import date
from typing import Self, TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

_Row = TypeVar("_Row", bound=models.Model)


class DatedQuerySet(models.QuerySet[_Row]):
    """Rows with `valid_from` and `valid_to` (both included; none means without limit)."""

    def in_force(self, on: date) -> Self:
        """Keep the rows that hold on a day."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=on),
            Q(valid_to__isnull=True) | Q(valid_to__gte=on),
        )


def dates_in_order(name: str, first: str, last: str) -> models.CheckConstraint:
    """Return the named check that `last`, if given, is not before `first`, if given."""
    return models.CheckConstraint(
        condition=Q(**{f"{first}__isnull": True})
        | Q(**{f"{last}__isnull": True})
        | Q(**{f"{last}__gte": F(first)}),
        name=name,
        violation_error_message=_("The last day may not come before the first."),
    )
