"""The ranking's machine: each version with its frozen rows, outdated by any change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from lifecycle.acts import Act
from lifecycle.effects import Effects, Fire
from lifecycle.state_field import StateField
from lifecycle.steps import Eyes, opening, step
from people.roles import Role
from startup_grants import evaluation
from startup_grants import ranking_guards as guards
from startup_grants.facts import RankingFacts
from startup_grants.ranking import Place
from startup_grants.states import GrantState
from startup_grants.states import RankingState as S

if TYPE_CHECKING:
    from startup_grants.models import Ranking


def funded_cents(ranking: Ranking, act: Act) -> int:
    """Return what the ranking funds in all, in cents (for the approval bands)."""
    return ranking.funded_cents


class RankingLifecycle(RankingFacts):
    """A version of the ranking; a later one supersedes it."""

    state = StateField(protected=True, choices=S.choices, default=S.DRAFT, max_length=20)

    class Meta:
        abstract = True

    @opening(
        "GR1",
        by=[Role.GRANT_OFFICER],
        label=_("Draw the ranking up"),
        guards=[guards.the_call_is_ranked, guards.nobody_is_still_being_evaluated],
    )
    def draw_up(self: Ranking, act: Act) -> Effects:
        """Compute and freeze the rows, with the simulated line of cover and the ties broken."""
        older = list(self.grant_call.rankings.as_system().order_by("number"))
        self.number = (older[-1].number if older else 0) + 1
        self.rows = evaluation.rows_of(self.grant_call)
        self.rows_hash = evaluation.rows_hash(self.rows)
        self.funded_cents = evaluation.funded_cents(self.rows)
        self.drawn_up_on = act.on
        outdated = [each for each in older if each.state in (S.DRAFT, S.PROVISIONAL, S.TO_UPDATE)]
        return Effects(
            fire=tuple(Fire(each.label, "supersede") for each in outdated),
            recorded={"rows_hash": self.rows_hash, "cents": self.funded_cents},
        )

    @step(
        "GR2",
        source=S.DRAFT,
        target=S.PROVISIONAL,
        by=[Role.APPROVER],
        eyes=Eyes.E1,
        label=_("Publish as provisional"),
        guards=[guards.the_rows_are_as_today],
    )
    def publish(self: Ranking, act: Act) -> Effects:
        """Publish it for observations, with its tie-break rule."""
        self.published_on = act.on
        return Effects(papers=("grant_ranking",))

    @step(
        "GR3",
        source=[S.PROVISIONAL, S.FINAL],
        target=S.TO_UPDATE,
        by=[Role.SYSTEM],
        label=_("A change touches it"),
    )
    def note_change(self: Ranking, act: Act) -> None:
        """Somebody in it withdrew or lapsed: nobody gets cover before it is drawn up anew."""

    @step(
        "GR4",
        source=S.PROVISIONAL,
        target=S.FINAL,
        by=[Role.GRANT_OFFICER],
        approved_by=[Role.APPROVER],
        eyes=Eyes.E3,
        amount=funded_cents,
        label=_("Make it final"),
        guards=[guards.the_time_for_observations_is_over, guards.the_rows_are_as_today],
    )
    def finalise(self: Ranking, act: Act) -> Effects:
        """Make it final: who has no cover goes to the reserve list."""
        self.final_on = act.on
        older = self.grant_call.rankings.as_system().filter(state=S.FINAL)
        waiting = sorted(row["grant"] for row in self.rows if row["place"] == Place.WAITLISTED)
        from startup_grants.models import Grant

        ranked = Grant.objects.as_system().filter(pk__in=waiting, state=GrantState.RANKED)
        return Effects(
            fire=(
                *(Fire(each.label, "supersede") for each in older.order_by("number")),
                *(Fire(each.label, "reserve") for each in ranked.order_by("id")),
            ),
            papers=("grant_ranking",),
            recorded={"rows_hash": self.rows_hash},
        )

    @step(
        "GR5",
        source=[S.DRAFT, S.PROVISIONAL, S.TO_UPDATE, S.FINAL],
        target=S.SUPERSEDED,
        by=[Role.SYSTEM],
        label=_("Supersede"),
    )
    def supersede(self: Ranking, act: Act) -> None:
        """Give way to a later version; its rows stay as they were published."""
