"""The next payment of a borrower: how much, by when, to which account, and as a picture to scan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from segno import helpers

from microcredit.models import Loan, LoanProduct
from microcredit.standing import DUE_SOON, Instalment, InstalmentState, Standing
from portal.templatetags.percorsi import day
from programme.money import from_cents

FOUR = 4


@dataclass(frozen=True)
class NextPayment:
    """What to pay and where; without an account the office says where."""

    cents: int
    due_on: date
    is_late: bool
    lines: tuple[tuple[str, int], ...]
    reference: str
    holder: str = ""
    iban: str = ""
    picture: str = ""

    @property
    def iban_in_fours(self) -> str:
        """Return the IBAN as it is printed: four signs and a space."""
        found = self.iban
        return " ".join(found[start : start + FOUR] for start in range(0, len(found), FOUR))


def next_payment(loan: Loan, now: Standing) -> NextPayment | None:
    """Return what the borrower pays next: all that is overdue, and what falls due soon."""
    asked = _asked(now)
    if not asked:
        return None
    cents = sum(each.owed for each in asked)
    product = loan.product_in_force
    return NextPayment(
        cents=cents,
        due_on=asked[-1].row.due_on,
        is_late=bool(now.overdue),
        lines=tuple((_line(each), each.owed) for each in asked),
        reference=loan.reference,
        holder=product.repaid_to,
        iban=product.repaid_iban,
        picture=_picture(product, cents, loan.reference),
    )


def _asked(now: Standing) -> list[Instalment]:
    owed = [each for each in now.instalments if each.owed]
    late = [each for each in owed if each.state is InstalmentState.OVERDUE]
    coming = [each for each in owed if each.state is not InstalmentState.OVERDUE][:1]
    soon = [each for each in coming if not late or each.row.due_on - DUE_SOON <= now.on]
    return [*late, *soon]


def _line(each: Instalment) -> str:
    told = {"day": day(each.row.due_on)}
    if each.paid:
        return _("Rest of the instalment of %(day)s") % told
    return _("Instalment of %(day)s") % told


def _picture(product: LoanProduct, cents: int, reference: str) -> str:
    """Return the transfer as a QR code of the European Payments Council (EPC069-12), as an SVG."""
    if not product.repaid_iban:
        return ""
    euros = from_cents(cents).amount
    code = helpers.make_epc_qr(product.repaid_to, product.repaid_iban, euros, text=reference)
    return str(code.svg_data_uri(scale=FOUR, border=FOUR))
