"""The dote's machine, row by row of its table (lifecycles 2): who, when, and what follows.

It reads in three parts: ``dote.application_lifecycle``, ``dote.active_lifecycle``, and its end
here. Guards are sentences in ``dote.guards``; what each step does to the books is in
``dote.money``. Rows that a side procedure brings about (D06, D07…) are the system's: who decides
them is said by the procedure, in ``lifecycle.procedures``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from dote import guards, money
from dote.active_lifecycle import DoteActive
from dote.states import DoteState as S
from lifecycle.acts import Act
from lifecycle.effects import Effects, Word
from lifecycle.steps import Eyes, step
from people.roles import Role

if TYPE_CHECKING:
    from dote.models import Dote


class DoteLifecycle(DoteActive):
    """From the end of the services through the settlement to the closing."""

    class Meta:
        abstract = True

    @step(
        "D23",
        source=S.ACTIVE,
        target=S.COMPLETED,
        by=[Role.OPERATOR, Role.GRANT_OFFICER],
        eyes=Eyes.E1,
        label=_("Services completed"),
        facts={"outcome": str},
        guards=[guards.every_line_is_finished, guards.exit_is_told],
    )
    def complete(self: Dote, act: Act) -> None:
        """D23: every service is over, and it is known how the path ended."""
        self.completed_on = act.on
        self.outcome = act["outcome"]

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
        source=S.SETTLING,
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
