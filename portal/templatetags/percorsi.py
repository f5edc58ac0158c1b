"""Writes values as people here read them: amounts, dates, masked identifiers, short hashes."""

from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi
from djmoney.money import Money

from portal.access import may_open
from portal.components.records import Kind
from portal.components.status import Badge
from portal.templatetags import drawing
from portal.visitors import Visitor

register = template.Library()
drawing.register_in(register)

NARROW = "\u00a0"  # keeps the amount and its sign on one line
HIDDEN = "•"


@register.filter
def money(value: int | Decimal | Money | None) -> str:
    """Write `1.234,56 €`; an integer is cents, a Decimal or Money is euro, None a dash."""
    if value is None:
        return "–"
    return isolated(f"{_figures(value)}{NARROW}€")


@register.filter
def figures(value: int | Decimal | Money | None) -> str:
    """Write `1.234,56` without the sign, for columns that say € in their heading."""
    return "–" if value is None else isolated(_figures(value))


def _figures(value: int | Decimal | Money) -> str:
    amount = value.amount if isinstance(value, Money) else value
    euro = Decimal(amount) / 100 if isinstance(amount, int) else amount
    return f"{euro:,.2f}".translate(str.maketrans(",.", ".,")).replace("-", "−")


@register.filter
def isolated(text: str) -> str:
    """Keep amounts, dates and identifiers left to right inside right-to-left text."""
    return f"\u2066{text}\u2069" if get_language_bidi() else text


@register.filter
def day(value: date | datetime | None) -> str:
    """Write `18/11/2026` in the local zone, or a dash."""
    return "–" if value is None else isolated(f"{_local(value):%d/%m/%Y}")


@register.filter
def moment(value: datetime | None) -> str:
    """Write `18/11/2026 16:42` in the local zone, or a dash."""
    return "–" if value is None else isolated(f"{_local(value):%d/%m/%Y %H:%M}")


def _local(value: date | datetime) -> date | datetime:
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


@register.filter
def mask_fiscal_code(value: str) -> str:
    """Show the first three and the last four characters: `SLL•••••••••360K`."""
    if len(value) < 11:
        return HIDDEN * len(value)
    return isolated(value[:3] + HIDDEN * (len(value) - 7) + value[-4:])


@register.filter
def mask_iban(value: str) -> str:
    """Show the country and the last four characters: `IT•• •••• •••• 3456`."""
    plain = value.replace(" ", "")
    if len(plain) < 15:
        return HIDDEN * len(plain)
    return isolated(f"{plain[:2]}{HIDDEN * 2} {HIDDEN * 4} {HIDDEN * 4} {plain[-4:]}")


@register.filter
def short_hash(value: str) -> str:
    """Show the two ends of a hash: `9f3a…c27e`."""
    return f"{value[:4]}…{value[-4:]}" if len(value) > 12 else value


@register.filter
def written(value: Any, kind: str) -> str:
    """Write a table's value after the kind of its column."""
    writers: dict[str, Any] = {
        Kind.MONEY: figures,
        Kind.DATE: day,
        Kind.MOMENT: moment,
        Kind.INTEGER: _integer,
    }
    if value is None:
        return "–"
    return str(writers[kind](value)) if kind in writers and not isinstance(value, str) else value


def _integer(value: int) -> str:
    return f"{value:,}".replace(",", ".")


@register.filter
def open_to(href: str, visitor: Visitor | None) -> str:
    """Return the address if the visitor's role opens it, else nothing."""
    return href if href and (visitor is None or may_open(visitor, href)) else ""


@register.filter
def model_label(row: Any) -> str:
    """Return the label of a row's model, such as `dote.month`, for an address."""
    return str(row._meta.label_lower)


@register.simple_tag
@cache
def icon(name: str, size: int = 16) -> SafeString:
    """Draw an icon of the sprite (without its `it-`), hidden from screen readers."""
    return format_html(
        '<svg class="ico ico-{}" aria-hidden="true" focusable="false">'
        '<use href="{}#it-{}"></use></svg>',
        size,
        static("vendor/bootstrap-italia/svg/sprites.svg"),
        name,
    )


@register.simple_tag
def badge(it: Badge) -> SafeString:
    """Draw a state with its sign and its word."""
    if not isinstance(it, Badge):
        raise TypeError(f"{{% badge %}} takes a Badge, not {type(it).__name__}")
    return format_html(
        '<span class="badge-state tone-{}">{}{}</span>', it.tone, icon(it.sign), it.word
    )
