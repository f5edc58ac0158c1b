"""The calls of the demonstration that lend, with their budget, terms and product."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from djmoney.money import Money

from config.demonstration import budget
from config.demonstration.budget import Share
from config.demonstration.ground import Ground
from config.demonstration.network import PAST, PRESENT
from config.demonstration.persons import iban
from config.demonstration.telling import Story
from microcredit.limits import LegalBasis
from microcredit.models import LoanProduct
from microcredit.schedule import Annuity, Basis, Method
from microcredit.schedule.rounding import Rounding
from programme.models import ApprovalBand, BudgetLine, Call, CallTerm, CostCategory, Fund
from programme.models.funding import CostOption

CODES = {PAST: "MICRO-2020", PRESENT: "MICRO-2026"}
COMMITTEE = ("irene", "caterina", "luca")
ACT = "Scelta del gruppo di progetto (dimostrazione)"
FUND_ACCOUNT = 900


@dataclass(frozen=True)
class Lending:
    """A call that lends: since when, and with how much for each partner, in cents."""

    operation: str
    opens_on: date
    budget: Mapping[str, int]


CALLS = (
    Lending(PAST, date(2020, 9, 1), {"PUGLIA": 10_000_00}),
    Lending(PRESENT, date(2026, 3, 2), {"PUGLIA": 60_000_00, "SICILIA": 20_000_00}),
)


def open_call(ground: Ground, lending: Lending) -> Story:
    """Tell how a call that lends is opened: its terms are those of no notice, and say so."""
    day = yield lending.opens_on
    operation = ground.network.operations[lending.operation]
    line = BudgetLine.objects.create(
        operation=operation,
        code="B5",
        title="Microcredito sociale: prestiti",
        action=BudgetLine.Action.MICROCREDIT,
    )
    fund = Fund.objects.get(code="ESF")
    for partner, cents in lending.budget.items():
        share = Share(ground.network.partners[partner], line, fund, cents)
        budget.appropriate(share, by=ground.actor("ines"), day=day)
    with day.minute():
        code = CODES[lending.operation]
        call = Call.objects.create(
            operation=operation,
            code=code,
            title=f"Microcredito sociale {lending.opens_on:%Y} (inventato)",
            measure=Call.Measure.MICROLOAN,
            opens_on=day.on,
            closes_on=operation.ends_on if lending.operation == PAST else None,
            window=Call.Window.OPEN,
            legal_act=ACT,
        )
        ground.calls[code] = call
        _product(call, line, fund, day.on)
        _terms(call)


def _terms(call: Call) -> None:
    """Write the terms of the call; drafts and offers outlive the visits to a demonstration."""
    terms = (("committee_quorum", 2, "people"), ("draft_expiry_days", 730, "days"),
             ("offer_days", 730, "days"))  # fmt: skip
    for name, value, unit in terms:
        CallTerm.objects.create(call=call, name=name, value=value, unit=unit, source=ACT, ours=True)
    ApprovalBand.objects.create(call=call, upto_cents=5_000_00, approvals=1)
    ApprovalBand.objects.create(call=call, upto_cents=None, approvals=2)


def _product(call: Call, line: BudgetLine, fund: Fund, on: date) -> None:
    LoanProduct.objects.create(
        call=call,
        code="SOCIALE",
        title="Microcredito sociale a tasso zero (inventato)",
        legal_basis=LegalBasis.SOCIAL,
        source="TUB art. 111 c. 3; DM 176/2014 art. 5",
        valid_from=on,
        min_amount=Money(Decimal(300), "EUR"),
        max_amount=Money(Decimal(5_000), "EUR"),
        min_months=3,
        max_months=48,
        annual_rate_pct=Decimal(0),
        method=Method.FRENCH,
        basis=Basis.NOMINAL,
        annuity=Annuity.NOMINAL,
        rounding=Rounding.HALF_UP,
        max_tranches=2,
        repaid_to="Fondo microcredito Percorsi (inventato)",
        repaid_iban=iban(FUND_ACCOUNT),
        line=line,
        category=CostCategory.objects.get(code="LOAN"),
        fund=fund,
        cost_option=CostOption.REAL,
    )
