"""Reads our own source: files, functions, their lengths and complexity."""

import ast
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = (
    "audit",
    "programme",
    "accounting",
    "people",
    "documents",
    "lifecycle",
    "dote",
    "microcredit",
    "startup_grants",
    "expenditure",
    "treasury",
    "portal",
    "config",
)
BRANCHES = (
    ast.If,
    ast.For,
    ast.While,
    ast.ExceptHandler,
    ast.IfExp,
    ast.comprehension,
    ast.match_case,
    ast.Assert,
)
FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Function:
    """A function: where it is, what it is called, and its syntax tree."""

    path: Path
    name: str
    node: FunctionNode
    public: bool

    @property
    def where(self) -> str:
        """Return `path:line name`, as an editor opens it."""
        return f"{self.path.relative_to(ROOT)}:{self.node.lineno} {self.name}"

    @property
    def length(self) -> int:
        """Return the lines of the body, without signature and docstring."""
        body = self.node.body[1:] if ast.get_docstring(self.node) else self.node.body
        return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0

    @property
    def complexity(self) -> int:
        """Return the cyclomatic complexity."""
        nodes = list(ast.walk(self.node))
        choices = sum(isinstance(node, BRANCHES) for node in nodes)
        return 1 + choices + sum(len(n.values) - 1 for n in nodes if isinstance(n, ast.BoolOp))


def files(*, tests: bool = False) -> list[Path]:
    """Return our Python files, migrations apart."""
    folders = (*PACKAGES, "tests") if tests else PACKAGES
    found = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    return sorted(path for path in found if "migrations" not in path.parts)


def functions(path: Path) -> Iterator[Function]:
    """Yield each function and method of the file; public ones are named without underscore."""
    yield from _inside(tree(path), path, prefix="", public=True)


@functools.cache
def tree(path: Path) -> ast.Module:
    """Return the file's syntax tree, parsed once in each process."""
    return ast.parse(path.read_text(encoding="utf-8"))


def _inside(node: ast.AST, path: Path, *, prefix: str, public: bool) -> Iterator[Function]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, FunctionNode):
            shown = public and not child.name.startswith("_")
            yield Function(path, prefix + child.name, child, shown)
            yield from _inside(child, path, prefix=f"{prefix}{child.name}.", public=False)
        elif isinstance(child, ast.ClassDef):
            shown = public and not child.name.startswith("_")
            yield from _inside(child, path, prefix=f"{prefix}{child.name}.", public=shown)
        else:
            yield from _inside(child, path, prefix=prefix, public=public)
