"""Until when a case waits: the term that runs in its state, with its stops, for many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from audit.labels import label
from dote.models import Dote
from dote.states import DoteState
from lifecycle.clock import Clock, Stop
from lifecycle.procedures.kinds import kinds
from portal.components import Badge, Tone
from portal.templatetags.percorsi import day
from programme.models import CallTerm
from programme.terms import DEFAULTS

NEAR = 7
"""Days before the end of a term from which on it is near."""
EXAMINED = (DoteState.SUBMITTED, DoteState.UNDER_REVIEW, DoteState.INTEGRATION)
DRAFT_DAYS, PROCEDURE_DAYS = "draft_expiry_days", "procedure_days"


@dataclass(frozen=True)
class Deadline:
    """The last day of the term that runs, how many days are left, and what it is for."""

    due_on: date
    left: int
    what: str | Promise
    is_stopped: bool = False

    @property
    def badge(self) -> Badge:
        """Return the days that are left as sign, word and colour."""
        if self.is_stopped:
            return Badge(_("term suspended"), Tone.CLOSED, icon="clock")
        if self.left < 0:
            late = ngettext("%(n)s day late", "%(n)s days late", -self.left)
            return Badge(late % {"n": -self.left}, Tone.REFUSED, icon="error")
        if self.left == 0:
            return Badge(_("ends today"), Tone.MISSING)
        left = ngettext("%(n)s day left", "%(n)s days left", self.left) % {"n": self.left}
        return Badge(left, Tone.MISSING if self.left <= NEAR else Tone.LATER)

    @property
    def sentence(self) -> str:
        """Return what the term is for and its last day."""
        return _("%(what)s by %(day)s") % {"what": self.what, "day": day(self.due_on)}


TO_SEND = gettext_lazy("to be sent")
TO_DECIDE = gettext_lazy("eligibility to be decided")
TO_SIGN = gettext_lazy("pact to be signed")


def deadlines(dotes: Iterable[Dote], *, on: date) -> dict[str, Deadline]:
    """Return the deadline of each dote that has one; a fixed number of queries."""
    rows = list(dotes)
    examined = [row for row in rows if row.state in EXAMINED]
    days = _days({row.call_id for row in rows})
    stops = _stops([label(row) for row in examined])
    found = {row.pk: _deadline(row, days[row.call_id], stops[label(row)], on) for row in rows}
    return {pk: each for pk, each in found.items() if each is not None}


def _deadline(dote: Dote, days: dict[str, int], stops: Sequence[Stop], on: date) -> Deadline | None:
    if dote.state == DoteState.DRAFT:
        due = dote.opened_on + timedelta(days=days[DRAFT_DAYS])
        return Deadline(due, (due - on).days, TO_SEND)
    if dote.state in EXAMINED and dote.submitted_on is not None:
        clock = Clock(dote.submitted_on, days[PROCEDURE_DAYS], stops)
        stopped = clock.standing(on) is not None
        return Deadline(clock.due_on(on), clock.left(on), TO_DECIDE, is_stopped=stopped)
    if dote.state == DoteState.AWARDED and dote.sign_by is not None:
        return Deadline(dote.sign_by, (dote.sign_by - on).days, TO_SIGN)
    return None


def _days(calls: set[str]) -> dict[str, dict[str, int]]:
    """Return the days of each call's terms, with our defaults where it names none; one query."""
    usual = {name: DEFAULTS[name][0] for name in (DRAFT_DAYS, PROCEDURE_DAYS)}
    found = {call: dict(usual) for call in calls}
    for row in CallTerm.objects.filter(call__in=calls, name__in=usual):
        found[row.call_id][row.name] = row.value
    return found


def _stops(labels: Sequence[str]) -> dict[str, list[Stop]]:
    """Return the times for which procedures stopped the clock of each case; a query a kind."""
    found: defaultdict[str, list[Stop]] = defaultdict(list)
    for kind in kinds() if labels else []:
        stopped = kind.objects.as_system().filter(case_label__in=labels, stopped_on__isnull=False)
        for row in stopped:
            if row.stopped_on is not None:
                found[row.case_label].append(Stop(row.stopped_on, row.restarted_on, row.TITLE))
    return found
