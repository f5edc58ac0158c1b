"""A euro of samir's that went all the way, for the pages of claims and of the auditor."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from audit import seals
from documents.issuing import Order, issue
from expenditure.harvest import harvest
from expenditure.models import Claim, Item
from lifecycle.engine import begin, perform
from people.roles import Role
from tests import batch_path
from tests import world as worlds
from tests.dote_path import DotePath, path
from tests.recording import recorded
from tests.world import World

NOW = datetime(2027, 3, 2, 9, 0, tzinfo=UTC)
TODAY = date(2027, 3, 2)
FIRST, LAST = date(2026, 11, 1), date(2027, 2, 28)


@contextmanager
def later() -> Iterator[None]:
    """Let it be the day after the last month was paid."""
    with worlds.at(NOW):
        yield


@dataclass
class Claimed:
    """A dote that is paid, its items, and the claim that takes them; each method goes on."""

    world: World
    way: DotePath = field(init=False)

    @recorded
    def paid(self, *, rent: int = 1, work: int = 1) -> list[Item]:
        """Have the bank pay every month of samir's dote, and harvest the payments."""
        self.way = path(self.world)
        self.way.cleared_months(rent_months=rent, work_months=work)
        batch_path.executed(self.world, batch_path.payables())
        return harvest(on=TODAY)

    @recorded
    def ready(self, **months: int) -> list[Item]:
        """Have giulia complete every item."""
        items = self.paid(**months)
        return [perform(item.complete, by=self.world.giulia, on=TODAY) for item in items]

    def open(self) -> Claim:
        """Have giulia open the claim of Puglia on the ESF."""
        return begin(
            Claim,
            by=self.world.giulia,
            on=TODAY,
            operation=self.world.operation,
            partner=self.world.puglia,
            fund=self.world.esf,
            period_start=FIRST,
            period_end=LAST,
        )

    @recorded
    def filled(self, **months: int) -> Claim:
        """Have giulia put every item into the claim."""
        items, claim = self.ready(**months), self.open()
        for item in items:
            perform(item.include, by=self.world.giulia, on=TODAY, claim=claim.pk)
        return self.fresh(claim)

    @recorded
    def transmitted(self, **months: int) -> Claim:
        """Have giulia precheck, bruno sign, giulia transmit."""
        claim = perform(self.filled(**months).precheck, by=self.world.giulia, on=TODAY)
        claim = perform(claim.sign, by=self.world.bruno, on=TODAY)
        perform(claim.transmit, by=self.world.giulia, on=TODAY)
        return self.fresh(claim)

    def stated(self, **months: int) -> Claim:
        """Seal the trail and issue the statement as giulia, in a format without Pango."""
        claim = self.transmitted(**months)
        seals.seal()
        self.issue(claim, "json")
        return claim

    def issue(self, claim: Claim, form: str) -> bytes:
        """Issue the statement as giulia and return the file."""
        by = self.world.actor(self.world.giulia, Role.FINANCE)
        values = {"claim": claim.reference}
        order = Order("statement", form, values, by, viewer=self.world.giulia)
        return issue(order).content

    @staticmethod
    def fresh(claim: Claim) -> Claim:
        """Read the claim again."""
        found: Claim = Claim.objects.as_system().get(pk=claim.pk)
        return found

    @staticmethod
    def items() -> list[Item]:
        """Return the items, in the order of the statement."""
        return list(Item.objects.as_system().order_by("row_number", "id"))
