"""Makes the plan of a loan from its terms, row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from microcredit.schedule import plain
from microcredit.schedule.methods import Owed, principal
from microcredit.schedule.periods import Span, has_stub, interest, spans, stub
from microcredit.schedule.rows import Kind, Plan, Row, with_interest
from microcredit.schedule.terms import Method, Preamortisation, Terms


def plan(terms: Terms) -> Plan:
    """Return the plan; ValueError with a sentence if the terms cannot make one.

    Interest of each row = balance × rate × fraction, rounded once; the last row takes the
    rest of the principal. Interest that is deferred is due, without interest on it, in the
    first row after the deferral (art. 1283 of the Civil Code).
    """
    if plain.is_plain(terms):
        return Plan(plain.rows(terms))
    return by_periods(terms)


def by_periods(terms: Terms) -> Plan:
    """Return the plan of any terms, period by period."""
    periods = list(spans(terms))
    if any(each.on >= periods[-1].end for each in terms.drawdowns):
        raise ValueError("drawdowns: before the last due date")
    rows = tuple(_rows(terms, periods))
    if terms.deferred_interest:
        rows = with_interest(rows, _deferred(terms, [row.interest for row in rows]))
    if terms.method is Method.BULLET:
        rows = _at_the_end(rows)
    return Plan((*_before(terms), *_first_with_stub(terms, rows)))


def _rows(terms: Terms, periods: Sequence[Span]) -> Iterator[Row]:
    """Yield the rows; each drawdown makes the instalments after it anew."""
    opening = terms.principal + _drawn_by(terms, periods[0].start)
    owed = Owed(periods, place=0, balance=opening, interest=0)
    rate, tranches = terms.rate, bool(terms.drawdowns)
    for place, span in enumerate(periods):
        owed.place = place
        owed.interest = interest(terms, span, owed.balance, rate=rate)
        if tranches:
            owed.take(_drawn_within(terms, span))
        paid = principal(terms, owed)
        owed.balance -= paid
        if tranches:
            owed.take(_drawn_on(terms, span.end))
        yield Row(span.nr, span.end, paid, owed.interest, owed.balance)
        if terms.method is Method.FIXED_INSTALMENT and not owed.balance:
            return


def _drawn_by(terms: Terms, day: date) -> int:
    return sum(each.cents for each in terms.drawdowns if each.on <= day)


def _drawn_within(terms: Terms, span: Span) -> int:
    return sum(each.cents for each in terms.drawdowns if span.start < each.on < span.end)


def _drawn_on(terms: Terms, day: date) -> int:
    return sum(each.cents for each in terms.drawdowns if each.on == day)


def _deferred(terms: Terms, interests: list[int]) -> list[int]:
    count = terms.deferred_interest
    if not count or count >= len(interests):
        return interests
    kept = sum(interests[:count])
    return [*[0] * count, interests[count] + kept, *interests[count + 1 :]]


def _at_the_end(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return one row: principal and the simple interest of all periods on the last day."""
    last = rows[-1]
    return (Row(1, last.due_on, last.principal, sum(row.interest for row in rows), 0),)


def _before(terms: Terms) -> tuple[Row, ...]:
    """Return the row of the odd days before the first period, if they bear interest."""
    if terms.preamortisation is not Preamortisation.OWN_ROW or not has_stub(terms):
        return ()
    cents = stub(terms)
    if not cents:
        return ()
    balance = terms.principal + _drawn_by(terms, terms.before_first)
    return (Row(0, terms.before_first, 0, cents, balance, Kind.PREAMORTISATION),)


def _first_with_stub(terms: Terms, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    if terms.preamortisation is not Preamortisation.FIRST_ROW or not has_stub(terms):
        return rows
    first, *others = [row.interest for row in rows]
    return with_interest(rows, [first + stub(terms), *others])
