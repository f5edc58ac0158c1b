"""Where money stands: the budget position that holds the ceiling, and the share of each case."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounting.accounts import CASE_ACCOUNTS
from audit.fields import IdField
from audit.labels import LabelField


class Position(models.Model):
    """One operation × partner × budget line × fund; triggers keep its two amounts.

    `appropriated_cents` is −F0, `available_cents` is F1. No award can pass the ceiling, since
    F1 never goes below zero: the database refuses it.
    """

    id = IdField()
    operation = models.ForeignKey("programme.Operation", models.PROTECT, related_name="+")
    partner = models.ForeignKey("programme.Partner", models.PROTECT, related_name="+")
    line = models.ForeignKey("programme.BudgetLine", models.PROTECT, related_name="+")
    fund = models.ForeignKey("programme.Fund", models.PROTECT, related_name="+")
    appropriated_cents = models.BigIntegerField(_("appropriated, cents"), default=0)
    available_cents = models.BigIntegerField(_("available, cents"), default=0)

    class Meta:
        verbose_name = _("budget position")
        verbose_name_plural = _("budget positions")
        constraints = [
            models.UniqueConstraint(
                name="accounting_position_unique",
                fields=["operation", "partner", "line", "fund"],
                violation_error_message=_("This budget position exists already."),
            ),
            models.CheckConstraint(
                name="accounting_position_ceiling",
                condition=Q(available_cents__gte=0),
                violation_error_message=_("This is more than what is left on the budget line."),
            ),
            models.CheckConstraint(
                name="accounting_position_within_appropriation",
                condition=Q(available_cents__lte=F("appropriated_cents")),
                violation_error_message=_("More is available than was ever appropriated."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.operation} · {self.partner} · {self.line} · {self.fund}"


def _cents(account: str) -> "models.BigIntegerField[int, int]":
    return models.BigIntegerField(f"{account}, cents", default=0)


def _not_below_zero(account: str) -> models.CheckConstraint:
    column = account.lower()
    return models.CheckConstraint(
        name=f"accounting_partbalance_{column}",
        condition=Q(**{f"{column}__gte": 0}),
        violation_error_message=_("The case has less than this in this stage of the funnel."),
    )


class PartBalance(models.Model):
    """What one part of a case has in F2 to F9 on one position, in cents; triggers keep it."""

    id = models.BigAutoField(primary_key=True)
    root = LabelField()
    part = LabelField()
    # No index of its own: PostgreSQL would take it for the triggers' look-ups, and read every
    # case of the position each time, where the unique key finds the one row.
    position = models.ForeignKey(
        Position, models.PROTECT, related_name="part_balances", db_index=False
    )
    f2 = _cents("F2")
    f3 = _cents("F3")
    f4 = _cents("F4")
    f5 = _cents("F5")
    f6 = _cents("F6")
    f7 = _cents("F7")
    f8 = _cents("F8")
    f9 = _cents("F9")

    class Meta:
        verbose_name = _("balance of a part")
        verbose_name_plural = _("balances of parts")
        constraints = [
            models.UniqueConstraint(
                name="accounting_partbalance_unique", fields=["root", "part", "position"]
            ),
            *(_not_below_zero(account) for account in CASE_ACCOUNTS),
        ]

    def __str__(self) -> str:
        return f"{self.part} @ {self.position_id}"
