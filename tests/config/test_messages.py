"""Translations are compiled without the gettext programs, and a lost placeholder is found."""

from gettext import GNUTranslations
from pathlib import Path

import pytest

from config.messages import BadTranslation, compile_stale

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def _catalogue(folder: Path, text: str) -> Path:
    source = folder / "it" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(HEAD + text, encoding="utf-8")
    return source


def test_a_changed_catalogue_is_compiled_once(tmp_path: Path) -> None:
    source = _catalogue(tmp_path, 'msgid "Award"\nmsgstr "Concedi"\n')
    assert compile_stale(tmp_path) == [source]
    assert compile_stale(tmp_path) == []
    with source.with_suffix(".mo").open("rb") as compiled:
        assert GNUTranslations(compiled).gettext("Award") == "Concedi"


def test_a_translation_that_lost_a_placeholder_is_refused(tmp_path: Path) -> None:
    text = '#, python-format\nmsgid "%(days)s days left"\nmsgstr "mancano giorni %(giorni)s"\n'
    source = _catalogue(tmp_path, text)
    with pytest.raises(BadTranslation, match="line 5"):
        compile_stale(tmp_path)
    assert not source.with_suffix(".mo").exists()
