"""Every sentence is said in Italian, and to participants in their languages too."""

import re

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from config.catalogues import PARTICIPANTS, WHOLE, catalogue, missing
from config.extraction import sentences
from tests.architecture import code

LOCALE = code.ROOT / "locale"
LANGUAGES = (WHOLE, *PARTICIPANTS)
PLACEHOLDER = re.compile(r"%\((\w+)\)([sd])")
TAG = re.compile(r"<[^>]+>")
ENGLISH = re.compile(
    r"\b(the|and|of|with|from|this|that|is|are|was|not|you|your|by|which|what|who|their)\b", re.I
)
COMMANDS = re.compile(r"jq -c .*|manage\.py \S+|python \S+|href=\"[^\"]*\"")


@pytest.fixture(scope="module")
def found() -> Catalog:
    """Collect what the code and the templates say."""
    return sentences(code.ROOT)


def said(language: str) -> list[Message]:
    """Return the translated sentences of a language."""
    with catalogue(LOCALE, language).open("rb") as text:
        return [message for message in read_po(text, locale=language) if message.id]


def forms(words: str | tuple[str, ...] | list[str]) -> list[str]:
    """Return a sentence, or each form of a counted one."""
    return [words] if isinstance(words, str) else list(words)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.slow
def test_every_sentence_is_translated(found: Catalog, language: str) -> None:
    open_ones = [(each.id, each.locations[0][0]) for each in missing(found, LOCALE, language)]
    assert open_ones == [], "run manage.py collect_messages and translate what is empty"


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_every_placeholder_and_tag(language: str) -> None:
    wrong = []
    for message in said(language):
        wanted = _marks(forms(message.id)[-1])
        wrong += [text for text in forms(message.string) if _marks(text) != wanted]
    assert wrong == []


def test_no_italian_sentence_is_still_english() -> None:
    lent = []
    for message in said(WHOLE):
        for text in forms(message.string):
            plain = COMMANDS.sub("", PLACEHOLDER.sub("", text))
            lent += [text] if ENGLISH.search(plain) else []
    assert lent == []


def test_italian_is_set_as_in_print() -> None:
    """One apostrophe and one kind of quotation marks: ’ and «guillemets»."""
    wrong = [
        text
        for message in said(WHOLE)
        for text in forms(message.string)
        if re.search(r"['“”]", COMMANDS.sub("", TAG.sub("", text)))
    ]
    assert wrong == []


def test_one_sentence_has_the_same_end_in_both_languages() -> None:
    """A label stays a label and a sentence a sentence: a full stop is not lost or gained."""
    wrong = [
        message.id
        for message in said(WHOLE)
        for english, italian in zip(forms(message.id), forms(message.string), strict=False)
        if english.endswith(".") != italian.endswith(".")
    ]
    assert wrong == []


def _marks(text: str) -> list[str]:
    """Return the placeholders and tags of a sentence; a count may be said twice or in a word."""
    return sorted({f"%({name}){kind}" for name, kind in PLACEHOLDER.findall(text)}) + sorted(
        TAG.findall(text)
    )
