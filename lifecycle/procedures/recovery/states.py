"""The states of a recovery and of its receipts."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RecoveryState(models.TextChoices):
    """Where a recovery stands (lifecycles 1, P-REC)."""

    OPENED = "opened", pgettext_lazy("a recovery", "Opened")
    DEMANDED = "demanded", _("Repayment demanded")
    PARTLY = "partly_paid", _("Partly paid back")
    PAID = "paid", pgettext_lazy("a recovery", "Paid back")
    PLAN = "instalment_plan", _("Paid in instalments")
    PLAN_LOST = "plan_lost", _("Instalment plan lost")
    OFFSET = "offset", _("Set off")
    SUSPENDED = "suspended_by_appeal", _("Suspended by an appeal")
    NOTICE = "formal_notice", _("Formal notice given")
    ENFORCED = "enforced", _("Collected by enforcement")
    RECOVERED = "recovered", pgettext_lazy("a recovery", "Recovered")
    IRRECOVERABLE = "irrecoverable", _("Irrecoverable")
    CLOSED = "closed", pgettext_lazy("a recovery", "Closed")
    NOT_PURSUED = "not_pursued", _("Not pursued")
    ANNULLED = "recovery_annulled", pgettext_lazy("a recovery", "Annulled")


class ReceiptState(models.TextChoices):
    """A receipt is entered once and stays."""

    ENTERED = "entered", pgettext_lazy("a receipt", "Entered")


S = RecoveryState
COLLECTING = (S.DEMANDED, S.PARTLY, S.PLAN, S.PLAN_LOST, S.NOTICE, S.ENFORCED)
"""States in which money is awaited."""

TAKING = (*COLLECTING, S.SUSPENDED)
"""States in which money that comes in is taken."""

ENDED = (S.PAID, S.OFFSET, S.RECOVERED, S.CLOSED, S.NOT_PURSUED, S.ANNULLED)
SETTLED = (S.PAID, S.OFFSET, S.RECOVERED)
