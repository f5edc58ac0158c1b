"""The dote's machine, row by row of its table (lifecycles 2): who, when, and what follows.

It reads in parts: ``dote.application_lifecycle``, ``dote.waiting_lifecycle``,
``dote.active_lifecycle``, what side procedures move in ``dote.moving_lifecycle``,
``dote.revoked_lifecycle``, and its end here. Guards are sentences in ``dote.guards``; what each
step does to the books is in ``dote.money``. Rows that a side procedure brings about (D06, D19…)
are the system's: who decides them is said by the procedure, in ``lifecycle.procedures``.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from dote import ending_guards, guards, money
from dote.ending import DEATH, TIME_OVER, end_services
from dote.revoked_lifecycle import DoteRevocable
from dote.states import DoteState as S
from lifecycle.acts import Act
from lifecycle.before import before
from lifecycle.effects import Effects, Word
from lifecycle.procedures import ending
from lifecycle.steps import Eyes, step
from people.roles import Role

if TYPE_CHECKING:
    from dote.models import Dote


class DoteLifecycle(DoteRevocable):
    """From the end of the services through the settlement to the closing."""

    class Meta:
        abstract = True

    @step(
        "D23",
        source=[S.ACTIVE, S.SUSPENDED],
        target=S.COMPLETED,
        by=[Role.OPERATOR, Role.GRANT_OFFICER],
        eyes=Eyes.E1,
        label=_("Services completed"),
        facts={"outcome": str},
        guards=[guards.every_line_is_finished, guards.exit_is_told],
    )
    def complete(self: Dote, act: Act) -> Effects:
        """D23: every service is over, and it is known how the path ended."""
        self.completed_on = act.on
        self.outcome = act["outcome"]
        return Effects(fire=ending.with_case(self))

    @step(
        "D24",
        source=S.ACTIVE,
        target=S.COMPLETED,
        by=[Role.GRANT_OFFICER],
        eyes=Eyes.E1,
        label=_("End early"),
        facts={"outcome": str, "last_on": date},
        guards=[ending_guards.a_reason_to_end_early, ending_guards.the_last_day_is_told],
    )
    def end_early(self: Dote, act: Act) -> Effects:
        """D24: the path ends before its time; what was performed until the last day is settled."""
        self.completed_on, self.outcome = act.on, act["outcome"]
        return Effects(
            fire=(*end_services(self, last_on=act["last_on"]), *ending.with_case(self)),
            words=(Word("dote_ended_early"),),
        )

    @step(
        "D24D",
        source=[S.ACTIVE, S.SUSPENDED],
        target=S.COMPLETED,
        by=[Role.GRANT_OFFICER],
        eyes=Eyes.E1,
        label=_("End: the person has died"),
        facts={"last_on": date},
        guards=[ending_guards.the_death_is_certified, ending_guards.the_last_day_is_told],
    )
    def end_for_death(self: Dote, act: Act) -> Effects:
        """D24: the person has died; what was performed before is settled with the heirs."""
        self.completed_on, self.outcome = act.on, DEATH
        last_on = act["last_on"]
        return Effects(fire=(*end_services(self, last_on=last_on), *ending.with_case(self)))

    @step(
        "D25",
        source=S.ACTIVE,
        target=S.COMPLETED,
        by=[Role.SYSTEM],
        label=_("End: the time is over"),
        guards=[ending_guards.the_services_are_long_over],
    )
    def expire_end(self: Dote, act: Act) -> Effects:
        """D25: nobody ended the path in time; months that took place can still be settled."""
        self.completed_on, self.outcome = act.on, TIME_OVER
        return Effects(
            fire=(*end_services(self, last_on=act.on), *ending.with_case(self)),
            words=(Word("dote_time_over"),),
        )

    @step(
        "D30",
        source=S.COMPLETED,
        target=S.SETTLING,
        by=[Role.FINANCE],
        label=_("Start the settlement"),
        guards=[guards.every_month_is_decided],
    )
    def start_settlement(self: Dote, act: Act) -> None:
        """D30: nothing is left to recognise; what was recognised is cleared for payment."""
        self.settling_on = act.on

    @step(
        "D31",
        source=[S.SETTLING, S.WAIVED, S.REVOKED],
        target=S.CLOSED,
        by=[Role.FINANCE],
        approved_by=[Role.APPROVER],
        eyes=Eyes.E2,
        label=_("Close"),
        guards=[
            guards.every_month_is_decided,
            guards.nothing_left_to_pay,
            guards.nothing_open_elsewhere,
        ],
    )
    def close(self: Dote, act: Act) -> Effects:
        """D31: what was not spent goes back to its budget line (DECOM, *economia*)."""
        self.ended_on = act.on
        return Effects(
            postings=money.decommit_all(self),
            papers=("dote_closing",),
            words=(Word("dote_closed"),),
        )

    @step(
        "D32",
        source=S.CLOSED,
        target=before("close", "lock_again", states=[S.SETTLING, S.REVOKED]),
        by=[Role.SYSTEM],
        label=_("Re-open"),
    )
    def reopen(self: Dote, act: Act) -> None:
        """D32: go back to where the dote was before its closing; by itself it books nothing."""
        self.ended_on = None

    @step(
        "D32L",
        source=[S.SETTLING, S.REVOKED],
        target=S.CLOSED,
        by=[Role.SYSTEM],
        label=_("Close after the re-opening"),
        guards=[guards.every_month_is_decided, guards.nothing_left_to_pay],
    )
    def lock_again(self: Dote, act: Act) -> Effects:
        """D32: lock what was re-opened; what is committed and not spent is free again (DECOM)."""
        self.ended_on = act.on
        return Effects(postings=money.decommit_all(self))
