"""Writes log lines that find a request again and never name a person (promise R24)."""

import logging
import re

from portal import references

# What identifies a person and may slip into a message or a traceback. The order matters: a
# fiscal code or an IBAN must go before the rule for long numbers sees a part of it.
_D = "[0-9L-NP-V]"  # a digit, or the letter that stands for it (omocodia)
_PERSONAL = (
    (re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+"), "[e-mail]"),
    (re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b", re.I), "[iban]"),
    (re.compile(rf"\b[A-Z]{{6}}{_D}{{2}}[A-EHLMPR-T]{_D}{{2}}[A-Z]{_D}{{3}}[A-Z]\b", re.I), "[cf]"),
    (re.compile(r"(?<![\w./-])\+?\d[\d .]{7,}\d(?![\w-])"), "[number]"),
    (re.compile(r"(?<=[?&])([\w-]+)=[^&\s\"']*"), r"\1=…"),
    (re.compile(r"DETAIL:.*"), "DETAIL: [left out]"),
)


def without_persons(text: str) -> str:
    """Return the text with fiscal codes, IBANs, addresses, telephone numbers and queries masked."""
    for pattern, instead in _PERSONAL:
        text = pattern.sub(instead, text)
    return text


class DiscreetFormatter(logging.Formatter):
    """Formats the whole line, traceback included, and then masks it."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line with the request's reference in place of `%(reference)s`."""
        record.reference = references.current() or "-"
        return without_persons(super().format(record))
