"""The validators of the books: small functions, each yielding what it finds wrong."""

from collections.abc import Callable, Iterator

from django.db import transaction

from accounting.check_books import balances, closing, journal, subledgers
from accounting.check_books.finding import Finding

__all__ = ["VALIDATORS", "Finding", "findings", "register"]

VALIDATORS: tuple[Callable[[], Iterator[Finding]], ...] = (
    journal.chart,
    journal.whole_cents,
    journal.complete_entries,
    journal.one_book,
    journal.catalogue,
    journal.reversals,
    journal.events,
    journal.fingerprints,
    balances.positions,
    balances.parts,
    balances.funnel,
    balances.below_zero,
    balances.snapshots,
    subledgers.claims_not_negative,
    subledgers.debts_not_negative,
    subledgers.transit,
    subledgers.payables,
    subledgers.cleared,
    closing.overlaps,
    closing.booked_after_closing,
)


_further: dict[str, Callable[[], Iterator[Finding]]] = {}


def register(name: str, validator: Callable[[], Iterator[Finding]]) -> None:
    """Let a package above check what stands behind an account that only it knows."""
    _further[name] = validator


def findings() -> list[Finding]:
    """Return what every validator finds, in their order; nothing means that the books are sound."""
    with transaction.atomic():
        validators = (*VALIDATORS, *_further.values())
        return [finding for validator in validators for finding in validator()]
