"""What must be true, in plain Python: both books as dictionaries, and what stands where.

Nothing of the product is imported: the legs are those of lifecycles.md section 0.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

CREDITORS = {"RENT": "2110", "WORK": "2100"}
CEILING = 3_000_00
LINES = ("RENT", "WORK")


@dataclass
class Books:
    """Cents by account, by position (F0, F1), and by part of a case (F2 to F9)."""

    accounts: Counter[str] = field(default_factory=Counter)
    positions: Counter[tuple[str, str]] = field(default_factory=Counter)
    parts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def appropriate(self, position: str, cents: int) -> None:
        """APP."""
        self.positions[position, "F0"] -= cents
        self.positions[position, "F1"] += cents
        self.accounts.update({"F1": cents, "F0": -cents})

    def reserve(self, dote: Dote, position: str, cents: int) -> None:
        """RES, or URES when the cents are below zero."""
        self._take(position, -cents)
        self._stage(dote.label, "F2", cents)

    def commit(self, dote: Dote, line: Line) -> None:
        """COM, and URES of what was reserved above it."""
        self._stage(dote.label, "F2", -CEILING)
        self._stage(line.label, "F3", line.cents)
        self._take(line.kind, CEILING - line.cents)

    def decommit(self, line: Line) -> None:
        """DECOM of all that is left on a line."""
        left = self.parts[line.label, "F3"]
        self._stage(line.label, "F3", -left)
        self._take(line.kind, left)

    def clear(self, month: Month, sign: int = 1) -> None:
        """LIQ; ULIQ with -1."""
        self._stage(month.line.label, "F3", -sign * month.cents)
        self._stage(month.label, "F4", sign * month.cents)
        self.general("5100", month.creditor, sign * month.cents)

    def drop(self, month: Month) -> None:
        """ULIQ of a payment that came back."""
        self._stage(month.label, "F4", -month.cents)
        self._stage(month.line.label, "F3", month.cents)
        self.general("2600", "5100", month.cents)

    def pay(self, month: Month, *, again: bool) -> None:
        """PAY, or REISS of what had come back."""
        self._stage(month.label, "F4", -month.cents)
        self._stage(month.label, "F5", month.cents)
        self.general("2600" if again else month.creditor, "1100", month.cents)

    def give_back(self, month: Month) -> None:
        """RET."""
        self._stage(month.label, "F5", -month.cents)
        self._stage(month.label, "F4", month.cents)
        self.general("1100", "2600", month.cents)

    def claim(self, month: Month, sign: int = 1) -> None:
        """CLM; UCLM with -1."""
        self._stage(month.label, "F5", -sign * month.cents)
        self._stage(month.label, "F6", sign * month.cents)

    def general(self, debit: str, credit: str, cents: int) -> None:
        """Move cents in the general book."""
        self.accounts.update({debit: cents, credit: -cents})

    def _stage(self, part: str, account: str, cents: int) -> None:
        self.parts[part, account] += cents
        self.accounts[account] += cents

    def _take(self, position: str, cents: int) -> None:
        self.positions[position, "F1"] += cents
        self.accounts["F1"] += cents


@dataclass
class Dote:
    """A dote as the model knows it; ``way`` performs its real steps."""

    name: str
    way: Any
    label: str
    state: str = "draft"
    plan: Any = None
    proposal: Any = None
    lines: list[Line] = field(default_factory=list)

    @property
    def months(self) -> list[Month]:
        """Return the months of all its lines."""
        return [month for line in self.lines for month in line.months]


@dataclass
class Line:
    """A service line: RENT or WORK, which is also its position."""

    dote: Dote
    row: Any
    kind: str
    cents: int
    state: str = "planned"
    months: list[Month] = field(default_factory=list)

    @property
    def label(self) -> str:
        """Return the label of the line."""
        return str(self.row.label)


@dataclass
class Month:
    """A month, with what was recognised in cents, its item and its payments."""

    line: Line
    row: Any
    planned: int
    state: str = "open"
    cents: int = 0
    item: Item | None = None
    payments: list[Payment] = field(default_factory=list)

    @property
    def label(self) -> str:
        """Return the label of the month."""
        return str(self.row.label)

    @property
    def creditor(self) -> str:
        """Return the account of whoever is paid."""
        return CREDITORS[self.line.kind]

    @property
    def is_paid(self) -> bool:
        """Say whether the money is with the payee."""
        return self.state in ("paid", "reissued")

    @property
    def on_its_way(self) -> bool:
        """Say whether a batch holds it."""
        return any(payment.state in ("in_batch", "held", "sent") for payment in self.payments)

    @property
    def is_due(self) -> bool:
        """Say whether it waits for a batch."""
        return self.state in ("liquidated", "returned") and not self.on_its_way


@dataclass
class Payment:
    """A payment line in a batch."""

    month: Month
    batch: Batch
    row: Any
    again: bool
    state: str = "in_batch"


@dataclass
class Batch:
    """A batch."""

    row: Any
    state: str = "draft"
    payments: list[Payment] = field(default_factory=list)

    @property
    def to_pay(self) -> list[Payment]:
        """Return the payments that were not taken out."""
        return [payment for payment in self.payments if payment.state != "excluded"]


@dataclass
class Item:
    """An expenditure item of a month."""

    month: Month
    row: Any
    state: str = "draft"
    last: str = ""
    booked: Any = None
    claim: Claim | None = None


@dataclass
class Claim:
    """A claim; it is disturbed when something of it moved after the precheck."""

    row: Any
    ends: Any
    state: str = "draft"
    disturbed: bool = False
    items: list[Item] = field(default_factory=list)
