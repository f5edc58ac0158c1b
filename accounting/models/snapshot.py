"""Balances kept up to a movement, so that a balance adds only what came after."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounting.models.account import Account


class BalanceSnapshot(models.Model):
    """What went through one account, in cents, over all movements up to `upto` inclusive.

    All rows carry the same `upto`. They are derived: they can be rebuilt at any
    time, and `check_books` compares them.
    """

    account = models.OneToOneField(
        Account, models.PROTECT, primary_key=True, related_name="snapshot"
    )
    upto = models.BigIntegerField(_("last movement"))
    debit_cents = models.BigIntegerField(_("debit, cents"))
    credit_cents = models.BigIntegerField(_("credit, cents"))

    class Meta:
        verbose_name = _("balance snapshot")
        verbose_name_plural = _("balance snapshots")

    def __str__(self) -> str:
        return f"{self.account_id} ≤ {self.upto}"
