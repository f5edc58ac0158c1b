"""Finds every sentence of the code and the templates that wants a translation."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from django.utils.translation.template import templatize

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
LAZY = ("gettext", "ngettext", "pgettext", "npgettext")
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    **{f"{name}_lazy": DEFAULT_KEYWORDS[name] for name in LAZY},
    "gettext_noop": None,
}


def sentences(root: Path) -> Catalog:
    """Return what our packages under the root say, each sentence with the files that say it."""
    found = Catalog()
    for path in _sources(root):
        place = path.relative_to(root).as_posix()
        for line, message, _comments, context in extract("python", _code(path), KEYWORDS):
            found.add(message, locations=[(place, line)], context=context)
    return found


def _sources(root: Path) -> Iterator[Path]:
    """Yield Python files and templates, by package and path."""
    for package in PACKAGES:
        yield from (path for path in sorted((root / package).rglob("*")) if _speaks(path))


def _speaks(path: Path) -> bool:
    if path.suffix == ".py":
        return "migrations" not in path.parts
    return path.suffix in {".html", ".txt"} and "templates" in path.parts


def _code(path: Path) -> BytesIO:
    """Return the file as Python; of a template, the calls that its tags stand for.

    A template's indentation means nothing, and Python's reader would stumble over it.
    """
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        text = "\n".join(line.lstrip() for line in templatize(text, path.name).splitlines())
    return BytesIO(text.encode())
