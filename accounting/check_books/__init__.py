"""The validators of the books: small functions, each yielding what it finds wrong."""

from collections.abc import Callable, Iterator

from django.db import transaction

from accounting.check_books import balances, closing, journal, subledgers
from accounting.check_books.finding import Finding

__all__ = ["VALIDATORS", "Finding", "findings"]

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


def findings() -> list[Finding]:
    """Return what every validator finds, in their order; nothing means that the books are sound."""
    with transaction.atomic():
        return [finding for validator in VALIDATORS for finding in validator()]
