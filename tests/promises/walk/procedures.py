"""The rules of side procedures: revocation, recovery, set-off, appeal, waiver, hold, correction.

Whether a procedure is open now the product is asked: what it refuses changes nothing, which the
comparison after every step says. What it lets through, the model follows by itself.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from accounting.models import Payable
from expenditure.models import Correction
from lifecycle.engine import begin, perform
from lifecycle.errors import Refused
from lifecycle.models import Appeal, Hold, Recovery, RecoveryReceipt, Revocation, Waiver
from lifecycle.proposals import approve, propose
from programme.models import HoldCause
from tests.cast import STAFF
from tests.promises.walk.base import CHOICE, chosen, fresh, when
from tests.promises.walk.claiming import Claiming, claims, items
from tests.promises.walk.model import Debt, Dote, Item, Month

REVOCABLE = ("awarded", "active", "completed", "settling")
WAIVABLE = ("awarded", "active")
NOVEMBER_ENDS = date(2026, 11, 30)
COLLECTING = ("demanded", "partly_paid", "instalment_plan")


def revocable(machine: Any) -> list[Dote]:
    return [dote for dote in machine.dotes if dote.state in REVOCABLE]


def untouched(machine: Any) -> list[Dote]:
    """Return the dotes of which something is paid, and nothing was ever taken back."""
    owing = [debt.dote for debt in machine.debts]
    return [
        dote
        for dote in revocable(machine)
        if dote not in owing and any(machine.spent(month) for month in dote.months)
    ]


def waivable(machine: Any) -> list[Dote]:
    return [dote for dote in machine.dotes if dote.state in WAIVABLE]


def over(machine: Any) -> list[Dote]:
    return [dote for dote in machine.dotes if dote.state in ("revoked", "waived")]


def debts(machine: Any, *states: str) -> list[Debt]:
    return [debt for debt in machine.debts if debt.state in states]


def in_force(machine: Any) -> list[Debt]:
    return [debt for debt in machine.debts if debt.revocation is not None and not debt.fallen]


def offsettable(machine: Any) -> list[tuple[Debt, Month]]:
    return [
        (debt, month)
        for debt in debts(machine, *COLLECTING)
        for month in debt.dote.months
        if month.state == "liquidated" and month.is_due and debt.open
    ]


def owing(machine: Any) -> list[Debt]:
    return [debt for debt in machine.debts if debt.to_return]


def claimed(machine: Any) -> list[Item]:
    return [
        item
        for claim in claims(machine, "submitted")
        for item in claim.items
        if item.correction is None
    ]


def deductible(machine: Any) -> list[Item]:
    if not claims(machine, "draft"):
        return []
    every = items(machine, "declared")
    return [item for item in every if item.correction == "corrected"]


def _causes(on: date) -> Any:
    owners = ("grant_officer", "approver", "finance", "legal")
    return HoldCause.objects.in_force(on).filter(owner__in=owners).order_by("code")


class Procedures(Claiming):
    """Rules of what takes money back, and gives it again."""

    @precondition(when(revocable))
    @rule(number=CHOICE, part=st.booleans())
    def revoke(self, number: int, part: bool) -> None:
        """A dote, or a month that was paid, is revoked by two people; or nothing comes of it."""
        dote = chosen(untouched(self) if part and untouched(self) else revocable(self), number)
        paid = [month for month in dote.months if self.spent(month)]
        months = [chosen(paid, number)] if part and paid else paid
        waiting = any(self.books.parts[month.label, "F4"] for month in dote.months)
        if waiting and number % 4 and not (part and paid):
            return
        row = self._decided_on(dote, months if part and paid else None)
        if row is None:
            return
        debt = Debt(dote, row, [(month, self.spent(month)) for month in months])
        if row.total:
            debt.before, dote.state = dote.state, "revoked"
            debt.freed = {line.label: self.books.parts[line.label, "F3"] for line in dote.lines}
            for line in dote.lines:
                self.books.decommit(line)
        self._take_up(debt, row.label)

    @precondition(when(waivable))
    @rule(number=CHOICE, early=st.booleans())
    def waive(self, number: int, early: bool) -> None:
        """A person gives up; what was paid for days that never came becomes a debt."""
        dote = chosen(waivable(self), number)
        waiver = self._waived(dote, NOVEMBER_ENDS if early else self.day)
        if waiver is None:
            return
        for line in dote.lines:
            self._ended(line, waiver.performed_until)
        late = [m for m in dote.months if m.row.starts_on > waiver.performed_until]
        debt = Debt(dote, None, [(m, self.spent(m)) for m in late if self.spent(m)])
        dote.state = "waived"
        self._take_up(debt, waiver.label)

    @precondition(when(over))
    @rule(number=CHOICE)
    def close_what_ended(self, number: int) -> None:
        """A dote that was taken back or given up is closed when nothing is open on it."""
        dote = chosen(over(self), number)
        if self.attempt(lambda: self.decide(dote.way.fresh(), "close")):
            self._decommitted(dote)
            dote.state = "closed"

    @precondition(when(lambda machine: debts(machine, "opened")))
    @rule(number=CHOICE)
    def demand(self, number: int) -> None:
        """Finance demands the sum with its interest (REV, REVI)."""
        debt = chosen(debts(self, "opened"), number)
        if not self.attempt(lambda: self.act(debt.row, "demand", "giulia")):
            return
        debt.demand(self.day)
        self.books.demand(debt)
        debt.state = "demanded"
        assert fresh(debt.row).interest_cents == debt.interest

    @precondition(when(lambda machine: debts(machine, *COLLECTING)))
    @rule(number=CHOICE, whole=st.booleans())
    def receive(self, number: int, whole: bool) -> None:
        """Money comes in (REC), interest before the sum."""
        debt = chosen(debts(self, *COLLECTING), number)
        cents = debt.open if whole else max(1, debt.open // 3)
        self.count("enter_receipt")
        begin(
            RecoveryReceipt, by=self.world.giulia, on=self.day, case_label=debt.dote.label,
            recovery=fresh(debt.row), cents=cents, value_on=self.day,
            bank_reference=f"IN{self.taken.total()}",
        )  # fmt: skip
        sum_, interest = debt.settle(cents)
        debt.cash += cents
        self.books.collect(sum_, interest)
        debt.state = fresh(debt.row).state
        assert (debt.state == "paid") == (not debt.open)

    @precondition(when(lambda machine: debts(machine, "demanded", "partly_paid")))
    @rule(number=CHOICE)
    def agree_instalments(self, number: int) -> None:
        """Two people agree on instalments: no money moves."""
        debt = chosen(debts(self, "demanded", "partly_paid"), number)
        told = {"count": 2 + number % 10, "first_due": self.day + timedelta(days=30)}
        self.decide(debt.row, "agree_instalments", **told)
        debt.state = "instalment_plan"
        assert sum(each.cents for each in fresh(debt.row).plan()) == debt.open

    @precondition(when(offsettable))
    @rule(number=CHOICE, whole=st.booleans())
    def set_off(self, number: int, whole: bool) -> None:
        """A payment that is due settles a part of the debt (OFF)."""
        debt, month = chosen(offsettable(self), number)
        cents = min(month.due, debt.open)
        cents = cents if whole else max(1, cents // 2)
        payable = Payable.objects.get(part=month.label, live=True)
        told = {"payable": payable.pk, "cents": cents, "basis": "consent"}
        if not self.attempt(lambda: self.act(debt.row, "set_off", "giulia", **told)):
            return
        sum_, interest = debt.settle(cents)
        debt.set_offs.append((month, sum_, interest))
        self.books.set_off(month, sum_, interest)
        month.offset += cents
        if not month.due:
            month.state, month.paid_on = "paid", self.day
        debt.state = fresh(debt.row).state

    @precondition(when(in_force))
    @rule(number=CHOICE, court=st.booleans())
    def annul(self, number: int, court: bool) -> None:
        """A revocation falls, by the office or by a court: every entry is undone."""
        debt = chosen(in_force(self), number)
        if not self.attempt(lambda: self._fell(debt, court=court)):
            return
        debt.fallen = True
        if debt.before:
            debt.dote.state = debt.before
            for line in debt.dote.lines:
                self.books.recommit(line, debt.freed[line.label])
        self._undone(debt)

    @precondition(when(owing))
    @rule(number=CHOICE)
    def give_money_back(self, number: int) -> None:
        """The bank gives back what was paid for a debt that fell (OVR)."""
        debt = chosen(owing(self), number)
        told = {"bank_reference": "OUT", "value_date": self.day}
        self.act(debt.row, "give_back", "giulia", **told)
        self.books.general("2400", "1100", debt.to_return)
        debt.to_return = 0

    @precondition(when(waivable))
    @rule(number=CHOICE)
    def hold_and_release(self, number: int) -> None:
        """A case is held and released: no money moves."""
        dote = chosen(waivable(self), number)
        cause = chosen(list(_causes(self.day)), number)
        self.attempt(lambda: self._held(dote, cause))

    @precondition(when(claimed))
    @rule(number=CHOICE)
    def correct(self, number: int) -> None:
        """The control finds that a transmitted item is not to be claimed (E18)."""
        item = chosen(claimed(self), number)
        row = begin(
            Correction, by=self.world.rita, on=self.day, item=fresh(item.row),
            cents=item.month.cents, source="first_level", error="4.9", act="CTR-1",
        )  # fmt: skip
        item.corrected = self.act(row, "confirm", "vera")
        item.correction = "corrected"

    @precondition(when(deductible))
    @rule(number=CHOICE)
    def deduct(self, number: int) -> None:
        """Finance puts the correction into the claim as a row below zero (E20)."""
        item, [claim] = chosen(deductible(self), number), claims(self, "draft")
        item.corrected = self.act(item.corrected, "deduct", "giulia", claim=claim.row.pk)
        item.correction = "listed"
        claim.deducted.append(item)

    def spent(self, month: Month) -> int:
        """Return what the model holds of a month as paid, in a claim or not."""
        return self.books.parts[month.label, "F5"] + self.books.parts[month.label, "F6"]

    def _take_up(self, debt: Debt, because_of: str) -> None:
        """Keep a debt; where nothing was paid there is no recovery, and the act alone stays."""
        rows = list(Recovery.objects.as_system().filter(because_of=because_of))
        wanted = sum(cents for _month, cents in debt.parts)
        assert [row.principal_cents for row in rows] == ([wanted] if wanted else [])
        debt.row = rows[0] if rows else None
        debt.state = "opened" if rows else ""
        self.debts.append(debt)

    def _decided_on(self, dote: Dote, months: list[Month] | None) -> Revocation | None:
        """Go from the proposal to the act; where the act is refused, dismiss it."""
        world, on = self.world, self.day
        rows = [self._row(month) for month in months or []]
        try:
            row: Any = begin(
                Revocation, by=world.anna, on=on, case_label=dote.label, note="why",
                cause="requirements_lost", total=months is None, rows=rows,
            )  # fmt: skip
        except Refused:
            self.count("refused")
            return None
        if not self.attempt(lambda: self._two(row, "notify")):
            self.act(row, "dismiss", "bruno", reason="not_founded")
            return None
        self.act(row, "counter", dote.name, note="no")
        row = self.act(row, "decide", "anna")
        if self.attempt(lambda: self._two(row, "issue")):
            ended: Waiver = fresh(row)
            return ended
        self.act(row, "dismiss", "bruno", reason="not_founded")
        return None

    def _row(self, month: Month) -> dict[str, Any]:
        payable = Payable.objects.get(part=month.label, live=True)
        return {
            "part": month.label, "position": payable.position_id, "recover": self.spent(month),
        }  # fmt: skip

    def _two(self, row: Any, command: str, **told: Any) -> None:
        self.count(command)
        proposal = propose(getattr(fresh(row), command), by=self.world.anna, on=self.day, **told)
        approve(proposal, by=self.world.bruno, on=self.day)

    def _waived(self, dote: Dote, until: date) -> Waiver | None:
        world = self.world
        told = {"reason": "found_work"}
        try:
            row: Any = begin(
                Waiver, by=world.users[dote.name], on=self.day, case_label=dote.label, told=told
            )
        except Refused:
            self.count("refused")
            return None
        mediator = f"people.user:{world.nino.pk}"
        row = self.act(row, "check_free_will", "marta", mediator=mediator, language="ar")
        row = self.act(row, "take_note", "anna", performed_until=until)
        self.day += timedelta(days=8)
        if self.attempt(lambda: self._two(row, "take_effect")):
            ended: Waiver = fresh(row)
            return ended
        self.count("refused")
        return None

    def _ended(self, line: Any, last_on: date) -> None:
        """End a line: what never began is given up, months that begin later are called off."""
        if line.state == "planned":
            self.books.decommit(line)
            line.state = "not_performed"
        elif line.state == "running":
            line.state = "interrupted"
            for month in line.months:
                if month.state == "open" and month.row.starts_on > last_on:
                    month.state = "called_off"
                    self.books.free(line, month.planned)

    def _fell(self, debt: Debt, *, court: bool) -> None:
        world, on = self.world, self.day
        revocation = fresh(debt.revocation)
        if not court:
            self.count("annul")
            proposal = propose(revocation.annul, by=world.leo, on=on, reason="error_found")
            approve(proposal, by=world.paolo, on=on)
            return
        row: Any = begin(
            Appeal, by=world.leo, on=on, case_label=debt.dote.label, kind="ordinary",
            against=revocation.label, known_on=on, filed_on=on,
        )  # fmt: skip
        row = self.act(row, "admit", "leo")
        self.count("uphold")
        try:
            proposal = propose(row.uphold, by=world.leo, on=on, decision="D-1")
            approve(proposal, by=world.paolo, on=on)
        except Refused:
            row = self.act(row, "reject", "leo", decision="D-2")
            raise
        finally:
            self.act(row, "finalise", "leo")

    def _undone(self, debt: Debt) -> None:
        """Undo in the model what a debt had booked; what was settled since is owed."""
        if debt.row is None or not debt.state:
            return
        if debt.state != "opened":
            self.books.demand(debt, -1)
        again = {payable.part: payable for payable in self._unpaid(debt)}
        self.books.collect(debt.settled, debt.settled_interest, -1)
        kept = 0
        for month, sum_, interest in debt.set_offs:
            self.books.collect(sum_, interest)
            if month.label in again and month.is_due:
                self.books.set_off(month, sum_, interest, -1)
                month.offset -= sum_ + interest
            else:
                self.books.owe(sum_, interest)
                kept += sum_ + interest
        self.books.general("1100", "2400", debt.cash)
        debt.to_return, debt.state = debt.cash + kept, "recovery_annulled"
        assert fresh(debt.row).to_return_cents == debt.to_return

    def _unpaid(self, debt: Debt) -> list[Payable]:
        return list(Payable.objects.filter(root=debt.dote.label, live=True, paid_on=None))

    def _held(self, dote: Dote, cause: Any) -> None:
        row: Any = begin(Hold, by=self.world.rita, on=self.day, case_label=dote.label, cause=cause)
        self.count("open_hold")
        for who in sorted(STAFF):
            try:
                perform(row.release, by=self.world.users[who], on=self.day, reason="cleared")
            except Refused:
                continue
            self.count("release_hold")
            return
        raise AssertionError("nobody can release the hold")
