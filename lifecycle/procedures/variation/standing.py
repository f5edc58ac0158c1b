"""What a variation means for the case meanwhile."""

from __future__ import annotations

from lifecycle.models import Variation
from lifecycle.procedures.variation.states import EXAMINED


def is_examined(case: str) -> bool:
    """Say whether a version of a case is being examined, so that it is not edited."""
    rows = Variation.objects.as_system().filter(case_label=case)
    return rows.filter(state__in=[str(state) for state in EXAMINED]).exists()


def is_open(case: str) -> bool:
    """Say whether a variation of a case has begun and not ended."""
    rows = Variation.objects.as_system().filter(case_label=case)
    return any(row.is_open for row in rows)
