"""Tranches, the expenses presented for them, the guarantees for advances."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lifecycle.checks import needs
from people.scope import ScopedModel
from startup_grants.expense_lifecycle import ExpenseLifecycle
from startup_grants.fideiussione_lifecycle import FideiussioneLifecycle
from startup_grants.states import (
    CALLED_GUARANTEES,
    PAID_OR_ON_THE_WAY,
    ExpenseState,
    FideiussioneState,
)
from startup_grants.states import TrancheState as S
from startup_grants.tranche_lifecycle import TrancheLifecycle

if TYPE_CHECKING:
    from people.models import User

SINCE_AUTHORISED = (S.AUTHORISED, S.IN_PAYMENT, S.PAID, S.RETURNED)


class Tranche(TrancheLifecycle, ScopedModel):
    """One payment of a grant."""

    class Meta:
        verbose_name = _("tranche")
        verbose_name_plural = _("tranches")
        ordering = ("grant", "number")
        constraints = [
            models.UniqueConstraint(fields=["grant", "number"], name="grant_tranche_number_once"),
            needs("approved_cents", PAID_OR_ON_THE_WAY, name="grant_tranche_has_its_amount"),
            needs("authorised_on", SINCE_AUTHORISED, name="grant_tranche_is_authorised"),
            needs("paid_on", (S.PAID,), name="grant_tranche_paid_on_a_day"),
            models.CheckConstraint(
                condition=Q(approved_cents__isnull=True)
                | Q(approved_cents__gt=0, clears_cents__gte=0)
                | Q(approved_cents=0, clears_cents__gt=0),
                name="grant_tranche_pays_something",
                violation_error_message=_(
                    "A tranche that is approved pays something, or clears an advance."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[S.APPROVED_PART, S.REJECTED]) | ~Q(reasons=[]),
                name="grant_tranche_cut_for_a_reason",
                violation_error_message=_("Say why less is approved."),
            ),
            models.CheckConstraint(
                condition=Q(authorised_by="")
                | ~Q(proposed_by="") & ~Q(authorised_by=F("proposed_by")),
                name="grant_tranche_approver_is_not_proposer",
                violation_error_message=_("Nobody approves what they proposed."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} · {self.get_kind_display()}"

    @classmethod
    def scope(cls, user: User, *, on: date) -> Q:
        """Return: the tranches of the grants that the user may see."""
        from startup_grants.models.case import Grant

        return Q(grant__in=Grant.objects.visible_to(user, on=on))


class Expense(ExpenseLifecycle, ScopedModel):
    """The share of an invoice that a tranche is asked for."""

    class Meta:
        verbose_name = _("expense")
        verbose_name_plural = _("expenses")
        ordering = ("grant", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(cents__gt=0),
                name="grant_expense_is_something",
                violation_error_message=_("An expense is above zero."),
            ),
            models.CheckConstraint(
                condition=Q(admitted_cents__isnull=True)
                | Q(admitted_cents__gte=0, admitted_cents__lte=F("cents")),
                name="grant_expense_admitted_within_presented",
                violation_error_message=_("No more is admitted than what was presented."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ExpenseState.ADMITTED_PART, ExpenseState.REFUSED])
                | ~Q(reason=""),
                name="grant_expense_cut_for_a_reason",
                violation_error_message=_("A cut has its typology."),
            ),
            models.UniqueConstraint(
                fields=["tranche", "invoice", "category"],
                condition=~Q(state=ExpenseState.TAKEN_BACK),
                name="grant_expense_once_a_tranche",
                violation_error_message=_("This invoice is presented for this tranche already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.invoice)

    @classmethod
    def scope(cls, user: User, *, on: date) -> Q:
        """Return: the expenses of the grants that the user may see."""
        from startup_grants.models.case import Grant

        return Q(grant__in=Grant.objects.visible_to(user, on=on))


class Fideiussione(FideiussioneLifecycle, ScopedModel):
    """A guarantee for an advance."""

    class Meta:
        verbose_name = _("guarantee for an advance")
        verbose_name_plural = _("guarantees for advances")
        ordering = ("grant", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(cents__gt=0),
                name="grant_guarantee_is_something",
                violation_error_message=_("A guarantee is above zero."),
            ),
            models.CheckConstraint(
                condition=Q(called_cents__isnull=True)
                | Q(called_cents__gt=0, called_cents__lte=F("cents")),
                name="grant_guarantee_called_within_its_sum",
                violation_error_message=_("No more is called than is guaranteed."),
            ),
            models.CheckConstraint(
                condition=Q(called_on__isnull=True) | Q(called_on__lte=F("expires_on")),
                name="grant_guarantee_called_before_it_expires",
                violation_error_message=_("A guarantee is called before it expires."),
            ),
            needs("called_on", CALLED_GUARANTEES, name="grant_guarantee_called_on_a_day"),
            models.CheckConstraint(
                condition=~Q(state=FideiussioneState.COLLECTED) | ~Q(receipt=""),
                name="grant_guarantee_collected_with_a_receipt",
                violation_error_message=_("What was collected has its receipt."),
            ),
            models.UniqueConstraint(
                fields=["guarantor", "policy"],
                name="grant_guarantee_once",
                violation_error_message=_("This policy guarantees another advance already."),
            ),
        ]

    def __str__(self) -> str:
        return self.policy

    @classmethod
    def scope(cls, user: User, *, on: date) -> Q:
        """Return: the guarantees of the grants that the user may see."""
        from startup_grants.models.case import Grant

        return Q(grant__in=Grant.objects.visible_to(user, on=on))
