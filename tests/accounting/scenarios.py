"""The eight scenarios by which the catalogue was drafted, with the balances they must end in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from accounting import catalogue, payables
from accounting.catalogue import F, G, LoanSplit, Posting
from accounting.catalogue.payments import Cost, Creditor
from accounting.models import Payable
from accounting.payables import PayableDraft
from tests.accounting.books import DAY, Books

BUDGET = 10_000_00


@dataclass
class Case:
    """A case on the rent line of Puglia, with one part that is cleared and paid."""

    books: Books
    root: str = "tests.case:1"
    part: str = "dote.month:1"

    def book(self, *postings: Posting) -> None:
        """Book postings of this case."""
        self.books.book(*postings)

    def dims(self, part: str = "") -> catalogue.Dimensions:
        """Return the dimensions of the part, or of another."""
        return self.books.dims(self.root, part or self.part)

    def award(self, cents: int) -> None:
        """Commit money to the part."""
        self.book(catalogue.commit(cents, self.dims(), source=F.AVAILABLE))

    def clear(self, cents: int, *, cost: Cost, creditor: Creditor, withheld: int = 0) -> Payable:
        """Clear a sum and write its payable."""
        self.book(
            catalogue.make_payable(
                cents, self.dims(), cost=cost, creditor=creditor, withheld=withheld
            )
        )
        return payables.write(self.draft(cents, creditor=creditor, withheld=withheld), on=DAY)

    def draft(self, cents: int, *, creditor: Creditor, withheld: int = 0) -> PayableDraft:
        """Return the payable of the part."""
        return PayableDraft(
            root=self.root,
            part=self.part,
            payee="people.participant:1",
            creditor=creditor,
            gross_cents=cents,
            withheld_cents=withheld,
            position_id=self.books.rent.pk,
            category_id=self.books.category.pk,
            cost_option="real",
            period_start=date(2026, 2, 1),
            period_end=date(2026, 2, 28),
        )

    def pay(self, payable: Payable) -> None:
        """Let the bank confirm the net."""
        creditor: Creditor = G.PROVIDERS if payable.creditor == G.PROVIDERS else G.PARTICIPANTS
        self.book(catalogue.pay(payable.net_cents, self.dims(), creditor=creditor))
        payables.mark_paid(payable.pk, on=DAY)

    def spend(self, cents: int) -> None:
        """Award, clear and pay a voucher to a provider."""
        self.award(cents)
        self.pay(self.clear(cents, cost=G.VOUCHERS, creditor=G.PROVIDERS))

    def certify(self, cents: int) -> None:
        """Bring a paid sum to the certified, and the authority's money to the bank."""
        dims = self.dims()
        self.book(catalogue.claim(cents, dims), catalogue.validate(cents, dims))
        self.book(catalogue.certify(cents, dims))
        self.book(catalogue.accept_claim(cents, dims), catalogue.reimburse(cents, dims))


def voucher_with_cut(case: Case) -> None:
    """Reserve, award on a line, clear a month, pay, claim, cut a tenth."""
    dote, line, month = case.root, "dote.line:1", case.part
    dims = case.books.dims
    case.book(catalogue.reserve(6_000_00, dims(dote)))
    case.book(
        catalogue.commit(5_000_00, dims(dote, line, from_part=dote)),
        catalogue.unreserve(1_000_00, dims(dote)),
    )
    case.book(
        catalogue.make_payable(
            500_00,
            dims(dote, month, from_part=line),
            cost=G.VOUCHERS,
            creditor=G.PROVIDERS,
        )
    )
    case.pay(payables.write(case.draft(500_00, creditor=G.PROVIDERS), on=DAY))
    at = case.dims()
    case.book(catalogue.claim(500_00, at))
    case.book(catalogue.validate(450_00, at), catalogue.cut(50_00, at, cost=G.VOUCHERS))
    case.book(catalogue.certify(450_00, at))
    case.book(catalogue.accept_claim(450_00, at), catalogue.reimburse(450_00, at))
    case.book(catalogue.decommit(4_500_00, dims(dote, line)))


def recovered_with_interest(case: Case) -> None:
    """Revoke what was certified, recover it with interest, pay the authority back."""
    _revoke_certified(case)
    at = case.dims()
    case.book(
        catalogue.collect(500_00, at),
        catalogue.collect(20_00, at, debt=G.RECOVERY_INTEREST),
    )
    _pay_back(case)


def irrecoverable(case: Case) -> None:
    """Revoke what was certified, give the recovery up, pay the authority back all the same."""
    _revoke_certified(case)
    at = case.dims()
    case.book(
        catalogue.give_up_recovery(500_00, at),
        catalogue.give_up_recovery(20_00, at, debt=G.RECOVERY_INTEREST),
    )
    _pay_back(case)


def _revoke_certified(case: Case) -> None:
    case.spend(500_00)
    case.certify(500_00)
    case.book(catalogue.revoke(500_00, case.dims(), cost=G.VOUCHERS, source=None))
    case.book(catalogue.charge_recovery_interest(20_00, case.dims()))


def _pay_back(case: Case) -> None:
    at = case.dims()
    case.book(catalogue.decertify(500_00, at), catalogue.owe_back(500_00, at))
    case.book(catalogue.settle_back(520_00, at, by=G.BANK))


def advance_cleared_with_withholding(case: Case) -> None:
    """Pay a grant's advance and its balance less the withholding; costs justify the advance."""
    advance, balance = case, Case(case.books, case.root, "startup_grants.tranche:2")
    advance.award(4_000_00)
    balance.award(6_000_00)
    advance.pay(advance.clear(4_000_00, cost=G.ADVANCES, creditor=G.PARTICIPANTS))
    payable = balance.clear(6_000_00, cost=G.GRANTS, creditor=G.PARTICIPANTS, withheld=240_00)
    balance.pay(payable)
    balance.book(catalogue.pay_withholding(240_00, balance.dims()))
    payables.mark_withheld_paid(payable.pk, on=DAY)
    case.book(catalogue.clear_advance(4_000_00, advance.dims()))


def returned_and_reissued(case: Case) -> None:
    """Let the bank return a payment and pay it again."""
    case.award(500_00)
    payable = case.clear(500_00, cost=G.VOUCHERS, creditor=G.PARTICIPANTS)
    case.pay(payable)
    case.book(catalogue.return_payment(500_00, case.dims()))
    payables.mark_unpaid(payable.pk)
    case.book(catalogue.reissue(500_00, case.dims()))
    payables.mark_paid(payable.pk, on=DAY)


def loan_returned_and_dropped(case: Case) -> None:
    """Let the bank return a loan that the borrower then waives."""
    case.award(3_000_00)
    payable = case.clear(3_000_00, cost=G.PRINCIPAL, creditor=G.PARTICIPANTS)
    case.pay(payable)
    case.book(catalogue.return_payment(3_000_00, case.dims()))
    payables.mark_unpaid(payable.pk)
    case.book(
        catalogue.unmake_payable(
            3_000_00, case.dims(), cost=G.PRINCIPAL, creditor=G.PARTICIPANTS, returned=True
        ),
        catalogue.decommit(3_000_00, case.dims()),
    )
    payables.cancel(case.part, on=DAY)


def guarantee_and_write_off(case: Case) -> None:
    """Repay a part, call the guarantee for four fifths, write off the rest, recover late."""
    case.award(1_000_00)
    case.pay(case.clear(1_000_00, cost=G.PRINCIPAL, creditor=G.PARTICIPANTS))
    at = case.dims()
    case.book(catalogue.accrue_interest(10_00, at))
    case.book(
        catalogue.receive(300_00, at),
        catalogue.allocate(LoanSplit(principal=290_00, interest=10_00), at),
    )
    case.book(catalogue.provide(142_00, at))
    case.book(catalogue.call_guarantee(LoanSplit(principal=568_00), at))
    case.book(catalogue.pay_guarantee(568_00, at), catalogue.subrogate(568_00, at))
    case.book(catalogue.write_off(LoanSplit(principal=142_00), at, allowance=142_00))
    case.book(catalogue.recover_late(50_00, at, revolving=False))


def flat_rate_row(case: Case) -> None:
    """Claim a flat rate that nobody paid, cut a part of it, cash it in."""
    at = case.dims()
    case.book(catalogue.claim_simplified(400_00, at))
    case.book(catalogue.validate(380_00, at), catalogue.cut(20_00, at, cost=None))
    case.book(catalogue.certify(380_00, at))
    case.book(catalogue.accept_claim(380_00, at), catalogue.reimburse(380_00, at))


Scenario = Callable[[Case], None]

# The balances other than zero in which each ends, F0 aside: cents, debit less credit.
SCENARIOS: dict[Scenario, dict[str, int]] = {
    voucher_with_cut: {
        "F1": 9_500_00,
        "F8": 450_00,
        "F9": 50_00,
        "1100": -50_00,
        "5100": 450_00,
        "5900": 50_00,
        "4100": -450_00,
    },
    recovered_with_interest: {"F1": 9_500_00, "F9": 500_00},
    irrecoverable: {"F1": 9_500_00, "F9": 500_00, "1100": -520_00, "5300": 520_00},
    advance_cleared_with_withholding: {
        "F5": 10_000_00,
        "1100": -10_000_00,
        "5200": 10_000_00,
    },
    returned_and_reissued: {
        "F1": 9_500_00,
        "F5": 500_00,
        "1100": -500_00,
        "5100": 500_00,
    },
    loan_returned_and_dropped: {"F1": 10_000_00},
    guarantee_and_write_off: {
        "F1": 9_000_00,
        "F5": 1_000_00,
        "1100": -82_00,
        "1110": -568_00,
        "1500": 568_00,
        "4200": -10_00,
        "4300": -50_00,
        "5400": 142_00,
    },
    flat_rate_row: {
        "F1": 9_600_00,
        "F8": 380_00,
        "F9": 20_00,
        "1100": 380_00,
        "4100": -380_00,
    },
}
