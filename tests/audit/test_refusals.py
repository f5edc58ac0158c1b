"""What the database refuses about the trail, tried by SQL as the application's own role."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.test import override_settings

from audit import apps as audit_apps
from audit import grants, seals, triggers
from audit.trigger_sql import Trigger
from audit.triggers import refused_by
from config.database import as_owner
from tests.audit.story import tell
from tests.ground import POSTGRES, Database

only_sqlite = pytest.mark.skipif(POSTGRES, reason="SQLite's own way of doing it")
only_postgres = pytest.mark.skipif(not POSTGRES, reason="PostgreSQL's own way of doing it")

NEXT = """
INSERT INTO audit_event
(stream, seq, at, actor, role, action, subject, source, target, content, hash, prev)
SELECT stream, {seq}, at, actor, role, action, subject, source, target, content, {hash}, {prev}
FROM audit_event WHERE stream = 'config' AND seq = 2
"""


@pytest.fixture
def told(db: None) -> None:
    """Tell three events and seal them, then a fourth."""
    tell("config", "open", "change", "close")
    seals.seal()
    tell("config", "open")


def run(sql: str) -> None:
    """Run SQL behind the application's back."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, None)


def refusal(sql: str) -> str:
    """Run SQL that must be refused; return the name of the rule, or the database's own words."""
    with pytest.raises(DatabaseError) as refused:
        run(sql)
    words = str(refused.value)
    unique = "audit_event_one_per_number" if "audit_event_one_per_number" in words else ""
    return refused_by(refused.value) or unique or words


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("table", ["audit_event", "audit_seal", "audit_sealleaf"])
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE {table} SET at = at",
        "DELETE FROM {table}",
        "DELETE FROM {table} WHERE 1 = 1",
        pytest.param("TRUNCATE {table} CASCADE", marks=only_postgres),
        pytest.param("INSERT OR REPLACE INTO {table} SELECT * FROM {table}", marks=only_sqlite),
        pytest.param("UPDATE OR REPLACE {table} SET rowid = rowid + 1", marks=only_sqlite),
    ],
)
def test_nobody_edits_what_was_recorded(table: str, sql: str) -> None:
    column = "seq" if table == "audit_sealleaf" else "at"
    found = refusal(sql.format(table=table).replace("at = at", f"{column} = {column}"))
    assert found == f"append_only_{table}" or "permission denied" in found


@only_sqlite
@pytest.mark.usefixtures("told")
def test_an_event_cannot_be_replaced_under_another_identifier() -> None:
    columns = "stream,seq,at,actor,role,action,subject,source,target,content,hash,prev"
    sql = f"INSERT OR REPLACE INTO audit_event SELECT 999, {columns} FROM audit_event LIMIT 1"
    assert refusal(sql) == "append_only_audit_event"


@only_postgres
@pytest.mark.usefixtures("told")
def test_an_upsert_cannot_edit_an_event() -> None:
    columns = "id,stream,seq,at,actor,role,action,subject,source,target,content,hash,prev"
    found = refusal(
        f"INSERT INTO audit_event ({columns}) SELECT {columns} FROM audit_event"
        " ON CONFLICT (stream, seq) DO UPDATE SET actor = 'mallory'"
    )
    assert "permission denied" in found or "append_only" in found or "continues" in found


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(
    ("seq", "prev"),
    [
        ("7", "hash"),  # a gap
        ("5", "prev"),  # the next number, but after another event
        ("5", "'" + "0" * 64 + "'"),  # the next number, as if it were the first
        ("1", "hash"),  # a first event with something before it
        ("0", "'" + "0" * 64 + "'"),
        ("-1", "prev"),
    ],
)
def test_an_event_that_does_not_continue_its_stream_is_refused(seq: str, prev: str) -> None:
    sql = NEXT.format(seq=seq, hash=f"'{'a' * 64}'", prev=prev)
    assert refusal(sql) == "event_continues_its_stream"


@pytest.mark.usefixtures("told")
def test_a_second_event_of_the_same_number_is_refused() -> None:
    sql = NEXT.format(seq="2", hash=f"'{'a' * 64}'", prev="prev")
    assert refusal(sql) in {"append_only_audit_event", "audit_event_one_per_number"}


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(("number", "size"), [(3, 9), (2, 3), (2, 1), (0, 9)])
def test_a_seal_that_does_not_continue_the_seals_is_refused(number: int, size: int) -> None:
    assert (
        refusal(
            "INSERT INTO audit_seal (number, at, size, root, prev, signature, public_key)"
            f" SELECT {number}, at, {size}, root, prev, signature, public_key FROM audit_seal"
        )
        == "seal_continues_the_seals"
    )


@only_postgres
@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(
    "sql",
    [
        "ALTER TABLE audit_event DISABLE TRIGGER ALL",
        "DROP TRIGGER percorsi_audit_event_no_delete ON audit_event",
        "ALTER TABLE audit_event ADD COLUMN x int",
        "SET session_replication_role = replica",
        "DROP FUNCTION percorsi_audit_event_no_delete() CASCADE",
        "UPDATE django_migrations SET name = name",
    ],
)
def test_the_application_cannot_disarm_the_database(sql: str) -> None:
    found = refusal(sql)
    assert "must be owner" in found or "permission denied" in found


def test_the_census_names_what_an_owner_took_away(fresh_database: Database) -> None:
    with as_owner():
        assert triggers.census(connection) == []
        _drop("audit_event_no_delete")
        assert triggers.census(connection) == [
            "The trigger percorsi_audit_event_no_delete on audit_event is missing."
        ]
        triggers.install(connection)
        assert triggers.census(connection) == []


@only_postgres
def test_the_census_names_what_an_owner_switched_off(fresh_database: Database) -> None:
    with as_owner():
        run("ALTER TABLE audit_seal DISABLE TRIGGER percorsi_audit_seal_no_update")
        (sentence,) = triggers.census(connection)
        assert sentence.endswith("on audit_seal is disabled.")
        triggers.install(connection)
        assert triggers.census(connection) == []


def test_the_census_names_what_an_owner_hollowed_out(fresh_database: Database) -> None:
    with as_owner():
        if POSTGRES:
            run(
                "CREATE OR REPLACE FUNCTION percorsi_audit_seal_no_update() RETURNS trigger"
                " LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'"
            )
        else:
            _drop("audit_seal_no_update")
            run(
                "CREATE TRIGGER percorsi_audit_seal_no_update BEFORE UPDATE ON audit_seal"
                " BEGIN SELECT 1; END"
            )
        (sentence,) = triggers.census(connection)
        assert sentence.endswith("on audit_seal is not the declared one.")
        triggers.install(connection)
        assert triggers.census(connection) == []


def test_a_trigger_that_is_no_longer_declared_goes_away(fresh_database: Database) -> None:
    extra = Trigger(
        name="of_last_year",
        table="audit_event",
        when="AFTER INSERT",
        sqlite="SELECT 1;",
        postgres="PERFORM 1;",
    )
    backend = triggers._backend(connection)
    with as_owner():
        backend.install(connection, [*triggers.declared(), extra])
        assert backend.census(connection, [extra]) == []
        triggers.install(connection)
        assert len(backend.census(connection, [extra])) == 1


@only_sqlite
def test_a_migration_finds_the_database_disarmed_and_leaves_it_armed(
    fresh_database: Database,
) -> None:
    first, last = (audit_apps._applications()[place] for place in (0, -1))
    audit_apps.disarm_database(first, using="default", plan=[])
    assert triggers.census(connection) == []
    audit_apps.disarm_database(first, using="default", plan=["a migration"])
    assert len(triggers.census(connection)) == len([t for t in triggers.declared() if t.sqlite])
    audit_apps.arm_database(apps.get_app_config("audit"), using="default")
    assert triggers.census(connection)
    audit_apps.arm_database(last, using="default")
    assert triggers.census(connection) == []


@only_postgres
def test_the_app_role_gets_its_rights_from_the_migration(fresh_database: Database) -> None:
    with as_owner(), override_settings(PERCORSI_APP_ROLE="percorsi_app"):
        run("GRANT ALL ON audit_event TO percorsi_app")
        grants.grant_app_role(connection)
        assert _rights("audit_event") == {"INSERT", "SELECT"}
        assert _rights("audit_streamhead") == {"DELETE", "INSERT", "SELECT", "UPDATE"}
        assert _rights("django_migrations") == {"SELECT"}


def _rights(table: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT privilege_type FROM information_schema.role_table_grants"
            " WHERE grantee = 'percorsi_app' AND table_name = %s",
            [table],
        )
        return {right for (right,) in cursor.fetchall()}


def _drop(name: str) -> None:
    table = name.rsplit("_no_", 1)[0]
    run(f"DROP TRIGGER percorsi_{name}" + (f" ON {table}" if POSTGRES else ""))


@pytest.mark.parametrize(
    "make",
    [
        lambda: Trigger(name="Wrong Name", table="t", when="BEFORE UPDATE"),
        lambda: Trigger(name="n", table="t", when="BEFORE INSERT OR UPDATE"),
        lambda: triggers.declare(
            Trigger(name="event_continues_its_stream", table="t", when="BEFORE UPDATE")
        ),
    ],
)
def test_a_trigger_that_no_database_would_take_is_refused(make: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"trigger|moment"):
        make()


def test_an_append_only_table_without_model_is_refused() -> None:
    with pytest.raises(LookupError, match="no_such_table"):
        triggers.append_only("no_such_table")
