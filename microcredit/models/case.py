"""The loan itself: the facts of its life, each tied to its state by a named check."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lifecycle.checks import days_in_order, needs
from microcredit.arrears import ageing
from microcredit.ledger import pauses_of
from microcredit.lifecycle import LoanLifecycle
from microcredit.models.product import LoanProduct
from microcredit.schedule import Row
from microcredit.standing import Standing, standing
from microcredit.states import (
    OPEN,
    PORTFOLIO,
    AssessmentState,
    ReschedulingState,
    TrancheState,
)
from microcredit.states import LoanState as S
from people.reach import reach
from people.scope import NOTHING, ScopedModel
from programme.terms import approvals_needed

if TYPE_CHECKING:
    from microcredit.models import Assessment, ScheduleVersion, Tranche
    from people.models import User

SINCE_MONEY = (S.CURRENT, S.LATE, S.HOLIDAY, S.DEFAULT)
SINCE_CONTRACT = (
    S.CONTRACTED,
    S.DISBURSING,
    *SINCE_MONEY,
    S.REPAID,
    S.RECOVERY,
    S.WRITTEN_OFF,
    S.SETTLED,
    S.REVOKED,
)
SINCE_APPROVED = (S.APPROVED, *SINCE_CONTRACT, S.LAPSED, S.WAIVED)
SINCE_PROPOSED = (S.COMMITTEE, *SINCE_APPROVED)
SINCE_ASSESSED = (S.ASSESSMENT, *SINCE_PROPOSED)
SINCE_SUBMITTED = (
    S.SUBMITTED,
    S.UNDER_REVIEW,
    S.INTEGRATION,
    S.ADVERSE_NOTICE,
    *SINCE_ASSESSED,
    S.WITHDRAWN,
    S.REJECTED,
)


class Loan(LoanLifecycle, ScopedModel):
    """A social microloan: one person, one product, a plan, and the receipts that repay it."""

    PREFIX = "MIC"

    class Meta:
        verbose_name = _("loan")
        verbose_name_plural = _("loans")
        ordering = ("-id",)
        constraints = [
            needs("product", SINCE_SUBMITTED, name="loan_has_its_product"),
            needs("submitted_on", SINCE_SUBMITTED, name="loan_submitted_has_its_day"),
            needs("requested_cents", SINCE_SUBMITTED, name="loan_submitted_has_its_amount"),
            needs("position", SINCE_ASSESSED, name="loan_assessed_has_its_budget"),
            needs("proposed_cents", SINCE_PROPOSED, name="loan_proposed_has_its_amount"),
            needs("approved_cents", SINCE_APPROVED, name="loan_approved_has_its_amount"),
            needs("sign_by", SINCE_APPROVED, name="loan_approved_has_its_term"),
            needs("contracted_on", SINCE_CONTRACT, name="loan_contract_has_its_day"),
            needs("drawn_on", SINCE_MONEY, name="loan_drawn_has_its_day"),
            needs("repaid_on", (S.REPAID,), name="loan_repaid_has_its_day"),
            needs("ended_on", (S.CLOSED, S.REJECTED), name="loan_closed_has_its_day"),
            days_in_order("submitted_on", "taken_on", name="loan_taken_after_submission"),
            days_in_order("approved_on", "contracted_on", name="loan_signed_after_approval"),
            models.CheckConstraint(
                condition=Q(contracted_on__isnull=True) | Q(contracted_on__lte=F("sign_by")),
                name="loan_signed_in_time",
                violation_error_message=_("The contract was to be signed earlier."),
            ),
            models.CheckConstraint(
                condition=Q(approved_cents__isnull=True)
                | Q(approved_cents__gt=0, approved_cents__lte=F("proposed_cents")),
                name="loan_approved_within_proposal",
                violation_error_message=_("No more is approved than was proposed."),
            ),
            models.CheckConstraint(
                condition=Q(proposed_cents__isnull=True)
                | Q(proposed_cents__gt=0, proposed_cents__lte=F("requested_cents")),
                name="loan_proposed_within_request",
                violation_error_message=_("No more is proposed than was asked."),
            ),
            models.CheckConstraint(
                condition=Q(approved_by="") | ~Q(proposed_by="") & ~Q(approved_by=F("proposed_by")),
                name="loan_approver_is_not_proposer",
                violation_error_message=_("Nobody approves what they proposed."),
            ),
            models.CheckConstraint(
                condition=Q(outstanding_cents__gte=0, credit_cents__gte=0, refunded_cents__gte=0),
                name="loan_sums_not_negative",
                violation_error_message=_("A sum of a loan is never below zero."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["repaid", "closed", "settled", "written_off"])
                | Q(outstanding_cents=0),
                name="loan_repaid_owes_nothing",
                violation_error_message=_("A loan that is repaid owes nothing."),
            ),
            needs("notice_due_on", (S.DEFAULT,), name="loan_default_has_its_notice"),
            needs("written_off_on", (S.WRITTEN_OFF,), name="loan_written_off_has_its_day"),
            needs("settle_cents", (S.SETTLED,), name="loan_settled_has_its_amount"),
            needs("revoked_on", (S.REVOKED,), name="loan_revoked_has_its_day"),
            models.CheckConstraint(
                condition=Q(provided_cents__gte=0, recovered_cents__gte=0)
                & Q(recovered_cents__lte=F("lost_cents")),
                name="loan_recovers_no_more_than_it_lost",
                violation_error_message=_("No more comes back late than was written off."),
            ),
            models.UniqueConstraint(
                fields=["participant", "operation"],
                condition=Q(state__in=[str(state) for state in OPEN]),
                name="loan_one_open_per_person",
                violation_error_message=_("This person already has a loan under way."),
            ),
        ]
        indexes = [
            models.Index(fields=["partner", "state", "-id"], name="loan_desk"),
            models.Index(fields=["state", "sign_by"], name="loan_to_be_signed"),
            models.Index(
                fields=["oldest_unpaid_on"],
                condition=Q(state__in=[str(state) for state in PORTFOLIO]),
                name="loan_by_oldest_unpaid",
            ),
        ]

    def approvals_wanted(self, cents: int | None) -> int:
        """Return how many approvals the call's bands want: two at least for an override."""
        wanted = approvals_needed(self.call, cents=cents or 0)
        above = self.overridden and self.state == S.COMMITTEE
        return max(wanted, 2) if above or self._rescheduled_above() else wanted

    def _rescheduled_above(self) -> bool:
        """Say whether a rescheduling is decided above the budget, or for a further time."""
        examined = self.reschedulings.as_system().filter(state=ReschedulingState.IN_REVIEW)
        again = self.versions.as_system().filter(cause="rescheduling").exists()
        return any(row.overridden or again for row in examined)

    @property
    def procedure_days(self) -> tuple[date | None, date | None]:
        """Return when the application was received, and when it was decided or taken back."""
        return self.submitted_on, self.approved_on or self.ended_on

    def offered(self, on: date) -> LoanProduct | None:
        """Return the product that the call offers on a day, if it offers one."""
        return LoanProduct.objects.in_force(on).filter(call=self.call_id).first()

    @property
    def product_in_force(self) -> LoanProduct:
        """Return the product of the loan; LookupError for a draft that has none."""
        if self.product is None:
            raise LookupError(f"{self.label} has no product")
        return self.product

    @property
    def is_disbursing(self) -> bool:
        """Say whether tranches are still to come."""
        return bool(self.state == S.DISBURSING)

    @property
    def plan_rows(self) -> tuple[Row, ...]:
        """Return the rows of the plan that is in force, none before the contract."""
        version = self.live_version
        return version.plan_rows if version else ()

    @property
    def live_version(self) -> ScheduleVersion | None:
        """Return the version of the plan that is in force."""
        found: ScheduleVersion | None = self.versions.as_system().order_by("-number").first()
        return found

    def version_before(self, cause: str) -> ScheduleVersion | None:
        """Return the version that was in force before the last one with a cause."""
        last = self.versions.as_system().filter(cause=cause).order_by("-number").first()
        if last is None:
            return None
        found: ScheduleVersion = self.versions.as_system().get(number=last.number - 1)
        return found

    @property
    def keeps_its_claim(self) -> bool:
        """Say that what was paid stays a claim of the loan itself, and no recovery's (L44)."""
        return True

    def version_on(self, day: date) -> ScheduleVersion | None:
        """Return the version of the plan that was in force at the end of a day."""
        drawn_up = self.versions.as_system().filter(drawn_up_on__lte=day)
        found: ScheduleVersion | None = drawn_up.order_by("-number").first()
        return found

    @property
    def live_assessment(self) -> Assessment | None:
        """Return the assessment that was written last."""
        found: Assessment | None = (
            self.assessments.as_system()
            .exclude(state=AssessmentState.SUPERSEDED)
            .order_by("-number")
            .first()
        )
        return found

    @property
    def last_assessment(self) -> Assessment:
        """Return the assessment that was written last; LookupError if there is none."""
        found = self.live_assessment
        if found is None:
            raise LookupError(f"{self.label} has no assessment")
        return found

    @property
    def next_tranche(self) -> Tranche | None:
        """Return the first tranche that is still planned."""
        planned = self.tranches.as_system().filter(state=TrancheState.PLANNED)
        found: Tranche | None = planned.order_by("number").first()
        return found

    def note_standing(self, on: date) -> Standing:
        """Note what the replay of the receipts says on a day, and return it."""
        return self.note(standing(self, on=on))

    def note(self, now: Standing) -> Standing:
        """Note principal owed, oldest unpaid instalment and credit."""
        self.outstanding_cents = now.replayed.principal_owed
        self.oldest_unpaid_on = now.replayed.oldest_unpaid
        self.credit_cents = max(now.replayed.over - self.refunded_cents, 0)
        self.ages_from, self.frozen_on = ageing(
            now.replayed.oldest_unpaid, pauses_of(self), on=now.on
        )
        bearing = (each.row for each in now.instalments if each.row.interest)
        known = self.booked_to
        self.accrues_on = next(
            (row.due_on for row in bearing if known is None or row.due_on > known), None
        )
        return now

    @classmethod
    def scope(cls, user: User, *, on: date) -> Q:
        """Return: one's own loans, and those of the partner and operation of one's mandates."""
        own = Q(participant=user.participant_id) if user.participant_id else NOTHING
        return own | reach(user, on=on, partner="partner", operation="operation")
