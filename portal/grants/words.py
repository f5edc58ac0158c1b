"""Words for the places of a ranking, and for what breaks a tie."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from startup_grants.ranking import PROTOCOL, Place, TieBreak

PLACES: dict[Place, str | Promise] = {
    Place.FUNDED: _("Covered"),
    Place.PARTLY: _("Covered in part"),
    Place.WAITLISTED: _("Reserve list"),
    Place.BELOW: _("Below the threshold"),
}
_BREAKERS: dict[str, str | Promise] = {
    TieBreak.PREMIUM: _("more premium points"),
    TieBreak.SMALLER_AMOUNT: _("the smaller amount"),
    TieBreak.EARLIER: _("the earlier submission"),
    PROTOCOL: _("the protocol"),
}


def breaker_word(rule: str) -> str:
    """Return the words for a rule that breaks ties; a criterion is named by its code."""
    return str(_BREAKERS.get(rule, rule))
