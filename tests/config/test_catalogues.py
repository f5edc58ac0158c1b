"""The sentences to translate are found, and the catalogues kept, without the gettext programs."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from config.catalogues import catalogue, missing, renew
from config.extraction import sentences

MODULE = """
from django.utils.translation import gettext_lazy as _, pgettext_lazy, ngettext
LABEL = _("Award") + pgettext_lazy("a step", "Closed")
def said(n): return ngettext("%(n)s day", "%(n)s days", n) % {"n": n}
"""
PAGE = """<main>
    <h1 title="{% translate 'Desk' %}">{{ _("Cases")|upper }}</h1>
  {% blocktranslate with who=name trimmed %}
      Proposed by {{ who }},
      100% sure
  {% endblocktranslate %}
</main>
"""


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """Lay out a package with a module and a template."""
    for place, text in {
        "portal/participant/home.py": MODULE,
        "portal/templates/portal/desk.html": PAGE,
        "portal/migrations/0001_initial.py": '_("Never shown")',
    }.items():
        path = tmp_path / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def test_sentences_of_code_and_templates_are_found(ours: Path) -> None:
    found = {message.id: message.context for message in sentences(ours) if message.id}
    assert found == {
        "Award": None,
        "Closed": "a step",
        ("%(n)s day", "%(n)s days"): None,
        "Desk": None,
        "Cases": None,
        "Proposed by %(who)s, 100%% sure": None,
    }


def test_a_participants_language_wants_the_participants_sentences_alone(ours: Path) -> None:
    found = sentences(ours)
    folder = ours / "locale"
    assert len(missing(found, folder, "it")) == 6
    assert len(missing(found, folder, "ar")) == 3


def test_renewing_keeps_what_was_translated_and_drops_what_is_gone(ours: Path) -> None:
    folder = ours / "locale"
    assert renew(sentences(ours), folder, "it") == 6
    path = catalogue(folder, "it")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('msgid "Desk"\nmsgstr ""', 'msgid "Desk"\nmsgstr "Scrivania"'))
    page = ours / "portal/templates/portal/desk.html"
    page.write_text(PAGE.replace("Cases", "Approvals"))
    assert renew(sentences(ours), folder, "it") == 5
    kept = _read(path)
    assert kept["Desk"].string == "Scrivania"
    assert kept["Desk"].locations == [("portal/templates/portal/desk.html", None)]
    assert "Cases" not in kept
    assert "Approvals" in kept


def test_renewing_twice_changes_nothing(ours: Path) -> None:
    folder = ours / "locale"
    renew(sentences(ours), folder, "ar")
    once = catalogue(folder, "ar").read_bytes()
    renew(sentences(ours), folder, "ar")
    assert catalogue(folder, "ar").read_bytes() == once


def test_a_guess_is_not_a_translation(ours: Path) -> None:
    folder = ours / "locale"
    renew(sentences(ours), folder, "it")
    path = catalogue(folder, "it")
    text = path.read_text(encoding="utf-8")
    guess = '#, fuzzy\nmsgid "Award"\nmsgstr "Premio"'
    path.write_text(text.replace('msgid "Award"\nmsgstr ""', guess))
    assert "Award" in [message.id for message in missing(sentences(ours), folder, "it")]


def _read(path: Path) -> Catalog:
    with path.open("rb") as text:
        return read_po(text)
