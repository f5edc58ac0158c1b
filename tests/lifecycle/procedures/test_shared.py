"""The side procedures are shared: none of them knows the name of a measure."""

import ast
from pathlib import Path

import pytest

from tests.architecture.code import ROOT

MEASURES = ("dote", "microcredit", "startup_grants", "loan", "grant")
FILES = sorted((ROOT / "lifecycle" / "procedures").rglob("*.py"))


def names_in(path: Path) -> set[str]:
    """Return what a module imports, and the labels of models that it writes as text."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.add(node.value)
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_procedure_knows_a_measure_s_name(path: Path) -> None:
    knows = {
        name
        for name in names_in(path)
        if any(name == measure or name.startswith(f"{measure}.") for measure in MEASURES)
    }
    assert knows == set()
