"""What a replay finds, and how it is told."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

KINDS = {
    "row missing": _("%(subject)s has events, the last one %(seq)s, and no row."),
    "row without event": _("%(subject)s is a row that no event has opened."),
    "row without case": _("%(subject)s belongs to a case that is not there."),
    "state changed": _("%(subject)s is “%(now)s”; its last event, %(seq)s, says “%(told)s”."),
    "version changed": _("%(subject)s remembers event %(now)s as its last; the trail has %(seq)s."),
    "columns changed": _("%(subject)s holds other values than event %(seq)s has recorded."),
    "gap": _("%(subject)s: event %(seq)s begins at “%(told)s”, and it stood at “%(now)s”."),
    "no such step": _("%(subject)s: event %(seq)s is a step that the machine does not have."),
    "wrong role": _("%(subject)s: event %(seq)s is not for the role “%(told)s” to do."),
    "system unasked": _("%(subject)s: event %(seq)s is the system's, and nothing has caused it."),
    "same officer": _("%(subject)s: event %(seq)s was done by whoever made the move before."),
    "decided own case": _("%(subject)s: event %(seq)s was decided by an operator of the case."),
    "not approved": _("%(subject)s: event %(seq)s lacks the approvals that it needs."),
    "own approval": _("%(subject)s: event %(seq)s was approved by whoever proposed it."),
    "another version": _("%(subject)s: event %(seq)s is of another version than was approved."),
    "proposal changed": _("%(subject)s is not what was proposed in event %(seq)s any more."),
    "other facts": _("%(subject)s: event %(seq)s was carried out with other facts than approved."),
}


@dataclass(frozen=True)
class Difference:
    """One thing on which the rows and the trail disagree: kind, row, event, both sides."""

    kind: str
    subject: str
    seq: int = 0
    now: str = ""
    told: str = ""

    def __str__(self) -> str:
        return str(KINDS[self.kind] % vars(self))
