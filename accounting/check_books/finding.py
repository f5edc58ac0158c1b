"""What a validator finds, and how it asks the database."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong in the books: which check, where, and a sentence."""

    check: str
    where: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.check} {self.where}: {self.sentence}"


def rows(sql: str, values: Mapping[str, str] | None = None) -> Iterator[tuple[Any, ...]]:
    """Return the rows of a query, one by one."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        yield from cursor


def amount(cents: int) -> str:
    """Return an amount as findings tell it: in cents, as the journal holds it."""
    return f"{cents} cents"
