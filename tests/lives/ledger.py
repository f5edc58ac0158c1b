"""Both books of one life in plain Python: a sum for each account, moved as the catalogue says.

Nothing of the product is imported: the legs are those of lifecycles.md section 0.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

RATE = 16
"""Legal interest of 2026, per thousand a year (DM 10 December 2025)."""


@dataclass
class Ledger:
    """Cents by account; a flow of the funnel goes Fx to Fy, an entry has debit and credit."""

    accounts: Counter[str] = field(default_factory=Counter)

    def flow(self, source: str, target: str, cents: int) -> None:
        """Move cents along the funnel."""
        self.accounts.update({target: cents, source: -cents})
        assert self.accounts[source] >= 0 or source == "F0", source

    def entry(self, debit: str, credit: str, cents: int) -> None:
        """Move cents in the general book."""
        self.accounts.update({debit: cents, credit: -cents})

    def appropriated(self, cents: int) -> None:
        """APP."""
        self.flow("F0", "F1", cents)

    def awarded(self, cents: int) -> None:
        """RES, COM and URES, all at once."""
        self.flow("F1", "F3", cents)

    def freed(self, cents: int) -> None:
        """DECOM."""
        self.flow("F3", "F1", cents)

    def cleared(self, cents: int, creditor: str) -> None:
        """LIQ."""
        self.flow("F3", "F4", cents)
        self.entry("5100", creditor, cents)

    def taken_back(self, cents: int, creditor: str) -> None:
        """ULIQ."""
        self.flow("F4", "F3", cents)
        self.entry(creditor, "5100", cents)

    def paid(self, cents: int, creditor: str) -> None:
        """PAY, or REISS where the creditor is 2600."""
        self.flow("F4", "F5", cents)
        self.entry(creditor, "1100", cents)

    def returned(self, cents: int) -> None:
        """RET."""
        self.flow("F5", "F4", cents)
        self.entry("1100", "2600", cents)

    def claimed(self, cents: int) -> None:
        """CLM."""
        self.flow("F5", "F6", cents)

    def deducted(self, cents: int) -> None:
        """UCLM."""
        self.flow("F6", "F5", cents)

    def demanded(self, cents: int, interest: int) -> None:
        """REV and REVI."""
        self.flow("F5", "F9", cents)
        self.entry("1500", "5100", cents)
        self.entry("1510", "2200", interest)

    def collected(self, cents: int, interest: int) -> None:
        """REC."""
        self.entry("1100", "1500", cents)
        self.entry("1100", "1510", interest)

    def fallen(self, cents: int, interest: int) -> None:
        """Undo a demand."""
        self.flow("F9", "F5", cents)
        self.entry("5100", "1500", cents)
        self.entry("2200", "1510", interest)

    def balances(self) -> dict[str, int]:
        """Return the balance of each account that is not at zero."""
        return {account: cents for account, cents in self.accounts.items() if cents}


def interest(cents: int, since: date, until: date) -> int:
    """Return the simple legal interest, by days over 365, rounded half up to the cent."""
    twice = 2 * cents * RATE * (until - since).days
    return (twice + 365_000) // 730_000
