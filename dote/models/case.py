"""The dote itself: the facts of its life, each tied to its state by a named check."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dote.lifecycle import DoteLifecycle
from dote.states import OPEN
from dote.states import DoteState as S
from lifecycle.checks import days_in_order, needs
from people.reach import reach
from people.scope import NOTHING, ScopedModel
from programme.money import to_cents
from programme.terms import approvals_needed

if TYPE_CHECKING:
    from people.models import User

SINCE_SUBMITTED = (
    S.SUBMITTED,
    S.UNDER_REVIEW,
    S.INTEGRATION,
    S.ADVERSE_NOTICE,
    S.NOT_ELIGIBLE,
    S.ELIGIBLE,
    S.WAITLISTED,
    S.PLANNING,
    S.AWARDED,
    S.ACTIVE,
    S.SUSPENDED,
    S.COMPLETED,
    S.SETTLING,
    S.WAIVED,
    S.CLOSED,
    S.REVOKED,
    S.WITHDRAWN,
    S.LAPSED,
)
SINCE_AWARD = (
    S.AWARDED,
    S.ACTIVE,
    S.SUSPENDED,
    S.COMPLETED,
    S.SETTLING,
    S.WAIVED,
    S.CLOSED,
    S.REVOKED,
)
SINCE_PLANNING = (S.PLANNING, *SINCE_AWARD)
SINCE_SIGNED = (S.ACTIVE, S.SUSPENDED, S.COMPLETED, S.SETTLING, S.CLOSED)
SINCE_COMPLETED = (S.COMPLETED, S.SETTLING, S.CLOSED)
WITH_AN_OUTCOME = (*SINCE_COMPLETED, S.WAIVED)
ENDED_BEFORE = ("revoked_on", "waived_on")
"""Days that say that a dote ended before its services did."""


class Dote(DoteLifecycle, ScopedModel):
    """An individual endowment: one person, one call, a ceiling, and services paid within it."""

    PREFIX = "DOT"

    class Meta:
        verbose_name = _("dote")
        verbose_name_plural = _("dotes")
        ordering = ("-id",)
        constraints = [
            needs("submitted_on", SINCE_SUBMITTED, name="dote_submitted_has_its_day"),
            needs("ceiling_cents", SINCE_PLANNING, name="dote_planning_has_its_ceiling"),
            needs("awarded_cents", SINCE_AWARD, name="dote_award_has_its_amount"),
            needs("awarded_on", SINCE_AWARD, name="dote_award_has_its_day"),
            needs("signed_on", SINCE_SIGNED, name="dote_active_is_signed", unless=ENDED_BEFORE),
            needs(
                "completed_on",
                SINCE_COMPLETED,
                name="dote_completed_has_its_day",
                unless=ENDED_BEFORE,
            ),
            needs("revoked_on", (S.REVOKED,), name="dote_revoked_has_its_day"),
            needs("suspended_on", (S.SUSPENDED,), name="dote_suspended_has_its_day"),
            needs("waived_on", (S.WAIVED,), name="dote_waived_has_its_day"),
            needs("ended_on", (S.CLOSED,), name="dote_closed_has_its_day"),
            needs("ended_on", (S.NOT_ELIGIBLE,), name="dote_refused_has_its_day"),
            models.CheckConstraint(
                condition=~Q(state=S.NOT_ELIGIBLE) | ~Q(refusal_reasons=[]),
                name="dote_refused_for_a_reason",
                violation_error_message=_("A refusal has at least one reason."),
            ),
            needs("queued_on", (S.WAITLISTED,), name="dote_waiting_has_its_day"),
            models.CheckConstraint(
                condition=Q(called_on__isnull=True, confirm_by__isnull=True)
                | Q(called_on__isnull=False, confirm_by__gte=F("called_on")),
                name="dote_called_up_has_its_term",
                violation_error_message=_("Whoever is called up has a day to confirm by."),
            ),
            days_in_order("submitted_on", "taken_on", name="dote_taken_after_submission"),
            days_in_order("eligible_on", "awarded_on", name="dote_awarded_after_eligible"),
            days_in_order("awarded_on", "signed_on", name="dote_signed_after_award"),
            days_in_order("signed_on", "completed_on", name="dote_completed_after_signature"),
            models.CheckConstraint(
                condition=Q(signed_on__isnull=True) | Q(signed_on__lte=F("sign_by")),
                name="dote_signed_in_time",
                violation_error_message=_("The pact was to be signed earlier."),
            ),
            models.CheckConstraint(
                condition=Q(awarded_cents__isnull=True)
                | Q(awarded_cents__gt=0, awarded_cents__lte=F("ceiling_cents")),
                name="dote_award_within_ceiling",
                violation_error_message=_("The award is above the ceiling of the dote."),
            ),
            models.CheckConstraint(
                condition=Q(awarded_by="") | ~Q(proposed_by="") & ~Q(awarded_by=F("proposed_by")),
                name="dote_approver_is_not_proposer",
                violation_error_message=_("Nobody approves what they proposed."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=WITH_AN_OUTCOME)
                | ~Q(outcome="")
                | Q(revoked_on__isnull=False),
                name="dote_completed_has_an_outcome",
                violation_error_message=_("Say how the path ended."),
            ),
            models.UniqueConstraint(
                fields=["participant", "operation"],
                condition=Q(state__in=[*OPEN]),
                name="dote_one_open_per_person",
                violation_error_message=_(
                    "This person already has an open dote on this operation."
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["partner", "state", "-id"], name="dote_desk"),
            models.Index(fields=["partner", "-id"], name="dote_list"),
            models.Index(fields=["state", "sign_by"], name="dote_to_be_signed"),
        ]

    def approvals_wanted(self, cents: int | None) -> int:
        """Return how many approvals the call's bands want for an amount in cents."""
        return approvals_needed(self.call, cents=cents or 0)

    @property
    def runs_until(self) -> date | None:
        """Return the day on which its services end, while it is active."""
        return self.ends_on if self.state == S.ACTIVE else None

    @property
    def procedure_days(self) -> tuple[date | None, date | None]:
        """Return when the application was received, and when it was decided or taken back."""
        return self.submitted_on, self.eligible_on or self.ended_on

    @property
    def offered_cents(self) -> int:
        """Return what the call offers one dote: the sum of its services' ceilings, in cents."""
        return sum(to_cents(offer.ceiling) for offer in self.call.offers.all())

    @classmethod
    def scope(cls, user: User, *, on: date) -> Q:
        """Return: one's own dotes, and those of the partner and operation of one's mandates."""
        own = Q(participant=user.participant_id) if user.participant_id else NOTHING
        return own | reach(user, on=on, partner="partner", operation="operation")
