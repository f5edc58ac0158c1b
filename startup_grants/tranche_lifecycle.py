"""The tranche's machine (lifecycles 4, Tranche): asked for, checked, authorised, paid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.acts import Act
from lifecycle.effects import Effects, Word
from lifecycle.facts import Maybe
from lifecycle.procedures.hold.guards import no_hold_stops_decisions, no_hold_stops_payments
from lifecycle.state_field import StateField
from lifecycle.steps import Eyes, opening, step
from people.roles import Role
from startup_grants import money
from startup_grants import tranche_guards as guards
from startup_grants.application_lifecycle import APPLICANT
from startup_grants.states import TrancheState as S
from startup_grants.tranche_facts import TrancheFacts

if TYPE_CHECKING:
    from startup_grants.models import Tranche


def approved_cents(tranche: Tranche, act: Act) -> int:
    """Return what is about to be authorised, in cents (for the approval bands)."""
    return tranche.approved_cents or 0


class TrancheLifecycle(TrancheFacts):
    """One payment of a grant: an advance, a progress payment, the balance."""

    state = StateField(protected=True, choices=S.choices, default=S.NOT_DUE, max_length=20)

    class Meta:
        abstract = True

    @opening("GT1", by=[Role.SYSTEM], label=_("Foresee a tranche"))
    def foresee(self: Tranche, act: Act) -> None:
        """Open a tranche that the call foresees, when the agreement is signed."""

    @step(
        "GT2",
        source=S.NOT_DUE,
        target=S.REQUESTED,
        by=APPLICANT,
        label=pgettext_lazy("a tranche", "Ask for it"),
        facts={"cents": Maybe(int)},
        guards=[
            guards.the_grant_can_be_paid,
            guards.earlier_tranches_are_decided,
            guards.the_request_is_kept,
            guards.an_advance_keeps_its_percentage,
            guards.an_advance_is_guaranteed,
            guards.costs_are_presented,
        ],
    )
    def request(self: Tranche, act: Act) -> Effects:
        """Ask for it: an advance against a guarantee, the others against costs."""
        self.requested_on = act.on
        self.requested_cents = act.get("cents") or money.asked_by_costs(self)
        return Effects(recorded={"cents": self.requested_cents})

    @step(
        "GT3",
        source=S.REQUESTED,
        target=S.WITHDRAWN,
        by=APPLICANT,
        label=_("Withdraw"),
    )
    def withdraw(self: Tranche, act: Act) -> None:
        """Take the request back; what the call foresees for it is not asked for."""

    @step(
        "GT3R",
        source=S.NOT_DUE,
        target=S.WITHDRAWN,
        by=APPLICANT,
        label=pgettext_lazy("a tranche", "Renounce"),
        guards=[guards.the_grant_can_be_paid, guards.no_expense_waits_for_it],
    )
    def renounce(self: Tranche, act: Act) -> None:
        """Never ask for it: the final report does not wait for it any more."""

    @step(
        "GT4",
        source=S.REQUESTED,
        target=S.IN_CHECK,
        by=[Role.GRANT_OFFICER],
        label=pgettext_lazy("a tranche", "Check it"),
    )
    def take(self: Tranche, act: Act) -> Effects:
        """Begin to check what was asked for, expense by expense."""
        return Effects(words=(Word("grant_tranche_taken", {"number": self.number}),))

    @step(
        "GT5",
        source=S.IN_CHECK,
        target=S.APPROVED,
        by=[Role.GRANT_OFFICER],
        label=pgettext_lazy("a tranche", "Approve"),
        guards=[
            guards.every_expense_is_decided,
            guards.nothing_was_cut,
            guards.contributions_in_order_today,
            guards.within_what_is_left_of_the_grant,
        ],
    )
    def approve(self: Tranche, act: Act) -> Effects:
        """Approve all that was asked for."""
        return _decided(self, act, None, [])

    @step(
        "GT6",
        source=S.IN_CHECK,
        target=S.APPROVED_PART,
        by=[Role.GRANT_OFFICER],
        label=_("Approve with a cut"),
        facts={"cents": Maybe(int), "reason": Maybe(str)},
        guards=[
            guards.every_expense_is_decided,
            guards.something_was_cut,
            guards.contributions_in_order_today,
            guards.within_what_is_left_of_the_grant,
        ],
    )
    def approve_part(self: Tranche, act: Act) -> Effects:
        """Approve a part: the reasons are those of the expenses that were cut, or the one told."""
        told = [act["reason"]] if act.get("reason") else []
        return _decided(self, act, act.get("cents"), told + money.reasons_of(self))

    @step(
        "GT7",
        source=S.IN_CHECK,
        target=S.REJECTED,
        by=[Role.GRANT_OFFICER],
        label=pgettext_lazy("a tranche", "Reject"),
        facts={"reason": str},
    )
    def reject(self: Tranche, act: Act) -> Effects:
        """Pay nothing, for a reason."""
        self.decided_on, self.reasons = act.on, [act["reason"]]
        return Effects(words=(Word("grant_tranche_rejected", {"number": self.number}),))

    @step(
        "GT8",
        source=[S.APPROVED, S.APPROVED_PART],
        target=S.AUTHORISED,
        by=[Role.GRANT_OFFICER],
        approved_by=[Role.APPROVER],
        eyes=Eyes.E3,
        amount=approved_cents,
        label=_("Authorise the payment"),
        guards=[
            guards.the_grant_can_be_paid,
            guards.an_advance_is_guaranteed,
            no_hold_stops_decisions,
        ],
    )
    def authorise(self: Tranche, act: Act) -> None:
        """Authorise what was approved, with as many signatures as the amount wants."""
        self.proposed_by, self.authorised_by = act.proposer, act.by.label
        self.authorised_on = act.on

    @step(
        "GT9",
        source=S.AUTHORISED,
        target=S.IN_PAYMENT,
        by=[Role.FINANCE],
        label=_("Clear for payment"),
        guards=[
            guards.the_grant_can_be_paid,
            guards.an_advance_is_guaranteed,
            guards.the_account_is_verified,
            guards.something_of_it_is_to_be_paid,
            no_hold_stops_payments,
        ],
    )
    def clear(self: Tranche, act: Act) -> Effects:
        """Make it payable (LIQ); costs clear what they justify of the advance (CLR)."""
        return Effects(
            postings=money.clearance(self),
            payables=(money.payable(self, on=act.on),),
            recorded={"cents": self.approved_cents},
        )

    @step(
        "GT9Z",
        source=S.AUTHORISED,
        target=S.PAID,
        by=[Role.FINANCE],
        label=_("Clear the advance, nothing to pay"),
        guards=[
            guards.the_grant_can_be_paid,
            guards.nothing_of_it_is_to_be_paid,
            no_hold_stops_payments,
        ],
    )
    def clear_unpaid(self: Tranche, act: Act) -> Effects:
        """Let costs that an advance has paid already justify it (CLR): nothing is left to pay."""
        self.paid_on = act.on
        return Effects(
            postings=(money.clearance_of_advance(self),),
            recorded={"clears_cents": self.clears_cents},
        )

    @step(
        "GT10",
        source=S.IN_PAYMENT,
        target=S.AUTHORISED,
        by=[Role.FINANCE],
        label=_("Take the clearance back"),
        facts={"reason": str},
        guards=[guards.not_on_its_way_to_the_bank, guards.nothing_of_an_advance_was_cleared],
    )
    def take_back(self: Tranche, act: Act) -> Effects:
        """Take it back before it is paid (ULIQ)."""
        return Effects(postings=(money.clearance_undone(self),), dropped_payables=(self.label,))

    @step(
        "GT11",
        source=S.IN_PAYMENT,
        target=S.PAID,
        by=[Role.SYSTEM],
        label=pgettext_lazy("a tranche", "Paid"),
    )
    def mark_paid(self: Tranche, act: Act) -> Effects:
        """The bank has executed the payment."""
        return _paid(self, act)

    @step("GT12", source=S.PAID, target=S.RETURNED, by=[Role.SYSTEM], label=_("Returned"))
    def mark_returned(self: Tranche, act: Act) -> Effects:
        """The bank has returned the payment."""
        return Effects(words=(Word("grant_tranche_returned", {"number": self.number}),))

    @step("GT13", source=S.RETURNED, target=S.PAID, by=[Role.SYSTEM], label=_("Paid again"))
    def mark_reissued(self: Tranche, act: Act) -> Effects:
        """The payment was sent again and the bank has executed it."""
        return _paid(self, act)

    @step(
        "GT14",
        source=S.RETURNED,
        target=S.AUTHORISED,
        by=[Role.SYSTEM],
        label=_("Payment given up"),
    )
    def mark_dropped(self: Tranche, act: Act) -> None:
        """Nobody could be paid: the sum is committed again."""
        self.paid_on = None


def _decided(tranche: Tranche, act: Act, cents: int | None, reasons: list[str]) -> Effects:
    tranche.approved_cents, tranche.clears_cents = money.entitled(tranche, cents)
    tranche.decided_on, tranche.reasons = act.on, list(dict.fromkeys(reasons))
    facts = {"number": tranche.number, "cents": tranche.approved_cents}
    return Effects(
        words=(Word("grant_tranche_approved", facts),),
        recorded={"cents": tranche.approved_cents, "clears_cents": tranche.clears_cents},
    )


def _paid(tranche: Tranche, act: Act) -> Effects:
    tranche.paid_on = act.value_on or act.on
    facts = {"number": tranche.number, "cents": tranche.approved_cents}
    return Effects(words=(Word("grant_tranche_paid", facts),))
