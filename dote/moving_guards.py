"""When what a side procedure wants is open to a dote."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from dote.moving import last_possible_day
from lifecycle.guards import guard
from people.roles import Role

if TYPE_CHECKING:
    from dote.models import Dote
    from lifecycle.acts import Act

Sentences = Iterator["str | Promise"]


@guard(Role.GRANT_OFFICER, Role.APPROVER)
def not_past_the_operation(dote: Dote, act: Act) -> Sentences:
    """Object to an end after the operation's own, or after the days on which it may spend."""
    if "days" not in act.facts or dote.ends_on is None:
        return
    last = last_possible_day(dote)
    if dote.ends_on + timedelta(days=act["days"]) > last:
        yield _("The operation pays until %(day)s: %(days)s days at most can be added.") % {
            "day": f"{last:%d/%m/%Y}",
            "days": max(0, (last - dote.ends_on).days),
        }
