"""The thin line as single deeds: one euro from an application to a claim, and back once.

Each deed is one request with a key of its own. The harnesses stop the story before a deed and
let something happen to it: a kill, a race, a second sending.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from accounting.models import Payable
from dote.models import Dote, Month
from expenditure.harvest import fields_of
from expenditure.models import Claim, Item
from lifecycle.engine import begin, perform
from lifecycle.models import Proposal
from lifecycle.proposals import approve, propose
from people.actors import system_actor
from tests import batch_path
from tests.dote_path import APPLIED, AWARDED, PLANNED, SERVICES, SIGNED, DotePath, path
from tests.world import World
from treasury.models import Batch, PaymentLine

CLAIMED = date(2027, 3, 1)
RETURNED = date(2027, 2, 15)
AGAIN = date(2027, 2, 16)
ENDED = date(2027, 3, 2)

Do = Callable[[str | None, Any], Any]


@dataclass(frozen=True)
class Deed:
    """One request of the story: its name, who sends it, and who could send it as well."""

    name: str
    by: str
    do: Do = field(repr=False)
    other: str = ""
    money: bool = True

    def send(self, world: World, key: str | None, *, by: str = "") -> Any:
        """Send the request, by its own person unless told otherwise."""
        return self.do(key, world.users[by or self.by])


@dataclass
class ThinLine:
    """One dote with a month of rent and one of internship, paid, returned, paid, claimed, closed.

    ``deeds`` yields each request when its turn has come; whoever iterates sends it, and goes on.
    """

    world: World
    way: DotePath = field(init=False)

    def deeds(self) -> Iterator[Deed]:
        """Yield every deed in its turn."""
        yield from self.applying()
        yield from self.awarding()
        for month in self.way.months():
            yield from self.recognising(month)
        yield from self.paying()
        yield from self.paying_again()
        yield from self.claiming()
        yield from self.closing()

    def applying(self) -> Iterator[Deed]:
        """From the open application, with its papers, to the plan."""
        way = self.way = path(self.world)
        way.open()
        for kind in ("permit", "referral"):
            way.keep(kind, way.dote, on=APPLIED)
        yield self._dote("submit", "samir", PLANNED, other="marta", money=False)
        yield self._dote("take_charge", "anna", PLANNED, no_conflict=True, money=False)
        yield self._dote(
            "declare_eligible", "bruno", PLANNED, "paolo", money=False,
            checklist=["target_group", "permit_valid"],
        )  # fmt: skip
        yield self._dote("start_plan", "marta", PLANNED)

    def awarding(self) -> Iterator[Deed]:
        """From the priced plan to running services."""
        way, world = self.way, self.world
        way.fresh()
        plan = way.price(world.signed_plan("samir", on=PLANNED), 1, 1)
        yield Deed(
            "propose award",
            "anna",
            lambda key, by: propose(
                way.fresh().award, by=by, on=AWARDED, key=key, plan=plan.pk, rechecked=True
            ),
        )
        yield self._approval("award")
        yield self._dote("sign", "samir", SIGNED, means="own_account")
        way.start_lines()

    def recognising(self, month: Month) -> Iterator[Deed]:
        """From the report of a month to its clearance, taken back once and given again."""
        world, way = self.world, self.way
        month = way.report(month)
        yield self._month("check_month", month, "anna")
        yield self._month("approve", month, "bruno", other="paolo")
        yield self._month("clear", month, "giulia", other="fabio")
        if month.number == 1 and month.line.offer.code == "RENT":
            yield self._month("take_back", month, "giulia", other="fabio", reason="wrong_file")
            perform(read(month).approve, by=world.paolo, on=month.reported_on)
            perform(read(month).clear, by=world.giulia, on=month.reported_on)

    def paying(self) -> Iterator[Deed]:
        """From the batch to the bank's word for each payment."""
        own = [due for due in batch_path.payables() if due.root == self.way.dote.label]
        batch = batch_path.draft(self.world, own)
        yield self._batch("submit", batch, "giulia", batch_path.PREPARED)
        yield self._batch("approve", batch, "fabio", batch_path.APPROVED)
        yield self._batch("release", batch, "teo", batch_path.SENT)
        for line in batch_path.lines_of(batch):
            yield self._line(
                "execute", line, batch_path.ENTERED,
                bank_reference=f"CRO{line.pk[-6:]}", value_date=batch_path.VALUE,
            )  # fmt: skip

    def paying_again(self) -> Iterator[Deed]:
        """One payment comes back and is paid by another line."""
        lines = PaymentLine.objects.as_system().filter(payable__root=self.way.dote.label)
        line = lines.order_by("id")[0]
        yield self._line(
            "return_payment", line, RETURNED,
            bank_reference="RET1", value_date=RETURNED, reason="AC04",
        )  # fmt: skip
        due = Payable.objects.filter(live=True, returned=True)
        batch = batch_path.sent(self.world, due, on=AGAIN)
        again = batch_path.lines_of(batch)[0]
        yield self._line("execute", again, AGAIN, bank_reference="CRO9", value_date=AGAIN)

    def claiming(self) -> Iterator[Deed]:
        """From items to a claim transmitted, withdrawn, and transmitted again in another."""
        own = Payable.objects.filter(live=True, root=self.way.dote.label)
        for payable in own.order_by("id"):
            yield self._entry(payable)
        for item in self.items():
            yield self._item("complete", item, "giulia", money=False)
        yield from self.one_claim()
        claim = self.items()[0].claim
        propose(claim.withdraw, by=self.world.giulia, on=CLAIMED)
        yield self._approval("withdraw", on=CLAIMED)
        yield from self.one_claim()

    def one_claim(self) -> Iterator[Deed]:
        """Open a claim of all ready items, and transmit it."""
        claim = self.open_claim()
        for item in self.items():
            yield self._item("include", item, "giulia", claim=claim.pk)
        yield self._claim("precheck", claim, "giulia")
        yield self._claim("sign", claim, "bruno", other="paolo")
        yield self._claim("transmit", claim, "giulia", other="fabio")

    def items(self) -> list[Item]:
        """Return the items of the dote."""
        own = Item.objects.as_system().filter(case_label=self.way.dote.label)
        return list(own.select_related("claim").order_by("id"))

    def open_claim(self) -> Claim:
        """Have giulia open a claim of Puglia on the European fund."""
        world = self.world
        return begin(
            Claim, by=world.giulia, on=CLAIMED, operation=world.operation,
            partner=world.puglia, fund=world.esf,
            period_start=SERVICES, period_end=CLAIMED - timedelta(days=1),
        )  # fmt: skip

    def closing(self) -> Iterator[Deed]:
        """From services performed to the closed dote."""
        way, world = self.way, self.world
        for line in way.lines():
            perform(line.perform_service, by=world.marta, on=ENDED)
        way.fresh()
        yield self._dote("complete", "anna", ENDED, outcome="employment", money=False)
        yield self._dote("start_settlement", "giulia", ENDED, "fabio", money=False)
        propose(way.fresh().close, by=world.giulia, on=ENDED)
        yield self._approval("close", on=ENDED)

    def _dote(
        self, command: str, by: str, on: date, other: str = "", *, money: bool = True, **told: Any
    ) -> Deed:
        def do(key: str | None, user: Any) -> Dote:
            return perform(getattr(self.way.fresh(), command), by=user, on=on, key=key, **told)

        return Deed(command, by, do, other, money)

    def _approval(self, name: str, on: date = AWARDED) -> Deed:
        pk = Proposal.objects.get(state="open").pk

        def do(key: str | None, user: Any) -> Proposal:
            return approve(Proposal.objects.get(pk=pk), by=user, on=on, key=key)

        return Deed(f"approve {name}", "bruno", do, "paolo")

    def _month(self, command: str, month: Month, by: str, *, other: str = "", **told: Any) -> Deed:
        def do(key: str | None, user: Any) -> Month:
            bound = getattr(read(month), command)
            return perform(bound, by=user, on=month.reported_on, key=key, **told)

        return Deed(f"{command} a month", by, do, other)

    def _batch(self, command: str, batch: Batch, by: str, on: date) -> Deed:
        def do(key: str | None, user: Any) -> Batch:
            return perform(getattr(read(batch), command), by=user, on=on, key=key)

        return Deed(f"{command} a batch", by, do)

    def _line(self, command: str, line: PaymentLine, on: date, **told: Any) -> Deed:
        def do(key: str | None, user: Any) -> PaymentLine:
            return perform(getattr(read(line), command), by=user, on=on, key=key, **told)

        return Deed(f"{command} a payment", "giulia", do, "fabio")

    def _entry(self, payable: Payable) -> Deed:
        def do(key: str | None, _user: Any) -> Item:
            due = Payable.objects.get(pk=payable.pk)  # read anew: nothing of it is remembered
            return begin(Item, by=system_actor(), on=CLAIMED, key=key, **fields_of(due))

        return Deed("enter item", "giulia", do, money=False)

    def _item(self, command: str, item: Item, by: str, *, money: bool = True, **told: Any) -> Deed:
        def do(key: str | None, user: Any) -> Item:
            return perform(getattr(read(item), command), by=user, on=CLAIMED, key=key, **told)

        return Deed(f"{command} an item", by, do, "fabio", money)

    def _claim(self, command: str, claim: Claim, by: str, *, other: str = "") -> Deed:
        def do(key: str | None, user: Any) -> Claim:
            return perform(getattr(read(claim), command), by=user, on=CLAIMED, key=key)

        return Deed(f"{command} a claim", by, do, other)


def read(row: Any) -> Any:
    """Read a row again."""
    return type(row).objects.as_system().get(pk=row.pk)


def deeds(world: World) -> Iterator[Deed]:
    """Yield the deeds of the thin line: the story of this module (see stories.py)."""
    return ThinLine(world).deeds()


def tell(world: World, *, until: str = "", times: int = 1) -> ThinLine:
    """Send every deed, or those before the deed of this name, and return the line."""
    line = ThinLine(world)
    for deed in line.deeds():
        if deed.name == until:
            times -= 1
            if not times:
                break
        deed.send(world, None)
    return line
