"""What the app role may do on PostgreSQL: it writes rows, it never owns a table."""

from django.conf import settings
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from audit.triggers import append_only_tables

_READ_ONLY = {"django_migrations"}


def grant_app_role(connection: BaseDatabaseWrapper) -> None:
    """Give the role named in `PERCORSI_APP_ROLE` what it needs; nothing on SQLite.

    Append-only tables can be read and added to; TRUNCATE, REFERENCES and TRIGGER stay with
    the owner everywhere. Run by the owner, who migrates.
    """
    role = getattr(settings, "PERCORSI_APP_ROLE", "")
    if connection.vendor != "postgresql" or not role:
        return
    name = connection.ops.quote_name(role)
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()", None)
        schema = connection.ops.quote_name(cursor.fetchone()[0])
        cursor.execute(f"GRANT USAGE ON SCHEMA {schema} TO {name}", None)
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {name}", None)
        for table in connection.introspection.table_names(cursor):
            quoted = connection.ops.quote_name(table)
            cursor.execute(f"REVOKE ALL ON {quoted} FROM {name}", None)
            cursor.execute(f"GRANT {rights_on(table)} ON {quoted} TO {name}", None)


def rights_on(table: str) -> str:
    """Return what the app role may do with the table."""
    if table in _READ_ONLY:
        return "SELECT"
    if table in append_only_tables():
        return "SELECT, INSERT"
    return "SELECT, INSERT, UPDATE, DELETE"
