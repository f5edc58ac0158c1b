"""Many officers award the last euros of two nested ceilings in the same second."""

import multiprocessing
import random
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from django.db import connections
from django.db.utils import DatabaseError, IntegrityError

from accounting import catalogue
from accounting.catalogue import F
from accounting.models import Position
from accounting.refusals import Overdrawn
from tests.accounting.books import Books

CENTS = 1_00

Together = Callable[[Books, list[range], bool], Counter[str]]


@dataclass
class Outcome:
    """What a race came to: awards made, awards refused by the ceiling, anything else."""

    awarded: int = 0
    refused: int = 0
    errors: Counter[str] = field(default_factory=Counter)
    left: dict[str, int] = field(default_factory=dict)


def run(
    books: Books,
    *,
    attempts: int,
    workers: int = 10,
    guard: bool = False,
    work_together: Together | None = None,
) -> Outcome:
    """Let workers take one euro each time from both positions, which hold half and a third.

    With `guard` a worker asks what is left before it books, as who trusts no constraint would.
    """
    books.give(attempts // 2 * CENTS)
    books.give(attempts // 3 * CENTS, to=books.work)
    outcome = Outcome()
    shares = [range(number, attempts, workers) for number in range(workers)]
    for told, count in (work_together or _in_threads)(books, shares, guard).items():
        _tell(outcome, told, count)
    outcome.left = {
        position.pk: position.available_cents for position in Position.objects.order_by("pk")
    }
    return outcome


def _in_threads(books: Books, shares: list[range], guard: bool) -> Counter[str]:
    barrier = threading.Barrier(len(shares))
    with ThreadPoolExecutor(len(shares)) as pool:
        done = [pool.submit(_work, books, share, barrier, guard) for share in shares]
        return sum((work.result() for work in done), Counter())


def in_processes(books: Books, shares: list[range], guard: bool) -> Counter[str]:
    """Let each share be worked in a process of its own."""
    forked = multiprocessing.get_context("fork")
    barrier, told = forked.Barrier(len(shares)), forked.SimpleQueue()
    connections.close_all()

    def live(share: range) -> None:
        told.put(_work(books, share, barrier, guard))

    living = [forked.Process(target=live, args=(share,)) for share in shares]
    for process in living:
        process.start()
    found = sum((told.get() for _ in living), Counter())
    for process in living:
        process.join()
    return found


def _tell(outcome: Outcome, told: str, count: int) -> None:
    if told == "awarded":
        outcome.awarded += count
    elif told == "refused":
        outcome.refused += count
    else:
        outcome.errors[told] += count


def _work(books: Books, share: range, barrier: Any, guard: bool) -> Counter[str]:
    told: Counter[str] = Counter()
    try:
        for number in share:
            if number < barrier.parties:
                barrier.wait()
            told[_attempt(books, number, guard)] += 1
    finally:
        connections.close_all()
    return told


def _award(books: Books, number: int, guard: bool) -> None:
    """Take a euro from both positions, named in random order; the journal sorts them."""
    case = f"tests.case:{number}"
    both = [books.rent, books.work]
    random.Random(number).shuffle(both)  # noqa: S311  no secret is made of it
    if guard and any(Position.objects.get(pk=at.pk).available_cents < CENTS for at in both):
        raise Overdrawn({}, IntegrityError("the guard"))
    books.book(
        *(catalogue.commit(CENTS, books.dims(case, at=at), source=F.AVAILABLE) for at in both)
    )


def _attempt(books: Books, number: int, guard: bool) -> str:
    try:
        _award(books, number, guard)
    except Overdrawn:
        return "refused"
    except DatabaseError as error:
        return f"{type(error).__name__}: {error}".splitlines()[0]
    return "awarded"
