"""When a ranking can be drawn up, published and made final."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from lifecycle.guards import guard
from people.roles import Role
from startup_grants import evaluation
from startup_grants.states import GrantState

if TYPE_CHECKING:
    from lifecycle.acts import Act
    from startup_grants.models import Ranking

Sentences = Iterator["str | Promise"]

UNDECIDED = (
    GrantState.SUBMITTED,
    GrantState.UNDER_REVIEW,
    GrantState.INTEGRATION,
    GrantState.ADVERSE_NOTICE,
    GrantState.IN_EVALUATION,
)


@guard(Role.GRANT_OFFICER)
def the_call_is_ranked(ranking: Ranking, act: Act) -> Sentences:
    """Object for a call that is not published, or goes by protocol order."""
    version = ranking.grant_call.in_force
    if version is None:
        yield _("The call is not published.")
    elif not version.typed.is_ranked:
        yield _("This call has no ranking: applications go by the order of the protocol.")


@guard(Role.GRANT_OFFICER, Role.COMMITTEE)
def nobody_is_still_being_evaluated(ranking: Ranking, act: Act) -> Sentences:
    """Object while applications of the call wait for the formal check or for their scores."""
    from startup_grants.models import Grant

    rows = Grant.objects.as_system().filter(call=ranking.grant_call.call_id)
    number = rows.filter(state__in=UNDECIDED).count()
    if number:
        yield _("%(number)s applications are not evaluated yet.") % {"number": number}


@guard(Role.GRANT_OFFICER)
def the_rows_are_as_today(ranking: Ranking, act: Act) -> Sentences:
    """Object when the ranking would be another one if it were drawn up now."""
    if evaluation.rows_hash(evaluation.rows_of(ranking.grant_call)) != ranking.rows_hash:
        yield _("Scores, money or applications have changed: draw the ranking up anew.")


@guard(Role.SYSTEM)
def the_time_for_observations_is_over(ranking: Ranking, act: Act) -> Sentences:
    """Object while observations can still be made."""
    version = ranking.grant_call.in_force
    if ranking.published_on is None or version is None:
        return
    last = ranking.published_on + timedelta(days=version.typed.observation_days)
    if act.on <= last:
        yield _("Observations can be made until %(day)s.") % {"day": f"{last:%d/%m/%Y}"}
