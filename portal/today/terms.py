"""The side procedures that an office has in hand: the nearest terms, as on the list of terms."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lifecycle.procedures.base import Procedure
from lifecycle.procedures.kinds import join_cases
from people.roles import CASE_READERS
from portal.components import Link
from portal.procedures.lists import open_rows
from portal.procedures.panel import address
from portal.templatetags.percorsi import day
from portal.today.watching import SHOWN, Waiting
from portal.visitors import Visitor


def open_terms(visitor: Visitor) -> Waiting | None:
    """Return the open procedures that the visitor may see, the nearest term first."""
    if not visitor.has(CASE_READERS):
        return None
    rows = open_rows(visitor, "")
    if not rows:
        return None
    first = rows[:SHOWN]
    join_cases(first)
    return Waiting(_title(rows, visitor), len(rows), _links(first), reverse("procedures"))


def _title(rows: Sequence[Procedure], visitor: Visitor) -> str:
    late = sum(1 for row in rows if row.due_on is not None and row.due_on < visitor.on)
    if not late:
        return _("Open procedures, the nearest term first")
    words = ngettext(
        "Open procedures: the term of %(n)s has passed",
        "Open procedures: the terms of %(n)s have passed",
        late,
    )
    return words % {"n": late}


def _links(rows: Sequence[Procedure]) -> list[Link]:
    return [
        Link(
            f"{row.TITLE} · {row.root}",
            address(row),
            _("by %(day)s") % {"day": day(row.due_on)} if row.due_on else "",
        )
        for row in rows
    ]
