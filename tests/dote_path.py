"""The path of a dote in the tests, by performing the real steps from application to closing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from djmoney.money import Money

from audit.labels import label
from documents import evidence
from documents.models import Evidence
from dote.models import ChecklistPoint, Dote, Month, PricedPlan, ServiceLine, ServiceOffer
from dote.models.offer import Payee, ServiceKind
from dote.plan_rows import PlanRow
from lifecycle.cases import Tracked
from lifecycle.engine import begin, perform
from lifecycle.proposals import approve, propose
from people.actors import Actor
from people.models import ActionPlanVersion
from people.roles import Role
from programme.models.funding import CostOption
from tests.recording import recorded
from tests.world import World

APPLIED = date(2026, 10, 6)
TAKEN = date(2026, 10, 7)
ELIGIBLE = date(2026, 10, 9)
PLANNED = date(2026, 10, 12)
AWARDED = date(2026, 10, 20)
SIGNED = date(2026, 10, 22)
SERVICES = date(2026, 11, 1)
REPORTED = date(2027, 1, 5)

RENT_CENTS = 250_00
ALLOWANCE_CENTS = 500_00
PDF = (
    b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


@dataclass
class DotePath:
    """A dote under way: each method does the next real step and returns the fresh dote."""

    world: World
    who: str = "samir"
    dote: Dote = field(init=False)

    def open(self) -> Dote:
        """Have the person open an application."""
        world = self.world
        self.dote = begin(
            Dote,
            by=world.users[self.who],
            on=APPLIED,
            call=world.call,
            operation=world.operation,
            partner=world.person(self.who).partner,
            participant=world.person(self.who),
        )
        return self.dote

    @recorded
    def submit(self) -> Dote:
        """Attach what is needed and hand the application in."""
        self.open()
        for kind in ("permit", "referral"):
            self.keep(kind, self.dote, on=APPLIED)
        return self.do("submit", self.world.users[self.who], APPLIED)

    @recorded
    def take_charge(self) -> Dote:
        """Have anna take the file."""
        self.submit()
        return self.do("take_charge", self.world.anna, TAKEN, no_conflict=True)

    @recorded
    def declare_eligible(self) -> Dote:
        """Have bruno confirm every point."""
        self.take_charge()
        return self.do("declare_eligible", self.world.bruno, ELIGIBLE, checklist=CHECKLIST)

    @recorded
    def start_plan(self) -> Dote:
        """Have marta start the plan, which reserves the ceiling."""
        self.declare_eligible()
        return self.do("start_plan", self.world.marta, PLANNED)

    @recorded
    def draft_plan(self, *, rent_months: int = 2, work_months: int = 2) -> PricedPlan:
        """Have marta price the signed action plan: rent and internship."""
        self.start_plan()
        return self.price(self.world.signed_plan(self.who, on=PLANNED), rent_months, work_months)

    def price(self, version: ActionPlanVersion, rent: int = 2, work: int = 2) -> PricedPlan:
        """Draft the prices of an action plan."""
        world = self.world
        offers = {offer.code: offer for offer in world.call.offers.all()}
        rows = [
            PlanRow(
                offer_id=offers["RENT"].pk,
                agreement_id=world.rental.pk,
                months=rent,
                monthly_cents=RENT_CENTS,
                starts_on=SERVICES,
            ),
            PlanRow(
                offer_id=offers["WORK"].pk,
                agreement_id=world.hosting.pk,
                months=work,
                monthly_cents=ALLOWANCE_CENTS,
                starts_on=SERVICES,
            ),
        ]
        return begin(
            PricedPlan,
            by=world.marta,
            on=PLANNED,
            dote=self.dote,
            plan_version=version,
            rows=[row.plain() for row in rows],
        )

    @recorded
    def propose_award(self, **months: int) -> Tracked:
        """Have anna propose the award of the plan."""
        plan = self.draft_plan(**months)
        self.fresh()
        return propose(
            self.dote.award, by=self.world.anna, on=AWARDED, plan=plan.pk, rechecked=True
        )

    @recorded
    def award(self, **months: int) -> Dote:
        """Have bruno approve it."""
        approve(self.propose_award(**months), by=self.world.bruno, on=AWARDED)
        return self.fresh()

    @recorded
    def sign(self, **months: int) -> Dote:
        """Have the person sign the pact."""
        self.award(**months)
        return self.do("sign", self.world.users[self.who], SIGNED, means="own_account")

    @recorded
    def start_services(self, **months: int) -> list[ServiceLine]:
        """Book and start every service, with its papers."""
        self.sign(**months)
        return self.start_lines()

    def start_lines(self) -> list[ServiceLine]:
        """Book and start every service of a signed dote, with its papers."""
        for line in self.lines():
            perform(line.book, by=self.world.marta, on=SERVICES)
            for kind in PAPERS[line.offer.kind]:
                self.keep(kind, line, on=SERVICES)
            perform(line.start, by=self.world.marta, on=SERVICES)
        return self.lines()

    def report(self, month: Month, *, days: int = 20, cents: int = RENT_CENTS) -> Month:
        """Have marta report a month: days attended, or the rent on the receipt."""
        on = max(REPORTED, month.ends_on + timedelta(days=2))
        row = self.keep("month_evidence", month, on=on)
        told = {"evidence": label(row)}
        if month.line.offer.kind == ServiceKind.INTERNSHIP:
            attended = [month.starts_on + timedelta(days=day) for day in range(days)]
            told |= {"days": [day.isoformat() for day in attended], "expected": 20}
        else:
            told |= {"cents": cents}
        return perform(month.report, by=self.world.marta, on=on, **told)

    def clear(self, month: Month, **reported: int) -> Month:
        """Report, check, recognise and clear a month for payment."""
        month = self.report(month, **reported)
        on = month.reported_on
        month = perform(month.check_month, by=self.world.anna, on=on)
        decide = month.approve if month.recognised_cents == month.planned_cents else month.cut
        month = perform(decide, by=self.world.bruno, on=on)
        return perform(month.clear, by=self.world.giulia, on=on)

    @recorded
    def cleared_months(self, **months: int) -> list[Month]:
        """Bring the dote to where every month is cleared for payment."""
        self.start_services(**months)
        return [self.clear(month) for month in self.months()]

    def keep(self, kind: str, subject: Tracked, *, on: date) -> Evidence:
        """Keep an invented document about a case or part."""
        return evidence.keep(
            pdf_about(subject, kind),
            kind=kind,
            subject=subject,
            participant=self.dote.participant,
            by=self.operator,
            on=on,
        )

    def lines(self) -> list[ServiceLine]:
        """Return the lines of the dote."""
        lines = ServiceLine.objects.as_system().filter(dote=self.dote)
        return list(lines.select_related("offer").order_by("id"))

    def months(self) -> list[Month]:
        """Return the months of the dote."""
        months = Month.objects.as_system().filter(dote=self.dote)
        return list(months.select_related("line__offer", "dote").order_by("line", "number"))

    def fresh(self) -> Dote:
        """Read the dote again."""
        self.dote = Dote.objects.as_system().get(pk=self.dote.pk)
        return self.dote

    @property
    def operator(self) -> Actor:
        """Return marta, as operator."""
        return self.world.actor(self.world.marta, Role.OPERATOR)

    def do(self, command: str, by: object, on: date, **told: object) -> Dote:
        self.dote = perform(getattr(self.dote, command), by=by, on=on, **told)
        return self.dote


def pdf_about(subject: Tracked, kind: str = "document") -> SimpleUploadedFile:
    """Return an invented file about a case or part."""
    return SimpleUploadedFile(f"{kind}.pdf", PDF + label(subject).encode())


CHECKLIST = ["target_group", "permit_valid"]
PAPERS = {
    ServiceKind.RENT: ("rent_contract",),
    ServiceKind.INTERNSHIP: (
        "host_agreement", "training_project", "compulsory_communication", "insurance",
    ),
}  # fmt: skip


def offer_services(world: World, *, cents: int = 100_000_00) -> None:
    """Let the call offer rent and internship, with a budget of ``cents`` on either line."""
    for code, kind, line, category, fund, payee, ceiling in (
        ("RENT", ServiceKind.RENT, world.rent_line, world.housing_category, world.esf,
         Payee.PROVIDER, 3_000),
        ("WORK", ServiceKind.INTERNSHIP, world.work_line, world.allowance_category, world.esf,
         Payee.PARTICIPANT, 3_000),
    ):  # fmt: skip
        ServiceOffer.objects.create(
            call=world.call,
            code=code,
            title=f"{kind.label} (invented)",
            kind=kind,
            line=line,
            category=category,
            fund=fund,
            cost_option=CostOption.REAL,
            payee=payee,
            ceiling=Money(Decimal(ceiling), "EUR"),
            max_months=12,
        )
        world.appropriate(cents, line=line, fund=fund)
    for order, code in enumerate(CHECKLIST, start=1):
        ChecklistPoint.objects.create(
            call=world.call, code=code, question=f"{code}?", source="Invented", order=order
        )


@recorded
def path(world: World, who: str = "samir", *, cents: int = 100_000_00) -> DotePath:
    """Return a path that begins with the application of ``who``."""
    if not world.call.offers.exists():
        offer_services(world, cents=cents)
    return DotePath(world, who)
