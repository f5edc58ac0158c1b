"""When a dote may be refused, or declared eligible, in view of its adverse notice (D10, D11)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from lifecycle.guards import guard
from lifecycle.procedures.adverse import standing
from people.roles import Role
from programme.models import Reason

if TYPE_CHECKING:
    from dote.models import Dote
    from lifecycle.acts import Act

Sentences = Iterator["str | Promise"]


@guard(Role.GRANT_OFFICER)
def the_notice_was_upheld(dote: Dote, act: Act) -> Sentences:
    """Object until an adverse notice was given and upheld (L. 241/1990 art. 10-bis)."""
    if not dote.is_ranked and standing.upheld_against(dote.label) is None:
        yield _("Give an adverse notice first, and uphold it once the person has answered.")


@guard(Role.GRANT_OFFICER)
def no_reason_is_new(dote: Dote, act: Act) -> Sentences:
    """Object to a reason that the person could not answer."""
    against = standing.upheld_against(dote.label)
    if against is None or "reasons" not in act.facts:
        return
    new = [code for code in act["reasons"] if code not in against.reasons]
    for reason in Reason.objects.filter(code__in=new):
        yield _("Not in the adverse notice: %(reason)s.") % {"reason": reason}


@guard(Role.GRANT_OFFICER)
def no_notice_stands(dote: Dote, act: Act) -> Sentences:
    """Object to declaring eligible whom a notice, open or upheld, says is not."""
    if standing.is_open(dote.label) or standing.upheld_against(dote.label) is not None:
        yield _("An adverse notice stands against this application: drop it first.")
