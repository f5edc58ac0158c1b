"""The loans of the demonstration, by real steps: asked, voted, paid out, repaid or late."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from audit.labels import label
from config.demonstration.cast import PREPARER, SECOND_APPROVER
from config.demonstration.loan_calls import CODES, COMMITTEE
from config.demonstration.papers import keep
from config.demonstration.path import Path
from config.demonstration.telling import Day, Story
from lifecycle.engine import perform
from lifecycle.models import Proposal
from microcredit.facts import VoteFacts
from microcredit.models import Assessment, Loan, Vote
from people.actors import system_actor
from people.models import User

FAVOUR = VoteFacts.Choice.FAVOUR


@dataclass(frozen=True)
class Paid:
    """A payment that comes back: the day of the bank, cents, and how late it is entered."""

    on: date
    cents: int
    entered_after: int = 1


@dataclass
class Borrowing:
    """What the person of a path borrows, for what, and how it is paid out."""

    path: Path
    cents: int
    months: int
    purpose: str
    tranches: tuple[int, ...] = ()
    loan: Loan = field(init=False)

    def user(self, first_name: str) -> User:
        """Return somebody by first name."""
        return self.path.user(first_name)

    @property
    def officer(self) -> User:
        """Return the officer of the person's partner."""
        return self.user(self.path.desk.officer)

    def fresh(self) -> Loan:
        """Read the loan again, after something moved it."""
        self.loan = Loan.objects.as_system().get(pk=self.loan.pk)
        return self.loan

    def waiting(self) -> Proposal:
        """Return the proposal about the loan that is open."""
        return Proposal.objects.get(subject=self.loan.label, state="open")


Deed = Callable[[Borrowing, Day], None]


def borrow(told: Borrowing, first: date, *, last: Deed) -> Story:
    """Tell a loan from its request to the deed named last, each on its day."""
    for after, deed in COURSE:
        day = yield first + timedelta(days=after)
        deed(told, day)
        if deed is last:
            return


def repay(told: Borrowing, receipts: Sequence[Paid], *, late_on: date | None = None) -> Story:
    """Tell the payments, in the order in which they are entered; then that the loan is late."""
    for number, paid in enumerate(receipts, start=1):
        day = yield paid.on + timedelta(days=paid.entered_after)
        told.loan = day.perform(
            told.fresh().receive,
            by=told.user(PREPARER),
            cents=paid.cents,
            value_date=paid.on,
            reference=f"INC{paid.on:%y%m%d}{told.loan.reference[-4:]}{number:02}",
        )
    if late_on is not None:
        day = yield late_on
        with day.minute():
            perform(told.fresh().mark_late, by=system_actor(), on=day.on)


def draft(told: Borrowing, day: Day) -> None:
    """Open an application."""
    call = told.path.ground.calls[CODES[told.path.call.operation.code]]
    told.loan = day.begin(
        Loan,
        by=told.path.applicant,
        call=call,
        operation=call.operation,
        partner=told.path.participant.partner,
        participant=told.path.participant,
    )


def ask(told: Borrowing, day: Day) -> None:
    """Open an application and hand it in, its cost seen."""
    draft(told, day)
    told.loan = day.perform(
        told.loan.submit,
        by=told.path.applicant,
        cents=told.cents,
        months=told.months,
        purpose=told.purpose,
        quote_accepted=True,
    )


def take_charge(told: Borrowing, day: Day) -> None:
    """Have the officer take the file."""
    told.loan = day.perform(told.fresh().take_charge, by=told.officer, no_conflict=True)


def check_papers(told: Borrowing, day: Day) -> None:
    """Have the officer close the formal check, which reserves the sum."""
    told.loan = day.perform(told.fresh().formal_ok, by=told.officer, formal_check=True)


def assess(told: Borrowing, day: Day) -> None:
    """Have the officer write the household's budget, and bring it before the committee."""
    check_papers(told, day)
    day.begin(
        Assessment,
        by=told.officer,
        loan=told.loan,
        cents=told.cents,
        months=told.months,
        people=2,
        income_cents=1_050_00,
        winter_income_cents=880_00,
        living_cents=420_00,
        housing_cents=250_00,
        debts_cents=0,
    )
    told.loan = day.perform(told.fresh().propose, by=told.officer)


def vote_in_part(told: Borrowing, day: Day) -> None:
    """Have two members vote; the third has not yet."""
    for member in COMMITTEE[1:]:
        day.begin(Vote, by=told.user(member), loan=told.fresh(), choice=FAVOUR)


def vote(told: Borrowing, day: Day) -> None:
    """Have those members vote who work for the partner, and bring the decision to the manager."""
    members = COMMITTEE if told.path.person.partner == "PUGLIA" else COMMITTEE[1:]
    for member in members:
        day.begin(Vote, by=told.user(member), loan=told.fresh(), choice=FAVOUR)
    asked = {"cents": told.cents, "months": told.months}
    day.propose(told.fresh().approve, by=told.user(members[-1]), **asked)


def approve(told: Borrowing, day: Day) -> None:
    """Have the manager approve it."""
    day.approve(told.waiting(), by=told.user(told.path.desk.approver))
    told.fresh()


def sign(told: Borrowing, day: Day) -> None:
    """Sign the contract, alone or by pen before a witness; the operator keeps it."""
    how: dict[str, object] = {"means": "own_account"}
    if not told.path.person.has_account:
        how = {"means": "pen", "witness": label(told.user(told.path.desk.witness))}
    if told.tranches:
        how["tranches"] = list(told.tranches)
    told.loan = day.perform(told.fresh().sign, by=told.path.applicant, **how)
    keep(told.path, day, "loan_contract", told.loan, issued_on=day.on, cents=told.cents)


def pay_out(told: Borrowing, day: Day) -> None:
    """Have the first tranche cleared by two."""
    day.propose(told.fresh().disburse_first, by=told.user(PREPARER), conditions_met=True)
    day.approve(told.waiting(), by=told.user(SECOND_APPROVER))


def propose_next_tranche(told: Borrowing, day: Day) -> None:
    """Keep what the first tranche has paid, and propose the next one."""
    keep(told.path, day, "loan_use", told.loan, issued_on=day.on, cents=told.tranches[0])
    day.propose(told.fresh().disburse_next, by=told.user(PREPARER), conditions_met=True)


def give_up(told: Borrowing, day: Day) -> None:
    """Take the application back, or give the contract up before any money."""
    loan = told.fresh()
    step = loan.waive if loan.contracted_on else loan.withdraw
    told.loan = day.perform(step, by=told.path.applicant)


def close(told: Borrowing, day: Day) -> None:
    """Close a loan that owes nothing."""
    day.propose(told.fresh().close, by=told.user(PREPARER))
    day.approve(told.waiting(), by=told.user(SECOND_APPROVER))


# Each deed, and on which day after the first one.
COURSE: tuple[tuple[int, Deed], ...] = (
    (0, ask),
    (2, take_charge),
    (6, assess),
    (9, vote),
    (13, approve),
    (16, sign),
    (18, pay_out),
)
