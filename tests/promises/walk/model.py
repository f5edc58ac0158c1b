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
        self._stage(month.label, "F4", -month.due)
        self._stage(month.label, "F5", month.due)
        self.general("2600" if again else month.creditor, "1100", month.due)

    def give_back(self, month: Month) -> None:
        """RET."""
        self._stage(month.label, "F5", -month.due)
        self._stage(month.label, "F4", month.due)
        self.general("1100", "2600", month.due)

    def claim(self, month: Month, sign: int = 1) -> None:
        """CLM; UCLM with -1."""
        self._stage(month.label, "F5", -sign * month.cents)
        self._stage(month.label, "F6", sign * month.cents)

    def demand(self, debt: Debt, sign: int = 1) -> None:
        """REV and REVI; undone with -1."""
        for month, cents in debt.parts:
            self._stage(month.label, "F5", -sign * cents)
            self._stage(month.label, "F9", sign * cents)
            self.general("1500", "5100", sign * cents)
        self.general("1510", "2200", sign * debt.interest)

    def collect(self, cents: int, interest: int, sign: int = 1) -> None:
        """REC; undone with -1."""
        self.general("1100", "1500", sign * cents)
        self.general("1100", "1510", sign * interest)

    def set_off(self, month: Month, cents: int, interest: int, sign: int = 1) -> None:
        """OFF; undone with -1."""
        self._stage(month.label, "F4", -sign * (cents + interest))
        self._stage(month.label, "F5", sign * (cents + interest))
        self.general(month.creditor, "1500", sign * cents)
        self.general(month.creditor, "1510", sign * interest)

    def owe(self, cents: int, interest: int) -> None:
        """OFR."""
        self.general("1500", "2400", cents)
        self.general("1510", "2400", interest)

    def free(self, line: Line, cents: int) -> None:
        """DECOM of a part of a line."""
        self._stage(line.label, "F3", -cents)
        self._take(line.kind, cents)

    def recommit(self, line: Line, cents: int) -> None:
        """Undo a DECOM."""
        self.free(line, -cents)

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
    offset: int = 0
    paid_on: Any = None

    @property
    def due(self) -> int:
        """Return what the bank has to bring: the rest was set off against a debt."""
        return self.cents - self.offset

    @property
    def is_proven(self) -> bool:
        """Say whether the bank has paid all of it."""
        return self.is_paid and not self.offset and self.payments[-1:] != []

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
    correction: str | None = None
    corrected: Any = None


@dataclass
class Claim:
    """A claim; it is disturbed when something of it moved after the precheck."""

    row: Any
    ends: Any
    state: str = "draft"
    disturbed: bool = False
    items: list[Item] = field(default_factory=list)
    deducted: list[Item] = field(default_factory=list)


RATE = 16
"""Legal interest since 2026, per thousand a year."""


@dataclass
class Debt:
    """What is to be given back, month by month, with what came in; amounts in cents."""

    dote: Dote
    revocation: Any
    parts: list[tuple[Month, int]]
    row: Any = None
    state: str = ""
    before: str = ""
    freed: dict[str, int] = field(default_factory=dict)
    fallen: bool = False
    interest: int = 0
    settled: int = 0
    settled_interest: int = 0
    cash: int = 0
    to_return: int = 0
    set_offs: list[tuple[Month, int, int]] = field(default_factory=list)

    @property
    def open(self) -> int:
        """Return what is still to come in."""
        owed = sum(cents for _month, cents in self.parts) + self.interest
        return owed - self.settled - self.settled_interest

    def demand(self, on: Any) -> None:
        """Charge simple interest since each payment, by days over 365, rounded half up."""
        for month, cents in self.parts:
            days = max(0, (on - month.paid_on).days)
            self.interest += (2 * cents * RATE * days + 365_000) // 730_000

    def settle(self, cents: int) -> tuple[int, int]:
        """Divide what came in: interest before the sum; return both shares."""
        interest = min(cents, self.interest - self.settled_interest)
        self.settled += cents - interest
        self.settled_interest += interest
        return cents - interest, interest
