"""The expenditure item: one payable that was paid, on its way into a claim."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from expenditure.item_lifecycle import ItemLifecycle
from expenditure.models.rules import READERS, told_in
from expenditure.states import ItemState as S
from people.reach import reach
from people.scope import ScopedModel
from programme.models.funding import CostOption

if TYPE_CHECKING:
    from people.models import User


class Item(ItemLifecycle, ScopedModel):
    """An expenditure item (voce di spesa): a case of its own, since it exists before its claim."""

    PREFIX = "VSP"

    class Meta:
        verbose_name = _("expenditure item")
        verbose_name_plural = _("expenditure items")
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(
                fields=["payable"],
                condition=~Q(state="cancelled"),
                name="expenditure_item_one_per_payable",
                violation_error_message=_("This payment is an expenditure item already."),
            ),
            models.UniqueConstraint(
                fields=["claim", "row_number"],
                name="expenditure_item_row_once",
                violation_error_message=_("Each row of a claim has its own number."),
            ),
            models.CheckConstraint(
                condition=Q(
                    declared_cents__gt=0,
                    declared_cents__lte=F("share_cents"),
                    share_cents__lte=F("document_cents"),
                ),
                name="expenditure_item_amounts_in_order",
                violation_error_message=_(
                    "No more is declared than the share, and no more is a share than the document."
                ),
            ),
            models.CheckConstraint(
                condition=Q(state="declared", claim__isnull=False)
                | ~Q(state="declared") & Q(claim__isnull=True, row_number__isnull=True),
                name="expenditure_item_declared_in_a_claim",
                violation_error_message=_("An item is declared in a claim, and only there."),
            ),
            told_in(
                (S.READY, S.DECLARED),
                ~Q(document_ref="")
                & ~Q(cup="")
                & ~Q(bank_reference="")
                & Q(document_on__isnull=False, paid_on__isnull=False, value_on__isnull=False)
                & Q(booked_on__isnull=False, completed_on__isnull=False),
                name="expenditure_item_ready_is_complete",
                otherwise=_("A ready item has its document, its CUP and its payment."),
            ),
            told_in(
                (S.READY, S.DECLARED),
                ~Q(cost_option=CostOption.REAL) | Q(paid_on__gte=F("document_on")),
                name="expenditure_item_paid_after_document",
                otherwise=_("The document is later than its payment."),
            ),
            told_in(
                (S.CANCELLED,),
                ~Q(reason=""),
                name="expenditure_item_cancelled_for_a_reason",
                otherwise=_("Say why the item is cancelled."),
            ),
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")),
                name="expenditure_item_period_in_order",
                violation_error_message=_("The period ends before it begins."),
            ),
        ]
        indexes = [
            models.Index(fields=["partner", "state", "-id"], name="expenditure_item_desk"),
            models.Index(fields=["case_label"], name="expenditure_item_case"),
            models.Index(fields=["part_label"], name="expenditure_item_part"),
            models.Index(fields=["document"], name="expenditure_item_document"),
        ]

    @classmethod
    def scope(cls, user: User, *, on: date) -> Q:
        """Return: the items of the partner and operation of one's mandates."""
        return reach(user, on=on, roles=READERS)
