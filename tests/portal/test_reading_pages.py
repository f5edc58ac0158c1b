"""A page that only shows cannot write."""

import pytest
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from audit.reading import writes_allowed
from people.models import User
from portal.middleware.read_only import ReadOnlyMiddleware, WriteInRead, is_write
from tests.world import World


def renaming(request: HttpRequest) -> HttpResponse:
    User.objects.update(name="Somebody else")
    return HttpResponse("done")


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_page_that_only_shows_cannot_rename_anybody(method: str, world: World) -> None:
    request = getattr(RequestFactory(), method)("/")
    with pytest.raises(WriteInRead), transaction.atomic():
        ReadOnlyMiddleware(renaming)(request)
    world.anna.refresh_from_db()
    assert world.anna.name == "Anna (invented)"


def test_that_somebody_reads_a_person_is_recorded_before_the_page_goes_out(world: World) -> None:
    def reading(request: HttpRequest) -> HttpResponse:
        with writes_allowed():
            return renaming(request)

    assert ReadOnlyMiddleware(reading)(RequestFactory().get("/")).status_code == 200


def test_a_form_that_is_sent_can_write(world: World) -> None:
    assert ReadOnlyMiddleware(renaming)(RequestFactory().post("/")).status_code == 200


def test_after_a_page_was_shown_writing_works_again(world: World) -> None:
    before = list(connection.execute_wrappers)
    ReadOnlyMiddleware(lambda request: HttpResponse("page"))(RequestFactory().get("/"))
    assert connection.execute_wrappers == before
    assert User.objects.update(language="it") > 0


@pytest.mark.parametrize(
    ("sql", "writes"),
    [
        ("SELECT 1", False),
        ("SELECT 1 FROM t FOR UPDATE", False),
        ("insert into t values (1)", True),
        ("  /* note */ UPDATE t SET a = 1", True),
        ("DELETE FROM t", True),
        ("REPLACE INTO t VALUES (1)", True),
        ("TRUNCATE t", True),
        ("WITH gone AS (DELETE FROM t RETURNING id) SELECT 1", True),
        ("WITH some AS (SELECT 1) SELECT * FROM some", False),
        ("SAVEPOINT s1", False),
    ],
)
def test_writing_statements_are_told_from_reading_ones(sql: str, writes: bool) -> None:
    assert is_write(sql) is writes
