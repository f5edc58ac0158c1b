"""P-REV, second part: decided, issued, confirmed, annulled (lifecycles 1)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.acts import Act
from lifecycle.effects import Announcement, Effects, Word
from lifecycle.procedures.hold.beginning import lifted
from lifecycle.procedures.recovery.beginning import annulled, opened
from lifecycle.procedures.recovery.facts import Origin
from lifecycle.procedures.revocation import guards, money
from lifecycle.procedures.revocation.machine import OFFICE, RevocationBeginning
from lifecycle.procedures.revocation.states import IN_FORCE
from lifecycle.procedures.revocation.states import RevocationState as S
from lifecycle.steps import Eyes, step
from people.roles import Role

if TYPE_CHECKING:
    from lifecycle.models import Revocation


def _revoked_cents(revocation: Revocation, _act: Act) -> int:
    return revocation.revoked_cents


class RevocationLifecycle(RevocationBeginning):
    """From the counter-arguments to an act that stands, or falls."""

    class Meta:
        abstract = True

    @step(
        "RV07",
        source=[S.COUNTERED, S.TERM_EXPIRED],
        target=S.DECIDING,
        by=OFFICE,
        label=_("Weigh the decision"),
    )
    def decide(self: Revocation, act: Act) -> None:
        """Weigh what was said against what was found."""
        self.compute(act.on)

    @step(
        "RV08",
        source=S.DECIDING,
        target=S.INTEGRATION,
        by=OFFICE,
        label=_("Wait for integrations"),
        facts={"reason": str},
    )
    def wait(self: Revocation, act: Act) -> None:
        """Wait for something that the decision needs."""

    @step(
        "RV09",
        source=S.INTEGRATION,
        target=S.DECIDING,
        by=OFFICE,
        label=_("Go on with the decision"),
    )
    def go_on(self: Revocation, act: Act) -> None:
        """Go on: what was awaited is there, or will not come."""
        self.compute(act.on)

    @step(
        "RV10",
        source=S.DECIDING,
        target=S.ISSUED,
        by=OFFICE,
        approved_by=[Role.APPROVER],
        eyes=Eyes.E3,
        amount=_revoked_cents,
        label=_("Issue the revocation"),
        guards=[
            guards.case_can_be_revoked,
            guards.something_is_revoked,
            guards.within_the_books,
            guards.as_the_books_are_now,
            guards.nothing_waits_for_payment,
            guards.nothing_of_it_is_claimed,
        ],
    )
    def issue(self: Revocation, act: Act) -> Effects:
        """Revoke (REVOCA): the unpaid is free again, the paid becomes a recovery."""
        self.interest_cents = money.interest_until(self, on=act.on)
        self.issued_on, self.signers = act.on, list(act.approvals)
        self.due_on = act.on + timedelta(days=self.term("appeal_court_days").value)
        event = guards.ISSUED[self.total]
        return Effects(
            papers=("revocation_act",),
            words=(Word("revocation_issued", {"cents": self.revoked_cents}),),
            fire=lifted(self),
            announcements=(Announcement(event, self.case_label, {"procedure": self.label}),),
            beginnings=opened(self, money.debts(self), origin=Origin.REVOCATION),
            recorded={"cents": self.revoked_cents, "recover": self.recover_cents},
        )

    @step(
        "RV11",
        source=S.ISSUED,
        target=S.CONFIRMED,
        by=[Role.SYSTEM],
        label=pgettext_lazy("a revocation", "Confirm"),
        guards=[guards.the_term_has_passed, guards.no_appeal_is_pending],
    )
    def confirm(self: Revocation, act: Act) -> None:
        """Stand: the term for appeals has passed, and none is pending."""
        self.ended_on = act.on

    @step(
        "RV12",
        source=[*IN_FORCE],
        target=S.ANNULLED,
        by=[Role.GRANT_OFFICER, Role.LEGAL],
        approved_by=[Role.APPROVER],
        eyes=Eyes.E2,
        label=_("Annul the revocation"),
        facts={"reason": str},
        guards=[
            guards.another_than_who_signed,
            guards.case_can_be_reinstated,
        ],
    )
    def annul(self: Revocation, act: Act) -> Effects:
        """Withdraw the act in self-protection (AUTOT): everything is as it was before."""
        return _undone(self, act)

    @step(
        "RV13",
        source=[*IN_FORCE],
        target=S.ANNULLED,
        by=[Role.SYSTEM],
        label=_("Annul on appeal"),
        guards=[guards.case_can_be_reinstated],
    )
    def annul_on_appeal(self: Revocation, act: Act) -> Effects:
        """Follow an appeal that was upheld: everything is as it was before."""
        return _undone(self, act)


def _undone(revocation: Revocation, act: Act) -> Effects:
    revocation.ended_on = act.on
    event = guards.ANNULLED[revocation.total]
    facts = {"procedure": revocation.label}
    return Effects(
        papers=("revocation_annulled",),
        words=(Word("revocation_annulled"),),
        fire=annulled(revocation),
        announcements=(Announcement(event, revocation.case_label, facts),),
    )
