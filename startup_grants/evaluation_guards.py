"""When scores can be closed, and when an application gets cover."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from audit.labels import split
from documents.models import Evidence
from lifecycle.guards import guard
from people.roles import Role
from programme.money import format_amount
from startup_grants import evaluation, money
from startup_grants.ranking import Place
from startup_grants.scoring import MoreReadersWanted, Score
from startup_grants.standing import final_ranking, row_in
from startup_grants.states import GrantState, SheetState

if TYPE_CHECKING:
    from lifecycle.acts import Act
    from startup_grants.models import Grant

Sentences = Iterator["str | Promise"]

COVERED = (Place.FUNDED, Place.PARTLY)
MINUTES = "minutes"


@guard(Role.COMMITTEE)
def the_readers_have_signed(grant: Grant, act: Act) -> Sentences:
    """Object while fewer than two readers have signed, or a third is wanted."""
    sheets = grant.sheets.as_system()
    missing = sheets.filter(state__in=[SheetState.ASSIGNED, SheetState.READING]).count()
    if missing:
        yield _("%(number)s readers have not signed their sheet yet.") % {"number": missing}
    elif _score(grant) is None:
        if len(evaluation.sheets_of(grant)) < 2:
            yield _("Two readers score an application, each alone.")
        else:
            yield _("The two readers differ by more than the call allows: a third one reads.")


@guard(Role.COMMITTEE)
def free_of_conflicts(grant: Grant, act: Act) -> Sentences:
    """Object to a member who has declared a conflict of interest about this application."""
    conflicted = grant.sheets.as_system().filter(state=SheetState.CONFLICTED)
    if conflicted.filter(reader=act.by.label).exists():
        yield _("You have declared a conflict of interest about this application.")


@guard(Role.COMMITTEE)
def the_minutes_are_kept(grant: Grant, act: Act) -> Sentences:
    """Object unless the signed minutes of the sitting are kept with the call."""
    if "minutes" not in act.facts:
        return
    model, pk = split(act["minutes"])
    kept = Evidence.objects.as_system().filter(
        pk=pk, kind=MINUTES, subject=grant.version.grant_call.label
    )
    if model != "documents.evidence" or not kept.exists():
        yield _("Attach the signed minutes of the sitting to the call first.")


@guard(Role.COMMITTEE)
def every_threshold_is_reached(grant: Grant, act: Act) -> Sentences:
    """Object when the score misses a threshold."""
    found = _score(grant)
    if found is not None and not found.passes:
        yield _("The score misses a threshold of the call: close it below the threshold.")


@guard(Role.COMMITTEE)
def a_threshold_is_missed(grant: Grant, act: Act) -> Sentences:
    """Object when the score reaches every threshold."""
    found = _score(grant)
    if found is not None and found.passes:
        yield _("The score reaches every threshold of the call.")


@guard(Role.APPROVER, Role.PROGRAMME_MANAGER)
def the_ranking_gives_cover(grant: Grant, act: Act) -> Sentences:
    """Object unless the final ranking funds the application and the money is there."""
    cents = grant.requested_cents or 0
    if grant.rules.is_ranked:
        ranking = final_ranking(grant)
        row = row_in(ranking, grant)
        if ranking is None:
            yield _("The ranking is not final: nobody gets cover before, or while it is updated.")
            return
        if row is None or row["place"] not in COVERED:
            yield _("The final ranking has no money for this application.")
            return
        cents = row["granted_cents"]
    position = money.position_of(grant)
    if position is None or position.available_cents + money.set_aside(grant) < cents:
        yield _("%(partner)s has less than %(amount)s left on the line of this call.") % {
            "partner": grant.partner.name,
            "amount": format_amount(cents),
        }


@guard(Role.APPROVER)
def protocol_order_is_kept(grant: Grant, act: Act) -> Sentences:
    """Object at the desk while an application handed in before is not decided."""
    if grant.rules.is_ranked:
        return
    rows = type(grant).objects.as_system().filter(call=grant.call_id, partner=grant.partner_id)
    waiting = rows.filter(state__in=_UNDECIDED, submitted_on__lte=grant.submitted_on)
    for other in waiting.exclude(pk=grant.pk):
        if (other.submitted_on, other.pk) < (grant.submitted_on, grant.pk):
            yield _("%(reference)s was handed in before and is not decided yet.") % {
                "reference": other.reference
            }


@guard(Role.APPROVER)
def nobody_before_it_is_waiting(grant: Grant, act: Act) -> Sentences:
    """Object while an application of the same partner stands higher and waits for cover."""
    ranking = final_ranking(grant)
    own = row_in(ranking, grant)
    if ranking is None or own is None:
        return
    above = {
        row["grant"]
        for row in ranking.rows
        if 0 < row["position"] < own["position"] and row["partner"] == own["partner"]
    }
    waiting = type(grant).objects.as_system().filter(pk__in=above)
    for other in waiting.filter(state__in=[GrantState.WAITLISTED, GrantState.RANKED]):
        yield _("%(reference)s stands higher in the ranking and waits for cover.") % {
            "reference": other.reference
        }


@guard(Role.SYSTEM)
def the_ranking_is_over(grant: Grant, act: Act) -> Sentences:
    """Object while the ranking is valid."""
    ranking = final_ranking(grant)
    if ranking is None or ranking.final_on is None:
        yield _("The ranking is not final.")
        return
    last = ranking.final_on + timedelta(days=grant.rules.validity_days)
    if act.on <= last:
        yield _("The ranking is valid until %(day)s.") % {"day": f"{last:%d/%m/%Y}"}


@guard(Role.SYSTEM)
def the_term_for_duties_has_passed(grant: Grant, act: Act) -> Sentences:
    """Object while the duties can still be met."""
    if grant.ready_by is None or act.on <= grant.ready_by:
        yield _("The duties can be met until %(day)s.") % {
            "day": f"{grant.ready_by:%d/%m/%Y}" if grant.ready_by else "–"
        }


_UNDECIDED = (
    GrantState.SUBMITTED,
    GrantState.UNDER_REVIEW,
    GrantState.INTEGRATION,
    GrantState.ADVERSE_NOTICE,
    GrantState.IN_EVALUATION,
    GrantState.RANKED,
)


def _score(grant: Grant) -> Score | None:
    try:
        return evaluation.score_of(grant)
    except MoreReadersWanted:
        return None
