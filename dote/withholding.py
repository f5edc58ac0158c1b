"""What is withheld from an allowance: a share of what a year brings above what is exempt.

A traineeship allowance is income like an employee's (D.P.R. 917/1986 art. 50 par. 1 lett. c), from
which whoever pays withholds (D.P.R. 600/1973 art. 24). The share and what is exempt in a year are
terms of the call, each with its act; a call without them withholds nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import QuerySet, Sum

from accounting.models import Payable
from audit.labels import label
from dote.models.offer import Payee, PaymentRule
from programme.money import round_to_cents
from programme.terms import term

if TYPE_CHECKING:
    from dote.models import Month


@dataclass(frozen=True)
class WithholdingRule:
    """The share that is withheld, in percent, and what a year leaves exempt, in cents."""

    percent: int
    exempt_cents: int

    def __post_init__(self) -> None:
        """Refuse what no rule can say."""
        if not 0 <= self.percent <= 100 or self.exempt_cents < 0:
            raise ValueError(
                "a share lies between 0 and 100 percent, what is exempt is not below 0"
            )


def due(rule: WithholdingRule, *, gross: int, before: int, withheld_before: int) -> int:
    """Return what is withheld from a gross sum, in cents.

    ``before`` and ``withheld_before`` are what the same person got, gross, and had withheld earlier
    in the year. What was withheld too little or too much before is made up, as far as this sum
    reaches; never less than nothing.
    """
    taxed = max(0, before + gross - rule.exempt_cents)
    whole = int(round_to_cents(Decimal(taxed * rule.percent) / 10_000) * 100)
    return min(gross, max(0, whole - withheld_before))


def withheld_from(month: Month, *, on: date) -> int:
    """Return what is withheld when a month is cleared on a day, in cents."""
    offer = month.line.offer
    to_person = offer.payee == Payee.PARTICIPANT
    rule = rule_of(month)
    if offer.payment_rule is not PaymentRule.ATTENDANCE or not to_person or not rule.percent:
        return 0
    earlier = allowances_of(label(month.dote.participant), year=on.year).aggregate(
        gross=Sum("gross_cents"), withheld=Sum("withheld_cents")
    )
    return due(
        rule,
        gross=month.recognised_cents or 0,
        before=earlier["gross"] or 0,
        withheld_before=earlier["withheld"] or 0,
    )


def rule_of(month: Month) -> WithholdingRule:
    """Return what the month's call says about withholding."""
    call = month.dote.call
    return WithholdingRule(
        percent=term(call, "withholding_percent").value,
        exempt_cents=term(call, "withholding_exempt_euros").value * 100,
    )


def allowances_of(payee: str, *, year: int) -> QuerySet[Payable]:
    """Return the live payables of a person's allowances that were cleared in a year."""
    return Payable.objects.filter(
        payee=payee, live=True, created_on__year=year, part__startswith="dote.month:"
    )
