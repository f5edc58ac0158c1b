"""Money: euro only, integer cents in the books, one rounding, one way to read an amount."""

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from djmoney.models.fields import MoneyField
from djmoney.money import Money

CURRENCY = "EUR"
CENT = Decimal("0.01")
LARGEST_CENTS = 999_999_999_999  # max_digits=12 of EuroField

# A grouped amount must show its cents: "1.234" alone is a thousand to an Italian and one
# euro to others. ASCII digits are listed, since \d would take Arabic-Indic ones.
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+,[0-9]{1,2}")
_COMMA = re.compile(r"[0-9]{1,10},[0-9]{1,2}")
_PLAIN = re.compile(r"[0-9]{1,10}(?:\.[0-9]{1,2})?")


if TYPE_CHECKING:

    class _MoneyField(models.Field[Money | Decimal, Money]):
        """What djmoney's untyped field takes and gives."""

        def __init__(self, *args: Any, **kwargs: Any) -> None: ...

else:
    _MoneyField = MoneyField


class EuroField(_MoneyField):
    """An amount of money in euro, with two decimals; no other currency can be stored."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 12)
        kwargs.setdefault("decimal_places", 2)
        kwargs.setdefault("default_currency", CURRENCY)
        kwargs.setdefault("currency_choices", [(CURRENCY, CURRENCY)])
        super().__init__(*args, **kwargs)


def round_to_cents(amount: Decimal) -> Decimal:
    """Round an amount to the cent, half up: the one rounding of the system."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def to_cents(amount: Money | Decimal) -> int:
    """Return an amount as integer cents; ValueError if it has a fraction of a cent."""
    if isinstance(amount, Money):
        if str(amount.currency) != CURRENCY:
            raise ValueError(f"Only euro can be booked, not {amount.currency}.")
        amount = amount.amount
    cents = amount * 100
    if cents != cents.to_integral_value():
        raise ValueError(f"{amount} is not a whole number of cents: round it first.")
    return int(cents)


def from_cents(cents: int) -> Money:
    """Return integer cents as euro."""
    return Money(Decimal(cents) / 100, CURRENCY)


def parse_amount(text: str) -> Decimal:
    """Read an amount typed by a person, in Italian or plain form, as euro with two decimals.

    Accepts `1234,56`, `1.234,56`, `1234.56` and `1234`, with or without the euro sign;
    raises ValidationError with a sentence for everything else.
    """
    typed = text.strip().removeprefix("€").removesuffix("€").strip()
    if _GROUPED.fullmatch(typed) or _COMMA.fullmatch(typed):
        typed = typed.replace(".", "").replace(",", ".")
    elif not _PLAIN.fullmatch(typed):
        raise ValidationError(
            _("“%(typed)s” is not an amount in euro: write it like 1.234,56 or 1234,56."),
            code="amount",
            params={"typed": text[:40]},
        )
    amount = Decimal(typed).quantize(CENT)
    if to_cents(amount) > LARGEST_CENTS:
        raise ValidationError(
            _("An amount may not be above %(largest)s."),
            code="amount_too_large",
            params={"largest": format_amount(LARGEST_CENTS)},
        )
    return amount


def format_amount(cents: int) -> str:
    """Write cents the Italian way: `1.234,56 €`, with a minus sign in front if negative."""
    euros, rest = divmod(abs(cents), 100)
    sign = "-" if cents < 0 else ""
    return f"{sign}{euros:,}".replace(",", ".") + f",{rest:02d} €"
