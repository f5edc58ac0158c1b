"""The grant's machine, second part: scored, ranked, covered (lifecycles 4, G12 to G18)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from lifecycle.acts import Act
from lifecycle.effects import Effects, Fire, Word
from lifecycle.procedures import ending
from lifecycle.procedures.hold.guards import no_hold_stops_decisions
from lifecycle.steps import Eyes, step
from people.roles import Role
from startup_grants import evaluation, money
from startup_grants import evaluation_guards as guards
from startup_grants.application_lifecycle import GrantApplication
from startup_grants.standing import final_ranking, rankings_of, row_in
from startup_grants.states import GrantState as S

if TYPE_CHECKING:
    from startup_grants.models import Grant


class GrantEvaluation(GrantApplication):
    """From the readers' sheets to the money set aside."""

    class Meta:
        abstract = True

    @step(
        "G12",
        source=S.IN_EVALUATION,
        target=S.RANKED,
        by=[Role.COMMITTEE],
        label=_("Close the scores"),
        facts={"minutes": str},
        guards=[
            guards.the_readers_have_signed,
            guards.free_of_conflicts,
            guards.the_minutes_are_kept,
            guards.every_threshold_is_reached,
        ],
    )
    def close_scores(self: Grant, act: Act) -> Effects:
        """G12: the committee closes the score of an application that passes."""
        return _scored(self, act)

    @step(
        "G13",
        source=S.IN_EVALUATION,
        target=S.BELOW_THRESHOLD,
        by=[Role.COMMITTEE],
        approved_by=[Role.APPROVER],
        eyes=Eyes.E2,
        label=_("Close below the threshold"),
        facts={"minutes": str},
        guards=[
            guards.the_readers_have_signed,
            guards.free_of_conflicts,
            guards.the_minutes_are_kept,
            guards.a_threshold_is_missed,
        ],
    )
    def below_threshold(self: Grant, act: Act) -> Effects:
        """G13: an application that misses a threshold ends, with its score sheet."""
        self.ended_on = act.on
        scored = _scored(self, act)
        return Effects(
            postings=money.unreserve_all(self),
            papers=("grant_below_threshold",),
            words=(Word("grant_below_threshold"),),
            recorded=scored.recorded,
        )

    @step(
        "G14",
        source=S.RANKED,
        target=S.PRE_GRANT,
        by=[Role.GRANT_OFFICER],
        approved_by=[Role.APPROVER],
        eyes=Eyes.E2,
        label=_("Give cover"),
        guards=[
            guards.the_ranking_gives_cover,
            guards.protocol_order_is_kept,
            no_hold_stops_decisions,
        ],
    )
    def fund(self: Grant, act: Act) -> Effects:
        """G14: set the money aside that the final ranking gives (RES), with the duties to meet."""
        return _covered(self, act)

    @step(
        "G15",
        source=S.RANKED,
        target=S.WAITLISTED,
        by=[Role.SYSTEM],
        label=_("Put on the reserve list"),
    )
    def reserve(self: Grant, act: Act) -> Effects:
        """G15: the final ranking has no money for it, for now."""
        return Effects(postings=money.unreserve_all(self), words=(Word("grant_waitlisted"),))

    @step(
        "G16",
        source=S.WAITLISTED,
        target=S.PRE_GRANT,
        by=[Role.GRANT_OFFICER],
        approved_by=[Role.APPROVER],
        eyes=Eyes.E2,
        label=_("Scroll the ranking"),
        guards=[
            guards.the_ranking_gives_cover,
            guards.nobody_before_it_is_waiting,
            no_hold_stops_decisions,
        ],
    )
    def scroll(self: Grant, act: Act) -> Effects:
        """G16: a later version of the ranking has money for it, next in order (*scorrimento*)."""
        return _covered(self, act)

    @step(
        "G17",
        source=S.WAITLISTED,
        target=S.LAPSED,
        by=[Role.SYSTEM],
        label=_("Lapse, the ranking is over"),
        guards=[guards.the_ranking_is_over],
    )
    def lapse_waiting(self: Grant, act: Act) -> Effects:
        """G17: the validity of the ranking is over without money."""
        self.ended_on = act.on
        return Effects(words=(Word("grant_lapsed"),), fire=ending.with_case(self))

    @step(
        "G18",
        source=S.PRE_GRANT,
        target=S.LAPSED,
        by=[Role.APPROVER],
        eyes=Eyes.E1,
        label=_("Lapse, duties not met"),
        guards=[guards.the_term_for_duties_has_passed],
    )
    def lapse_unready(self: Grant, act: Act) -> Effects:
        """G18: the duties were not met in time; what was set aside is free for the next (URES)."""
        self.ended_on = act.on
        return Effects(
            postings=money.unreserve_all(self),
            fire=(
                *(Fire(ranking.label, "note_change") for ranking in rankings_of(self)),
                *ending.with_case(self),
            ),
            words=(Word("grant_lapsed"),),
        )


def _scored(grant: Grant, act: Act) -> Effects:
    found = evaluation.score_of(grant)
    grant.score = evaluation.plain(found)
    grant.scored_on = act.on
    return Effects(
        words=(Word("grant_scored", {"score": str(found.total)}),),
        recorded={"score": grant.score},
    )


def _covered(grant: Grant, act: Act) -> Effects:
    position = money.position_of(grant)
    cents = (grant.requested_cents or 0) if not grant.rules.is_ranked else None
    if cents is None:
        row = row_in(final_ranking(grant), grant)
        cents = row["granted_cents"] if row else 0
    if position is None:
        raise LookupError("a guard has asked for the budget position before")
    grant.position, grant.ranked_cents = position, cents
    grant.funded_on = act.on
    grant.ready_by = act.on + timedelta(days=grant.rules.duties_days)
    return Effects(
        postings=money.cover(grant, position, cents),
        papers=("grant_duties",),
        words=(Word("grant_covered", {"cents": cents, "by": grant.ready_by.isoformat()}),),
        recorded={"cents": cents},
    )
