"""How each kind of plan takes back principal: one small rule each, asked row by row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from microcredit.schedule.level import level
from microcredit.schedule.periods import Span
from microcredit.schedule.rounding import rounded
from microcredit.schedule.terms import Method, Terms


@dataclass(slots=True)
class Owed:
    """Where a plan stands at a due date: its periods, the place among them, cents owed."""

    spans: Sequence[Span]
    place: int
    balance: int
    interest: int
    instalment: int = 0
    base: int = 0
    shares: int = 0

    def take(self, cents: int) -> None:
        """Add a drawdown; the instalments after it are reckoned anew."""
        if cents:
            self.balance += cents
            self.base = 0

    def begins(self) -> bool:
        """Say whether the instalments are to be reckoned now, and note on what balance."""
        if self.base:
            return False
        self.base = self.balance
        return True

    @property
    def span(self) -> Span:
        """Return the period that ends now."""
        return self.spans[self.place]

    @property
    def left(self) -> Sequence[Span]:
        """Return the periods that end now or later."""
        return self.spans[self.place :]


Rule = Callable[[Terms, Owed], int]


def principal(terms: Terms, owed: Owed) -> int:
    """Return the principal due now: none in grace, the rest in the last row."""
    if owed.place + 1 == len(owed.spans):
        return owed.balance
    if terms.grace_principal and owed.span.nr <= terms.grace_principal:
        return 0
    wanted = _RULES[terms.method](terms, owed)
    if wanted < 0:
        return 0
    return wanted if wanted < owed.balance else owed.balance


def _constant_instalment(terms: Terms, owed: Owed) -> int:
    if owed.begins():
        owed.instalment = level(terms, owed.left, owed.balance)
    return owed.instalment - owed.interest


def _constant_principal(terms: Terms, owed: Owed) -> int:
    if owed.begins():
        owed.instalment = rounded(
            owed.balance - terms.balloon, len(owed.left), terms.rounding, step=terms.multiple
        )
    return owed.instalment


def _given_instalment(terms: Terms, owed: Owed) -> int:
    if owed.interest >= terms.fixed and owed.balance:
        raise ValueError("instalment: it does not cover the interest, the loan would never end")
    return terms.fixed - owed.interest


def _given_principal(terms: Terms, owed: Owed) -> int:
    return terms.fixed


def _nothing_yet(terms: Terms, owed: Owed) -> int:
    return 0


def _by_month(terms: Terms, owed: Owed) -> int:
    """Weigh the principal by the month of the due date: heavy at harvest, light in winter.

    Interest is paid as it accrues, so a month of weight zero pays interest alone and none
    of it bears interest (art. 1283 of the Civil Code).
    """
    if owed.begins():
        owed.shares = sum(_weight(terms, span) for span in owed.left)
    if not owed.shares:
        return 0
    share = owed.base * _weight(terms, owed.span)
    return rounded(share, owed.shares, terms.rounding, step=terms.multiple)


def _weight(terms: Terms, span: Span) -> int:
    return terms.weights[span.end.month - 1]


_RULES: dict[Method, Rule] = {
    Method.FRENCH: _constant_instalment,
    Method.ITALIAN: _constant_principal,
    Method.FIXED_INSTALMENT: _given_instalment,
    Method.FIXED_PRINCIPAL: _given_principal,
    Method.INTEREST_ONLY: _nothing_yet,
    Method.BULLET: _nothing_yet,
    Method.SEASONAL: _by_month,
}
