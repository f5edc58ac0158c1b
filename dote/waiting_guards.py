"""When a dote waits, is called up, confirms, or lapses for want of a confirmation (D12 to D14)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from dote.waiting import ahead_of, short_positions
from lifecycle.guards import guard
from people.roles import Role

if TYPE_CHECKING:
    from dote.models import Dote
    from lifecycle.acts import Act

Sentences = Iterator["str | Promise"]

OUT_OF_ORDER = ("decision_taken_back", "urgent_protection", "services_of_another_line")


@guard(Role.PROGRAMME_MANAGER)
def money_is_short(dote: Dote, act: Act) -> Sentences:
    """Object while every budget line can take the dote: then nobody has to wait."""
    if not short_positions(dote) and not ahead_of(dote):
        yield _("There is money for this dote: nobody has to wait.")


@guard(Role.PROGRAMME_MANAGER)
def money_is_there(dote: Dote, act: Act) -> Sentences:
    """Object for each budget line that cannot take the dote."""
    for position in short_positions(dote):
        yield _("There is not enough money on line %(line)s.") % {"line": position.line.code}


@guard(Role.GRANT_OFFICER)
def nobody_waits_before(dote: Dote, act: Act) -> Sentences:
    """Object when others of the waiting list come first, and no reason is given."""
    reason = act.get("reason")
    if reason is not None and reason not in OUT_OF_ORDER:
        yield _("“%(code)s” is no reason for this: choose one of the list.") % {"code": reason}
    if reason:
        return
    for other in ahead_of(dote)[:3]:
        yield _("%(reference)s comes first in the waiting list.") % {"reference": other.reference}


@guard(Role.GRANT_OFFICER)
def called_up_once(dote: Dote, act: Act) -> Sentences:
    """Object to calling up somebody who was called up already."""
    if dote.called_on is not None:
        yield _("Called up on %(day)s: the person confirms by %(last)s.") % {
            "day": f"{dote.called_on:%d/%m/%Y}",
            "last": f"{dote.confirm_by:%d/%m/%Y}" if dote.confirm_by else "–",
        }


@guard(Role.GRANT_OFFICER)
def it_is_their_turn(dote: Dote, act: Act) -> Sentences:
    """Object before the person was called up, and after the last day for confirming."""
    if dote.called_on is None or dote.confirm_by is None:
        yield _("You are in the waiting list: we call you when it is your turn.")
    elif act.on > dote.confirm_by:
        yield _("You could confirm until %(day)s.") % {"day": f"{dote.confirm_by:%d/%m/%Y}"}


@guard(Role.PARTICIPANT, Role.OPERATOR)
def the_data_still_hold(dote: Dote, act: Act) -> Sentences:
    """Object unless the person says that what they told us still holds."""
    if "unchanged" in act.facts and not act["unchanged"]:
        yield _("Correct first, with your operator, what has changed.")


@guard(Role.SYSTEM)
def nobody_has_confirmed(dote: Dote, act: Act) -> Sentences:
    """Object while the person can still confirm."""
    if dote.confirm_by is None or act.on <= dote.confirm_by:
        yield _("The person can still confirm.")
