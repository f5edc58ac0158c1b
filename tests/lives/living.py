"""What happens in every life: services, payments, claims, a debt; the ledger goes along."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from accounting import check_books
from accounting.models import Movement, PartBalance, Payable
from audit.stored import verify_stored
from dote.models import Month
from expenditure.harvest import harvest
from expenditure.models import Claim, Correction, Item
from lifecycle import replay
from lifecycle.engine import begin, perform
from lifecycle.models import Recovery, RecoveryReceipt, Revocation
from lifecycle.procedures.kinds import open_on
from lifecycle.proposals import approve, propose
from lifecycle.registries import open_matters
from programme.reference import load_hold_causes, load_parameters
from tests import batch_path
from tests.dote_path import ALLOWANCE_CENTS, RENT_CENTS, SERVICES, DotePath, path
from tests.lives.ledger import Ledger
from tests.world import World

CREDITORS = {"RENT": "2110", "WORK": "2100"}
CENTS = {"RENT": RENT_CENTS, "WORK": ALLOWANCE_CENTS}
CLAIMED = date(2027, 3, 1)
AWARDED = 2 * (RENT_CENTS + ALLOWANCE_CENTS)


@dataclass
class Life:
    """Samir's path with the plain ledger beside it; each method does real steps and goes on."""

    world: World
    way: DotePath = field(init=False)
    ledger: Ledger = field(default_factory=Ledger)
    claimed_until: date = SERVICES - timedelta(days=1)

    def begins(self) -> None:
        """Have samir apply, be granted two months of rent and of internship, and start."""
        self.way = path(self.world)
        load_parameters()
        load_hold_causes()
        for _line in CREDITORS:
            self.ledger.appropriated(100_000_00)
        self.way.start_services()
        self.ledger.awarded(AWARDED)

    def months(self, *numbers: int) -> list[Month]:
        """Return the months of these numbers, of rent and of internship."""
        return [month for month in self.way.months() if month.number in numbers]

    def cleared(self, *numbers: int) -> None:
        """Have months reported, recognised in full and cleared for payment."""
        for month in self.months(*numbers):
            self.way.clear(month)
            self.ledger.cleared(cents_of(month), creditor_of(month))

    def pay(self, *, on: date = batch_path.SENT) -> list[Any]:
        """Have the bank pay all that is due, and return the payment lines."""
        due = [each for each in Payable.objects.filter(live=True) if is_due(each)]
        batch = batch_path.sent(self.world, sorted(due, key=lambda each: each.pk), on=on)
        lines = batch_path.lines_of(batch)
        for line in lines:
            again = line.payable.returned
            batch_path.execute(self.world, line, on=max(on, batch_path.ENTERED))
            month = Month.objects.as_system().get(pk=line.payable.part.partition(":")[2])
            self.ledger.paid(line.cents, "2600" if again else creditor_of(month))
        return [batch_path.read(line) for line in lines]

    def claim(self, *, on: date = CLAIMED) -> Claim:
        """Claim all that is paid, and deduct what was corrected."""
        harvest(on=on)
        for item in self.items("draft"):
            perform(item.complete, by=self.world.giulia, on=on)
        claim = self._open_claim(on)
        for item in self.items("ready"):
            perform(item.include, by=self.world.giulia, on=on, claim=claim.pk)
            self.ledger.claimed(item.declared_cents)
        for row in Correction.objects.as_system().filter(state="corrected").order_by("id"):
            perform(row.deduct, by=self.world.giulia, on=on, claim=claim.pk)
            self.ledger.deducted(row.cents)
        for command, who in (("precheck", "giulia"), ("sign", "bruno"), ("transmit", "giulia")):
            claim = perform(getattr(claim, command), by=self.world.users[who], on=on)
        return claim

    def corrected(self, *, on: date) -> None:
        """Have rita of the control find that nothing of it can be claimed, and vera confirm it."""
        for item in self.items("declared"):
            row = begin(
                Correction, by=self.world.rita, on=on, item=item, cents=item.declared_cents,
                source="revocation", error="4.9", act="REV 3/2027",
            )  # fmt: skip
            perform(row.confirm, by=self.world.vera, on=on)

    def came_in(self, debt: Recovery, cents: int, *, on: date, reference: str) -> Recovery:
        """Have giulia enter a repayment; interest is settled before the sum."""
        interest = min(cents, debt.interest_cents - debt.settled_interest_cents)
        begin(
            RecoveryReceipt, by=self.world.giulia, on=on, case_label=debt.case_label,
            recovery=debt, cents=cents, bank_reference=reference, value_on=on,
        )  # fmt: skip
        self.ledger.collected(cents - interest, interest)
        return self.debt()

    def debt(self) -> Recovery:
        """Return the recovery, read again."""
        return Recovery.objects.as_system().get(case_label=self.way.dote.label)

    def revocation(self) -> Revocation:
        """Return the revocation, read again."""
        return Revocation.objects.as_system().get(case_label=self.way.dote.label)

    def completed(self, *, on: date, outcome: str = "employment") -> None:
        """End the services that still run, and settle."""
        for line in self.way.lines():
            if line.state == "running":
                perform(line.perform_service, by=self.world.marta, on=on)
        if self.way.fresh().state != "completed":
            self.way.do("complete", self.world.anna, on, outcome=outcome)
        self.way.do("start_settlement", self.world.giulia, on)

    def closed(self, *, on: date) -> None:
        """Have giulia propose to close the dote, and bruno close it."""
        proposal = propose(self.way.fresh().close, by=self.world.giulia, on=on)
        approve(proposal, by=self.world.bruno, on=on)
        assert self.way.fresh().state == "closed"

    def ends_clean(self) -> None:
        """Say that books, trail and open matters are what they should be at the end of a life."""
        case = self.way.dote.label
        assert account_balances() == self.ledger.balances()
        assert [row for row in PartBalance.objects.filter(root=case) if row.f3 or row.f4] == []
        assert check_books.findings() == []
        assert verify_stored().faults == []
        assert list(replay.differences()) == []
        assert open_matters.about(case) == []
        assert open_on(case) == []

    def items(self, state: str) -> list[Item]:
        """Return the expenditure items in a state."""
        rows = Item.objects.as_system().filter(state=state, case_label=self.way.dote.label)
        return list(rows.order_by("id"))

    def _open_claim(self, on: date) -> Claim:
        world, first = self.world, self.claimed_until + timedelta(days=1)
        self.claimed_until = on
        return begin(
            Claim, by=world.giulia, on=on, operation=world.operation, partner=world.puglia,
            fund=world.esf, period_start=first, period_end=on,
        )  # fmt: skip


def cents_of(month: Month) -> int:
    """Return what a month is worth, by its service."""
    return CENTS[month.line.offer.code]


def creditor_of(month: Month) -> str:
    """Return the account of whom a month is owed to."""
    return CREDITORS[month.line.offer.code]


def is_due(payable: Payable) -> bool:
    """Say whether a payable waits for a payment."""
    return payable.paid_on is None or payable.returned


def account_balances() -> dict[str, int]:
    """Return every account that is not at zero, summed from the movements one by one."""
    sums: Counter[str] = Counter()
    for move in Movement.objects.values_list("debit_id", "credit_id", "cents"):
        sums.update({move[0]: move[2]})
        sums.update({move[1]: -move[2]})
    return {account: cents for account, cents in sums.items() if cents}


def total(months: Iterable[Month]) -> int:
    """Return what months are worth together."""
    return sum(cents_of(month) for month in months)
