"""Reads what the environment says: flags, keys and database addresses."""

import json
import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

KEY_BYTES = 32
KEY_NAMES = ("SECRET_KEY", "MASTER_KEY", "INDEX_KEY", "SEALING_KEY")

SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 30,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}


def flag(name: str, *, default: bool = False) -> bool:
    """Read a yes or no; anything but 1/0, yes/no, true/false is refused."""
    text = os.environ.get(name, "").strip().lower()
    if not text:
        return default
    if text in {"1", "yes", "true", "on"}:
        return True
    if text in {"0", "no", "false", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {text!r}.")


def database(url: str) -> dict[str, Any]:
    """Turn `sqlite:///path` or `postgresql://user:secret@host/name` into Django's dictionary."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        path = unquote(parts.path)
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": path[1:] if path.startswith("//") else path,
            "OPTIONS": dict(SQLITE_OPTIONS),
        }
    if parts.scheme in {"postgresql", "postgres"}:
        return _postgresql(url)
    raise ImproperlyConfigured(
        f"A database address begins with sqlite:// or postgresql://, not {parts.scheme!r}://."
    )


def _postgresql(url: str) -> dict[str, Any]:
    """Read a PostgreSQL address; `?host=/directory` names a socket, `&pool=8` asks for a pool."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    pool = int(query.pop("pool", "0"))
    options: dict[str, Any] = {"options": "-c synchronous_commit=on"}
    if pool:
        options["pool"] = {"min_size": 1, "max_size": pool, "timeout": 30}
    host = query.pop("host", None) or parts.hostname or ""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or query.pop("port", "")),
        "CONN_MAX_AGE": 0 if pool else 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options | query,
    }


def keys(*, development: bool, directory: Path) -> dict[str, bytes]:
    """Return the four keys of 32 bytes each, by name.

    In development those that the environment lacks are made once and kept in `keys.json`,
    readable by its owner alone. In production a missing, short or doubled key is refused.
    """
    texts = {name: os.environ.get(f"PERCORSI_{name}", "") for name in KEY_NAMES}
    if development:
        texts = _kept_keys(directory / "keys.json") | {k: v for k, v in texts.items() if v}
    found = {name: _key(name, text) for name, text in texts.items()}
    if len(set(found.values())) < len(found):
        raise ImproperlyConfigured(
            "Two of the four keys are equal. Each protects against the loss of another: "
            "make each with `openssl rand -hex 32`."
        )
    return found


def _key(name: str, text: str) -> bytes:
    """Read one key from hexadecimal; refuse it with the sentence that tells how to make one."""
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise ImproperlyConfigured(
            f"PERCORSI_{name} is missing or is not 64 hexadecimal digits. Make it once with "
            "`openssl rand -hex 32`, keep it outside the database and its backup, and set it "
            "for the web server, the worker and every command."
        )
    return key


def _kept_keys(path: Path) -> dict[str, str]:
    """Return the keys kept in the file, making the file first if there is none."""
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        made = {name: secrets.token_hex(KEY_BYTES) for name in KEY_NAMES}
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.write_text(json.dumps(made, indent=2), encoding="ascii")
        draft.chmod(0o600)
        with suppress(FileExistsError):  # whoever comes second keeps the first one's keys
            os.link(draft, path)
        draft.unlink()
    kept: dict[str, str] = json.loads(path.read_text(encoding="ascii"))
    return {name: kept.get(name, "") for name in KEY_NAMES}
