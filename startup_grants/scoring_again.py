"""A variation that touches the score is scored again, and stays at or above who came last (G24)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from startup_grants import evaluation, plans
from startup_grants.ranking import Place
from startup_grants.scoring import READERS, Score, Sheet, score
from startup_grants.standing import final_ranking

if TYPE_CHECKING:
    from startup_grants.models import BusinessPlan, Grant

COVERED = (Place.FUNDED, Place.PARTLY)


def touches_the_score(grant: Grant, plan: BusinessPlan) -> bool:
    """Say whether a version changes what the committee has scored: words, or premiums."""
    older = plans.in_force(grant)
    if older is None or sorted(older.premiums) != sorted(plan.premiums):
        return True
    return dict(plans.content_of(older).answers) != dict(plans.content_of(plan).answers)


def scored(plan: BusinessPlan, points: Mapping[str, str]) -> Score:
    """Return the score of a version from the points that the sitting gave; ValueError if wrong."""
    given = {code: Decimal(text) for code, text in points.items()}
    sheets = [Sheet(f"sitting-{number}", given) for number in range(READERS)]
    return score(sheets, plan.grant.rules.scheme, premiums=plan.premiums)


def least_total(grant: Grant) -> Decimal:
    """Return the score of the last one that has cover; the call's threshold at the desk."""
    ranking = final_ranking(grant)
    rows: list[dict[str, Any]] = ranking.rows if ranking is not None else []
    totals = [Decimal(row["score"]) for row in rows if row["place"] in COVERED]
    return min(totals, default=grant.rules.scheme.threshold)


def objections(grant: Grant, plan: BusinessPlan) -> Iterator[str]:
    """Yield what keeps a version from being approved until, or although, it was scored again."""
    if not touches_the_score(grant, plan):
        return
    if not plan.scored_again:
        yield _("This version touches what was scored: the committee scores it again.")
        return
    found, least = evaluation.restored(plan.scored_again), least_total(grant)
    if not found.passes or found.total < least:
        yield _("Scored again it has %(score)s: the last one with cover has %(least)s.") % {
            "score": found.total,
            "least": least,
        }
