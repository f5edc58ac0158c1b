"""The hold on a grant's payments that an expiring guarantee brings about, and its end."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from lifecycle.effects import Beginning, Fire
from lifecycle.procedures.hold import questions

if TYPE_CHECKING:
    from startup_grants.models import Fideiussione

CAUSE = "guarantee_expiring"


def cause_is_known(*, on: date) -> bool:
    """Say whether reference data has the cause on a day."""
    return questions.cause_in_force(CAUSE, on=on) is not None


def held(guarantee: Fideiussione, *, on: date) -> tuple[Beginning, ...]:
    """Return the beginning of the hold; none where the guarantee has brought one already.

    Another guarantee of the same grant can hold it already: a case is held once for a cause.
    """
    from lifecycle.models import Hold

    cause = questions.cause_in_force(CAUSE, on=on)
    same = Hold.objects.as_system().filter(case_label=guarantee.grant.label, cause=cause)
    if cause is None or any(hold.is_open for hold in same):
        return ()
    fields = {
        "case_label": guarantee.grant.label,
        "cause": cause,
        "because_of": guarantee.label,
    }
    return (Beginning(Hold, fields),)


def lifted(guarantee: Fideiussione) -> tuple[Fire, ...]:
    """Return the steps that lift the hold which the guarantee has brought about."""
    return tuple(Fire(hold.label, "lift") for hold in questions.because_of(guarantee.label))
