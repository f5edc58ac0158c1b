"""What holds stop: asked by every guard that lets money move, or a decision be taken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext as _

from lifecycle.procedures.hold.states import HoldState
from people.roles import Role
from programme.models import HoldCause

if TYPE_CHECKING:
    from lifecycle.models import Hold


def payments_stopped(cases: Collection[str]) -> defaultdict[str, list[str]]:
    """Return, by the label of the case, a sentence for each hold that stops its payments."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for hold in _active(cases).filter(cause__stops_payments=True):
        found[hold.case_label].append(
            _("Payments are stopped since %(day)s: %(cause)s. It is lifted by: %(office)s.")
            % _words(hold)
        )
    return found


def decisions_stopped(case: str) -> Iterator[str]:
    """Yield a sentence for each hold that stops decisions on a case."""
    for hold in _active([case]).filter(cause__stops_decisions=True):
        yield _(
            "Decisions are stopped since %(day)s: %(cause)s. It is lifted by: %(office)s."
        ) % _words(hold)


def cause_in_force(code: str, *, on: date) -> HoldCause | None:
    """Return the cause of that code as it stands on a day; None where reference data lacks it."""
    return HoldCause.objects.in_force(on).filter(code=code).first()


def because_of(label: str) -> list[Hold]:
    """Return the active holds that a procedure has brought about."""
    from lifecycle.models import Hold

    holds = Hold.objects.as_system().filter(because_of=label, state=HoldState.ACTIVE)
    return list(holds.order_by("id"))


def _active(cases: Collection[str]) -> models.QuerySet[Hold]:
    from lifecycle.models import Hold

    holds = Hold.objects.as_system().filter(case_label__in=cases, state=HoldState.ACTIVE)
    return holds.select_related("cause").order_by("id")


def _words(hold: Hold) -> dict[str, object]:
    return {
        "day": f"{hold.held_on:%d/%m/%Y}",
        "cause": hold.cause,
        "office": Role(hold.cause.owner).label,
    }
