"""The path of a loan in the tests, by performing the real steps from application to repayment."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from djmoney.money import Money

from accounting.models import Payable
from documents import evidence
from documents.models import Evidence
from lifecycle.cases import Tracked
from lifecycle.engine import begin, perform
from lifecycle.proposals import approve, propose
from microcredit.facts import VoteFacts
from microcredit.limits import LegalBasis
from microcredit.models import Assessment, Loan, LoanProduct, Receipt, Tranche, Vote
from microcredit.schedule import Annuity, Basis, Method
from microcredit.schedule.rounding import Rounding
from people import mandates
from people.languages import Language
from people.models import User
from people.roles import Role
from programme.models import Call
from programme.models.funding import CostOption
from programme.reference import load_parameters
from tests import batch_path, cast
from tests.dote_path import PDF
from tests.world import World
from tests.world_programme import START

APPLIED = date(2026, 10, 6)
TAKEN = date(2026, 10, 7)
ASSESSED = date(2026, 10, 12)
PROPOSED = date(2026, 10, 14)
VOTED = date(2026, 10, 16)
APPROVED = date(2026, 10, 20)
SIGNED = date(2026, 10, 22)
CLEARED = date(2026, 10, 26)
PAID = batch_path.VALUE
"""The bank's value date of the tests: 11 February 2027."""

COMMITTEE = ("mira", "nadia", "omar")
LENT = 3_000_00


@dataclass
class LoanPath:
    """A loan under way: each method does the next real step and returns the fresh loan."""

    world: World
    call: Call
    who: str = "samir"
    cents: int = LENT
    months: int = 24
    loan: Loan = field(init=False)

    def open(self) -> Loan:
        """Have the person open an application."""
        world = self.world
        self.loan = begin(
            Loan,
            by=world.users[self.who],
            on=APPLIED,
            call=self.call,
            operation=world.operation,
            partner=world.person(self.who).partner,
            participant=world.person(self.who),
        )
        return self.loan

    def submit(self) -> Loan:
        """Hand the application in, its cost accepted."""
        self.open()
        return self.do("submit", self.world.users[self.who], APPLIED, **self.asked())

    def asked(self, **other: object) -> dict[str, object]:
        """Return what the person asks for."""
        told = {"cents": self.cents, "months": self.months, "purpose": "deposit"}
        return {**told, "quote_accepted": True, **other}

    def take_charge(self) -> Loan:
        """Have anna take the file."""
        self.submit()
        return self.do("take_charge", self.world.anna, TAKEN, no_conflict=True)

    def formal_ok(self) -> Loan:
        """Have anna close the formal check, which reserves the sum."""
        self.take_charge()
        return self.do("formal_ok", self.world.anna, ASSESSED, formal_check=True)

    def assess(self, **other: int) -> Assessment:
        """Have anna write the household's budget."""
        self.formal_ok()
        return self.write(**other)

    def write(self, **other: int) -> Assessment:
        """Write an assessment of the loan as it stands."""
        budget = {
            "cents": self.cents,
            "months": self.months,
            "people": 2,
            "income_cents": 1_200_00,
            "winter_income_cents": 1_000_00,
            "living_cents": 450_00,
            "housing_cents": 300_00,
            "debts_cents": 0,
        }
        return begin(
            Assessment, by=self.world.anna, on=ASSESSED, loan=self.loan, **{**budget, **other}
        )

    def propose(self) -> Loan:
        """Have anna bring it before the committee."""
        self.assess()
        return self.do("propose", self.world.anna, PROPOSED)

    def vote(self, *choices: str) -> None:
        """Have the members vote, in favour unless told otherwise."""
        said = choices or (VoteFacts.Choice.FAVOUR,) * len(COMMITTEE)
        for member, choice in zip(COMMITTEE, said, strict=False):
            begin(Vote, by=self.world.users[member], on=VOTED, loan=self.fresh(), choice=choice)

    def propose_approval(self, **other: int) -> Tracked:
        """Have a member bring the committee's decision to bruno."""
        self.propose()
        self.vote()
        return self.decide(**other)

    def decide(self, **other: int) -> Tracked:
        """Bring the decision on the loan as it stands."""
        decided = {"cents": self.cents, "months": self.months, **other}
        return propose(self.fresh().approve, by=self.world.mira, on=APPROVED, **decided)

    def approve(self, **other: int) -> Loan:
        """Have bruno approve it."""
        approve(self.propose_approval(**other), by=self.world.bruno, on=APPROVED)
        return self.fresh()

    def sign(self, tranches: list[int] | None = None) -> Loan:
        """Have the person sign what was approved."""
        self.approve()
        told = {"tranches": tranches} if tranches else {}
        return self.do("sign", self.world.users[self.who], SIGNED, means="own_account", **told)

    def clear(self, tranches: list[int] | None = None) -> Loan:
        """Have giulia clear the first tranche, and bruno approve it."""
        self.sign(tranches)
        self.keep("loan_contract", on=SIGNED)
        return self.two("disburse_first", self.world.giulia, CLEARED, conditions_met=True)

    def paid(self, tranches: list[int] | None = None) -> Loan:
        """Have the bank pay the first tranche."""
        self.clear(tranches)
        batch_path.executed(self.world, Payable.objects.filter(root=self.loan.label, live=True))
        return self.fresh()

    def keep(self, kind: str, *, on: date) -> Evidence:
        """Keep an invented paper about the loan."""
        return evidence.keep(
            SimpleUploadedFile(f"{kind}.pdf", PDF + f"{kind} {self.loan.label}".encode()),
            kind=kind,
            subject=self.loan,
            participant=self.loan.participant,
            by=self.world.actor(self.world.marta, Role.OPERATOR),
            on=on,
        )

    def receive(
        self, cents: int, value_on: date, reference: str, *, on: date | None = None
    ) -> Loan:
        """Have giulia enter a receipt."""
        return self.do(
            "receive",
            self.world.giulia,
            on or value_on,
            cents=cents,
            value_date=value_on,
            reference=reference,
        )

    def reverse(self, reference: str, *, on: date) -> Loan:
        """Have giulia take a receipt back, and bruno approve it."""
        receipt = Receipt.objects.as_system().get(reference=reference, state="received")
        return self.two(
            "reverse_receipt", self.world.giulia, on, receipt=receipt.pk, reason="returned"
        )

    def two(self, command: str, by: User, on: date, **told: object) -> Loan:
        """Have somebody propose a step and bruno approve it."""
        proposal = propose(getattr(self.fresh(), command), by=by, on=on, **told)
        approve(proposal, by=self.world.bruno, on=on)
        return self.fresh()

    def tranches(self) -> list[Tranche]:
        """Return the tranches of the loan."""
        return list(Tranche.objects.as_system().filter(loan=self.loan).order_by("number"))

    def fresh(self) -> Loan:
        """Read the loan again."""
        self.loan = Loan.objects.as_system().get(pk=self.loan.pk)
        return self.loan

    def do(self, command: str, by: User, on: date, **told: object) -> Loan:
        """Perform one step on the loan as it stands."""
        self.loan = perform(getattr(self.fresh(), command), by=by, on=on, **told)
        return self.loan


def lending_call(world: World, *, rate: str = "0", most_tranches: int = 2) -> Call:
    """Open an invented call that lends up to 10,000 euro, with a budget and a committee."""
    load_parameters()
    call = Call.objects.create(
        operation=world.operation,
        code="LOANS-1",
        title="Social microloans (invented)",
        measure=Call.Measure.MICROLOAN,
        opens_on=START,
        window=Call.Window.OPEN,
        legal_act="Invented act 7/2026",
    )
    LoanProduct.objects.create(
        call=call,
        code="SOCIAL",
        title="Social microloan (invented)",
        legal_basis=LegalBasis.SOCIAL,
        source="TUB art. 111 c. 3; DM 176/2014 art. 5",
        valid_from=START,
        min_amount=Money(Decimal(300), "EUR"),
        max_amount=Money(Decimal(10_000), "EUR"),
        min_months=6,
        max_months=60,
        annual_rate_pct=Decimal(rate),
        method=Method.FRENCH,
        basis=Basis.NOMINAL,
        annuity=Annuity.NOMINAL,
        rounding=Rounding.HALF_UP,
        max_tranches=most_tranches,
        repaid_to="Loan fund (invented)",
        repaid_iban="IT60X0542811101000000123456",
        line=world.rent_line,
        category=world.housing_category,
        fund=world.esf,
        cost_option=CostOption.REAL,
    )
    world.appropriate(100_000_00, line=world.rent_line, fund=world.esf)
    for name in COMMITTEE:
        _member(world, name)
    return call


def _member(world: World, name: str) -> None:
    user = User.objects.create_user(
        f"{name}@example.invalid",
        cast.PASSWORD,
        name=f"{name.title()} (invented)",
        language=Language.ENGLISH,
    )
    world.users[name] = user
    mandates.assign(
        user,
        Role.COMMITTEE,
        partner=world.puglia,
        starts_on=START,
        act_reference="Invented act 2/2026",
        by=world.actor(world.elena, Role.ADMINISTRATOR),
    )


def path(world: World, who: str = "samir", **other: int) -> LoanPath:
    """Return a path that begins with the application of ``who``."""
    call = Call.objects.filter(code="LOANS-1").first() or lending_call(world)
    return LoanPath(world, call, who, **other)
