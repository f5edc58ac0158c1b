"""The books in plain Python: dictionaries of cents, moved as the oracle's legs say."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

Leg = tuple[str, str, int]  # debit, credit, cents


class Refused(Exception):
    """The model says that there is not enough."""


@dataclass
class Ledger:
    """Balances by account, by position (F0, F1) and by case and position (F2 to F9)."""

    accounts: Counter[str] = field(default_factory=Counter)
    positions: Counter[tuple[str, str]] = field(default_factory=Counter)
    cases: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def book(self, legs: Sequence[Leg], *, case: str, position: str) -> None:
        """Book legs of one case at one position, in their order, all or none."""
        before = (self.accounts.copy(), self.positions.copy(), self.cases.copy())
        try:
            for leg in legs:
                self._move(leg, case, position)
        except Refused:
            self.accounts, self.positions, self.cases = before
            raise

    def undo(self, legs: Iterable[Leg], *, case: str, position: str) -> None:
        """Book the opposite, last leg first."""
        back = [(credit, debit, cents) for debit, credit, cents in reversed(list(legs))]
        self.book(back, case=case, position=position)

    def room(self, account: str, *, case: str, position: str) -> int:
        """Return what an account of the funnel can still give."""
        if account == "F1":
            return self.positions[position, "F1"]
        return self.cases[case, position, account]

    def _move(self, leg: Leg, case: str, position: str) -> None:
        debit, credit, cents = leg
        self.accounts[debit] += cents
        self.accounts[credit] -= cents
        for account, signed in ((debit, cents), (credit, -cents)):
            if account in ("F0", "F1"):
                self.positions[position, account] += signed
            elif account.startswith("F"):
                self.cases[case, position, account] += signed
        if (
            credit.startswith("F")
            and credit != "F0"
            and (self.room(credit, case=case, position=position) < 0)
        ):
            raise Refused(credit)
