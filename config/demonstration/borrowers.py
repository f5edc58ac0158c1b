"""Who borrows in the demonstration, and how each loan goes: one for nearly every state."""

from __future__ import annotations

from collections.abc import Callable, Generator
from datetime import date

from config.demonstration.ground import Ground
from config.demonstration.lending import (
    Borrowing,
    Deed,
    Paid,
    approve,
    ask,
    assess,
    borrow,
    check_papers,
    close,
    draft,
    give_up,
    pay_out,
    propose_next_tranche,
    repay,
    sign,
    take_charge,
    vote_in_part,
)
from config.demonstration.loan_calls import CALLS, open_call
from config.demonstration.network import PAST
from config.demonstration.telling import Day, Story

Who = Callable[[], Borrowing]
Told = Generator[date, Day, Borrowing]
"""A story whose end somebody else goes on telling."""


def of_past(ground: Ground) -> list[Story]:
    """Return the finished operation's call and its one loan, repaid and closed."""
    calls = [open_call(ground, lending) for lending in CALLS if lending.operation == PAST]
    return [*calls, _closed(_who(ground, "emmanuel", 600_00, 6, "tools"))]


def of_present(ground: Ground) -> list[Story]:
    """Return the present call, the loans that are repaid, and those under way to a decision."""
    calls = [open_call(ground, lending) for lending in CALLS if lending.operation != PAST]
    return [
        *calls,
        _well(_who(ground, "samir", 1_500_00, 15, "deposit")),
        _paid_early(_who(ground, "awa", 900_00, 9, "licence")),
        _late(_who(ground, "hassan", 1_800_00, 18, "transport"), date(2026, 3, 4), HASSAN, ON_LATE),
        _late(_who(ground, "john", 600_00, 6, "tools"), date(2026, 8, 5), (), date(2026, 10, 23)),
        _in_tranches(_who(ground, "amina", 1_200_00, 12, "deposit", (800_00, 400_00))),
        *_under_way(ground),
    ]


# The bank has paid on 15 April, 14 May, 14 August, 16 September: instalments fall due on that day.
HASSAN = (Paid(date(2026, 5, 15), 100_00), Paid(date(2026, 6, 15), 100_00, 3))
ON_LATE = date(2026, 7, 22)
SAMIR = (
    Paid(date(2026, 6, 12), 100_00),
    Paid(date(2026, 7, 14), 100_00),
    Paid(date(2026, 8, 24), 100_00, 2),
    Paid(date(2026, 9, 14), 100_00),
    Paid(date(2026, 10, 14), 160_00, 5),
)
AWA = (
    *(Paid(date(2026, month, 14), 100_00) for month in (5, 6, 7)),
    Paid(date(2026, 8, 20), 620_00),  # all that is left, and 20.00 too much
)
AMINA = tuple(Paid(date(2026, month, 13), 66_67, 3) for month in (9, 10, 11))
EMMANUEL = tuple(Paid(date(2020 + (10 + n) // 12, (10 + n) % 12 + 1, 12), 100_00) for n in range(6))


def _who(
    ground: Ground,
    who: str,
    cents: int,
    months: int,
    purpose: str,
    tranches: tuple[int, ...] = (),
) -> Who:
    """Return what finds the person's way when the story begins: by then they have arrived."""

    def found() -> Borrowing:
        return Borrowing(ground.paths[who], cents, months, purpose, tranches)

    return found


def _well(who: Who) -> Story:
    told = yield from _lent(who, date(2026, 4, 20))
    yield from repay(told, SAMIR)


def _paid_early(who: Who) -> Story:
    told = yield from _lent(who, date(2026, 3, 9))
    yield from repay(told, AWA)


def _late(who: Who, first: date, receipts: tuple[Paid, ...], late_on: date) -> Story:
    told = yield from _lent(who, first)
    yield from repay(told, receipts, late_on=late_on)


def _in_tranches(who: Who) -> Story:
    """Tell of a loan in two tranches, the second of which waits for its approval."""
    told = yield from _lent(who, date(2026, 7, 1))
    yield from repay(told, AMINA)
    day = yield date(2026, 11, 17)
    propose_next_tranche(told, day)


def _closed(who: Who) -> Story:
    told = yield from _lent(who, date(2020, 9, 21))
    yield from repay(told, EMMANUEL)
    day = yield date(2021, 10, 11)  # when what was paid out has been claimed
    close(told, day)


def _lent(who: Who, first: date) -> Told:
    """Tell a loan to the day on which it is cleared; what it is comes back to the teller."""
    return (yield from _told(who, first, pay_out))


def _told(who: Who, first: date, last: Deed) -> Told:
    day = yield first
    told = who()
    yield from borrow(told, day.on, last=last)
    return told


def _until(who: Who, first: date, last: Deed) -> Story:
    """Tell a loan to the deed named last, and no further."""
    yield from _told(who, first, last)


def _under_way(ground: Ground) -> list[Story]:
    """Return those between the application and the signature, and those who went back."""
    return [
        _until(_who(ground, "fatou", 2_000_00, 24, "deposit"), date(2026, 10, 27), approve),
        _given_up(_who(ground, "mariam", 700_00, 10, "school"), date(2026, 10, 26), sign),
        _given_up(_who(ground, "precious", 500_00, 10, "health"), date(2026, 10, 12), take_charge),
        _voted_in_part(_who(ground, "kofi", 1_000_00, 20, "transport"), date(2026, 11, 4)),
        _checked(_who(ground, "omar", 800_00, 16, "rent"), date(2026, 11, 13)),
        _until(_who(ground, "ibrahim", 400_00, 8, "documents"), date(2026, 11, 16), take_charge),
        _until(_who(ground, "aminata", 600_00, 12, "health"), date(2026, 11, 17), ask),
        _drafted(_who(ground, "yasmine", 0, 0, ""), date(2026, 11, 18)),
    ]


def _given_up(who: Who, first: date, last: Deed) -> Story:
    told = yield from _told(who, first, last)
    day = yield date(2026, 11, 17)
    give_up(told, day)


def _voted_in_part(who: Who, first: date) -> Story:
    told = yield from _told(who, first, assess)
    day = yield date(2026, 11, 13)
    vote_in_part(told, day)


def _checked(who: Who, first: date) -> Story:
    told = yield from _told(who, first, take_charge)
    day = yield date(2026, 11, 17)
    check_papers(told, day)


def _drafted(who: Who, first: date) -> Story:
    day = yield first
    draft(who(), day)
