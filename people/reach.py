"""How far a user's mandates reach: the condition that scoped models build their rule from."""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q

from people.roles import CASE_READERS, Role
from people.scope import NOTHING

if TYPE_CHECKING:
    from people.models import User

EVERYTHING = ~NOTHING  # not Q(): "x or Q()" would be x alone


def reach(
    user: "User",
    *,
    on: date,
    partner: str = "partner",
    operation: str | None = "operation",
    roles: Collection[Role] = CASE_READERS,
) -> Q:
    """Return the condition for rows within the user's mandates of some roles, on a day.

    `partner` and `operation` are lookup paths from the row. Without an operation path,
    mandates that are limited to an operation reach nothing.
    """
    from people.models import Mandate

    condition = NOTHING
    if not user.is_active:
        return condition
    held = Mandate.objects.in_force(on).filter(user=user, role__in=roles)
    for partner_id, operation_id in set(held.values_list("partner_id", "operation_id")):
        if not operation_id:
            condition |= Q(**{partner: partner_id}) if partner_id else EVERYTHING
        elif operation is not None:
            within = Q(**{operation: operation_id})
            condition |= within & Q(**{partner: partner_id}) if partner_id else within
    return condition
