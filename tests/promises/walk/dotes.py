"""The rules of dotes: application, award, services, months, closing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from audit.labels import label as label_of
from dote.models import PricedPlan
from dote.plan_rows import PlanRow
from lifecycle.engine import begin, perform
from lifecycle.errors import Refused
from lifecycle.proposals import approve, propose
from people.actors import system_actor
from tests.dote_path import (
    APPLIED,
    AWARDED,
    CHECKLIST,
    ELIGIBLE,
    PAPERS,
    PLANNED,
    SERVICES,
    SIGNED,
    TAKEN,
    DotePath,
)  # fmt: skip
from tests.promises.walk.base import CHOICE, PEOPLE, Walking, chosen, when
from tests.promises.walk.model import CEILING, LINES, Dote, Line, Month

ENDED = ("closed", "lapsed", "withdrawn")
BEFORE_AWARD = ("submitted", "under_review", "eligible", "planning")
CENTS = st.sampled_from((250_00, 333_33, 1, 999_99))
OPEN_MATTERS = ("draft", "ready")


def free(machine: Any) -> list[str]:
    taken = {dote.name for dote in machine.dotes if dote.state not in ENDED}
    return [name for name in PEOPLE if name not in taken]


def in_state(*states: str) -> Any:
    return lambda machine: [dote for dote in machine.dotes if dote.state in states]


underway = in_state("draft", *BEFORE_AWARD, "awarded")
before_award = in_state(*BEFORE_AWARD)
unsigned = in_state("awarded")


def startable(machine: Any) -> list[Line]:
    return [line for line in machine.lines("planned") if line.dote.state == "active"]


def given_up(machine: Any) -> list[Line]:
    states = ("awarded", "active")
    return [line for line in machine.lines("planned") if line.dote.state in states]


def performed(machine: Any) -> list[Line]:
    return [
        line
        for line in machine.lines("running")
        if not any(month.state == "open" for month in line.months)
    ]


def working(machine: Any, *states: str) -> list[Month]:
    in_work = ("active", "completed", "settling")
    return [month for month in machine.months(*states) if month.line.dote.state in in_work]


def cleared(machine: Any) -> list[Month]:
    return [m for m in machine.months("liquidated") if m.is_due and not m.offset]


def ending(machine: Any) -> list[Dote]:
    return [dote for dote in machine.dotes if machine.can_go_on(dote)]


class Dotes(Walking):
    """Rules of applications, awards, services and months."""

    @precondition(when(free))
    @rule(number=CHOICE)
    def open(self, number: int) -> None:
        """Somebody without a dote opens an application."""
        way = DotePath(self.world, chosen(free(self), number))
        way.open()
        self.dotes.append(Dote(way.who, way, way.dote.label))
        self.count("open")

    @precondition(when(underway))
    @rule(number=CHOICE, rent=CENTS, work=CENTS, months=st.integers(1, 2))
    def go_on(self, number: int, rent: int, work: int, months: int) -> None:
        """An application takes its next step, up to the signature."""
        dote = chosen(underway(self), number)
        if dote.state == "planning":
            self._plan(dote, {"RENT": rent, "WORK": work}, months)
        else:
            getattr(self, f"_from_{dote.state}")(dote)

    @precondition(when(before_award))
    @rule(number=CHOICE)
    def withdraw(self, number: int) -> None:
        """The person takes the application back: what was reserved is free (URES)."""
        dote = chosen(before_award(self), number)
        self.act(dote.way.dote, "withdraw", dote.name)
        if dote.state == "planning":
            self._reserved(dote, -CEILING)
        dote.state = "withdrawn"

    @precondition(when(unsigned))
    @rule(number=CHOICE)
    def lapse(self, number: int) -> None:
        """Nobody signs in time: all that was committed is free (DECOM)."""
        dote = chosen(unsigned(self), number)
        row = dote.way.fresh()
        perform(row.lapse_unsigned, by=system_actor(), on=row.sign_by + timedelta(days=1))
        self.count("lapse_unsigned")
        self._decommitted(dote)
        dote.state = "lapsed"

    @precondition(when(startable))
    @rule(number=CHOICE)
    def start_service(self, number: int) -> None:
        """The operator books and starts a service: its months open."""
        line = chosen(startable(self), number)
        way = line.dote.way
        self.act(line.row, "book", "marta", on=SERVICES)
        for kind in PAPERS[line.row.offer.kind]:
            way.keep(kind, line.row, on=SERVICES)
        self.act(line.row, "start", "marta", on=SERVICES)
        line.state = "running"
        rows = line.row.months.as_system().order_by("number")
        line.months = [Month(line, row, row.planned_cents) for row in rows]

    @precondition(when(given_up))
    @rule(number=CHOICE)
    def leave_out(self, number: int) -> None:
        """A service that never began is given up (DECOM)."""
        line = chosen(given_up(self), number)
        self.act(line.row, "leave_out", "marta")
        self.books.decommit(line)
        line.state = "not_performed"

    @precondition(when(performed))
    @rule(number=CHOICE)
    def end_service(self, number: int) -> None:
        """A service is over."""
        line = chosen(performed(self), number)
        if line.dote.state in ("active", "completed", "settling"):
            self.act(line.row, "perform_service", "marta")
            line.state = "performed"

    @precondition(when(ending))
    @rule(number=CHOICE)
    def come_to_an_end(self, number: int) -> None:
        """A dote whose services are over is completed, settled, closed (DECOM)."""
        dote = chosen(ending(self), number)
        row = dote.way.fresh()
        if dote.state == "active":
            self.act(row, "complete", "anna", outcome="employment")
            dote.state = "completed"
        elif dote.state == "completed":
            self.act(row, "start_settlement", "giulia")
            dote.state = "settling"
        elif self.attempt(lambda: self.decide(row, "close")) or not self.taken_back(dote):
            self._decommitted(dote)
            dote.state = "closed"

    def attempt(self, do: Any) -> bool:
        """Do something that may be refused; say whether it happened."""
        try:
            do()
        except Refused:
            self.count("refused")
            return False
        return True

    def taken_back(self, dote: Dote) -> bool:
        """Say whether a procedure about money could keep a dote from its end."""
        items = [month.item for month in dote.months if month.item]
        corrected = any(item.correction for item in items)
        return corrected or any(debt.dote is dote for debt in self.debts)

    def can_go_on(self, dote: Dote) -> bool:
        """Say whether nothing keeps a dote from its next step towards the end."""
        if dote.state == "active":
            over = all(line.state in ("performed", "not_performed") for line in dote.lines)
            return bool(dote.lines) and over
        undecided = ("open", "reported", "checked", "approved", "cut")
        if any(month.state in undecided for month in dote.months):
            return False
        if dote.state == "completed":
            return True
        return dote.state == "settling" and all(_settled(month) for month in dote.months)

    def _from_draft(self, dote: Dote) -> None:
        for kind in ("permit", "referral"):
            dote.way.keep(kind, dote.way.dote, on=APPLIED)
        self._moved(dote, "submit", dote.name, APPLIED, "submitted")

    def _from_submitted(self, dote: Dote) -> None:
        self._moved(dote, "take_charge", "anna", TAKEN, "under_review", no_conflict=True)

    def _from_under_review(self, dote: Dote) -> None:
        self._moved(dote, "declare_eligible", "bruno", ELIGIBLE, "eligible", checklist=CHECKLIST)

    def _from_eligible(self, dote: Dote) -> None:
        """Reserve the ceilings (RES), or be refused by the budget."""
        if any(self.books.positions[kind, "F1"] < CEILING for kind in LINES):
            with pytest.raises(Refused):
                self.act(dote.way.fresh(), "start_plan", "marta", on=PLANNED)
            return
        self._moved(dote, "start_plan", "marta", PLANNED, "planning")
        self._reserved(dote, CEILING)

    def _from_awarded(self, dote: Dote) -> None:
        self._moved(dote, "sign", dote.name, SIGNED, "active", means="own_account")

    def _plan(self, dote: Dote, monthly: dict[str, int], months: int) -> None:
        """Price the plan, propose the award, approve it (COM, URES)."""
        self.count("plan")
        world, way = self.world, dote.way
        if dote.plan is None:
            dote.plan = self._priced(dote, monthly, months)
        elif dote.proposal is None:
            award = way.fresh().award
            dote.proposal = propose(
                award, by=world.anna, on=AWARDED, plan=dote.plan.pk, rechecked=True
            )
        else:
            approve(dote.proposal, by=world.bruno, on=AWARDED)
            for row in way.lines():
                line = Line(dote, row, row.offer.code, row.awarded_cents)
                dote.lines.append(line)
                self.books.commit(dote, line)
            wanted = {row.offer_id: row.cents for row in dote.plan.services}
            assert {line.row.offer_id: line.cents for line in dote.lines} == wanted
            dote.state = "awarded"

    def _priced(self, dote: Dote, monthly: dict[str, int], months: int) -> PricedPlan:
        world = self.world
        agreements = {"RENT": world.rental, "WORK": world.hosting}
        rows = [
            PlanRow(
                offer_id=offer.pk,
                agreement_id=agreements[offer.code].pk,
                months=months,
                monthly_cents=monthly[offer.code],
                starts_on=SERVICES,
            ).plain()
            for offer in world.call.offers.order_by("code")
        ]
        version = world.signed_plan(dote.name, on=PLANNED)
        return begin(
            PricedPlan, by=world.marta, on=PLANNED, dote=dote.way.fresh(),
            plan_version=version, rows=rows,
        )  # fmt: skip

    def _moved(self, dote: Dote, command: str, by: str, on: Any, state: str, **told: Any) -> None:
        self.act(dote.way.dote, command, by, on=on, **told)
        dote.state = state

    def _reserved(self, dote: Dote, cents: int) -> None:
        for kind in LINES:
            self.books.reserve(dote, kind, cents)

    def _decommitted(self, dote: Dote) -> None:
        for line in dote.lines:
            self.books.decommit(line)


class Months(Dotes):
    """Rules of months: reported, checked, recognised, cleared, taken back."""

    @precondition(when(lambda machine: working(machine, "open")))
    @rule(number=CHOICE, days=st.sampled_from((20, 16, 3)), half=st.booleans())
    def report(self, number: int, days: int, half: bool) -> None:
        """A month is reported, in whole or in part."""
        month = chosen(working(self, "open"), number)
        kept = month.line.dote.way.keep("month_evidence", month.row, on=self.day)
        told: dict[str, Any] = {"evidence": label_of(kept)}
        if month.line.kind == "WORK":
            first = month.row.starts_on
            attended = [first + timedelta(days=day) for day in range(days)]
            told |= {"days": [day.isoformat() for day in attended], "expected": 20}
        else:
            told |= {"cents": max(month.planned // 2, 1) if half else month.planned}
        self.act(month.row, "report", "marta", **told)
        month.state = "reported"

    @precondition(when(lambda machine: machine.months("reported")))
    @rule(number=CHOICE)
    def check(self, number: int) -> None:
        """The officer checks: the dated rule says how much is recognised."""
        month = chosen(self.months("reported"), number)
        row = self.act(month.row, "check_month", "anna")
        assert 0 <= row.recognised_cents <= month.planned
        month.cents, month.state = row.recognised_cents, "checked"

    @precondition(when(lambda machine: machine.months("checked")))
    @rule(number=CHOICE)
    def recognise(self, number: int) -> None:
        """A second person recognises the whole, a part, or nothing."""
        month = chosen(self.months("checked"), number)
        whole = month.cents == month.planned
        command, state = ("approve", "approved") if whole else ("cut", "cut")
        if not month.cents:
            command, state = "reject", "rejected"
        self.act(month.row, command, "bruno")
        month.state = state

    @precondition(when(lambda machine: machine.months("reported", "checked")))
    @rule(number=CHOICE)
    def send_back(self, number: int) -> None:
        """The officer wants the month completed."""
        month = chosen(self.months("reported", "checked"), number)
        self.act(month.row, "send_back", "anna", reason="incomplete")
        month.state, month.cents = "open", 0

    @precondition(when(lambda machine: working(machine, "approved", "cut")))
    @rule(number=CHOICE)
    def clear(self, number: int) -> None:
        """Finance clears the month for payment (LIQ)."""
        month = chosen(working(self, "approved", "cut"), number)
        self.act(month.row, "clear", "giulia")
        self.books.clear(month)
        month.state = "liquidated"
        month.item, month.payments, month.offset = None, [], 0

    @precondition(when(lambda machine: cleared(machine)))
    @rule(number=CHOICE)
    def take_back(self, number: int) -> None:
        """Finance takes a clearance back before payment (ULIQ)."""
        month = chosen(cleared(self), number)
        self.act(month.row, "take_back", "giulia", reason="wrong_file")
        self.books.clear(month, -1)
        month.state = "checked"


def _settled(month: Month) -> bool:
    """Say whether nobody has this month in hand: paid and declared, or never to be paid."""
    if month.state == "rejected":
        return True
    if not month.is_paid or month.on_its_way or month.item is None:
        return False
    if month.item.claim is not None:
        return month.item.claim.state == "submitted"
    return month.item.state == "cancelled"
