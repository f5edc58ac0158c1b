"""P-REV, first part: proposed, notified, countered (lifecycles 1)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, cast

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.acts import Act
from lifecycle.effects import Effects, Word
from lifecycle.procedures.hold.beginning import held, lifted
from lifecycle.procedures.revocation import guards, money
from lifecycle.procedures.revocation.facts import RevocationFacts
from lifecycle.procedures.revocation.rows import rows_from, whole
from lifecycle.procedures.revocation.states import RevocationState as S
from lifecycle.state_field import StateField
from lifecycle.steps import Eyes, opening, step
from people.roles import Role

if TYPE_CHECKING:
    from lifecycle.models import Revocation

OFFICE = [Role.GRANT_OFFICER, Role.CONTROLLER]


class RevocationBeginning(RevocationFacts):
    """From the proposal to the person's counter-arguments."""

    state = StateField(protected=True, choices=S.choices, default=S.PROPOSED, max_length=20)

    class Meta:
        abstract = True

    def compute(self, on: date) -> None:
        """Take the books' own amounts, for a total revocation that nobody has adjusted."""
        if self.total and not self.adjusted:
            self.put_rows(whole(self.case_label))
        self.interest_cents = money.interest_until(cast("Revocation", self), on=on)

    @opening(
        "RV01",
        by=[*OFFICE, Role.SYSTEM],
        label=_("Propose a revocation"),
        guards=[guards.case_can_be_revoked],
    )
    def propose(self: Revocation, act: Act) -> None:
        """Propose to revoke: the amounts are the books' own where none are given."""
        self.set_up(act)
        self.put_rows(self.revoked)
        self.compute(act.on)

    @step(
        "RV02",
        source=[S.PROPOSED, S.DECIDING],
        target=None,
        by=OFFICE,
        label=_("Adjust the amounts"),
        facts={"rows": list},
        guards=[guards.told_rows_are_possible],
    )
    def adjust(self: Revocation, act: Act) -> Effects:
        """Take other amounts than the books', within what they hold, with the reason beside."""
        self.put_rows([row for row in rows_from(act["rows"]) if row.cents])
        self.interest_cents = money.interest_until(self, on=act.on)
        self.adjusted = True
        return Effects(recorded={"cents": self.revoked_cents, "recover": self.recover_cents})

    @step(
        "RV14",
        source=[S.PROPOSED, S.DECIDING],
        target=None,
        by=OFFICE,
        label=_("Compute the amounts again"),
    )
    def recompute(self: Revocation, act: Act) -> Effects:
        """Take the amounts that the books have now: a clearance may have been taken back."""
        self.adjusted = False
        self.compute(act.on)
        return Effects(recorded={"cents": self.revoked_cents, "recover": self.recover_cents})

    @step(
        "RV03",
        source=[S.PROPOSED, S.DECIDING],
        target=S.DISMISSED,
        by=[Role.APPROVER],
        eyes=Eyes.E1,
        label=pgettext_lazy("a revocation", "Dismiss"),
        facts={"reason": str},
    )
    def dismiss(self: Revocation, act: Act) -> Effects:
        """Revoke nothing: the hold that came with the notice is lifted."""
        self.ended_on = act.on
        told = (Word("revocation_dismissed"),) if self.notified_on else ()
        return Effects(fire=lifted(self), words=told)

    @step(
        "RV04",
        source=S.PROPOSED,
        target=S.NOTIFIED,
        by=OFFICE,
        approved_by=[Role.APPROVER],
        eyes=Eyes.E2,
        label=_("Begin the revocation"),
        guards=[
            guards.case_can_be_revoked,
            guards.something_is_revoked,
            guards.within_the_books,
            guards.payments_can_be_held,
        ],
    )
    def notify(self: Revocation, act: Act) -> Effects:
        """Tell the person what is intended (AVR): days to answer, and payments stand still."""
        self.notified_on = act.on
        self.due_on = act.on + timedelta(days=self.term("revocation_days").value)
        self.signers = list(act.approvals)
        return Effects(
            papers=("revocation_start",),
            words=(Word("revocation_notified", {"due_on": self.due_on.isoformat()}),),
            beginnings=held(self, "revocation_started", on=act.on),
            recorded={"cents": self.revoked_cents},
        )

    @step(
        "RV05",
        source=S.NOTIFIED,
        target=S.COUNTERED,
        by=[Role.PARTICIPANT, Role.OPERATOR],
        label=_("Answer the notice"),
        guards=[guards.the_term_runs, guards.something_is_said],
    )
    def counter(self: Revocation, act: Act) -> None:
        """Say what speaks against the revocation; the decision has to answer it."""
        self.countered_on = act.on

    @step(
        "RV06",
        source=S.NOTIFIED,
        target=S.TERM_EXPIRED,
        by=[Role.SYSTEM],
        label=_("The term passes"),
        guards=[guards.the_term_has_passed],
    )
    def expire(self: Revocation, act: Act) -> None:
        """Go on without counter-arguments: the term has passed."""
