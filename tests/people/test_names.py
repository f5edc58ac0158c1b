"""Names are the same however they are written, and others stay others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.names import sound, tokens


@pytest.mark.parametrize(
    "names",
    [
        ("Mohamed", "Mohammed", "MOHAMED"),
        ("Youssef", "Yussef", "Iussef"),
        ("N'Diaye", "NDiaye", "N’Diaye"),
        ("José", "Jose", "JOSÉ"),
        ("El Khalil", "Khalil", "al-Kalil"),
    ],
)
def test_spellings_of_one_name_are_one(names: tuple[str, ...]) -> None:
    assert len({tokens(name) for name in names}) == 1


@pytest.mark.parametrize(
    "names",
    [
        ("Mohamed", "Muhammad", "محمد"),
        ("Yusuf", "Youssef", "يوسف"),
        ("Hussein", "Husain", "حسين"),
        ("Samir", "Sameer", "سمير"),
    ],
)
def test_transliterations_of_one_name_sound_the_same(names: tuple[str, ...]) -> None:
    assert len({frozenset(map(sound, tokens(name))) for name in names}) == 1


def test_different_names_differ() -> None:
    assert tokens("Amina Diallo").isdisjoint(tokens("Samir Benali"))
    assert sound("omar") != sound("maria")


@given(st.text())
def test_any_text_has_tokens_of_plain_letters(text: str) -> None:
    for token in tokens(text):
        assert token.isascii()
        assert token.isalpha()
        assert token == token.lower()
