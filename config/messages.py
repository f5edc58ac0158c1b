"""Compiles translations in Python, so that no system needs the gettext programs."""

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


class BadTranslation(ValueError):
    """A translation lost or invented a placeholder; the text names the lines."""


def compile_stale(folder: Path) -> list[Path]:
    """Compile each catalogue under the folder that is newer than its compiled file; name them."""
    sources = sorted(folder.glob("*/LC_MESSAGES/*.po"))
    stale = [source for source in sources if _is_stale(source)]
    for source in stale:
        _compile(source)
    return stale


def _is_stale(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime


def _compile(source: Path) -> None:
    """Write the compiled file beside its source, whole or not at all."""
    with source.open("rb") as text:
        catalogue = read_po(text, locale=source.parts[-3], abort_invalid=True)
    faults = _faults(catalogue)
    if faults:
        raise BadTranslation(f"{source}: " + "; ".join(faults))
    draft = source.with_suffix(".mo.new")
    with draft.open("wb") as binary:
        write_mo(binary, catalogue)
    draft.replace(source.with_suffix(".mo"))


def _faults(catalogue: Catalog) -> list[str]:
    """Return a sentence for each translation whose placeholders differ from the original's."""
    return [
        f"line {message.lineno}: {error}"
        for message, errors in catalogue.check()
        if message.string
        for error in errors
    ]
