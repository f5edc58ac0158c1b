"""When an application can be given to a reader, and scored."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from lifecycle.guards import guard
from people.models import Mandate
from people.roles import Role
from startup_grants.evaluation import sheets_of
from startup_grants.scoring import READERS, Sheet, check_sheet, third_reader_wanted
from startup_grants.states import GrantState, SheetState

if TYPE_CHECKING:
    from lifecycle.acts import Act
    from startup_grants.models import ScoreSheet

Sentences = Iterator["str | Promise"]


@guard(Role.GRANT_OFFICER)
def the_application_is_in_evaluation(sheet: ScoreSheet, act: Act) -> Sentences:
    """Object unless the application is being evaluated."""
    if sheet.grant.state != GrantState.IN_EVALUATION:
        yield _("Applications are read and scored while they are in evaluation.")


@guard(Role.ADMINISTRATOR)
def the_reader_sits_on_the_committee(sheet: ScoreSheet, act: Act) -> Sentences:
    """Object to a reader without a mandate for the committee on this day."""
    held = Mandate.objects.in_force(act.on).filter(
        user=sheet.reader.partition(":")[2], role=Role.COMMITTEE
    )
    if not any(row.partner_id in (None, sheet.grant.partner_id) for row in held):
        yield _("The reader is not a member of the committee on this day.")


@guard(Role.GRANT_OFFICER)
def the_reader_is_not_on_the_list_yet(sheet: ScoreSheet, act: Act) -> Sentences:
    """Object to a reader who has the application already, or has left it for a conflict."""
    before = sheet.grant.sheets.as_system().filter(reader=sheet.reader)
    for earlier in before.exclude(pk=sheet.pk):
        if earlier.state == SheetState.CONFLICTED:
            yield _("This reader has declared a conflict of interest: choose another.")
        elif earlier.state == SheetState.SET_ASIDE:
            yield _("After the appeal other readers score the application.")
        else:
            yield _("This reader has the application already.")


@guard(Role.COMMITTEE)
def a_third_reader_only_where_two_differ(sheet: ScoreSheet, act: Act) -> Sentences:
    """Object to a third reader unless two have signed and differ by more than the call allows."""
    gone = (SheetState.CONFLICTED, SheetState.SET_ASIDE)
    reading = sheet.grant.sheets.as_system().exclude(state__in=gone)
    if reading.exclude(pk=sheet.pk).count() < READERS:
        return
    if not third_reader_wanted(sheets_of(sheet.grant), sheet.grant.rules.scheme):
        yield _("Two readers have the application: a third one reads where they differ too much.")


@guard(Role.COMMITTEE)
def it_is_ones_own_sheet(sheet: ScoreSheet, act: Act) -> Sentences:
    """Object to anybody but the reader."""
    if act.by.label != sheet.reader:
        yield _("Only the reader to whom it was given fills in this sheet.")


@guard(Role.COMMITTEE)
def no_conflict_is_declared(sheet: ScoreSheet, act: Act) -> Sentences:
    """Object unless the reader declares to have no conflict of interest."""
    if "no_conflict" in act.facts and not act["no_conflict"]:
        yield _("With a conflict of interest, declare it: another reader takes the application.")


@guard(Role.COMMITTEE)
def every_criterion_is_scored_within_its_points(sheet: ScoreSheet, act: Act) -> Sentences:
    """Object to points that leave a criterion out or pass its largest score."""
    if "points" not in act.facts:
        return
    try:
        points = {code: Decimal(text) for code, text in act["points"].items()}
        check_sheet(Sheet("", points), sheet.grant.rules.scheme)
    except (ValueError, TypeError, InvalidOperation):
        yield _("Score every criterion, within its points.")
