"""Asserts that the database itself refuses, and by which rule."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection, transaction

from audit.triggers import refused_by


@contextmanager
def database_refuses(rule: str) -> Iterator[None]:
    """Expect a refusal by a trigger (its name) or a constraint (its name, or its columns)."""
    with pytest.raises(DatabaseError) as caught, transaction.atomic():
        yield
    assert refused_by(caught.value) == rule or rule in str(caught.value), str(caught.value)


def sql(statement: str, *values: object) -> None:
    """Run one statement behind the application's back."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
