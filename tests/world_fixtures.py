"""Lends the world to tests: built once by performing every act, then written again as recorded."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import pytest
from django.db import connection
from django.utils import translation

from audit import entropy
from tests import world as worlds
from tests.world import World

Statement = tuple[str, tuple[Any, ...]]


class _Recording:
    """The first world of this process, and the statements that wrote it."""

    world: World | None = None
    statements: list[Statement] = []


@pytest.fixture
def world(db: None) -> Iterator[World]:
    """Lend the world, rolled back afterwards; it is 18 November 2026, sentences are in English."""
    with worlds.at(), translation.override("en"):
        lent = _write_again() if _Recording.world else _build()
        # The world took the first random bytes: what a test makes must not get the same ids.
        with entropy.seeded("percorsi tests, after the world"):
            yield lent


def _build() -> World:
    """Build the world and keep what was written: a twentieth of the work at the next test."""
    statements: list[Statement] = []

    def note(
        execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
    ) -> Any:
        if sql.lstrip().startswith(("INSERT", "UPDATE", "DELETE")):
            assert not many, sql
            statements.append((sql, tuple(params)))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        built = worlds.build()
    _Recording.world, _Recording.statements = deepcopy(built), statements
    return built


def _write_again() -> World:
    with connection.cursor() as cursor:
        for sql, params in _Recording.statements:
            cursor.execute(sql, params)
    return deepcopy(_Recording.world)
