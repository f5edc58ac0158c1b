"""What time brings to a request for integration: its term passes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _

from lifecycle import timed
from lifecycle.models import IntegrationRequest
from lifecycle.procedures.integration.states import WITH_THE_PERSON
from lifecycle.timed import TimedStep


def register_all() -> None:
    """Let the timer end requests whose term has passed; it is announced the working day before."""
    timed.register(
        TimedStep(
            "lifecycle.integrationrequest",
            "expire",
            _("Requests for integration that expire"),
            expired,
            adverse=True,
        )
    )


def expired(on: date) -> Iterable[IntegrationRequest]:
    """Return the requests whose term has passed on a day."""
    waiting = IntegrationRequest.objects.as_system().filter(state__in=WITH_THE_PERSON)
    return waiting.filter(due_on__lt=on).order_by("id")
