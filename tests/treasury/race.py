"""Races for money: two people execute one payment, two batches take one sum, at the same instant.

PERCORSI_TEST_DATABASE=postgres python -m tests.treasury.race --count 1000

Beside each real race runs a planted defect, a plain django-fsm object that nobody locks: a harness
that does not see it pay twice proves nothing.
"""

from __future__ import annotations

import argparse
import os
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from accounting.models import Payable
    from tests.world import World

CENTS = 10_00
AT_ONCE = 2


@dataclass(frozen=True)
class Found:
    """How many races were run, and how many had any other number of winners than one."""

    races: int
    doubled: int
    none: int

    def __str__(self) -> str:
        return f"{self.races} races, {self.doubled} doubled, {self.none} without a winner"


def run(attempts: Iterable[tuple[Callable[[], bool], ...]]) -> Found:
    """Run each group of attempts at the same instant, in threads that last, and count winners."""
    races = list(attempts)
    won = [[False] * AT_ONCE for _ in races]
    start = threading.Barrier(AT_ONCE)
    broken: list[BaseException] = []

    def runner(place: int) -> None:
        from django.db import connection

        try:
            for number, race in enumerate(races):
                start.wait(timeout=60)
                won[number][place] = race[place]()
        except BaseException as error:
            broken.append(error)
            start.abort()
        finally:
            connection.close()

    threads = [threading.Thread(target=runner, args=(place,)) for place in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if broken:
        raise broken[0]
    winners = [sum(places) for places in won]
    return Found(len(races), sum(n > 1 for n in winners), sum(n == 0 for n in winners))


def refused(do: Callable[[], Any]) -> bool:
    """Do something and say whether it happened; a refusal is the answer no."""
    from lifecycle.errors import Refused

    try:
        do()
    except Refused:
        return False
    return True


def owed(world: World, count: int) -> list[Payable]:
    """Clear ``count`` sums for the host firm, straight in the books, and return the payables."""
    from django.db import transaction

    from accounting import catalogue, journal, payables
    from accounting.catalogue import Dimensions, G
    from accounting.payables import PayableDraft
    from audit.identifiers import new_id
    from audit.labels import label
    from audit.trail import Draft, record_in_stream
    from tests.batch_path import PREPARED

    position = world.appropriate(count * CENTS, line=world.work_line, fund=world.esf)
    root = f"tests.case:{new_id()}"
    category = world.allowance_category.pk
    with transaction.atomic():
        draft = Draft(actor="system", role="system", action="clear", subject=root)
        event = record_in_stream(draft, stream=root)
        made = []
        for _ in range(count):
            part = f"tests.part:{new_id()}"
            dims = Dimensions(position_id=position.pk, root=root, part=part, category_id=category)
            postings = [
                catalogue.reserve(CENTS, dims),
                catalogue.commit(CENTS, dims),
                catalogue.make_payable(CENTS, dims, cost=G.VOUCHERS, creditor=G.PROVIDERS),
            ]
            journal.post(postings, on=PREPARED, event=event, actor="system")
            due = PayableDraft(
                root=root,
                part=part,
                payee=label(world.host),
                creditor=G.PROVIDERS,
                gross_cents=CENTS,
                position_id=position.pk,
                category_id=category,
                cost_option="real",
                period_start=PREPARED,
                period_end=PREPARED,
            )
            made.append(payables.write(due, on=PREPARED))
    return made


def two_people_execute(world: World, count: int) -> Found:
    """Let giulia and fabio enter, at once, that the bank executed the same payment."""
    from accounting.models import Entry
    from lifecycle.engine import perform
    from tests import batch_path

    lines = batch_path.lines_of(batch_path.sent(world, owed(world, count)))
    told = {"bank_reference": "CRO1", "value_date": batch_path.VALUE}

    def attempt(line: Any, by: Any) -> Callable[[], bool]:
        return lambda: refused(lambda: perform(line.execute, by=by, on=batch_path.ENTERED, **told))

    found = run([(attempt(line, world.giulia), attempt(line, world.fabio)) for line in lines])
    parts = {line.payable.part for line in lines}
    paid = list(Entry.objects.filter(posting="PAY", part__in=parts).values_list("part", flat=True))
    assert sorted(paid) == sorted(parts), "the books say otherwise than the answers"
    return found


def two_batches_take(world: World, count: int) -> Found:
    """Let giulia and fabio put, at once, the same sum into two batches."""
    from lifecycle.engine import begin
    from tests import batch_path
    from tests.batch_path import PREPARED
    from treasury.models import PaymentLine

    sums = owed(world, count)
    batches = [batch_path.draft(world, []) for _ in range(AT_ONCE)]

    def attempt(payable: Any, batch: Any, by: Any) -> Callable[[], bool]:
        return lambda: refused(
            lambda: begin(PaymentLine, by=by, on=PREPARED, batch=batch, payable=payable)
        )

    people = (world.giulia, world.fabio)
    races = [
        tuple(attempt(due, batch, by) for batch, by in zip(batches, people, strict=True))
        for due in sums
    ]
    found = run(races)
    lines = PaymentLine.objects.as_system().filter(payable__in=sums)
    assert lines.count() == len(sums), "the batches say otherwise than the answers"
    return found


def plain_objects_pay(count: int, *, rounds: int = 20) -> Found:
    """Let two people execute the same plain django-fsm object, which nobody locks: the defect.

    On a busy machine the two may miss each other: it goes on until they have met, some rounds.
    """
    from tests.treasury.plain import PlainLine, pay_plainly

    found = Found(0, 0, 0)
    for _ in range(rounds):
        rows = [PlainLine.objects.create() for _ in range(count)]
        more = run([(lambda pk=row.pk: pay_plainly(pk),) * AT_ONCE for row in rows])
        found = Found(
            found.races + more.races, found.doubled + more.doubled, found.none + more.none
        )
        if found.doubled:
            break
    return found


def main() -> None:
    """Run every race on a database of its own and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000, help="races of each kind")
    count = parser.parse_args().count
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    from pathlib import Path

    from tests import ground, postgres_cluster, world
    from tests.treasury.plain import plain_tables

    if ground.POSTGRES and ground.CLUSTER not in os.environ:
        os.environ[ground.CLUSTER] = str(postgres_cluster.start())
    try:
        ground.build_template_once()
        with ground.copy("race") as made, ground.connected_to(made.name), plain_tables(made):
            built = world.build()
            print("plain objects:", plain_objects_pay(count))
            print("two people, one payment:", two_people_execute(built, count))
            print("two batches, one sum:", two_batches_take(built, count))
    finally:
        if ground.POSTGRES:
            postgres_cluster.stop(Path(os.environ[ground.CLUSTER]))


if __name__ == "__main__":
    main()
