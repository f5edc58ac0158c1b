"""How a person signs: alone in their own access, or at the desk before a witness."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from lifecycle.guards import guard
from people.roles import Role

if TYPE_CHECKING:
    from lifecycle.acts import Act

ALONE = "own_account"
"""How a person signs in their own access, without anybody beside."""


@guard(Role.OPERATOR)
def witnessed_if_not_signed_alone(_subject: Any, act: Act) -> Iterator[str | Promise]:
    """Object to a signature at the desk without witness, and to one that nobody has given alone.

    The person alone signs in their own access, on the page that asks for the password again.
    """
    if "means" not in act.facts:
        return
    alone = act["means"] == ALONE
    if alone != (act.by.role is Role.PARTICIPANT):
        yield _("The person signs alone in their own access; at the desk, before a witness.")
    elif not alone and not act.get("witness"):
        yield _("A signature at the desk needs a witness other than you.")
    elif not alone and act["witness"] == act.by.label:
        yield _("You record the signature: another person has to be the witness.")
