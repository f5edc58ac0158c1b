"""Loads the demonstration into an empty database: all of it, or nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.utils import translation

from audit import entropy, seals
from audit.models import Event
from config.demonstration import budget, ground, past, present
from config.demonstration.ground import Ground
from config.demonstration.network import PRESENT
from config.demonstration.telling import Day, Story, tell
from documents import worker
from documents.models import DocumentRequest
from people.models import User
from programme.models import Operation

SEED = "Percorsi, the demonstration"
FIRST_DAY = date(2019, 10, 1)


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
    return Event.objects.count()


def _perform() -> None:
    day = Day(FIRST_DAY)
    with day.minute():  # so that also reference data get the same identifiers at every run
        call_command("load_reference", verbosity=0)
    stage = ground.build(day)
    stories = [
        _budget(stage, day),
        *past.stories(stage),
        *present.stories(stage),
        _sealing(),
    ]
    tell(stories, until=present.LAST_DAY)


def _budget(stage: Ground, first: Day) -> Story:
    """Tell the two appropriations, each on the first day of its operation."""
    by = stage.actor("ines")
    budget.appropriate_all(stage.network, stage.calls, by=by, day=first)
    day = yield stage.network.operations[PRESENT].starts_on
    budget.appropriate_all(stage.network, stage.calls, by=by, day=day)


def _sealing() -> Story:
    """Tell the seals: one at the end of each quarter in which something happened, one at last."""
    years = range(FIRST_DAY.year, present.LAST_DAY.year + 1)
    ends = [date(year, month, 28) for year in years for month in (3, 6, 9, 12)]
    for on in (*(end for end in ends if FIRST_DAY < end < present.LAST_DAY), present.LAST_DAY):
        day = yield on
        with day.minute():
            seals.seal()


def _print_papers() -> None:
    """Have the worker print what was asked for, year by year; without Pango all of it waits."""
    years = sorted(set(DocumentRequest.objects.as_system().values_list("requested_on__year")))
    for (year,) in years:
        asked = DocumentRequest.objects.as_system().filter(requested_on__year=year).count()
        day = Day(min(date(year, 12, 30), present.LAST_DAY))
        with day.minute(), entropy.seeded(f"{SEED}, papers of {year}"):
            worker.run_pending(limit=asked)
    with Day(present.LAST_DAY).minute():
        seals.seal()


def _forget_interrupted_files() -> None:
    """Remove half-written files of a start that was interrupted: the same names come again."""
    for part in Path(settings.PERCORSI_STORE).glob("*/*.part"):
        part.unlink()
