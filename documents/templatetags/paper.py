"""Prints amounts and days on papers as Italian acts write them."""

from datetime import date

from django import template

from programme.money import format_amount

register = template.Library()


@register.filter
def euro(cents: int) -> str:
    """Return integer cents as `1.234,56 €`; TypeError for anything else."""
    if not isinstance(cents, int):
        raise TypeError("amounts on papers are integer cents")
    return format_amount(cents)


@register.filter
def day(on: date | None) -> str:
    """Return a day as `18/11/2026`; nothing for a day that is not known yet."""
    return f"{on:%d/%m/%Y}" if on else ""
