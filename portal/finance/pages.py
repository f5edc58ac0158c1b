"""Where batches, payment lines and changes of account are shown."""

from django.urls import reverse

from lifecycle.cases import Tracked
from portal import case_pages


def register_all() -> None:
    """Let everybody who links to one of them find its page."""
    case_pages.register("treasury.batch", _batch)
    case_pages.register("treasury.paymentline", _line)
    case_pages.register("treasury.ibanchange", _change)
    case_pages.register("treasury.remittance", _remittance)


def _batch(row: Tracked) -> str:
    return reverse("batch", args=[row.pk])


def _line(row: Tracked) -> str:
    return reverse("payment_line", args=[row.pk])


def _change(row: Tracked) -> str:
    return reverse("account_change", args=[row.pk])


def _remittance(row: Tracked) -> str:
    return reverse("remittance", args=[row.pk])
