"""What an adverse notice means for the case: what stands against it, and what was answered."""

from __future__ import annotations

from dataclasses import dataclass

from lifecycle import notes
from lifecycle.models import AdverseNotice
from lifecycle.procedures.adverse.states import ENDED, NoticeState


@dataclass(frozen=True)
class Against:
    """What stands against an application after its notice was upheld."""

    notice: str
    """The notice's label."""
    reasons: list[str]
    observed: bool
    answer: str
    """What the office answered to the observations."""


def upheld_against(case: str) -> Against | None:
    """Return what the last adverse notice of a case has upheld, or None."""
    last = AdverseNotice.objects.as_system().filter(case_label=case).order_by("-id").first()
    if last is None or last.state != NoticeState.UPHELD:
        return None
    return Against(
        notice=last.label,
        reasons=list(last.reasons),
        observed=last.observed_on is not None,
        answer=notes.beside(last, "uphold"),
    )


def is_open(case: str) -> bool:
    """Say whether a notice of a case is still to be decided."""
    rows = AdverseNotice.objects.as_system().filter(case_label=case)
    return rows.exclude(state__in=[str(state) for state in ENDED]).exists()
