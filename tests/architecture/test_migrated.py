"""Kept tables are taken when everything that made them is the same, and only then."""

import json
from pathlib import Path

import pytest

from tests import migrated

MADE_BY = {"python": "3", "dote/migrations/0001_initial.py": "a"}


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Keep one database, made by two files, and return the folder."""
    monkeypatch.setattr(migrated, "KEPT", tmp_path)
    (tmp_path / "migrated-1.sqlite3").write_bytes(b"tables")
    (tmp_path / "migrated-1.sqlite3.json").write_text(json.dumps(MADE_BY))
    return tmp_path


def test_the_same_files_take_the_kept_tables(kept: Path) -> None:
    assert migrated.nearest("sqlite3", MADE_BY) == kept / "migrated-1.sqlite3"


def test_new_migrations_go_on_from_the_kept_tables(kept: Path) -> None:
    more = MADE_BY | {"dote/migrations/0002_more.py": "b"}
    assert migrated.nearest("sqlite3", more) == kept / "migrated-1.sqlite3"
    (kept / "migrated-2.sqlite3").write_bytes(b"more tables")
    (kept / "migrated-2.sqlite3.json").write_text(json.dumps(more))
    assert migrated.nearest("sqlite3", more) == kept / "migrated-2.sqlite3"
    assert migrated.nearest("sqlite3", MADE_BY) == kept / "migrated-1.sqlite3"


@pytest.mark.parametrize(
    "today",
    [
        MADE_BY | {"dote/migrations/0001_initial.py": "changed"},
        {"python": "3"},
        MADE_BY | {"python": "4"},
    ],
    ids=["changed", "gone", "another Python"],
)
def test_a_changed_file_migrates_from_the_beginning(kept: Path, today: dict[str, str]) -> None:
    assert migrated.nearest("sqlite3", today) is None


def test_tables_of_another_database_or_of_unknown_making_are_not_taken(kept: Path) -> None:
    assert migrated.nearest("postgres15", MADE_BY) is None
    (kept / "migrated-1.sqlite3.json").unlink()
    assert migrated.nearest("sqlite3", MADE_BY) is None


def test_every_migration_of_ours_is_among_what_makes_the_tables() -> None:
    found = migrated.sources()
    assert {"dote/migrations/0001_initial.py", "audit/fields.py", "app dote"} <= set(found)
