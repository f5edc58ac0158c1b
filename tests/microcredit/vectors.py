"""Finds the published figures where they lie beside the checkout: ../shared/spec/vectors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

FOLDER = Path("shared", "spec", "vectors")


def folder() -> Path | None:
    """Return the folder of the published figures, beside the checkout or above it."""
    base = Path(settings.BASE_DIR)
    return next((each / FOLDER for each in base.parents if (each / FOLDER).is_dir()), None)


def published(name: str) -> list[Any]:
    """Return the cases of a file as parameters of a test; one that says so where it is not."""
    found = folder()
    if found is None:
        absent = pytest.mark.skip(reason=f"{FOLDER / name}.json does not lie beside the checkout")
        return [pytest.param({}, id="absent", marks=absent)]
    vectors = json.loads((found / f"{name}.json").read_text(encoding="utf-8"))["vectors"]
    return [pytest.param(vector, id=vector["id"]) for vector in vectors]
