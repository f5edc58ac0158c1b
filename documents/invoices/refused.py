"""How a file that is not a readable invoice is refused: one sentence, nothing kept."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise


class InvoiceRefused(ValidationError):
    """Raised for a file that is no invoice, is hostile, or is not what its signature says."""


def refused(code: str, sentence: str | Promise, **params: Any) -> InvoiceRefused:
    """Return the refusal with its sentence."""
    return InvoiceRefused(str(sentence), code=code, params=params)
