"""The house style that a machine can check (CONTRIBUTING, "House style")."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture import code, figures

FILES = code.files()
WITHOUT_HTTP = [path for path in FILES if "portal" not in path.parts and path.name != "health.py"]
HTTP = ("django.http", "django.shortcuts", "django.views", "django.contrib.messages")
FORBIDDEN_NAMES = {"core", "common", "utils", "util", "helpers", "helper", "misc"}


def test_packages_import_only_what_lies_below_them() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter], cwd=code.ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_no_file_is_longer_than_400_lines() -> None:
    long = {str(path): len(path.read_text().splitlines()) for path in code.files(tests=True)}
    assert {name: lines for name, lines in long.items() if lines > 400} == {}


@pytest.mark.slow
def test_files_and_functions_are_short() -> None:
    lengths = [len(path.read_text().splitlines()) for path in FILES]
    bodies = [function.length for path in FILES for function in code.functions(path)]
    assert figures.quantile(lengths, 0.5) <= 80
    assert figures.quantile(lengths, 0.95) <= 250
    assert figures.quantile(bodies, 0.5) <= 8
    assert figures.quantile(bodies, 0.95) <= 30


@pytest.mark.slow
def test_no_function_is_too_complex() -> None:
    found = [function for path in FILES for function in code.functions(path)]
    assert [f.where for f in found if f.complexity > 10] == []


def test_at_most_five_places_tell_a_checker_to_look_away() -> None:
    assert len(figures.suppressions()) <= 5, figures.suppressions()


def test_no_module_is_named_for_having_no_meaning() -> None:
    assert [str(path) for path in FILES if FORBIDDEN_NAMES & {path.stem, path.parent.name}] == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [path for path in FILES if path.read_text().strip() and not _docstring(path)]
    assert [str(path.relative_to(code.ROOT)) for path in silent] == []


@pytest.mark.slow
def test_every_public_function_says_what_the_caller_gets() -> None:
    found = [function for path in FILES for function in code.functions(path)]
    silent = [f.where for f in found if f.public and not ast.get_docstring(f.node)]
    assert silent == []


@pytest.mark.slow
def test_every_function_is_typed() -> None:
    found = [function for path in FILES for function in code.functions(path)]
    assert [f.where for f in found if not _is_typed(f.node)] == []


@pytest.mark.parametrize("path", WITHOUT_HTTP, ids=lambda path: path.name)
@pytest.mark.slow
def test_http_lives_in_the_portal_alone(path: Path) -> None:
    assert [name for name in _imports(path) if name.startswith(HTTP)] == []


def test_the_offline_verifier_needs_the_standard_library_alone() -> None:
    verifier = code.ROOT / "audit" / "verifier.py"
    used = {name.split(".")[0] for name in _imports(verifier)}
    assert used <= set(sys.stdlib_module_names)


def _docstring(path: Path) -> str | None:
    return ast.get_docstring(code.tree(path))


def _is_typed(node: code.FunctionNode) -> bool:
    given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    given = given[1:] if given and given[0].arg in {"self", "cls"} else given
    return node.returns is not None and all(argument.annotation for argument in given)


def _imports(path: Path) -> list[str]:
    """Return the full names of what the file imports."""
    names = []
    for node in ast.walk(code.tree(path)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    return names
