"""The life of a grant after its award in the tests: works, report, duties, taking back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from accounting.models import Payable
from expenditure.harvest import harvest
from expenditure.models import Claim
from lifecycle.engine import begin, perform
from lifecycle.models import Recovery, RecoveryReceipt, Revocation, Variation
from lifecycle.proposals import propose
from programme.reference import load_hold_causes, load_parameters
from startup_grants import plans
from startup_grants.models import Grant, MonitoringDuty, Tranche
from startup_grants.plans import PlanContent
from tests import batch_path
from tests.grant_call import PLAN
from tests.grant_path import SPENT, GrantPath, fresh

FINISHED = date(2027, 3, 1)
ACCEPTED = date(2027, 3, 10)
SETTLED = date(2027, 3, 20)
DEMANDED = date(2027, 4, 20)
BIG = "<ImportoTotaleDocumento>25000.00</ImportoTotaleDocumento>"


class GrantLife(GrantPath):
    """A grant that is paid, reported, kept stable, varied, taken back and closed."""

    def paid_advance(self, cents: int = 8_000_00) -> Grant:
        """Carry samir's grant to a paid advance and to the start of the works."""
        advance = self.advance(cents)
        self.pay()
        return self.start(fresh(advance.grant))

    def pay(self) -> None:
        """Let the bank execute all that is to be paid."""
        batch_path.executed(self.world, Payable.objects.filter(live=True, paid_on=None))

    def spend(self, grant: Grant, number: int, cents: int, *, clear: bool = True) -> Tranche:
        """Have costs presented, admitted and cleared for a tranche."""
        tranche = self.tranche(grant, number)
        invoice = self.invoice(grant, total=BIG)
        expense = self.expense(tranche, invoice, cents=cents)
        tranche = self.ask(tranche, on=SPENT)
        perform(tranche.take, by=self.world.anna, on=SPENT)
        perform(fresh(expense).admit, by=self.world.anna, on=SPENT)
        tranche = self.approve(tranche, on=SPENT)
        return self.clear(tranche, on=SPENT) if clear else tranche

    def spent(self) -> Grant:
        """Carry the grant to the end of the works, with all its tranches paid."""
        grant = self.paid_advance()
        self.spend(grant, 2, 10_000_00)
        self.spend(fresh(grant), 3, 14_000_00)
        self.pay()
        return fresh(grant)

    def report(self, grant: Grant) -> Grant:
        """Hand the final report in."""
        self.keep("final_report", grant, on=FINISHED)
        return perform(fresh(grant).finish, by=self.world.samir, on=FINISHED)

    def accepted(self, grant: Grant) -> Grant:
        """Have the final report accepted by two."""
        self.keep("final_checklist", grant, on=ACCEPTED)
        proposal = propose(
            fresh(grant).accept_final, by=self.world.anna, on=ACCEPTED, sampled=False
        )
        self.signed(proposal, ACCEPTED)
        return fresh(grant)

    def settled(self) -> Grant:
        """Carry the grant into its stability period."""
        grant = self.accepted(self.report(self.spent()))
        for guarantee in grant.guarantees.as_system():
            self.signed(propose(guarantee.release, by=self.world.anna, on=SETTLED), SETTLED)
        return perform(fresh(grant).pay_balance, by=self.world.giulia, on=SETTLED)

    def claimed(self, *, on: date) -> Claim:
        """Have what was paid declared in a claim that is transmitted."""
        world = self.world
        items = [perform(item.complete, by=world.giulia, on=on) for item in harvest(on=on)]
        claim = begin(
            Claim,
            by=world.giulia,
            on=on,
            operation=world.operation,
            partner=world.puglia,
            fund=world.esf,
            period_start=date(2026, 9, 1),
            period_end=on,
        )
        for item in items:
            perform(item.include, by=world.giulia, on=on, claim=claim.pk)
        checked = perform(fresh(claim).precheck, by=world.giulia, on=on)
        signed = perform(checked.sign, by=world.bruno, on=on)
        later = on + timedelta(days=1)
        return perform(signed.transmit, by=world.giulia, on=later)

    def duty(self, grant: Grant, year: int) -> MonitoringDuty:
        """Return the duty of a year."""
        return MonitoringDuty.objects.as_system().get(grant=grant, year=year)

    def declare(self, duty: MonitoringDuty, *, on: date, active: bool = True) -> MonitoringDuty:
        """Have samir hand the yearly declaration in, when it is due."""
        perform(duty.fall_due, by=self.system, on=on)
        self.keep("stability_declaration", duty, on=on, about=duty.grant)
        told = {"still_active": active, "still_here": True}
        return perform(fresh(duty).submit, by=self.world.samir, on=on, **told)

    def revoke(self, grant: Grant, *, on: date, rows: list[dict[str, Any]] | None = None) -> Any:
        """Have a revocation proposed, notified, weighed and issued by three signatures' steps."""
        world = self.world
        load_hold_causes()
        load_parameters()
        found = begin(
            Revocation,
            by=world.anna,
            on=on,
            note="Nothing was built",
            case_label=grant.label,
            cause="not_performed",
            total=rows is None,
            rows=rows or [],
        )
        return self.carry(found, on=on)

    def carry(self, found: Revocation, *, on: date) -> Revocation:
        """Carry a proposed revocation to its act."""
        world = self.world
        load_hold_causes()
        load_parameters()
        self.signed(propose(fresh(found).notify, by=world.anna, on=on), on)
        perform(fresh(found).counter, by=world.samir, on=on, note="We did try")
        perform(fresh(found).decide, by=world.anna, on=on)
        self.signed(propose(fresh(found).issue, by=world.anna, on=on), on)
        return fresh(found)

    def recovered(self, grant: Grant, *, on: date) -> Recovery:
        """Have what is to be recovered demanded, and paid back with its interest."""
        recovery = Recovery.objects.as_system().exclude(state="annulled").latest("id")
        perform(recovery.demand, by=self.world.giulia, on=on)
        self.receive(recovery, fresh(recovery).open_cents, on=on)
        return fresh(recovery)

    def receive(self, recovery: Recovery, cents: int, *, on: date) -> RecoveryReceipt:
        """Have giulia enter money that came in."""
        return begin(
            RecoveryReceipt,
            by=self.world.giulia,
            on=on,
            case_label=recovery.case_label,
            recovery=recovery,
            cents=cents,
            bank_reference=f"CRO-{recovery.pk[-4:]}-{cents}",
            value_on=on,
        )

    def vary(self, grant: Grant, content: PlanContent, *, on: date = SPENT) -> Variation:
        """Have marta begin a variation and write its plan."""
        found = begin(Variation, by=self.world.marta, on=on, case_label=grant.label)
        plans.save(fresh(grant), content, by=self.world.samir, on=on)
        return fresh(found)

    @property
    def system(self) -> Any:
        """Return the timer."""
        from people.actors import system_actor

        return system_actor()


def smaller() -> PlanContent:
    """Return the invented plan with 4,000 euro less equipment and 1,000 less running costs."""
    rows = [dict(row) for row in PLAN.budget]
    rows[1]["cents"] -= 4_000_00
    rows[2]["cents"] -= 1_000_00
    return replace(PLAN, budget=tuple(rows))


def days_later(day: date, days: int) -> date:
    """Return a day some days later."""
    return day + timedelta(days=days)
