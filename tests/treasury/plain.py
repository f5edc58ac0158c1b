"""The planted defect of the races: a payment as plain django-fsm would do it, without a lock."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, models
from django_fsm import FSMField, TransitionNotAllowed, transition

from tests import ground
from tests.postgres_cluster import APPLICATION, OWNER

TABLE = "tests_plain_line"


class PlainLine(models.Model):
    """A line whose state is read, changed in memory and saved."""

    state = FSMField(default="sent", max_length=12)

    class Meta:
        app_label = "tests_plain"
        managed = False
        db_table = TABLE

    def __str__(self) -> str:
        return self.state

    @transition(field=state, source="sent", target="executed")
    def execute(self) -> None:
        """Pay."""


def pay_plainly(pk: int) -> bool:
    """Execute a plain line and say whether it was paid."""
    line = PlainLine.objects.get(pk=pk)
    try:
        line.execute()
    except TransitionNotAllowed:
        return False
    line.save()
    return True


@contextmanager
def plain_tables(made: ground.Database) -> Iterator[None]:
    """Lend the table of plain lines, which no migration of the product makes."""
    if ground.POSTGRES:
        import psycopg

        place = os.environ[ground.CLUSTER]
        with psycopg.connect(host=place, dbname=made.name, user=OWNER, autocommit=True) as owner:
            owner.execute(f"CREATE TABLE {TABLE} (id serial PRIMARY KEY, state text)")
            owner.execute(f"GRANT ALL ON {TABLE}, {TABLE}_id_seq TO {APPLICATION}")
    else:
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE TABLE {TABLE} (id integer PRIMARY KEY, state text)")
    yield
