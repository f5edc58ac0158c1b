"""Makes the waiting documents, until told to stop."""

import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections

from audit import clock, marks, starting
from documents import evidence, health, rendering
from documents.worker import run_pending

PAUSE = 2.0  # seconds between two looks at the queue


class Command(BaseCommand):
    """`manage.py work`."""

    help = (
        "Make the documents that wait: number, file, seal. Stops after the document in hand on "
        "SIGTERM or Ctrl-C; several may run at once."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what may be said on the line."""
        parser.add_argument("--once", action="store_true", help="make what waits now and stop")
        parser.add_argument("--limit", type=int, default=100, help="the most to make in one go")

    def handle(self, *args: Any, **options: Any) -> None:
        """Work through the queue once, or for as long as the process lives.

        CommandError, and nothing done, on a database that could not keep its promises.
        """
        unsafe = starting.unsafe()
        if unsafe:
            raise CommandError("\n".join(unsafe))
        if rendering.missing():
            self.stderr.write(rendering.missing())
        if options["once"]:
            self._once(options["limit"])
            return
        self._forever()

    def _once(self, limit: int) -> None:
        done = run_pending(limit)
        swept = evidence.sweep(now=clock.now())
        self.stdout.write(f"issued {done.issued}, failed {done.failed}, swept {swept}")
        for sentence in health.report(on=clock.today()):
            self.stderr.write(sentence)

    def _forever(self) -> None:
        stop = threading.Event()
        for asked in (signal.SIGTERM, signal.SIGINT):
            signal.signal(asked, lambda *_: stop.set())
        self.stdout.write("Waiting for documents to make.")
        self.stdout.flush()
        while not stop.is_set():
            close_old_connections()
            marks.touch("worker")
            # One at a time, so that a request to stop waits for one document and not for many.
            if not run_pending(1).issued:
                stop.wait(PAUSE)
