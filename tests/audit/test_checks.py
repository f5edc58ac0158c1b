"""A server does not start on a database that could not keep its promises."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core import checks
from django.db import connection

from audit import triggers
from audit.checks import TAG, database_keeps_its_promises
from config.database import as_owner
from tests.ground import POSTGRES, Database

only_sqlite = pytest.mark.skipif(POSTGRES, reason="SQLite's own settings")
only_postgres = pytest.mark.skipif(not POSTGRES, reason="PostgreSQL's own settings")


def found() -> dict[str, str]:
    """Return the errors by their identifier."""
    return {str(error.id): error.msg for error in database_keeps_its_promises()}


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


@contextmanager
def options(**changed: str) -> Iterator[None]:
    """Connect with other options."""
    connection.close()
    described = connection.settings_dict
    before = described["OPTIONS"]
    described["OPTIONS"] = before | changed
    try:
        connection.connect()
        yield
    finally:
        connection.close()
        described["OPTIONS"] = before


def test_a_safe_database_passes(fresh_database: Database) -> None:
    assert found() == {}


def test_the_check_waits_for_the_server_and_leaves_migrate_alone() -> None:
    registered = checks.registry.registry
    assert database_keeps_its_promises not in registered.get_checks()
    deploying = registered.get_checks(include_deployment_checks=True)
    assert database_keeps_its_promises in deploying
    assert TAG in database_keeps_its_promises.tags


def test_a_missing_trigger_is_said_with_what_to_do(fresh_database: Database) -> None:
    with as_owner():
        table = " ON audit_event" if POSTGRES else ""
        run(f"DROP TRIGGER percorsi_audit_event_no_delete{table}")
        errors = [e for e in database_keeps_its_promises() if e.id == "audit.E001"]
        assert "percorsi_audit_event_no_delete on audit_event is missing" in errors[0].msg
        assert "migrate" in str(errors[0].hint)
        triggers.install(connection)


@only_sqlite
@pytest.mark.parametrize(
    ("changed", "identifier"),
    [
        ({"transaction_mode": "DEFERRED"}, "audit.E002"),
        ({"init_command": "PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL;"}, "audit.E003"),
        ({"init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"}, "audit.E004"),
        ({"init_command": "PRAGMA journal_mode=WAL; PRAGMA foreign_keys=OFF;"}, "audit.E005"),
    ],
)
def test_an_unsafe_sqlite_is_refused(
    fresh_database: Database, changed: dict[str, str], identifier: str
) -> None:
    with options(**changed):
        assert identifier in found()


@only_postgres
def test_a_role_that_owns_the_tables_is_refused(fresh_database: Database) -> None:
    assert "audit.E007" not in found()
    with as_owner():
        assert "audit.E007" in found()


@only_postgres
def test_a_role_that_may_edit_the_trail_is_refused(fresh_database: Database) -> None:
    with as_owner():
        run("GRANT UPDATE ON audit_event TO percorsi_app")
    assert "audit_event" in found()["audit.E008"]


@only_postgres
def test_a_database_that_does_not_wait_for_the_disk_is_refused(fresh_database: Database) -> None:
    with options(options="-c synchronous_commit=off"):
        assert "audit.E006" in found()
