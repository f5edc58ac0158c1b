"""IBANs, with the check digits of the country and of the national number inside."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from schwifty import IBAN
from schwifty.exceptions import SchwiftyException


def clean_iban(text: str) -> str:
    """Return an IBAN in capitals without spaces; ValidationError with a sentence if wrong.

    For Italy this includes the CIN, which the two digits after "IT" alone do not cover.
    """
    try:
        return str(IBAN(text.strip(), validate_bban=True).compact)
    except (SchwiftyException, ValueError) as wrong:
        raise ValidationError(
            _("This IBAN does not exist: compare it with the bank's paper, sign by sign."),
            code="iban",
        ) from wrong


def check_iban(text: str) -> None:
    """Refuse an IBAN that is wrong, as a validator of a field."""
    clean_iban(text)


def mask_iban(iban: str) -> str:
    """Return the country and the last three signs, for people who must recognise it."""
    return f"{iban[:2]} … {iban[-3:]}"
