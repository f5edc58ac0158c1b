"""The path of a start-up grant in the tests, by performing the real steps, call included."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from audit.labels import label
from documents import evidence
from documents.invoices import register
from documents.models import Evidence, Invoice
from lifecycle.cases import Tracked
from lifecycle.engine import begin, perform
from lifecycle.proposals import approve, propose
from people import mandates
from people.actors import Actor
from people.models import User
from people.roles import Role
from programme.models import Call
from startup_grants import plans
from startup_grants.models import (
    CallVersion,
    Expense,
    Fideiussione,
    Grant,
    GrantCall,
    Ranking,
    ScoreSheet,
    Tranche,
)
from startup_grants.plans import PlanContent
from tests import cast
from tests.documents.invoices import body, xml
from tests.dote_path import PDF
from tests.grant_call import PLAN, enterprise_line, rules
from tests.world import World
from tests.world_programme import START

PREPARED = date(2026, 9, 1)
PUBLISHED = date(2026, 9, 10)
APPLIED = date(2026, 10, 6)
TAKEN = date(2026, 10, 8)
ADMITTED = date(2026, 10, 12)
SCORED = date(2026, 10, 20)
RANKED = date(2026, 10, 26)
FINAL = date(2026, 11, 10)
COVERED = date(2026, 11, 12)
AWARDED = date(2026, 12, 1)
SIGNED = date(2026, 12, 10)
STARTED = date(2026, 12, 20)
ADVANCED = date(2027, 1, 11)
SPENT = date(2027, 1, 25)

VAT = "00000019992"
CUP = "J81B26000010007"
COR = "26000417"
GRANT_CENTS = 20_000_00
READERS = ("ada", "ugo", "eva")
POINTS = {"skills": "16", "market": "22", "money": "24"}


@dataclass
class GrantPath:
    """A call under way, with the grants of its applicants; each method does the next real step."""

    world: World
    changes: dict[str, Any] = field(default_factory=dict)
    budget_cents: int = 100_000_00
    call: GrantCall = field(init=False)
    version: CallVersion = field(init=False)

    def prepare(self) -> GrantCall:
        """Have anna prepare the call."""
        world = self.world
        world.appropriate(self.budget_cents, line=enterprise_line(world), fund=world.esf)
        public = Call.objects.create(
            operation=world.operation,
            code=f"GRANTS-2026-{Call.objects.count()}",
            title="Start-up grants 2026 (invented)",
            measure=Call.Measure.GRANT,
            opens_on=PUBLISHED,
            closes_on=date(2026, 10, 15),
            window=Call.Window.OPEN,
            legal_act="Invented act 7/2026",
        )
        self.call = begin(
            GrantCall,
            by=world.anna,
            on=PREPARED,
            call=public,
            operation=world.operation,
            partner=world.puglia,
        )
        return self.call

    def write(
        self, *, on: date = PREPARED, act: str = "Invented act 7/2026", **changes: Any
    ) -> CallVersion:
        """Have anna write a version of the rules."""
        self.version = begin(
            CallVersion,
            by=self.world.anna,
            on=on,
            grant_call=self.call,
            legal_act=act,
            rules=rules(self.world, **self.changes, **changes),
        )
        return self.version

    def publish(self) -> GrantCall:
        """Have bruno publish what anna proposes."""
        self.prepare()
        self.write()
        world = self.world
        self.fresh_call()
        proposal = propose(self.call.publish, by=world.anna, on=PUBLISHED, wording=self.version.pk)
        approve(proposal, by=world.bruno, on=PUBLISHED)
        for name in READERS:
            self.committee(name)
        return self.fresh_call()

    def committee(self, name: str) -> User:
        """Put somebody new on the committee."""
        return self.office(name, Role.COMMITTEE)

    def office(self, name: str, role: Role) -> User:
        """Return somebody of Puglia in an office, given it the first time."""
        world = self.world
        if name not in world.users:
            world.users[name] = User.objects.create_user(
                f"{name}@example.invalid", cast.PASSWORD, name=f"{name.title()} (invented)"
            )
            mandates.assign(
                world.users[name],
                role,
                partner=world.puglia,
                starts_on=START,
                act_reference="Invented act 8/2026",
                by=world.actor(world.elena, Role.ADMINISTRATOR),
            )
        return world.users[name]

    def open(self, who: str = "samir") -> Grant:
        """Have a person open an application."""
        person = self.world.person(who)
        return begin(
            Grant,
            by=self.world.users[who],
            on=APPLIED,
            call=self.call.call,
            version=self.version,
            operation=self.world.operation,
            partner=self.world.puglia,
            participant=person,
        )

    def save(self, grant: Grant, content: PlanContent = PLAN, who: str = "samir") -> Tracked:
        """Have the person save the business plan."""
        return plans.save(grant, content, by=self.world.users[who], on=APPLIED)

    def submit(self, who: str = "samir", content: PlanContent = PLAN) -> Grant:
        """Have the person hand the application in."""
        grant = self.open(who)
        self.save(grant, content, who)
        return perform(fresh(grant).submit, by=self.world.users[who], on=APPLIED)

    def admit(self, who: str = "samir", content: PlanContent = PLAN) -> Grant:
        """Have anna take the file and bruno confirm each formal requirement."""
        grant = self.submit(who, content)
        perform(grant.take_charge, by=self.world.anna, on=TAKEN, no_conflict=True)
        confirmed = ["resident", "new"]
        return perform(fresh(grant).admit, by=self.world.bruno, on=ADMITTED, checklist=confirmed)

    def sheet(self, grant: Grant, reader: str) -> ScoreSheet:
        """Have anna give the application to a reader, who declares no conflict."""
        row = begin(
            ScoreSheet,
            by=self.world.anna,
            on=ADMITTED,
            grant=grant,
            reader=label(self.world.users[reader]),
        )
        return perform(row.accept, by=self.world.users[reader], on=ADMITTED, no_conflict=True)

    def read(self, grant: Grant, reader: str, **points: str) -> ScoreSheet:
        """Have a reader score the application."""
        row = self.sheet(grant, reader)
        told = POINTS | points
        return perform(row.sign_sheet, by=self.world.users[reader], on=SCORED, points=told)

    def minutes(self) -> str:
        """Keep the signed minutes of the sitting with the call."""
        row = evidence.keep(
            SimpleUploadedFile("verbale.pdf", PDF),
            kind="minutes",
            subject=self.call,
            participant=None,
            partner=self.world.puglia,
            operation=self.world.operation,
            by=self.world.actor(self.world.anna, Role.GRANT_OFFICER),
            on=SCORED,
        )
        return label(row)

    def score(self, who: str = "samir", content: PlanContent = PLAN, **points: str) -> Grant:
        """Have two readers score the application, and the committee close the score."""
        grant = self.admit(who, content)
        for reader in READERS[:2]:
            self.read(grant, reader, **points)
        return perform(
            fresh(grant).close_scores, by=self.world.ada, on=SCORED, minutes=self.minutes()
        )

    def draw_up(self, *, on: date = RANKED) -> Ranking:
        """Have anna draw the ranking up."""
        return begin(Ranking, by=self.world.anna, on=on, grant_call=self.call)

    def rank(self, *, on: date = RANKED, final_on: date = FINAL) -> Ranking:
        """Have the ranking drawn up, published and made final."""
        ranking = self.draw_up(on=on)
        perform(ranking.publish, by=self.world.bruno, on=on)
        proposal = propose(fresh(ranking).finalise, by=self.world.anna, on=final_on)
        self.signed(proposal, final_on)
        return fresh(ranking)

    def cover(self, grant: Grant, *, on: date = COVERED, command: str = "fund") -> Grant:
        """Have bruno give the application its cover."""
        proposal = propose(getattr(fresh(grant), command), by=self.world.anna, on=on)
        self.signed(proposal, on)
        return fresh(grant)

    def ready(self, grant: Grant, *, number: str = VAT, who: str = "samir") -> Grant:
        """Have the person name the enterprise and hand in the DURC."""
        perform(
            fresh(grant).register_enterprise,
            by=self.world.users[who],
            on=COVERED,
            number=number,
            sector="95.29",
            place="071024",
            founded_on=COVERED,
            year_end="12-31",
        )
        self.keep("durc", grant, on=COVERED)
        return fresh(grant)

    def propose_award(self, grant: Grant, *, cor: str = COR, **told: Any) -> Tracked:
        """Have anna propose the grant."""
        facts = {
            "cents": grant.ranked_cents,
            "cor": cor,
            "cup": CUP,
            "durc_until": AWARDED + timedelta(days=30),
            "no_cumulation": True,
        }
        return propose(fresh(grant).award, by=self.world.anna, on=AWARDED, **facts | told)

    def award(self, grant: Grant, **told: Any) -> Grant:
        """Have it approved by as many as the amount wants."""
        self.signed(self.propose_award(grant, **told), AWARDED)
        return fresh(grant)

    def granted(self) -> Grant:
        """Carry samir from his application to the grant."""
        self.publish()
        grant = self.score()
        self.rank()
        return self.award(self.ready(self.cover(grant)))

    def sign(self) -> Grant:
        """Have samir sign the agreement."""
        grant = self.granted()
        return perform(grant.sign, by=self.world.samir, on=SIGNED)

    def tranche(self, grant: Grant, number: int) -> Tranche:
        """Return a tranche of the grant."""
        return Tranche.objects.as_system().get(grant=grant, number=number)

    def guarantee(
        self, grant: Grant, cents: int, *, until: date = date(2028, 6, 30)
    ) -> Fideiussione:
        """Have samir present a guarantee, anna verify it and a second officer put it in force."""
        policy = self.keep("fideiussione", grant, on=SIGNED)
        row = begin(
            Fideiussione,
            by=self.world.samir,
            on=SIGNED,
            grant=grant,
            policy="POL-1",
            guarantor="IVASS-A001",
            cents=cents,
            expires_on=until,
            evidence=label(policy),
        )
        self.keep("guarantor_answer", row, on=SIGNED, about=grant)
        confirmed = {"in_register": True, "wording": True, "authentic": True}
        perform(row.verify, by=self.world.anna, on=SIGNED, **confirmed)
        return perform(fresh(row).activate, by=self.second_officer(), on=SIGNED)

    def second_officer(self) -> User:
        """Return another grant officer of Puglia."""
        return self.office("olga", Role.GRANT_OFFICER)

    def ask(self, tranche: Tranche, *, on: date = ADVANCED, **told: Any) -> Tranche:
        """Have samir ask for a tranche."""
        self.keep("payment_request", tranche, on=on, about=tranche.grant)
        return perform(fresh(tranche).request, by=self.world.samir, on=on, **told)

    def approve(
        self, tranche: Tranche, *, on: date = ADVANCED, command: str = "approve", **told: Any
    ) -> Tranche:
        """Have anna check and approve a tranche that was asked for."""
        self.keep("durc", tranche, on=on, about=tranche.grant)
        return perform(getattr(fresh(tranche), command), by=self.world.anna, on=on, **told)

    def clear(self, tranche: Tranche, *, on: date = ADVANCED) -> Tranche:
        """Have a tranche authorised by the approvers and cleared by giulia."""
        proposal = propose(fresh(tranche).authorise, by=self.world.anna, on=on)
        self.signed(proposal, on)
        return perform(fresh(tranche).clear, by=self.world.giulia, on=on)

    def advance(self, cents: int = 8_000_00) -> Tranche:
        """Carry samir's grant to an advance that is cleared for payment."""
        grant = self.sign()
        self.guarantee(grant, cents)
        tranche = self.ask(self.tranche(grant, 1), cents=cents)
        perform(tranche.take, by=self.world.anna, on=ADVANCED)
        return self.clear(self.approve(tranche))

    def start(self, grant: Grant) -> Grant:
        """Have the start of the works declared and noted."""
        self.keep("start_declaration", grant, on=STARTED)
        return perform(fresh(grant).start, by=self.world.anna, on=STARTED, started_on=STARTED)

    def invoice(self, grant: Grant, *, file: bytes | None = None, **changes: str) -> Invoice:
        """Hand in an electronic invoice of 1,324.00 euro for the grant."""
        facts = {"cup": CUP, "number": f"{Invoice.objects.as_system().count() + 1}/2027"} | changes
        (row,) = register.keep(
            SimpleUploadedFile("fattura.xml", file or xml(body(**facts))),
            subject=grant,
            participant=grant.participant,
            by=self.operator,
            on=SPENT,
        )
        return row

    def expense(
        self, tranche: Tranche, invoice: Invoice, cents: int = 1_000_00, category: str = "equipment"
    ) -> Expense:
        """Have samir present an invoice for a tranche, with the proof of its payment."""
        row = begin(
            Expense,
            by=self.world.samir,
            on=SPENT,
            grant=tranche.grant,
            tranche=tranche,
            invoice=invoice,
            category=category,
            cents=cents,
        )
        self.keep("payment_proof", row, on=SPENT, about=tranche.grant)
        return row

    def signed(self, proposal: Any, on: date) -> None:
        """Have bruno approve, and paolo where the amount wants a second approval."""
        approved = approve(proposal, by=self.world.bruno, on=on)
        if approved.wanted > 1:
            approve(proposal, by=self.world.paolo, on=on)

    def keep(self, kind: str, subject: Any, *, on: date, about: Grant | None = None) -> Evidence:
        """Keep an invented document about a grant or a part of one."""
        return evidence.keep(
            SimpleUploadedFile(f"{kind}.pdf", PDF + label(subject).encode()),
            kind=kind,
            subject=subject,
            participant=(about or subject).participant,
            by=self.operator,
            on=on,
        )

    def fresh_call(self) -> GrantCall:
        """Read the call again."""
        self.call = fresh(self.call)
        self.version = fresh(self.version)
        return self.call

    @property
    def operator(self) -> Actor:
        """Return marta, as operator."""
        return self.world.actor(self.world.marta, Role.OPERATOR)


def fresh(row: Any) -> Any:
    """Read a row again."""
    return type(row).objects.as_system().get(pk=row.pk)
