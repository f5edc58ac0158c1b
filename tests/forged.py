"""What somebody who knows the product well would write into the trail past the engine."""

from __future__ import annotations

from lifecycle.cases import Tracked
from lifecycle.event_triggers import roles_of


def role_for(row: Tracked, action: str) -> str:
    """Return a role in which the tables allow the step, so that no rule but the one tried refuses.

    A step that nobody knows is forged as finance.
    """
    roles = roles_of(type(row)).get(action, ())
    return next((role for role in roles if role != "system"), roles[0] if roles else "finance")


def any_action(row: Tracked) -> str:
    """Return a step of the machine that nobody has to approve."""
    known = {command for command, roles in roles_of(type(row)).items() if "finance" in roles}
    return sorted(known)[0]
