"""Row 6: eight writers on different cases, with our trail, with a global chain, and with none."""

import multiprocessing
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection, transaction

from audit.canonical import canonical, sha256
from audit.trail import Draft, record
from config.database import as_owner

ROUNDS = 3
SETUP = """
CREATE TABLE bench_case (id int PRIMARY KEY, state text, trail_seq int, trail_head text);
CREATE TABLE bench_movement (id bigserial PRIMARY KEY, root int, cents int, account text);
CREATE TABLE bench_chain (id bigserial PRIMARY KEY, content text, hash text);
CREATE TABLE bench_head (id int PRIMARY KEY, head text);
INSERT INTO bench_case SELECT n, 'open', 0, '' FROM generate_series(1, 64) n;
INSERT INTO bench_head VALUES (1, '');
GRANT ALL ON ALL TABLES IN SCHEMA public TO PUBLIC;
GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO PUBLIC;
"""


@dataclass
class Case:
    """A row of bench_case, as a root of the trail."""

    stream: str
    trail_seq: int
    trail_head: str


def measure(*, writers: int, seconds: float) -> None:
    """Time the three kinds in turn and print their throughput as ratios."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(SETUP, None)
    connection.close()
    kinds = {"no trail (reference)": _no_trail, "our trail": _ours, "a global chain": _global_chain}
    done: dict[str, list[float]] = {name: [] for name in kinds}
    for _ in range(ROUNDS):
        for name, write in kinds.items():
            done[name].append(_throughput(write, writers, seconds))
    reference = statistics.median(done["no trail (reference)"])
    print(f"\nRow 6: {writers} writers on different cases; goal ≥ 0.9 of the throughput")
    for name, found in done.items():
        middle = statistics.median(found)
        print(f"  {name:34} {middle:7.0f} /s  × {middle / reference:5.2f}")


def _throughput(write: Callable[[int, int], None], writers: int, seconds: float) -> float:
    """Return transactions a second of that many processes together."""
    with multiprocessing.get_context("fork").Pool(writers) as pool:
        jobs = [(write, number, seconds) for number in range(1, writers + 1)]
        return sum(pool.starmap(_write_for, jobs, chunksize=1))


def _write_for(write: Callable[[int, int], None], number: int, seconds: float) -> float:
    connection.close()
    began = time.perf_counter()
    count = 0
    while time.perf_counter() - began < seconds:
        write(number, count)
        count += 1
    connection.close()
    return count / (time.perf_counter() - began)


def _no_trail(number: int, count: int) -> None:
    with transaction.atomic():
        _work(_locked(number), count)


def _ours(number: int, count: int) -> None:
    with transaction.atomic():
        case = _locked(number)
        record(_draft(case, count), head=case)
        _work(case, count)


def _global_chain(number: int, count: int) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        case = _locked(number)
        cursor.execute("SELECT head FROM bench_head WHERE id = 1 FOR UPDATE")
        content = canonical({"count": count, "case": case.stream, "prev": cursor.fetchone()[0]})
        values = [content, sha256(content)]
        cursor.execute("INSERT INTO bench_chain (content, hash) VALUES (%s, %s)", values)
        cursor.execute("UPDATE bench_head SET head = %s WHERE id = 1", values[1:])
        _work(case, count)


def _locked(number: int) -> Case:
    with connection.cursor() as cursor:
        sql = "SELECT trail_seq, trail_head FROM bench_case WHERE id = %s FOR UPDATE"
        cursor.execute(sql, [number])
        seq, head = cursor.fetchone()
    return Case(f"story.bench:{number}", seq, head)


def _work(case: Case, count: int) -> None:
    """Write what a step writes anyway: the case, and four movements."""
    number = int(case.stream.partition(":")[2])
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE bench_case SET state = %s, trail_seq = %s, trail_head = %s WHERE id = %s",
            [str(count), case.trail_seq, case.trail_head, number],
        )
        for account in ("F3", "F4", "5100", "2100"):
            cursor.execute(
                "INSERT INTO bench_movement (root, cents, account) VALUES (%s, %s, %s)",
                [number, 61920, account],
            )


def _draft(case: Case, count: int) -> Draft:
    return Draft(
        actor="people.user:01JBENCHMARKBENCHMARKBENCH",
        role="grant_officer",
        action="recognise_month",
        subject=case.stream,
        facts={"cents": 61920, "count": count},
    )
