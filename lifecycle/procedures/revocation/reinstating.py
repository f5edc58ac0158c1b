"""When a case can be given again what a revocation had freed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounting.models import Position
from lifecycle.guards import guard
from lifecycle.procedures.revocation import money
from people.roles import Role
from programme.money import format_amount

if TYPE_CHECKING:
    from lifecycle.acts import Act
    from lifecycle.cases import CaseRoot


@guard(Role.PROGRAMME_MANAGER)
def funds_are_there_again(case: CaseRoot, act: Act) -> Iterator[str | Promise]:
    """Object, for each budget line, when what the revocation had freed was given to others."""
    if "procedure" not in act.facts:
        return
    missing = money.short(money.booked(case.label, act["procedure"]))
    for position in Position.objects.filter(pk__in=missing).select_related("line").order_by("pk"):
        yield _("%(amount)s is missing on line %(line)s: what was freed was given to others.") % {
            "amount": format_amount(missing[position.pk]),
            "line": position.line.code,
        }
