"""When a dote that was revoked, closed or refused can be taken up again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from dote.guards import no_other_open_dote
from dote.money import position_of
from lifecycle.guards import guard
from people.roles import Role

if TYPE_CHECKING:
    from dote.models import Dote
    from lifecycle.acts import Act

Sentences = Iterator["str | Promise"]


@guard(Role.PROGRAMME_MANAGER)
def some_funds_are_left(dote: Dote, act: Act) -> Sentences:
    """Object when every line of the call is used up: nothing could be given any more."""
    held = [position_of(dote, offer) for offer in dote.call.offers.all()]
    if not any(position is not None and position.available_cents for position in held):
        yield _("No money is left on the lines of the call.")


@guard(Role.GRANT_OFFICER)
def no_other_dote_meanwhile(dote: Dote, act: Act) -> Sentences:
    """Object when the person has got another dote on the operation since."""
    yield from no_other_open_dote.condition(dote, act)
