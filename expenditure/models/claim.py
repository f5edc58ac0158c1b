"""The claim: what a partner declares of one fund for one period, and to whom it is transmitted."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from expenditure.claim_lifecycle import ClaimLifecycle
from expenditure.models.rules import READERS, told_in
from expenditure.states import OPEN_CLAIMS, TRANSMITTED, ClaimKind
from expenditure.states import ClaimState as S
from people.reach import reach
from people.scope import ScopedModel

if TYPE_CHECKING:
    from people.models import User


class Claim(ClaimLifecycle, ScopedModel):
    """A claim for reimbursement (domanda di rimborso): statements are per fund (decisions 11)."""

    PREFIX = "DDR"

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(
                fields=["operation", "partner", "fund"],
                condition=Q(state__in=[str(state) for state in OPEN_CLAIMS]),
                name="expenditure_claim_one_open",
                violation_error_message=_(
                    "Another claim of this partner on this fund is being prepared."
                ),
            ),
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")),
                name="expenditure_claim_period_in_order",
                violation_error_message=_("The period ends before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(signed_by="")
                | ~Q(signed_by=F("opened_by")) & ~Q(signed_by=F("prechecked_by")),
                name="expenditure_claim_signed_by_another",
                violation_error_message=_("Nobody signs a claim that they prepared."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=ClaimKind.NIL) | Q(row_count__isnull=True) | Q(row_count=0),
                name="expenditure_claim_nil_is_empty",
                violation_error_message=_("A nil claim declares nothing."),
            ),
            told_in(
                (S.PRECHECKED, S.SIGNED, *TRANSMITTED),
                ~Q(rows_hash="")
                & ~Q(prechecked_by="")
                & Q(
                    row_count__isnull=False,
                    declared_cents__isnull=False,
                    prechecked_on__isnull=False,
                ),
                name="expenditure_claim_checked_has_totals",
                otherwise=_("A prechecked claim has its rows counted, summed and hashed."),
            ),
            told_in(
                (S.SIGNED, *TRANSMITTED),
                ~Q(signed_by="") & Q(signed_on__isnull=False),
                name="expenditure_claim_signed_by_someone",
                otherwise=_("A claim is signed by someone on a day."),
            ),
            told_in(
                TRANSMITTED,
                ~Q(transmitted_by="") & Q(transmitted_on__gte=F("period_end")),
                name="expenditure_claim_transmitted_after_its_period",
                otherwise=_("A claim is transmitted when its period is over."),
            ),
            told_in(
                (S.WITHDRAWN,),
                Q(withdrawn_on__gte=F("transmitted_on")),
                name="expenditure_claim_withdrawn_after_transmission",
                otherwise=_("Only what was transmitted is withdrawn."),
            ),
        ]
        indexes = [
            models.Index(fields=["partner", "state", "-id"], name="expenditure_claim_desk"),
            models.Index(
                fields=["operation", "partner", "fund", "period_end"],
                name="expenditure_claim_chain",
            ),
        ]

    @classmethod
    def scope(cls, user: User, *, on: date) -> Q:
        """Return: the claims of the partner and operation of one's mandates."""
        return reach(user, on=on, roles=READERS)
