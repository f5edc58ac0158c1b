"""How a procedure's papers name the person and the case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from people.identity import reveal

if TYPE_CHECKING:
    from lifecycle.procedures.base import Procedure


def heading(procedure: Procedure) -> dict[str, Any]:
    """Return whom a paper is addressed to, and the reference of the case."""
    found: dict[str, Any] = {"reference": str(procedure.root), "own_language": "it"}
    if procedure.participant is None:
        return found
    identity = reveal(procedure.participant)
    return found | {
        "name": f"{identity.given_name} {identity.family_name}",
        "fiscal_code": identity.fiscal_code,
        "birth_date": identity.birth_date,
        "own_language": procedure.participant.language,
    }
