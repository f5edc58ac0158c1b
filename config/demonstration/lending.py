"""A loan of the demonstration, by real steps: asked, voted, paid out, repaid month by month."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from djmoney.money import Money

from config.demonstration import budget
from config.demonstration.budget import Share
from config.demonstration.cast import PREPARER, SECOND_APPROVER
from config.demonstration.ground import Ground
from config.demonstration.network import PRESENT
from config.demonstration.papers import TITLES, pdf
from config.demonstration.persons import BY_NAME
from config.demonstration.telling import Day, Story
from documents import evidence
from lifecycle.models import Proposal
from microcredit.facts import VoteFacts
from microcredit.limits import LegalBasis
from microcredit.models import Assessment, Loan, LoanProduct, Vote
from microcredit.schedule import Annuity, Basis, Method
from microcredit.schedule.rounding import Rounding
from people.models import CaseFile, Participant, User
from programme.models import ApprovalBand, BudgetLine, Call, CallTerm, CostCategory, Fund
from programme.models.funding import CostOption

CODE = "MICRO-2026"
COMMITTEE = ("irene", "caterina", "luca")
FUND_CENTS = 60_000_00


@dataclass
class Borrowing:
    """What somebody borrows, and the receipts that come back: day, cents, days of delay."""

    ground: Ground
    who: str
    cents: int
    months: int
    purpose: str
    receipts: tuple[tuple[date, int, int], ...]
    loan: Loan = field(init=False)

    @property
    def person(self) -> Participant:
        """Return the borrower."""
        participant = self.ground.users[self.who].participant
        if participant is None:
            raise LookupError(f"{self.who} takes no part")
        return participant

    def user(self, first_name: str) -> User:
        """Return somebody by first name."""
        return self.ground.users[first_name]

    def fresh(self) -> Loan:
        """Read the loan again, after something moved it."""
        self.loan = Loan.objects.as_system().get(pk=self.loan.pk)
        return self.loan


def open_call(ground: Ground, on: date) -> Story:
    """Tell how the call that lends is opened: its terms are those of no notice, and say so."""
    day = yield on
    operation = ground.network.operations[PRESENT]
    line = BudgetLine.objects.create(
        operation=operation,
        code="B4",
        title="Microcredito sociale: prestiti",
        action=BudgetLine.Action.MICROCREDIT,
    )
    share = Share(ground.network.partners["PUGLIA"], line, Fund.objects.get(code="ESF"), FUND_CENTS)
    budget.appropriate(share, by=ground.actor("ines"), day=day)
    with day.minute():
        call = Call.objects.create(
            operation=operation,
            code=CODE,
            title="Microcredito sociale (inventato)",
            measure=Call.Measure.MICROLOAN,
            opens_on=on,
            window=Call.Window.OPEN,
            legal_act="Scelta del gruppo di progetto (dimostrazione)",
        )
        ground.calls[CODE] = call
        _product(call, line, on)
        CallTerm.objects.create(
            call=call, name="committee_quorum", value=3, unit="people", source="", ours=True
        )
        ApprovalBand.objects.create(call=call, upto_cents=5_000_00, approvals=1)
        ApprovalBand.objects.create(call=call, upto_cents=None, approvals=2)


def borrow(ground: Ground, who: str, first: date) -> Story:
    """Tell a loan from its request to the receipts of the last months."""
    told = Borrowing(ground, who, 1_500_00, 15, "deposit", RECEIPTS)
    day = yield first
    _ask(told, day)
    day = yield first + timedelta(days=2)
    officer = told.user(ground.desk(BY_NAME[who].partner).officer)
    told.loan = day.perform(told.fresh().take_charge, by=officer, no_conflict=True)
    day = yield first + timedelta(days=6)
    _assess(told, officer, day)
    day = yield first + timedelta(days=9)
    for member in COMMITTEE:
        favour = VoteFacts.Choice.FAVOUR
        day.begin(Vote, by=told.user(member), loan=told.fresh(), choice=favour)
    asked = {"cents": told.cents, "months": told.months}
    day.propose(told.fresh().approve, by=told.user(COMMITTEE[0]), **asked)
    day = yield first + timedelta(days=13)
    approver = told.user(ground.desk(BY_NAME[who].partner).approver)
    day.approve(_open_proposal(told), by=approver)
    day = yield first + timedelta(days=16)
    told.loan = day.perform(told.fresh().sign, by=told.user(who), means="own_account")
    _keep_contract(told, day)
    day = yield first + timedelta(days=18)
    day.propose(told.fresh().disburse_first, by=told.user(PREPARER), conditions_met=True)
    day.approve(_open_proposal(told), by=told.user(SECOND_APPROVER))
    yield from _repay(told)


# The instalments are due on the day on which the bank paid; one comes late, one in part.
RECEIPTS = (
    (date(2026, 6, 15), 100_00, 1),
    (date(2026, 7, 15), 100_00, 1),
    (date(2026, 8, 24), 100_00, 2),
    (date(2026, 9, 15), 100_00, 1),
    (date(2026, 10, 15), 160_00, 5),
)


def _ask(told: Borrowing, day: Day) -> None:
    call, person = told.ground.calls[CODE], told.person
    case_file = CaseFile.objects.as_system().get(participant=person, operation=call.operation)
    told.loan = day.begin(
        Loan,
        by=told.user(told.who),
        call=call,
        operation=call.operation,
        partner=case_file.partner,
        participant=person,
    )
    told.loan = day.perform(
        told.loan.submit,
        by=told.user(told.who),
        cents=told.cents,
        months=told.months,
        purpose=told.purpose,
        quote_accepted=True,
    )


def _assess(told: Borrowing, officer: User, day: Day) -> None:
    told.loan = day.perform(told.fresh().formal_ok, by=officer, formal_check=True)
    day.begin(
        Assessment,
        by=officer,
        loan=told.loan,
        cents=told.cents,
        months=told.months,
        people=2,
        income_cents=1_050_00,
        winter_income_cents=820_00,
        living_cents=420_00,
        housing_cents=250_00,
        debts_cents=0,
    )
    told.loan = day.perform(told.fresh().propose, by=officer)


def _keep_contract(told: Borrowing, day: Day) -> None:
    """Have the operator keep the signed contract, which proves what is paid out."""
    about = told.loan.label
    content = pdf([TITLES["loan_contract"], about, f"{day.on:%d/%m/%Y}", "Nessuna persona vera"])
    with day.minute():
        evidence.keep(
            SimpleUploadedFile("loan_contract.pdf", content),
            kind="loan_contract",
            subject=told.loan,
            participant=told.person,
            operation=told.loan.operation,
            by=told.ground.actor(told.ground.desk(BY_NAME[told.who].partner).operator),
            on=day.on,
            issued_on=day.on,
            amount_cents=told.cents,
        )


def _repay(told: Borrowing) -> Story:
    for number, (value_on, cents, late) in enumerate(told.receipts, start=1):
        day = yield value_on + timedelta(days=late)
        told.loan = day.perform(
            told.fresh().receive,
            by=told.user(PREPARER),
            cents=cents,
            value_date=value_on,
            reference=f"INC{value_on:%y%m%d}{number:02}",
        )


def _open_proposal(told: Borrowing) -> Proposal:
    return Proposal.objects.get(subject=told.loan.label, state="open")


def _product(call: Call, line: BudgetLine, on: date) -> None:
    LoanProduct.objects.create(
        call=call,
        code="SOCIALE",
        title="Microcredito sociale a tasso zero (inventato)",
        legal_basis=LegalBasis.SOCIAL,
        source="TUB art. 111 c. 3; DM 176/2014 art. 5",
        valid_from=on,
        min_amount=Money(Decimal(300), "EUR"),
        max_amount=Money(Decimal(5_000), "EUR"),
        min_months=6,
        max_months=48,
        annual_rate_pct=Decimal(0),
        method=Method.FRENCH,
        basis=Basis.NOMINAL,
        annuity=Annuity.NOMINAL,
        rounding=Rounding.HALF_UP,
        max_tranches=2,
        line=line,
        category=CostCategory.objects.get(code="LOAN"),
        fund=Fund.objects.get(code="ESF"),
        cost_option=CostOption.REAL,
    )
