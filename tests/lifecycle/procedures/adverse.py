"""The path of an adverse notice in the tests: proposed, notified, received, answered."""

from __future__ import annotations

from datetime import date
from typing import Any

from lifecycle.engine import begin, perform
from lifecycle.models import AdverseNotice
from lifecycle.proposals import approve, propose
from tests.dote_path import DotePath

PROPOSED = date(2026, 10, 8)
NOTIFIED = date(2026, 10, 9)
RECEIVED = date(2026, 10, 12)
LAST_DAY = date(2026, 10, 22)
OBSERVED = date(2026, 10, 20)
REASONS = ["permit_not_valid"]


def proposed(way: DotePath, reasons: list[str] | None = None) -> AdverseNotice:
    """Have anna propose a notice on an application under review."""
    dote = way.take_charge()
    return begin(
        AdverseNotice,
        by=way.world.anna,
        on=PROPOSED,
        note="The permit ended in May and there is no receipt.",
        case_label=dote.label,
        told={"reasons": reasons or REASONS},
    )


def notified(way: DotePath) -> AdverseNotice:
    """Have bruno approve what anna wants to notify."""
    notice = proposed(way)
    approve(propose(notice.notify, by=way.world.anna, on=NOTIFIED), by=way.world.bruno, on=NOTIFIED)
    return fresh(notice)


def received(way: DotePath) -> AdverseNotice:
    """Have anna record that it was handed over some days later."""
    told = {"received_on": RECEIVED, "channel": "hand"}
    return perform(notified(way).receive, by=way.world.anna, on=RECEIVED, **told)


def observed(way: DotePath) -> AdverseNotice:
    """Have samir answer it in words."""
    words = "Here is the receipt of the renewal, dated September."
    return perform(received(way).observe, by=way.world.samir, on=OBSERVED, note=words)


def fresh(row: Any) -> Any:
    """Read a procedure again."""
    return type(row).objects.as_system().get(pk=row.pk)
