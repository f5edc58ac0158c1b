"""The payment line: one payable on its way to one account, and what the bank did with it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from people.scope import ScopedModel
from treasury.line_lifecycle import LineLifecycle
from treasury.models.batch import Batch
from treasury.models.rules import not_before, while_in
from treasury.states import LIVE_LINES
from treasury.states import LineState as S

if TYPE_CHECKING:
    from people.models import User

AFTER_EXECUTION = (S.EXECUTED, S.RETURNED, S.REISSUED, S.DROPPED)
AFTER_RETURN = (S.RETURNED, S.REISSUED, S.DROPPED)


class PaymentLine(LineLifecycle, ScopedModel):
    """A line (*riga*) of a batch; payee, account and cents are fixed when it is made."""

    class Meta:
        verbose_name = _("payment line")
        verbose_name_plural = _("payment lines")
        ordering = ("batch", "id")
        constraints = [
            UniqueConstraint(
                fields=["payable"],
                condition=Q(state__in=[str(state) for state in LIVE_LINES]),
                name="treasury_line_one_live_per_payable",
                violation_error_message=_("This sum is already in a batch, or paid."),
            ),
            UniqueConstraint(
                fields=["reissues"],
                condition=Q(reissues__isnull=False, state__in=[str(state) for state in LIVE_LINES]),
                name="treasury_line_reissued_once",
                violation_error_message=_("This returned payment is already being sent again."),
            ),
            CheckConstraint(
                condition=Q(cents__gt=0),
                name="treasury_line_pays_something",
                violation_error_message=_("A payment is above zero."),
            ),
            CheckConstraint(
                condition=Q(account__isnull=False, provider__isnull=True)
                | Q(account__isnull=True, provider__isnull=False),
                name="treasury_line_goes_to_one_account",
                violation_error_message=_("A payment goes to a person or to a provider."),
            ),
            CheckConstraint(
                condition=~Q(iban_commitment="") & ~Q(iban_mask="") & ~Q(payee=""),
                name="treasury_line_knows_its_account",
                violation_error_message=_("A payment knows the account that it goes to."),
            ),
            while_in(
                [S.SENT, *AFTER_EXECUTION],
                Q(sent_on__isnull=False),
                name="treasury_line_sent_on_a_day",
                message=_("What the bank has was sent on a day."),
            ),
            while_in(
                AFTER_EXECUTION,
                Q(value_on__isnull=False) & ~Q(bank_reference=""),
                name="treasury_line_executed_with_reference",
                message=_("An executed payment has the bank's reference and value date."),
            ),
            while_in(
                AFTER_RETURN,
                Q(returned_on__isnull=False) & ~Q(return_reference=""),
                name="treasury_line_returned_on_a_day",
                message=_("A return has the bank's reference and date."),
            ),
            while_in(
                [S.HELD, S.REFUSED, S.RETURNED, S.DROPPED],
                ~Q(reason=""),
                name="treasury_line_stopped_for_a_reason",
                message=_("Say why the payment does not go on."),
            ),
            not_before(
                "value_on",
                "sent_on",
                name="treasury_line_executed_after_sending",
                message=_("The bank executes what it was sent, not before."),
            ),
            not_before(
                "returned_on",
                "value_on",
                name="treasury_line_returned_after_execution",
                message=_("The bank returns what it has executed, not before."),
            ),
        ]
        indexes = [
            models.Index(fields=["batch", "state", "id"], name="treasury_line_by_state"),
            models.Index(fields=["payee", "state"], name="treasury_line_by_payee"),
        ]

    def __str__(self) -> str:
        return self.end_to_end

    @property
    def payee_shown(self) -> str:
        """Return the payee as any page may show it: a pseudonym, or a provider's shown name."""
        if self.account is not None:
            return self.account.participant.pseudonym
        return self.provider.name if self.provider is not None else self.payee

    @classmethod
    def scope(cls, user: User, *, on: date) -> Q:
        """Return: the lines of the batches that the user may see."""
        return Q(batch__in=Batch.objects.visible_to(user, on=on))
