"""What a receipt pays, and which other payments a back-dated or reversed one would move."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _

from microcredit import foreseen as reckoned
from microcredit.foreseen import Foreseen as Reckoned
from microcredit.foreseen import Moved
from microcredit.models import Loan
from portal import foreseen
from portal.components import Column, EmptyState, Fact, Kind, Records, Row
from portal.foreseen import Foreseen
from portal.loans.shown import in_words
from portal.templatetags.percorsi import money

LOAN = "microcredit.loan"


def register_all() -> None:
    """Let the page of a step tell what a receipt or its reversal changes."""
    foreseen.register(LOAN, "receive", receipt)
    foreseen.register(LOAN, "reverse_receipt", reversal)


def receipt(loan: Loan, told: Mapping[str, Any], on: date) -> Foreseen | None:
    """Return what a receipt would pay; None while it is not written whole, or makes no sense."""
    if not {"cents", "value_date", "reference"} <= told.keys() or told["cents"] <= 0:
        return None
    found = reckoned.receipt(
        loan,
        cents=told["cents"],
        value_on=told["value_date"],
        reference=told["reference"],
        on=on,
    )
    paid = Fact(_("It pays"), in_words(found.new) if found.new else "–")
    return _shown(found, [paid])


def reversal(loan: Loan, told: Mapping[str, Any], on: date) -> Foreseen | None:
    """Return what would change if a receipt counted no more; None while none is chosen."""
    rows = loan.receipts.as_system().filter(pk=told.get("receipt", ""))
    if not rows.exists():
        return None
    return _shown(reckoned.reversal(loan, told["receipt"], on=on), [])


def _shown(found: Reckoned, first: list[Fact]) -> Foreseen:
    over = found.then.replayed.over
    return Foreseen(
        title=_("What it changes on the loan"),
        facts=[
            *first,
            _beside(_("Still owed"), found.now.owed, found.then.owed),
            _beside(_("Overdue"), found.now.overdue, found.then.overdue),
            Fact(_("Days late"), f"{found.now.days_late} → {found.then.days_late}"),
            *([Fact(_("Paid too much, kept for the borrower"), money(over))] if over else []),
        ],
        rows=_rows(found.moved) if found.moved else None,
        token=_token(found.moved) if found.moved else "",
    )


def _beside(label: str, now: int, then: int) -> Fact:
    return Fact(label, f"{money(now)} → {money(then)}")


def _rows(moved: Sequence[Moved]) -> Records:
    """Return the payments that would pay something else, with what they pay now and would pay."""
    return Records(
        [
            Column(_("Value date"), Kind.DATE, is_title=True),
            Column(_("Amount €"), Kind.MONEY),
            Column(_("It pays now")),
            Column(_("It would pay")),
        ],
        [
            Row(
                [
                    each.paid.value_on,
                    each.paid.cents,
                    in_words(each.before),
                    in_words(each.after) if each.after else _("counts no more"),
                ]
            )
            for each in moved
        ],
        caption=_("Payments that are replayed with another result"),
        empty=EmptyState(_("No other payment changes.")),
    )


def _token(moved: Sequence[Moved]) -> str:
    """Return a short name of exactly these changes: who confirms has seen them."""
    told = repr([(each.paid.label, each.after) for each in moved])
    return sha256(told.encode()).hexdigest()[:16]
