"""People who clear a month, take it back, approve it again: over HTTP, until they are answered."""

from __future__ import annotations

import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from itertools import cycle
from urllib.parse import urlencode

from django.urls import reverse

from dote.models import Month
from portal.keys import new_key
from tests.portal.visits import signed_in
from tests.world import World

TOKEN = "a" * 32
ROUND = (
    ("take_back", "giulia", {"reason": "amount_wrong"}),
    ("approve", "bruno", {}),
    ("clear", "giulia", {}),
)
GIVES_UP_AFTER = 120.0  # seconds without an answer to one form


@dataclass
class Work:
    """One person's work on one month: what was answered, and how often an answer was lost."""

    month: Month
    port: int
    cookies: dict[str, str]
    stopped: threading.Event
    done: Counter[str] = field(default_factory=Counter)
    lost: int = 0
    wrong: list[str] = field(default_factory=list)

    def go_on(self) -> None:
        """Take step after step until told to stop; the round that was begun is finished."""
        for command, who, facts in cycle(ROUND):
            if self.stopped.is_set() and command == ROUND[0][0]:
                return
            if self.wrong:
                return
            self._take(command, who, facts)

    def _take(self, command: str, who: str, facts: dict[str, str]) -> None:
        """Send one form, and the same form again until it is answered."""
        address = reverse("step", args=["dote.month", self.month.pk, command])
        body = urlencode({"key": new_key(), "version": "", "csrfmiddlewaretoken": TOKEN} | facts)
        until = time.monotonic() + GIVES_UP_AFTER
        while time.monotonic() < until:
            status = self._post(address, body, who)
            if status == 302:
                self.done[command] += 1
                return
            if status and status < 500:
                self.wrong.append(f"{command} of {self.month.label} answered {status}")
                return
            self.lost += 1
            time.sleep(0.1)
        self.wrong.append(f"{command} of {self.month.label} was never answered")

    def _post(self, address: str, body: str, who: str) -> int:
        """Return the status of the answer, 0 when there was none."""
        connection = HTTPConnection("localhost", self.port, timeout=20)
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"csrftoken={TOKEN}; sessionid={self.cookies[who]}",
        }
        try:
            connection.request("POST", address, body, headers)
            return connection.getresponse().status
        except (OSError, HTTPException):
            return 0
        finally:
            connection.close()


def sessions(world: World) -> dict[str, str]:
    """Return the session of each person who works."""
    names = {who for _command, who, _facts in ROUND}
    return {name: signed_in(world.users[name]).cookies["sessionid"].value for name in names}
