"""Which rankings an application stands in, and what the one that decides says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from startup_grants.states import LIVE_RANKINGS, RankingState

if TYPE_CHECKING:
    from startup_grants.models import Grant, Ranking


def rankings_of(grant: Grant) -> list[Ranking]:
    """Return the published rankings, not yet outdated, that have the application."""
    return [ranking for ranking in live_rankings(grant) if row_in(ranking, grant) is not None]


def live_rankings(grant: Grant) -> list[Ranking]:
    """Return the published rankings of the application's call that are not outdated."""
    from startup_grants.models import Ranking

    live = Ranking.objects.as_system().filter(
        grant_call__call=grant.call_id, state__in=LIVE_RANKINGS
    )
    return list(live.order_by("number"))


def final_ranking(grant: Grant) -> Ranking | None:
    """Return the final ranking of the application's call, if there is one in force."""
    from startup_grants.models import Ranking

    final = Ranking.objects.as_system().filter(
        grant_call__call=grant.call_id, state=RankingState.FINAL
    )
    return final.order_by("-number").first()


def row_in(ranking: Ranking | None, grant: Grant) -> dict[str, Any] | None:
    """Return the row of an application in a ranking, or none."""
    rows = ranking.rows if ranking is not None else []
    return next((row for row in rows if row["grant"] == grant.pk), None)
