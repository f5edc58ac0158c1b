"""Fiscal codes and IBANs: right ones in any writing, wrong ones refused with a sentence."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from programme.fiscal_code import agrees_with_birth, clean_fiscal_code, is_provisional
from programme.iban import clean_iban, mask_iban


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Let the sentences be those of the source."""
    with translation.override("en"):
        yield


SAMIR = "BNLSMR94C12Z330M"
# The same code after homonyms were told apart: the last digit became a letter.
OMOCODIA = "BNLSMR94C12Z33LX"
IBAN = "IT60X0542811101000000123456"  # the example of the Bank of Italy


@pytest.mark.parametrize("code", [SAMIR, SAMIR.lower(), " BNL SMR 94C12 Z330M\n"])
def test_a_code_is_taken_in_any_writing(code: str) -> None:
    assert clean_fiscal_code(code) == SAMIR


def test_eleven_digits_are_a_provisional_code() -> None:
    assert clean_fiscal_code("99999999016") == "99999999016"
    assert is_provisional("99999999016")
    assert not is_provisional(SAMIR)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("BNLSMR94C12Z330A", "does not exist"),
        ("BNLSMR94C32Z330M", "does not exist"),
        ("99999999017", "does not exist"),
        ("00000000000", "does not exist"),
        ("9999999901A", "does not exist"),
        ("BNLSMR94C12Z330", "16 characters"),
        ("", "letters A to Z"),
        ("BNLSMR94C12Z33٠M", "letters A to Z"),
        ("BNLSMR94C12-Z330", "letters A to Z"),
    ],
)
def test_a_wrong_code_is_refused_with_a_sentence(code: str, sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        clean_fiscal_code(code)


def test_a_code_of_homonyms_is_a_code() -> None:
    code = with_check_digit(OMOCODIA[:15])
    assert clean_fiscal_code(code) == code
    year_too = with_check_digit("BNLSMRV4CMNZPPL")
    assert clean_fiscal_code(year_too) == year_too
    assert agrees_with_birth(with_check_digit("BNLSMRVQCMNZPPL"), date(1994, 3, 12))


def with_check_digit(first: str) -> str:
    """Return the only code that begins so."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    (code,) = [first + sign for sign in letters if _is_code(first + sign)]
    return code


def _is_code(code: str) -> bool:
    try:
        clean_fiscal_code(code)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize(
    ("code", "born", "agrees"),
    [
        (SAMIR, date(1994, 3, 12), True),
        (SAMIR, date(1894, 3, 12), True),
        (SAMIR, date(1994, 3, 13), False),
        ("DLLMNA98L65Z319E", date(1998, 7, 25), True),
        ("DLLMNA98L65Z319E", date(1998, 7, 5), False),
        ("99999999016", date(1990, 1, 1), True),
    ],
)
def test_the_birth_date_inside_is_compared(code: str, born: date, agrees: bool) -> None:
    assert agrees_with_birth(code, born) is agrees


def test_someone_born_on_29_february_2000_has_a_code() -> None:
    assert agrees_with_birth(with_check_digit("BNLSMR00B29Z330"), date(2000, 2, 29))


@given(st.integers(0, 15), st.characters(min_codepoint=48, max_codepoint=90))
def test_one_wrong_sign_is_noticed(place: int, sign: str) -> None:
    changed = SAMIR[:place] + sign + SAMIR[place + 1 :]
    if changed != SAMIR and _is_code(changed):
        # The check digit is a remainder: the published tables let a few pairs coincide.
        assert with_check_digit(changed[:15]) == changed


@given(st.text(max_size=20))
def test_any_text_is_a_code_or_refused(text: str) -> None:
    if _is_code(text):
        assert len(clean_fiscal_code(text)) in (11, 16)


@pytest.mark.parametrize("iban", [IBAN, "it60 x054 2811 1010 0000 0123 456", f" {IBAN}\t"])
def test_an_iban_is_taken_in_any_writing(iban: str) -> None:
    assert clean_iban(iban) == IBAN


def test_other_countries_have_ibans() -> None:
    assert clean_iban("DE89370400440532013000") == "DE89370400440532013000"


@pytest.mark.parametrize(
    "iban",
    [
        "IT61X0542811101000000123456",
        "IT60X0542811101000000123457",
        "IT60X054281110100000012345",
        "XX60X0542811101000000123456",
        "IT٦٠X0542811101000000123456",
        "",
        "iban",
    ],
)
def test_a_wrong_iban_is_refused_with_a_sentence(iban: str) -> None:
    with pytest.raises(ValidationError, match="sign by sign"):
        clean_iban(iban)


def test_the_national_check_sign_counts_as_well() -> None:
    """IT81 makes the two digits right again after the CIN was changed from X to Y."""
    body = "Y0542811101000000123456"
    for digits in range(2, 99):
        with pytest.raises(ValidationError):
            clean_iban(f"IT{digits:02d}{body}")


def test_a_masked_iban_shows_its_end() -> None:
    assert mask_iban(IBAN) == "IT … 456"
