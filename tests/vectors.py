"""The published figures, read where they lie beside the checkout; a test says so where not."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

PLACES = ("spec/vectors", "shared/spec/vectors")
ROOT = Path(__file__).resolve().parent.parent

Vector = dict[str, Any]
Marks = tuple[pytest.MarkDecorator, ...]


def vectors(name: str) -> list[Vector]:
    """Return the cases of a file; skip the test, saying why, where there is none."""
    found = _read(name)
    if found is None:
        pytest.skip(_absent(name))
    return found


def published(name: str, *, marks: Callable[[Vector], Marks] | None = None) -> list[Any]:
    """Return the cases of a file as parameters of a test; one that says so where it is not."""
    found = _read(name)
    if found is None:
        return [pytest.param({}, id="absent", marks=pytest.mark.skip(reason=_absent(name)))]
    return [pytest.param(each, id=each["id"], marks=marks(each) if marks else ()) for each in found]


def _read(name: str) -> list[Vector] | None:
    for above in (ROOT, *ROOT.parents):
        for place in PLACES:
            file = above / place / f"{name}.json"
            if file.is_file():
                read: list[Vector] = json.loads(file.read_text(encoding="utf-8"))["vectors"]
                return read
    return None


def _absent(name: str) -> str:
    return f"the published figures ({name}.json) do not lie beside the checkout"
