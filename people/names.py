"""Names as they sound: the same person is written Mohamed, Muhammad or محمد."""

import re
import unicodedata

_ARABIC = str.maketrans(
    "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةء",
    "abttjhkddrzsssdtzagfkklmnhuiaa'",
)
_LATIN = str.maketrans({"ß": "ss", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i"})
_PARTICLES = frozenset(
    ["al", "el", "ad", "as", "ar", "ul", "ben", "bin", "ibn", "bint", "di", "de"]
)
_WORD = re.compile(r"[a-z]+")
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = re.compile(r"[aeiou]+")
# French, English and Italian spellings of the same sound, longest first.
_SPELLINGS = (
    ("sch", "s"),
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
    ("kh", "k"),
    ("gh", "g"),
    ("sh", "s"),
    ("ch", "s"),
    ("dj", "j"),
    ("ph", "f"),
    ("th", "t"),
    ("dh", "d"),
    ("q", "k"),
    ("c", "k"),
    ("y", "i"),
    ("w", "u"),
)


def tokens(*names: str) -> frozenset[str]:
    """Return the parts of names in one spelling, without particles; the order is lost."""
    words = _WORD.findall(" ".join(map(_latin, names)))
    return frozenset(_one_spelling(word) for word in words if word not in _PARTICLES)


def sound(token: str) -> str:
    """Return the consonants of a token, with a mark where it begins with a vowel."""
    consonants = _VOWELS.sub("", token)
    return "a" + consonants if _VOWELS.match(token) else consonants


def _latin(name: str) -> str:
    """Return a name in lower-case Latin letters without accents and apostrophes."""
    decomposed = unicodedata.normalize("NFKD", name.casefold().translate(_LATIN))
    letters = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return re.sub(r"['’ʼ`]", "", letters.translate(_ARABIC))


def _one_spelling(word: str) -> str:
    for spelling, letter in _SPELLINGS:
        word = word.replace(spelling, letter)
    return _DOUBLED.sub(r"\1", word).removesuffix("h") or word
