"""Loads the demonstration into an empty database: all of it, or nothing."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.utils import translation

from audit import entropy, seals
from audit.models import Event
from config.demonstration import budget, ground, past, paying, present
from config.demonstration.ground import Ground
from config.demonstration.network import PAST, PRESENT
from config.demonstration.telling import EVENING, Day, Story, tell
from documents import worker
from documents.models import DocumentRequest
from people.models import User
from programme.models import Operation

SEED = "Percorsi, the demonstration"
FIRST_DAY, PRINTED_UNTIL = date(2019, 10, 1), date(2026, 10, 31)


class NotEmpty(Exception):
    """Raised when there is something in the database already."""


def load() -> int:
    """Perform the demonstration and return how many events it made; NotEmpty if there is any."""
    if any(model.objects.exists() for model in (User, Operation, Event)):
        raise NotEmpty
    _forget_interrupted_files()
    with translation.override("it"), entropy.seeded(SEED):
        with transaction.atomic():
            _perform()
        _print_papers()
        _seal_at_last()
    return Event.objects.count()


def _perform() -> None:
    day = Day(FIRST_DAY)
    with day.minute():  # so that also reference data get the same identifiers at every run
        call_command("load_reference", verbosity=0)
    stage = ground.build(day)
    stories = [
        *(_budget(stage, code) for code in (PAST, PRESENT)),
        *past.stories(stage),
        *present.stories(stage),
        _sealing(),
    ]
    tell(stories, until=present.LAST_DAY)


def _budget(stage: Ground, code: str) -> Story:
    """Tell the appropriation of an operation, on its first day."""
    operation = stage.network.operations[code]
    day = yield operation.starts_on
    paying.band(operation)
    for share in budget.shares(stage.network, stage.calls):
        if share.line.operation == operation:
            budget.appropriate(share, by=stage.actor("ines"), day=day)


def _sealing() -> Story:
    """Tell the seals, one in each quarter in which something happened."""
    years = range(FIRST_DAY.year, present.LAST_DAY.year + 1)
    for on in (date(year, month, 28) for year in years for month in (3, 6, 9, 12)):
        if on > FIRST_DAY:
            day = yield on
            with day.minute():
                seals.seal()


def _print_papers() -> None:
    """Have the worker print what was asked for, year by year; without Pango all of it waits.

    The papers of the last weeks are left to the worker of the installation. Randomness of their
    own keeps the rest of the story the same, whether they are printed or not.
    """
    asked = DocumentRequest.objects.as_system().filter(requested_on__lte=PRINTED_UNTIL)
    years = Counter(day.year for day in asked.values_list("requested_on", flat=True))
    for year, count in sorted(years.items()):
        day = Day(min(date(year, 12, 30), present.LAST_DAY), from_hour=EVENING)
        with day.minute(), entropy.seeded(f"{SEED}, papers of {year}"):
            worker.run_pending(limit=count)


def _seal_at_last() -> None:
    with Day(present.LAST_DAY, from_hour=EVENING.replace(hour=19)).minute():
        seals.seal()


def _forget_interrupted_files() -> None:
    """Remove half-written files of a start that was interrupted: the same names come again."""
    for part in Path(settings.PERCORSI_STORE).glob("*/*.part"):
        part.unlink()
