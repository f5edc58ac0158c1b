"""Nothing shared knows a measure: a fourth one can be added without touching it."""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture import code

MEASURES = ("dote", "microcredit", "startup_grants")
NAMED = re.compile(r"\b(dotes?|microcredits?|startup_grants?)\b", re.IGNORECASE)
SHARED = code.ROOT / "lifecycle"
PAGES = sorted(path for path in SHARED.rglob("*") if path.suffix in {".py", ".html"})


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(SHARED)))
def test_no_procedure_names_a_measure(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if NAMED.search(line)] == []


@pytest.mark.parametrize("path", sorted(SHARED.rglob("*.py")), ids=lambda path: path.stem)
def test_no_procedure_imports_a_measure(path: Path) -> None:
    assert [name for name in imported(path) if name.split(".")[0] in MEASURES] == []


def test_a_procedure_that_knew_a_measure_would_be_found(tmp_path: Path) -> None:
    knowing = tmp_path / "knowing.py"
    knowing.write_text("def rule():\n    from dote.models import Dote\n    return Dote\n")
    assert imported(knowing) == ["dote.models"]
    assert NAMED.search("answers for dote.dote only")


def imported(path: Path) -> list[str]:
    """Return the modules that a file imports, inside functions too."""
    found = []
    for node in ast.walk(code.tree(path)):
        if isinstance(node, ast.Import):
            found += [each.name for each in node.names]
        elif isinstance(node, ast.ImportFrom):
            found.append(node.module or "")
    return found
