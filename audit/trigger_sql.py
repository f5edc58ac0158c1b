"""What a trigger is, and its text on each database."""

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property

PREFIX = "percorsi_"
_NAME = re.compile(r"[a-z][a-z0-9_]{0,48}\Z")
_MOMENT = re.compile(
    r"(BEFORE|AFTER) (INSERT|DELETE|TRUNCATE|UPDATE( OF [a-z0-9_]+(, ?[a-z0-9_]+)*)?)\Z"
)


@dataclass(frozen=True, kw_only=True)
class Trigger:
    """One trigger: a body for SQLite, a PL/pgSQL body for PostgreSQL, or one of the two.

    An empty body means that this database does without. `condition` guards the SQLite body
    (a WHEN clause); on PostgreSQL the body itself asks, since WHEN allows no subqueries there.
    """

    name: str
    table: str
    when: str
    sqlite: str = ""
    postgres: str = ""
    condition: str = ""

    def __post_init__(self) -> None:
        """Refuse names and moments that one of the databases would not take."""
        if not _NAME.match(self.name):
            raise ValueError(f"{self.name!r} cannot name a trigger (a-z, 0-9, _; up to 49).")
        if not _MOMENT.match(self.when):
            raise ValueError(f"{self.when!r} is not one moment, such as BEFORE UPDATE.")

    @property
    def database_name(self) -> str:
        """Return the name under which the database knows it."""
        return PREFIX + self.name

    @property
    def sqlite_text(self) -> str:
        """Return the CREATE TRIGGER of SQLite, exactly as `sqlite_master` keeps it."""
        when = f"\nWHEN {self.condition.strip()}" if self.condition else ""
        return (
            f'CREATE TRIGGER "{self.database_name}" {self.when} ON "{self.table}"'
            f" FOR EACH ROW{when}\nBEGIN\n{self.sqlite.strip()}\nEND"
        )

    @property
    def postgres_body(self) -> str:
        """Return the body of the function, exactly as `pg_proc.prosrc` keeps it."""
        return f"\nBEGIN\n{self.postgres.strip()}\n{self._postgres_return}\nEND\n"

    @property
    def _postgres_return(self) -> str:
        if self.when.startswith("AFTER") or self.when.endswith("TRUNCATE"):
            return "RETURN NULL;"
        return "RETURN OLD;" if self.when.endswith("DELETE") else "RETURN NEW;"

    def postgres_function(self, schema: str) -> str:
        """Return the CREATE OR REPLACE FUNCTION; the path keeps temporary tables out."""
        return (
            f'CREATE OR REPLACE FUNCTION "{self.database_name}"() RETURNS trigger\n'
            f'LANGUAGE plpgsql SET search_path = "{schema}", pg_temp\n'
            f"AS $percorsi${self.postgres_body}$percorsi$"
        )

    @property
    def postgres_trigger(self) -> str:
        """Return the CREATE TRIGGER of PostgreSQL."""
        level = "STATEMENT" if self.when.endswith("TRUNCATE") else "ROW"
        return (
            f'CREATE TRIGGER "{self.database_name}" {self.when} ON "{self.table}"'
            f' FOR EACH {level} EXECUTE FUNCTION "{self.database_name}"()'
        )

    @cached_property
    def postgres_mark(self) -> str:
        """Return the fingerprint of the definition, kept as comment of the trigger."""
        text = self.postgres_trigger + self.postgres_body
        return "percorsi:" + hashlib.sha256(text.encode()).hexdigest()


def quoted(text: str) -> str:
    """Return the text as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"


def sqlite_refusal(rule: str, message: str) -> str:
    """Return the statement by which SQLite refuses."""
    return f"SELECT RAISE(ABORT, {quoted(f'percorsi:{rule}: {message}')});"


def postgres_refusal(rule: str, message: str) -> str:
    """Return the statement by which PostgreSQL refuses, as an integrity violation (23000)."""
    return (
        "RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation', "
        f"MESSAGE = {quoted(f'percorsi:{rule}: {message}')};"
    )
