"""Reading a protected person's data leaves a trace before anything is shown."""

import json
from dataclasses import dataclass

import pytest
from django.db import connection, transaction

from audit.models import Event
from audit.reading import are_writes_allowed, record_reading, writes_allowed
from tests.audit.story import ANNA
from tests.ground import Database


@dataclass
class Carla:
    """The auditor, as the portal knows her."""

    label: str = "people.user:CARLA"
    role: str = "auditor"


@pytest.mark.django_db
def test_carlas_look_at_a_person_is_an_event() -> None:
    event = record_reading(Carla(), "01SAMIR", "case_page", "req-7")
    assert (event.stream, event.seq) == ("reading:01SAMIR", 1)
    assert (event.actor, event.role) == ("people.user:CARLA", "auditor")
    told = json.loads(event.content)
    assert (told["action"], told["reason"], told["request"]) == (
        "person.read",
        "case_page",
        "req-7",
    )
    assert record_reading(Carla(label=ANNA), "01SAMIR", "export", "req-8").seq == 2


def test_the_event_is_kept_even_if_the_page_fails(fresh_database: Database) -> None:
    def page() -> None:
        record_reading(Carla(), "01SAMIR", "case_page", "req-7")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        page()
    connection.close()
    assert Event.objects.count() == 1


def test_a_reading_that_could_be_rolled_back_is_refused(fresh_database: Database) -> None:
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        record_reading(Carla(), "01SAMIR", "case_page", "req-7")
    assert not Event.objects.exists()


def test_an_event_outside_a_transaction_is_refused(fresh_database: Database) -> None:
    from tests.audit.story import Case, tell_case

    with pytest.raises(RuntimeError, match="in the transaction"):
        tell_case(Case("story.case:01"), "submit")


def test_writes_are_marked_as_meant_only_while_they_happen() -> None:
    assert not are_writes_allowed()
    with writes_allowed():
        assert are_writes_allowed()
    assert not are_writes_allowed()
