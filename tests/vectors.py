"""The published vectors, read where they lie beside the checkout; a test says so where not."""

import json
from pathlib import Path
from typing import Any

import pytest

PLACES = ("spec/vectors", "shared/spec/vectors")
ROOT = Path(__file__).resolve().parent.parent


def vectors(file: str) -> list[dict[str, Any]]:
    """Return the vectors of a file; skip the test, saying why, where there is none."""
    for above in (ROOT, *ROOT.parents[:3]):
        for place in PLACES:
            found = above / place / file
            if found.is_file():
                read: list[dict[str, Any]] = json.loads(found.read_text(encoding="utf-8"))[
                    "vectors"
                ]
                return read
    pytest.skip(f"the vectors ({file}) do not lie beside the checkout")
