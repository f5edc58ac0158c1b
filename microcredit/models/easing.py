"""What eases a borrower: acts that take a part of the debt away, payment holidays."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from microcredit.holiday_guards import OPEN
from microcredit.holiday_lifecycle import HolidayLifecycle
from microcredit.life_parts_lifecycle import ReliefLifecycle
from microcredit.models.parts import LoanPart
from microcredit.replay import Means
from microcredit.rescheduling_guards import OPEN as RESCHEDULING_OPEN
from microcredit.rescheduling_lifecycle import ReschedulingLifecycle

CHARGES_ALONE = (str(Means.WAIVED), str(Means.CAPITALISED))


class Relief(ReliefLifecycle, LoanPart):
    """An act that takes a part of a debt away."""

    class Meta:
        verbose_name = _("relief")
        verbose_name_plural = _("reliefs")
        ordering = ("loan", "value_on", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(cents__isnull=True) | Q(cents__gt=0),
                name="loan_relief_is_something",
                violation_error_message=_("A relief is above zero."),
            ),
            models.CheckConstraint(
                condition=~Q(means__in=CHARGES_ALONE)
                | Q(cents__isnull=False) & ~Q(parts="") & ~Q(parts__contains="principal"),
                name="loan_principal_is_never_waived",
                violation_error_message=_("Interest and charges can be waived, principal never."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.loan} {self.means}"


class Holiday(HolidayLifecycle, LoanPart):
    """A payment holiday."""

    class Meta:
        verbose_name = _("payment holiday")
        verbose_name_plural = _("payment holidays")
        ordering = ("loan", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["loan"],
                condition=Q(state__in=[str(state) for state in OPEN]),
                name="loan_one_holiday_at_a_time",
                violation_error_message=_("Another payment holiday is open on this loan."),
            ),
            models.CheckConstraint(
                condition=Q(months__gte=1),
                name="loan_holiday_lasts_a_month",
                violation_error_message=_("A payment holiday lasts a month at least."),
            ),
            models.CheckConstraint(
                condition=Q(months_used__isnull=True) | Q(months_used__lte=F("months")),
                name="loan_holiday_no_longer_than_granted",
                violation_error_message=_("A holiday lasts no longer than it was granted for."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "running"])
                | Q(approved_on__isnull=False) & ~Q(interest=""),
                name="loan_holiday_approved_has_its_terms",
                violation_error_message=_("A fact that this state needs is missing."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.loan} {self.number}"


class Rescheduling(ReschedulingLifecycle, LoanPart):
    """A new plan that is asked for, simulated, decided and signed."""

    class Meta:
        verbose_name = _("rescheduling")
        verbose_name_plural = _("reschedulings")
        ordering = ("loan", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["loan"],
                condition=Q(state__in=[str(state) for state in RESCHEDULING_OPEN]),
                name="loan_one_rescheduling_at_a_time",
                violation_error_message=_("Another rescheduling is open on this loan."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "signed", "effective"])
                | Q(
                    chosen__isnull=False,
                    effective_on__isnull=False,
                    approved_on__isnull=False,
                    income_cents__isnull=False,
                ),
                name="loan_rescheduling_approved_has_its_variant",
                violation_error_message=_("A fact that this state needs is missing."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["signed", "effective"])
                | Q(signed_on__isnull=False, signed_on__lte=F("sign_by")),
                name="loan_rescheduling_signed_in_time",
                violation_error_message=_("The new plan was to be signed earlier."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.loan} {self.number}"
