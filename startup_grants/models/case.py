"""The grant itself: the facts of its life, each tied to its state by a named check."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lifecycle.checks import days_in_order, needs
from people.reach import reach
from people.scope import NOTHING, ScopedModel
from programme.terms import approvals_needed
from startup_grants.application_guards import OPEN_STATES
from startup_grants.lifecycle import GrantLifecycle
from startup_grants.states import (
    SINCE_FUNDED,
    SINCE_GRANTED,
    SINCE_SIGNED,
    SINCE_STARTED,
    SINCE_SUBMITTED,
)
from startup_grants.states import GrantState as S

if TYPE_CHECKING:
    from people.models import User


class Grant(GrantLifecycle, ScopedModel):
    """A start-up grant: one person with a business plan, one call, tranches paid against costs."""

    PREFIX = "CON"

    class Meta:
        verbose_name = _("start-up grant")
        verbose_name_plural = _("start-up grants")
        ordering = ("-id",)
        constraints = [
            needs("submitted_on", SINCE_SUBMITTED, name="grant_submitted_has_its_day"),
            needs("requested_cents", SINCE_SUBMITTED, name="grant_submitted_has_its_amount"),
            needs("ranked_cents", SINCE_FUNDED, name="grant_covered_has_its_amount"),
            needs("ready_by", SINCE_FUNDED, name="grant_covered_has_its_term"),
            needs("granted_cents", SINCE_GRANTED, name="grant_award_has_its_amount"),
            needs("awarded_on", SINCE_GRANTED, name="grant_award_has_its_day"),
            needs("signed_on", SINCE_SIGNED, name="grant_agreement_is_signed"),
            needs("started_on", SINCE_STARTED, name="grant_execution_has_begun"),
            needs("suspended_on", (S.SUSPENDED,), name="grant_suspended_on_a_day"),
            needs("finished_on", (S.FINAL_REPORTING, S.SETTLING), name="grant_finished_on_a_day"),
            needs("accepted_on", (S.SETTLING, S.MONITORING), name="grant_accepted_on_a_day"),
            needs("settled_on", (S.MONITORING,), name="grant_settled_on_a_day"),
            needs("stable_until", (S.MONITORING,), name="grant_stability_has_its_end"),
            needs("waived_on", (S.WAIVED,), name="grant_waived_on_a_day"),
            needs("revoked_on", (S.REVOKED,), name="grant_revoked_on_a_day"),
            needs("ended_on", (S.CLOSED,), name="grant_closed_on_a_day"),
            days_in_order("stable_from", "stable_until", name="grant_stability_in_order"),
            days_in_order("started_on", "ends_on", name="grant_works_end_after_start"),
            days_in_order("submitted_on", "taken_on", name="grant_taken_after_submission"),
            days_in_order("admitted_on", "scored_on", name="grant_scored_after_admission"),
            days_in_order("funded_on", "awarded_on", name="grant_awarded_after_cover"),
            days_in_order("awarded_on", "signed_on", name="grant_signed_after_award"),
            days_in_order("signed_on", "started_on", name="grant_started_after_signature"),
            models.CheckConstraint(
                condition=~Q(state__in=[str(state) for state in SINCE_SUBMITTED])
                | ~Q(plan_hash=""),
                name="grant_submitted_with_its_plan",
                violation_error_message=_("What was handed in is the plan with its fingerprint."),
            ),
            models.CheckConstraint(
                condition=Q(granted_cents__isnull=True)
                | Q(granted_cents__gt=0, granted_cents__lte=F("ranked_cents")),
                name="grant_within_its_cover",
                violation_error_message=_("No more is granted than the ranking gave."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[str(state) for state in SINCE_GRANTED])
                | ~Q(cor="") & ~Q(cup="") & ~Q(enterprise=""),
                name="grant_has_its_codes",
                violation_error_message=_("A grant has its enterprise, its COR and its CUP."),
            ),
            models.CheckConstraint(
                condition=Q(awarded_by="") | ~Q(proposed_by="") & ~Q(awarded_by=F("proposed_by")),
                name="grant_approver_is_not_proposer",
                violation_error_message=_("Nobody approves what they proposed."),
            ),
            models.CheckConstraint(
                condition=Q(signed_on__isnull=True) | Q(signed_on__lte=F("sign_by")),
                name="grant_signed_in_time",
                violation_error_message=_("The agreement was to be signed earlier."),
            ),
            models.UniqueConstraint(
                fields=["participant", "call"],
                condition=Q(state__in=[str(state) for state in OPEN_STATES]),
                name="grant_one_open_per_person",
                violation_error_message=_(
                    "This person already has an open application under this call."
                ),
            ),
            models.UniqueConstraint(
                fields=["cor"],
                condition=~Q(cor=""),
                name="grant_cor_once",
                violation_error_message=_("This COR is that of another grant."),
            ),
        ]
        indexes = [
            models.Index(fields=["partner", "state", "-id"], name="grant_desk"),
            models.Index(fields=["state", "sign_by"], name="grant_to_be_signed"),
        ]

    def approvals_wanted(self, cents: int | None) -> int:
        """Return how many approvals the call's bands want for an amount in cents."""
        return approvals_needed(self.call, cents=cents or 0)

    @property
    def procedure_days(self) -> tuple[date | None, date | None]:
        """Return when the application was received, and when it was decided or taken back."""
        return self.submitted_on, self.scored_on or self.ended_on

    @property
    def runs_until(self) -> date | None:
        """Return the last day for the works, which an extension can move; None when not begun."""
        return self.ends_on if self.state == S.IN_EXECUTION else None

    @property
    def owes_all_when_waived(self) -> bool:
        """Say that a grant was paid for the enterprise as a whole (G34)."""
        return True

    @classmethod
    def scope(cls, user: User, *, on: date) -> Q:
        """Return: one's own grants, and those of the partner and operation of one's mandates."""
        own = Q(participant=user.participant_id) if user.participant_id else NOTHING
        return own | reach(user, on=on, partner="partner", operation="operation")
