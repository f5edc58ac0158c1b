"""Holds a loan against the dated limits of the law and the usury threshold of its quarter."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from microcredit.limits import Asked, Checked, LegalBasis, check
from microcredit.planning import quote
from microcredit.readings import PROGRAMMES, average_rate, limits_on, usury_rule
from microcredit.states import OPEN
from microcredit.usury import Threshold, threshold
from programme.parameters import NoParameter

if TYPE_CHECKING:
    from lifecycle.acts import Act
    from microcredit.models import Loan


def limits(loan: Loan, *, cents: int, months: int, on: date) -> list[Checked]:
    """Return every legal limit beside what a loan asks, on a day; LookupError if none is known."""
    basis = LegalBasis(loan.product_in_force.legal_basis)
    asked = Asked(cents=cents, months=months, existing_cents=owed_elsewhere(loan))
    return check(basis, asked, limits_on(basis, on=on))


def owed_elsewhere(loan: Loan) -> int:
    """Return what the same person owes or will owe on other loans of the partner, in cents."""
    others = (
        type(loan)
        .objects.as_system()
        .filter(participant=loan.participant_id, partner=loan.partner_id, state__in=OPEN)
    )
    return sum(
        other.outstanding_cents or other.approved_cents or other.requested_cents or 0
        for other in others.exclude(pk=loan.pk)
    )


def note_rows(loan: Loan, act: Act, checked: list[Checked]) -> None:
    """Read each limit again through the act, so that its event keeps the rows used."""
    basis = LegalBasis(loan.product_in_force.legal_basis)
    for each in checked:
        for programme in PROGRAMMES[basis] if each.row else ():
            try:
                act.parameter(programme, str(each.limit))
                break
            except NoParameter:
                continue


def usury(loan: Loan, *, on: date) -> Threshold | None:
    """Return the usury threshold of the product's category on a day; None if no rate is known."""
    product = loan.product_in_force
    reading = average_rate(product.usury_category, on=on) if product.usury_category else None
    if reading is None or not isinstance(reading.value, Decimal):
        return None
    return threshold(reading.value, usury_rule(on=on))


def effective_rate(loan: Loan, *, cents: int, months: int, on: date) -> Decimal:
    """Return the APR of a loan paid out at once on a day, in percent."""
    return quote(loan.product_in_force, cents=cents, months=months, on=on).apr_pct
