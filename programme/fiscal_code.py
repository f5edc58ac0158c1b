"""Italian fiscal codes: of persons (homonyms and provisional ones too) and of organisations."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from stdnum import luhn
from stdnum.exceptions import ValidationError as StdnumError
from stdnum.it import codicefiscale

PERSONAL_LENGTH, PROVISIONAL_LENGTH = 16, 11
_DIGITS = "0123456789"
_LETTERS_FOR_DIGITS = "LMNPQRSTUV"  # what a digit becomes where two people would share a code
_MONTHS = "ABCDEHLMPRST"
_WOMEN_ADD = 40  # to the day of birth


def clean_fiscal_code(text: str) -> str:
    """Return a fiscal code in capitals without spaces; ValidationError with a sentence if wrong.

    Takes the 16 characters of a person, also where digits became letters to tell homonyms
    apart (omocodia, DM 23.12.1976), and the 11 digits of an organisation or of a person's
    provisional code.
    """
    code = "".join(text.split()).upper()
    if not (code.isascii() and code.isalnum()):
        raise _wrong(_("A fiscal code has only the letters A to Z and the digits 0 to 9."))
    if len(code) not in (PERSONAL_LENGTH, PROVISIONAL_LENGTH):
        raise _wrong(_("A fiscal code has 16 characters, or 11 digits if provisional."))
    if not _exists(code):
        raise _wrong(_("This fiscal code does not exist: compare it with the card, sign by sign."))
    return code


def is_provisional(code: str) -> bool:
    """Say whether a valid code is one of 11 digits."""
    return len(code) == PROVISIONAL_LENGTH


def agrees_with_birth(code: str, birth_date: date) -> bool:
    """Say whether the birth date written in a valid code is the given one, in any century.

    A provisional code has none and agrees with all.
    """
    if is_provisional(code):
        return True
    year, day = _number(code[6:8]), _number(code[9:11]) % _WOMEN_ADD
    month = _MONTHS.index(code[8]) + 1
    return (year, month, day) == (birth_date.year % 100, birth_date.month, birth_date.day)


def _exists(code: str) -> bool:
    """Say whether form and check digit are right (eleven digits carry a Luhn digit)."""
    if is_provisional(code):
        return code.isdigit() and bool(luhn.is_valid(code)) and code.strip("0") != ""
    try:
        codicefiscale.validate(code)
    except StdnumError:
        return False
    return True


def _number(signs: str) -> int:
    """Return the number that digits, or the letters that replace them, stand for."""
    return int("".join(sign if sign in _DIGITS else _digit(sign) for sign in signs))


def _digit(letter: str) -> str:
    return _DIGITS[_LETTERS_FOR_DIGITS.index(letter)]


def _wrong(sentence: Promise) -> ValidationError:
    return ValidationError(str(sentence), code="fiscal_code")
