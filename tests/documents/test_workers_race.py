"""Several workers, and workers that are killed: no paper is lost, doubled or numbered twice."""

import signal
import subprocess
import sys
import textwrap
import threading
from typing import Any

import pytest
from django.db import connection, transaction

from audit.models import Event
from documents import worker
from documents.models import Document, DocumentRequest, ProtocolCounter
from documents.sheets import Printed
from tests.documents.samples import asked_paper, registered_participant

WORKER = textwrap.dedent(
    """
    import sys, time
    from django.conf import settings
    settings.TEMPLATES[0]["DIRS"] = [sys.argv[1]]
    import django
    django.setup()
    from documents import sheets, worker
    import tests.documents.samples
    if sys.argv[2] == "dies":
        def forever(asked):
            print("printing", asked.protocol, flush=True)
            time.sleep(60)
        worker.printed = forever
    print(worker.run_pending(int(sys.argv[3])), flush=True)
    """
)


def ask_for(count: int) -> None:
    participant = registered_participant()
    for _paper in range(count):
        with transaction.atomic():
            asked_paper(participant)


def numbers() -> list[str]:
    return sorted(Document.objects.as_system().values_list("number", flat=True))


def expected(count: int) -> list[str]:
    return [f"PG/2026/{number:07d}" for number in range(1, count + 1)]


@pytest.mark.slow
def test_four_workers_at_once_make_each_paper_once(fresh_database: Any, monkeypatch: Any) -> None:
    ask_for(40)
    monkeypatch.setattr(
        worker, "printed", lambda asked: Printed(asked.pk.encode(), "Patto", "0" * 12)
    )
    start = threading.Barrier(4)
    done: list[worker.Done] = []

    def work() -> None:
        start.wait()
        done.append(worker.run_pending())
        connection.close()

    threads = [threading.Thread(target=work) for _worker in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # A lock that was waited for too long puts a paper off; it is made at the next look.
    DocumentRequest.objects.as_system().filter(state="waiting").update(not_before=None)
    worker.run_pending()
    assert sum(result.issued for result in done) >= 30
    assert numbers() == expected(40)
    assert ProtocolCounter.objects.get(year=2026).last == 40
    assert Event.objects.filter(action="documents.numbered").count() == 40
    assert Event.objects.filter(action="documents.issued").count() == 40


def test_without_its_lease_a_worker_would_take_what_another_has(
    fresh_database: Any, monkeypatch: Any
) -> None:
    """Show that the race test above can fail: the claim is what prevents it."""
    ask_for(1)
    from audit import clock

    first = worker._take(clock.now())
    DocumentRequest.objects.as_system().update(state="waiting")  # the planted defect: no lease
    second = worker._take(clock.now())
    assert first is not None
    assert second is not None
    assert first.pk == second.pk


@pytest.mark.harness
def test_a_worker_killed_while_printing_leaves_the_paper_to_the_next(
    fresh_database: Any, monkeypatch: Any
) -> None:
    ask_for(2)
    from tests.documents.samples import TEMPLATES

    def started(how: str, limit: int) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", WORKER, str(TEMPLATES), how, str(limit)],
            env=fresh_database.environment,
            stdout=subprocess.PIPE,
            text=True,
        )

    dying = started("dies", 1)
    assert dying.stdout is not None
    assert dying.stdout.readline().startswith("printing PG/")
    dying.send_signal(signal.SIGKILL)
    dying.wait()
    dying.stdout.close()

    assert worker.run_pending().issued == 1, "the other paper"
    taken = DocumentRequest.objects.as_system().get(state="taken")
    assert taken.lease_until is not None
    after = taken.lease_until
    assert worker.run_pending(now=lambda: after + worker.LEASE).issued == 1
    assert numbers() == expected(2)
    assert ProtocolCounter.objects.get(year=2026).last == 2


@pytest.mark.harness
def test_the_work_command_stops_at_sigterm(fresh_database: Any) -> None:
    working = subprocess.Popen(
        [sys.executable, "manage.py", "work", "--skip-checks"],
        env=fresh_database.environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    with working:
        assert working.stdout is not None
        assert working.stdout.readline().startswith("Waiting")
        working.terminate()
        assert working.wait(timeout=30) == 0


def test_a_paper_is_only_asked_for_in_the_transaction_of_what_causes_it(
    fresh_database: Any,
) -> None:
    participant = registered_participant()
    with pytest.raises(RuntimeError, match="transaction"):
        asked_paper(participant)
    with transaction.atomic():
        asked_paper(participant)
        transaction.set_rollback(True)
    assert not DocumentRequest.objects.as_system().exists(), "no step, no paper"
