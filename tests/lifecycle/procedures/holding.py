"""Opens and lifts holds in the tests, with the causes of the reference data."""

from __future__ import annotations

from datetime import date

from lifecycle.cases import CaseRoot
from lifecycle.engine import begin
from lifecycle.models import Hold
from people.models import User
from programme.models import HoldCause
from programme.reference import load_hold_causes


def hold(case: CaseRoot, cause: str, *, by: User, on: date) -> Hold:
    """Hold a case for a cause of the reference data."""
    load_hold_causes()
    found = HoldCause.objects.get(code=cause)
    return begin(Hold, by=by, on=on, case_label=case.label, cause=found)
