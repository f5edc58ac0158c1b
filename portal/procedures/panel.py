"""The procedures of a case on its page: open and ended ones, and what can be opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from lifecycle.cases import CaseRoot, Tracked
from lifecycle.clock import clock_of
from lifecycle.procedures.base import Procedure
from lifecycle.procedures.kinds import of_case
from lifecycle.procedures.openings import openings
from portal.components import Badge, Cell, Column, EmptyState, Fact, Kind, Records, Row, Tone
from portal.procedures.facts import clock_lines
from portal.visitors import Visitor


@dataclass(frozen=True)
class Way:
    """A procedure that this visitor can open on the case."""

    label: str | Promise
    href: str


@dataclass(frozen=True)
class Panel:
    """What the page of a case shows of its procedures."""

    clock: Sequence[Fact]
    rows: Records
    ways: Sequence[Way]
    badges: Sequence[Badge]
    """The open procedures, beside the case's own state (lifecycles 0.2)."""


def panel_for(case: CaseRoot, visitor: Visitor) -> Panel:
    """Return the procedures of a case as the visitor may see and open them."""
    rows = of_case(case.label)
    clock = clock_of(case)
    return Panel(
        clock=clock_lines(clock, visitor.on) if clock else [],
        rows=table(rows, visitor.on, caption=_("Procedures of this case")),
        ways=[
            Way(each.step.label, opening_address(case, each.kind))
            for each in openings(case, by=visitor.user, on=visitor.on)
            if each.open
        ],
        badges=[badge_of(row, visitor.on) for row in rows if row.is_open],
    )


def table(rows: Sequence[Procedure], on: date, *, caption: str) -> Records:
    """Return procedures as a table: what, where it stands, since when, until when."""
    return Records(
        [
            Column(_("Procedure"), is_title=True),
            Column(_("State")),
            Column(_("Opened"), Kind.DATE),
            Column(_("Term"), Kind.DATE),
        ],
        [
            Row(
                [
                    Cell(str(row.TITLE), href=address(row)),
                    Cell(badge=state_badge(row, on)),
                    row.opened_on,
                    row.due_on if row.is_open else None,
                ]
            )
            for row in rows
        ],
        caption=caption,
        empty=EmptyState(_("No procedure beside the case itself.")),
    )


def state_badge(row: Procedure, on: date) -> Badge:
    """Return the state of a procedure; one whose term has passed is marked."""
    words = dict(type(row)._meta.get_field("state").flatchoices)[row.state]
    if not row.is_open:
        return Badge(words, Tone.LATER)
    is_late = row.due_on is not None and row.due_on < on
    return Badge(words, Tone.MISSING if is_late else Tone.NOW)


def badge_of(row: Procedure, on: date) -> Badge:
    """Return an open procedure as a badge: its name and where it stands."""
    shown = state_badge(row, on)
    return Badge(f"{row.TITLE}: {shown.word}", shown.tone)


def address(row: Tracked) -> str:
    """Return the address of a procedure's page."""
    return reverse("procedure", args=[row._meta.model_name, row.pk])


def opening_address(case: CaseRoot, kind: type[Procedure]) -> str:
    """Return the address at which a procedure is opened on a case."""
    return reverse("open_procedure", args=[case._meta.label_lower, case.pk, kind._meta.model_name])
