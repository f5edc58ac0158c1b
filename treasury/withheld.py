"""What was withheld from payments of a month, and has to be paid over to the revenue and insurers.

What is withheld when a person is paid is due by the 16th of the month after (D.P.R. 602/1973
art. 8; D.Lgs. 241/1997 art. 18), in one payment for all cases of an operation.
"""

from __future__ import annotations

import calendar
import hashlib
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from accounting.catalogue import Dimensions, Posting, pay_withholding
from accounting.models import Payable
from audit.canonical import canonical

if TYPE_CHECKING:
    from treasury.models import Remittance


def last_day(month: date) -> date:
    """Return the last day of the month that begins on a day."""
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def due(remittance: Remittance) -> list[Payable]:
    """Return the payables whose withheld part is due: paid in the month, and not paid over yet."""
    found = Payable.objects.filter(
        live=True,
        withheld_cents__gt=0,
        withheld_paid_on__isnull=True,
        returned=False,
        paid_on__range=(remittance.month, last_day(remittance.month)),
        position__operation=remittance.operation_id,
    )
    return list(found.select_related("position__partner").order_by("id"))


def fingerprint(payables: Sequence[Payable]) -> str:
    """Return the SHA-256 over identifier and withheld sum of each payable."""
    rows = [[payable.id, payable.withheld_cents] for payable in payables]
    return hashlib.sha256(canonical(rows).encode()).hexdigest()


def paid_over(payables: Sequence[Payable]) -> tuple[Posting, ...]:
    """WHT: the withheld part of each, F4→F5 on its own part of its case; 2120 / 1100."""
    return tuple(
        pay_withholding(
            payable.withheld_cents,
            Dimensions(
                position_id=payable.position_id,
                root=payable.root,
                part=payable.part,
                category_id=payable.category_id,
            ),
        )
        for payable in payables
    )
