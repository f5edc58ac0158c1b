"""Which cases a list shows: the filters of its address, the same for the page and its download."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from audit.labels import label
from dote.models import Dote
from dote.states import DoteState
from lifecycle.steps import steps_of
from people.models import CaseFile
from people.roles import Role
from portal.casework.steps import ON_ONES_OWN
from portal.visitors import Visitor

STATE, CALL, WHOSE, PERSON, QUEUE = "stato", "bando", "di", "persona", "coda"
ME = "me"


@dataclass(frozen=True)
class Chosen:
    """What somebody filters a list of cases by; spoilt or empty filters keep all."""

    state: str = ""
    call: str = ""
    whose: str = ""
    person: str = ""
    queue: bool = False
    """True for the cases that wait for one of the visitor's roles alone."""

    @classmethod
    def of(cls, query: Mapping[str, Any]) -> Chosen:
        """Return the filters that an address or a form says."""
        state = str(query.get(STATE) or "")
        return cls(
            state=state if state in DoteState.values else "",
            call=str(query.get(CALL) or "")[:60],
            whose=ME if query.get(WHOSE) == ME else "",
            person=str(query.get(PERSON) or "").strip().upper()[:20],
            queue=bool(query.get(QUEUE)),
        )

    @property
    def values(self) -> dict[str, str]:
        """Return the filters under the names that they have in addresses."""
        words = {STATE: self.state, CALL: self.call, WHOSE: self.whose, PERSON: self.person}
        return words | {QUEUE: "1" if self.queue else ""}

    def keep(self, rows: QuerySet[Dote], visitor: Visitor | None) -> QuerySet[Dote]:
        """Return the rows that all filters keep."""
        return self.keep_any_state(rows, visitor).filter(Q(state=self.state) if self.state else Q())

    def keep_any_state(self, rows: QuerySet[Dote], visitor: Visitor | None) -> QuerySet[Dote]:
        """Return the rows that the filters keep, whatever their state."""
        if self.call:
            rows = rows.filter(call__code=self.call)
        if self.person:
            rows = rows.filter(participant__pseudonym=self.person)
        if self.whose == ME and visitor is not None:
            rows = rows.filter(_assigned_to(visitor))
        if self.queue and visitor is not None:
            rows = rows.filter(state__in=states_of(visitor))
        return rows


def states_of(visitor: Visitor) -> list[str]:
    """Return the states from which one of the visitor's roles moves a dote on."""
    return sorted(
        {
            source
            for spec in steps_of(Dote).values()
            if spec.code not in ON_ONES_OWN and visitor.has([*spec.by, *spec.approved_by])
            for source in spec.sources
        }
    )


def visible(visitor: Visitor) -> QuerySet[Dote]:
    """Return the dotes that the visitor may see, with what a list shows of them."""
    rows: QuerySet[Dote] = Dote.objects.visible_to(visitor.user, on=visitor.on)
    return rows.select_related("participant", "partner", "call")


def _assigned_to(visitor: Visitor) -> Q:
    """Return: the cases that the visitor took in charge, or whose person they follow."""
    mine = Q(officer=label(visitor.user))
    if visitor.has([Role.OPERATOR]):
        followed = CaseFile.objects.as_system().filter(case_manager=visitor.user)
        mine |= Q(participant__in=followed.values("participant"))
    return mine
