"""Whoever installs Percorsi is told in a sentence what is missing or unsafe."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import environment

KEYS = {
    f"PERCORSI_{name}": f"{number:02x}" * 32 for number, name in enumerate(environment.KEY_NAMES)
}


@pytest.fixture
def _no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in KEYS:
        monkeypatch.delenv(name, raising=False)


@pytest.mark.usefixtures("_no_keys")
def test_a_developer_gets_keys_that_stay_and_that_nobody_else_reads(tmp_path: Path) -> None:
    first = environment.keys(development=True, directory=tmp_path)
    assert environment.keys(development=True, directory=tmp_path) == first
    assert len(set(first.values())) == 4
    assert stat.S_IMODE((tmp_path / "keys.json").stat().st_mode) == 0o600
    assert set(json.loads((tmp_path / "keys.json").read_text())) == set(environment.KEY_NAMES)
    assert [path.name for path in tmp_path.iterdir()] == ["keys.json"]


@pytest.mark.usefixtures("_no_keys")
def test_production_without_a_key_does_not_start(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="PERCORSI_SECRET_KEY is missing"):
        environment.keys(development=False, directory=tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("bad", ["", "secret", "ab" * 31, "zz" * 32])
def test_a_key_of_another_form_is_refused(
    bad: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in (KEYS | {"PERCORSI_MASTER_KEY": bad}).items():
        monkeypatch.setenv(name, text)
    with pytest.raises(ImproperlyConfigured, match=r"PERCORSI_MASTER_KEY.*openssl"):
        environment.keys(development=False, directory=tmp_path)


def test_one_key_for_two_purposes_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in (KEYS | {"PERCORSI_SEALING_KEY": KEYS["PERCORSI_MASTER_KEY"]}).items():
        monkeypatch.setenv(name, text)
    with pytest.raises(ImproperlyConfigured, match="equal"):
        environment.keys(development=False, directory=tmp_path)


def test_sqlite_is_always_opened_safely() -> None:
    described = environment.database("sqlite:////srv/percorsi.sqlite3")
    assert described["NAME"] == "/srv/percorsi.sqlite3"
    assert described["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert described["OPTIONS"]["timeout"] >= 20
    assert "synchronous=FULL" in described["OPTIONS"]["init_command"]
    assert "journal_mode=WAL" in described["OPTIONS"]["init_command"]


def test_postgresql_is_named_by_an_address() -> None:
    described = environment.database("postgresql://app:p%40ss@db.example:5433/percorsi?pool=8")
    named = {key: described[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")}
    assert named == {
        "NAME": "percorsi",
        "USER": "app",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "5433",
    }
    assert described["OPTIONS"]["pool"]["max_size"] == 8
    assert "synchronous_commit=on" in described["OPTIONS"]["options"]


def test_postgresql_is_reached_through_a_socket() -> None:
    assert environment.database("postgresql://app@/percorsi?host=/run/pg")["HOST"] == "/run/pg"


def test_another_database_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="sqlite:// or postgresql://"):
        environment.database("mysql://localhost/percorsi")


def test_a_flag_is_yes_or_no(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERCORSI_DEBUG", "perhaps")
    with pytest.raises(ImproperlyConfigured, match="PERCORSI_DEBUG must be 1 or 0"):
        environment.flag("PERCORSI_DEBUG")


def test_visitors_of_a_production_site_never_see_internals() -> None:
    given = os.environ | {"PERCORSI_HOST": "percorsi.example.org", "PERCORSI_DEBUG": "1"}
    done = subprocess.run(
        [sys.executable, "-c", "import config.settings"],
        env=given,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "shows internals to visitors" in done.stderr
