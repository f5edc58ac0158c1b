"""What late principal costs: rates by day, days that do not count, reckoned in whole numbers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from microcredit.arrears import Pause
from microcredit.default_interest import DatedRate
from microcredit.schedule.rounding import Rounding, rounded

SCALE = 10_000
"""Rates have four decimals at most: a percentage times this is a whole number."""

YEAR = 365


@dataclass(frozen=True, slots=True)
class Penalty:
    """Dated rates of default interest and the days in which it stands still.

    Days run from the day after the due date to the day of payment, over 365 (art. 1284 of the
    Civil Code); principal alone bears it (art. 1283). Days before the first rate bear nothing.
    """

    rates: Sequence[DatedRate]
    pauses: Sequence[Pause] = ()
    _starts: list[int] = field(init=False, repr=False)
    _sums: list[tuple[int, int]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        cuts = sorted({*(rate.start.toordinal() for rate in self.rates), *self._edges()})
        sums: list[tuple[int, int]] = []
        total = 0
        for place, start in enumerate(cuts):
            sums.append((total, self._rate(start)))
            if place + 1 < len(cuts):
                total += sums[-1][1] * (cuts[place + 1] - start)
        object.__setattr__(self, "_starts", cuts)
        object.__setattr__(self, "_sums", sums)

    def between(self, since: date, until: date) -> int:
        """Return the sum of the daily rates after one day up to another, in whole units."""
        return self._until(until) - self._until(since)

    def cents(self, exact: int) -> int:
        """Return what cents times whole units of rate come to, rounded half up."""
        return rounded(exact, SCALE * 100 * YEAR, Rounding.HALF_UP)

    def _until(self, day: date) -> int:
        """Return the sum of the daily rates up to a day, that day included."""
        number = day.toordinal()
        place = bisect_right(self._starts, number) - 1
        if place < 0:
            return 0
        total, rate = self._sums[place]
        return total + rate * (number - self._starts[place] + 1)

    def _edges(self) -> list[int]:
        ends = [each.end.toordinal() + 1 for each in self.pauses if each.end < date.max]
        return [*(each.start.toordinal() for each in self.pauses), *ends]

    def _rate(self, number: int) -> int:
        day = date.fromordinal(number)
        if any(pause.start <= day <= pause.end for pause in self.pauses):
            return 0
        found = Decimal(0)
        for rate in sorted(self.rates, key=lambda rate: rate.start):
            if rate.start <= day:
                found = rate.percent
        return int(found * SCALE)
