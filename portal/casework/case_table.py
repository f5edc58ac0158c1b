"""Cases as a table: whose, where they stand, until when, who has them, and the one next step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit.labels import label
from dote.models import Dote, Month
from dote.states import WITH_MONTHS, DoteState, MonthState
from lifecycle.models import Proposal
from lifecycle.proposal_machine import ProposalState
from lifecycle.steps import Step, steps_of
from people.models import User
from people.roles import Role
from portal.casework.deadlines import Deadline, deadlines
from portal.casework.dote_panels import state_badge
from portal.casework.steps import ON_ONES_OWN
from portal.components import Cell, Column, EmptyState, Kind, Records, Row
from portal.visitors import Visitor

Sorting = Mapping[str, tuple[str, str]]
"""For a column's name, the address of its order and the direction while it is in force."""


def case_table(
    rows: Sequence[Dote],
    visitor: Visitor,
    *,
    caption: str,
    empty: str = "",
    sorting: Sorting | None = None,
) -> Records:
    """Return cases as a table; a fixed number of queries, whatever their number.

    `empty` says why there is none and what to do.
    """
    terms = deadlines(rows, on=visitor.on)
    officers = _officers(rows)
    words = next_words(rows, visitor)
    order = dict(sorting or {})
    return Records(
        [
            Column(_("Case"), is_title=True),
            Column(_("Person"), Kind.CODE),
            Column(_("State")),
            _sorted(_("Term"), "term", order),
            Column(_("In charge")),
            Column(_("Next step")),
            _sorted(_("Opened"), "opened", order, kind=Kind.DATE),
        ],
        [
            Row(
                [
                    Cell(
                        row.reference, href=reverse("dote", args=[row.pk]), detail=row.partner.name
                    ),
                    row.participant.pseudonym,
                    Cell(badge=state_badge(row)),
                    _term(terms.get(row.pk)),
                    officers.get(row.officer, "–"),
                    words[row.pk],
                    row.opened_on,
                ]
            )
            for row in rows
        ],
        caption=caption,
        empty=EmptyState(
            empty or _("No case here. Change the filters, or look at all cases."),
            _("See all cases"),
            reverse("cases"),
        ),
    )


def _sorted(header: str, name: str, order: Sorting, *, kind: Kind = Kind.TEXT) -> Column:
    href, direction = order.get(name, ("", ""))
    return Column(header, kind, href=href, order=direction)


def _term(deadline: Deadline | None) -> Cell:
    if deadline is None:
        return Cell("–")
    return Cell(badge=deadline.badge, detail=deadline.sentence)


def next_words(rows: Sequence[Dote], visitor: Visitor) -> dict[str, str]:
    """Return, for each case, what happens next: what waits for this visitor comes first."""
    proposed = set(
        Proposal.objects.filter(
            state=ProposalState.OPEN, subject__in=[row.label for row in rows]
        ).values_list("subject", flat=True)
    )
    months = _months(rows, visitor.on)
    return {
        row.pk: _month_word(months[row.pk], visitor) or _own_word(row, row.label in proposed)
        for row in rows
    }


def _own_word(dote: Dote, is_proposed: bool) -> str:
    """Return the step that leads on by least; an end or a detour only where no other does."""
    if is_proposed:
        return _("Proposed: waits for approval")
    ways = list(_ways_on(dote.state))
    if not ways:
        return "–"
    aside = _ends() | _leading_to(dote.state)
    order = list(DoteState.values)
    _target, spec = min(ways, key=lambda way: (way[0] in aside, order.index(way[0])))
    return str(spec.label)


def _ways_on(state: str) -> Iterator[tuple[str, Step]]:
    """Yield each later state that people can move a dote to from here, with the step."""
    order = list(DoteState.values)
    for spec in _peoples_steps():
        if state in spec.sources:
            for target in spec.targets:
                if order.index(target) > order.index(state):
                    yield target, spec


def _peoples_steps() -> list[Step]:
    return [
        spec
        for spec in steps_of(Dote).values()
        if spec.code not in ON_ONES_OWN and set(spec.by) != {Role.SYSTEM}
    ]


def _ends() -> set[str]:
    """Return the states from which people move a dote no further."""
    return set(DoteState.values) - {s for spec in _peoples_steps() for s in spec.sources}


def _leading_to(state: str) -> set[str]:
    """Return the states from which a dote comes back to this one: detours."""
    return {s for spec in steps_of(Dote).values() if state in spec.targets for s in spec.sources}


def _months(rows: Sequence[Dote], on: date) -> defaultdict[str, dict[str, int]]:
    """Return how many months of each case wait in each state; one query."""
    running = [row.pk for row in rows if row.state in WITH_MONTHS]
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    waiting = Q(state__in=[MonthState.REPORTED, MonthState.CHECKED])
    waiting |= Q(state=MonthState.OPEN, ends_on__lt=on)
    counted = Month.objects.as_system().filter(waiting, dote__in=running).order_by()
    for dote, state, number in counted.values_list("dote", "state").annotate(Count("id")):
        found[dote][state] = number
    return found


def _month_word(waiting: dict[str, int], visitor: Visitor) -> str:
    """Return the months that one of the visitor's roles can move on now, or nothing."""
    checked, reported = waiting.get(MonthState.CHECKED, 0), waiting.get(MonthState.REPORTED, 0)
    late = waiting.get(MonthState.OPEN, 0)
    if checked and visitor.has([Role.APPROVER, Role.GRANT_OFFICER]):
        return ngettext("Decide %(n)s month", "Decide %(n)s months", checked) % {"n": checked}
    if reported and visitor.has([Role.GRANT_OFFICER]):
        return ngettext("Check %(n)s month", "Check %(n)s months", reported) % {"n": reported}
    if late and visitor.has([Role.OPERATOR, Role.TUTOR]):
        return ngettext("Report %(n)s month", "Report %(n)s months", late) % {"n": late}
    return ""


def _officers(rows: Sequence[Dote]) -> dict[str, str]:
    """Return the name of each officer in charge by label; one query."""
    ids = {row.officer.partition(":")[2] for row in rows if row.officer}
    return {label(user): user.name for user in User.objects.filter(pk__in=ids)}
