"""One start-up grant of the demonstration, by the real steps: call, plan, ranking, tranche."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model

from audit.labels import label
from config.demonstration import budget
from config.demonstration.budget import Share
from config.demonstration.ground import Ground
from config.demonstration.invoices import fattura
from config.demonstration.network import PRESENT
from config.demonstration.papers import pdf
from config.demonstration.telling import Day, Story
from documents import evidence
from documents.invoices import register
from documents.models import Evidence
from people.models import Participant, User
from programme.models import ApprovalBand, BudgetLine, Call, CostCategory, Fund
from startup_grants import plans
from startup_grants.models import (
    CallVersion,
    Expense,
    Grant,
    GrantCall,
    Ranking,
    ScoreSheet,
    Tranche,
)
from startup_grants.plans import PlanContent

CODE, ACT = "AVVIO-2026", "Atto inventato 12/2026"
APPROPRIATED = 150_000_00
CUP, COR, VAT = "J81I26000010007", "26000417", "00000019992"
READERS = ("irene", "caterina")

# Sections, categories, criteria and points: invented for the demonstration, as the notices of
# start-up grants usually have them (spec/measures.md 4).
RULES: dict[str, Any] = {
    "procedure": "ranking",
    "template": "PIANO-1",
    "sections": [
        {"code": "idea", "question": "Che cosa venderete, e a chi?"},
        {"code": "mercato", "question": "Chi altro lo vende nella zona?"},
        {"code": "lavoro", "question": "Chi lavorerà nell'impresa?"},
    ],
    "categories": [
        {"code": "opere", "title": "Opere e ristrutturazione", "cap": "30"},
        {"code": "attrezzature", "title": "Macchinari e attrezzature", "cap": None},
        {"code": "gestione", "title": "Spese di gestione", "cap": "20"},
    ],
    "checklist": [
        {"code": "permesso", "question": "Il permesso di soggiorno è valido?"},
        {"code": "nuova", "question": "L'impresa è nuova?"},
    ],
    "criteria": [
        {"code": "competenze", "largest": "20", "threshold": "8"},
        {"code": "mercato", "largest": "40"},
        {"code": "sostenibilita", "largest": "40"},
    ],
    "threshold": "60",
    "spread": "15",
    "premiums": {"donne": "5", "migranti": "5"},
    "largest_premium": "5",
    "tie_break": ["competenze", "smaller_amount", "earlier"],
    "partial_cover": True,
    "largest_cents": 30_000_00,
    "aid_percent": "80",
    "tranches": ["advance", "progress", "balance"],
    "advance_percent": "40",
    "observation_days": 10,
    "duties_days": 60,
    "validity_days": 365,
    "start_days": 90,
}
PLAN = PlanContent(
    answers={
        "idea": "Riparazione di biciclette e cargo bike per chi lavora nei campi.",
        "mercato": "Nessuno nel raggio di venti chilometri.",
        "lavoro": "Io, e un apprendista dal secondo anno.",
    },
    budget=(
        {"category": "opere", "cents": 4_000_00},
        {"category": "attrezzature", "cents": 12_000_00},
        {"category": "gestione", "cents": 4_000_00},
    ),
    own_cents=4_000_00,
    premiums=("migranti",),
    declared={"members": [], "aids": []},
)
POINTS = (
    {"competenze": "15", "mercato": "30", "sostenibilita": "28"},
    {"competenze": "16", "mercato": "27", "sostenibilita": "30"},
)


@dataclass
class Start:
    """A grant under way, with its call."""

    ground: Ground
    who: str
    call: GrantCall = field(init=False)
    version: CallVersion = field(init=False)
    grant: Grant = field(init=False)

    @property
    def person(self) -> Participant:
        """Return the participant."""
        found = self.ground.users[self.who].participant
        if found is None:
            raise LookupError(f"{self.who} is no participant yet")
        return found

    def user(self, first_name: str) -> User:
        """Return somebody by first name."""
        return self.ground.users[first_name]

    def fresh(self) -> Grant:
        """Read the grant again."""
        self.grant = Grant.objects.as_system().get(pk=self.grant.pk)
        return self.grant

    def keep(self, day: Day, kind: str, title: str, subject: Model) -> Evidence:
        """Have the operator keep an invented paper about the grant or a part of it."""
        content = pdf([title, label(subject), f"{day.on:%d/%m/%Y}", "Nessuna persona vera"])
        with day.minute():
            return evidence.keep(
                SimpleUploadedFile(f"{kind}.pdf", content),
                kind=kind,
                subject=subject,
                participant=self.person,
                operation=self.call.operation,
                by=self.ground.actor("marta"),
                on=day.on,
            )


def grant_of(ground: Ground, who: str) -> Story:
    """Tell the call and the grant of one person, to the first tranche that waits to be paid."""
    start = Start(ground, who)
    day = yield date(2026, 2, 2)
    _prepare(start, day)
    day = yield date(2026, 2, 16)
    _publish(start, day)
    day = yield date(2026, 4, 20)
    _apply(start, day)
    yield from _evaluate(start)
    yield from _award(start)
    yield from _spend(start)


def _prepare(start: Start, day: Day) -> None:
    """Give the call its money and its rules."""
    network = start.ground.network
    operation, puglia = network.operations[PRESENT], network.partners["PUGLIA"]
    line = BudgetLine.objects.create(
        operation=operation,
        code="B4",
        title="Imprese: contributi di avvio",
        action=BudgetLine.Action.ENTERPRISE,
    )
    fund = Fund.objects.get(code="ESF")
    share = Share(puglia, line, fund, APPROPRIATED)
    budget.appropriate(share, by=start.ground.actor("ines"), day=day)
    public = Call.objects.create(
        operation=operation,
        code=CODE,
        title="Contributi di avvio d'impresa 2026 (inventato)",
        measure=Call.Measure.GRANT,
        opens_on=date(2026, 2, 16),
        closes_on=date(2026, 4, 30),
        window=Call.Window.OPEN,
        legal_act=ACT,
    )
    ApprovalBand.objects.create(call=public, upto_cents=None, approvals=2)
    anna = start.user("anna")
    start.call = day.begin(GrantCall, by=anna, call=public, operation=operation, partner=puglia)
    category = CostCategory.objects.get(code="GRANT")
    rules = {**RULES, "line": line.pk, "fund": fund.pk, "category": category.pk}
    start.version = day.begin(
        CallVersion, by=anna, grant_call=start.call, legal_act=ACT, rules=rules
    )


def _publish(start: Start, day: Day) -> None:
    call = GrantCall.objects.as_system().get(pk=start.call.pk)
    proposal = day.propose(call.publish, by=start.user("anna"), wording=start.version.pk)
    day.approve(proposal, by=start.user("bruno"))
    start.call = GrantCall.objects.as_system().select_related("call").get(pk=call.pk)
    start.version = CallVersion.objects.as_system().get(pk=start.version.pk)


def _apply(start: Start, day: Day) -> None:
    """Have the person write the plan and hand it in."""
    person = start.person
    start.grant = day.begin(
        Grant,
        by=start.user(start.who),
        call=start.call.call,
        version=start.version,
        operation=start.call.operation,
        partner=person.partner,
        participant=person,
    )
    with day.minute():
        plans.save(start.grant, PLAN, by=start.user(start.who), on=day.on)
    start.grant = day.perform(start.fresh().submit, by=start.user(start.who))


def _evaluate(start: Start) -> Story:
    """Have two readers score the application, and the ranking made final."""
    day = yield date(2026, 5, 4)
    day.perform(start.fresh().take_charge, by=start.user("anna"), no_conflict=True)
    points = [point["code"] for point in RULES["checklist"]]
    day.perform(start.fresh().admit, by=start.user("bruno"), checklist=points)
    for reader in READERS:
        day.begin(
            ScoreSheet, by=start.user("anna"), grant=start.grant, reader=label(start.user(reader))
        )
    day = yield date(2026, 5, 18)
    for reader, given in zip(READERS, POINTS, strict=True):
        sheets = ScoreSheet.objects.as_system().filter(grant=start.grant)
        sheet = sheets.get(reader=label(start.user(reader)))
        sheet = day.perform(sheet.accept, by=start.user(reader), no_conflict=True)
        day.perform(sheet.sign_sheet, by=start.user(reader), points=given)
    minutes = start.keep(day, "minutes", "Verbale inventato della commissione", start.call)
    day.perform(start.fresh().close_scores, by=start.user("irene"), minutes=label(minutes))
    day = yield date(2026, 5, 25)
    ranking = day.begin(Ranking, by=start.user("anna"), grant_call=start.call)
    ranking = day.perform(ranking.publish, by=start.user("bruno"))
    day = yield date(2026, 6, 15)
    proposal = day.propose(ranking.finalise, by=start.user("anna"))
    _approve_twice(start, day, proposal)


def _award(start: Start) -> Story:
    """Give cover, meet the duties, grant, sign."""
    day = yield date(2026, 6, 18)
    proposal = day.propose(start.fresh().fund, by=start.user("anna"))
    day.approve(proposal, by=start.user("bruno"))
    day = yield date(2026, 7, 6)
    day.perform(
        start.fresh().register_enterprise,
        by=start.user(start.who),
        number=VAT,
        sector="95.29",
        place="071024",
        founded_on=day.on,
        year_end="12-31",
    )
    start.keep(day, "durc", "DURC inventato", start.grant)
    day = yield date(2026, 7, 20)
    proposal = day.propose(
        start.fresh().award,
        by=start.user("anna"),
        cents=start.grant.ranked_cents,
        cor=COR,
        cup=CUP,
        durc_until=date(2026, 10, 31),
        no_cumulation=True,
    )
    _approve_twice(start, day, proposal)
    day = yield date(2026, 7, 27)
    day.perform(start.fresh().sign, by=start.user(start.who))


def _spend(start: Start) -> Story:
    """Begin the works, present an invoice, and carry the tranche to its clearance."""
    day = yield date(2026, 8, 10)
    start.keep(day, "start_declaration", "Dichiarazione di avvio inventata", start.grant)
    day.perform(start.fresh().start, by=start.user("anna"), started_on=day.on)
    day = yield date(2026, 9, 14)
    tranche = Tranche.objects.as_system().get(grant=start.grant, number=2)
    expense = _present(start, day, tranche)
    start.keep(day, "payment_proof", "Bonifico inventato al fornitore", expense)
    start.keep(day, "payment_request", "Richiesta di pagamento inventata", tranche)
    start.keep(day, "durc", "DURC inventato", tranche)
    tranche = day.perform(tranche.request, by=start.user(start.who))
    day = yield date(2026, 9, 21)
    day.perform(tranche.take, by=start.user("anna"))
    day.perform(expense.admit, by=start.user("anna"))
    tranche = day.perform(_fresh(tranche).approve, by=start.user("anna"))
    day = yield date(2026, 9, 28)
    proposal = day.propose(_fresh(tranche).authorise, by=start.user("anna"))
    _approve_twice(start, day, proposal)
    day.perform(_fresh(tranche).clear, by=start.user("giulia"))


def _present(start: Start, day: Day, tranche: Tranche) -> Expense:
    with day.minute():
        (invoice,) = register.keep(
            SimpleUploadedFile("fattura.xml", fattura(cup=CUP, on=day.on)),
            subject=start.grant,
            participant=start.person,
            operation=start.call.operation,
            by=start.ground.actor("marta"),
            on=day.on,
        )
    expense: Expense = day.begin(
        Expense,
        by=start.user(start.who),
        grant=start.grant,
        tranche=tranche,
        invoice=invoice,
        category="attrezzature",
        cents=invoice.taxable_cents,
    )
    return expense


def _approve_twice(start: Start, day: Day, proposal: Any) -> None:
    if day.approve(proposal, by=start.user("bruno")).wanted > 1:
        day.approve(proposal, by=start.user("paolo"))


def _fresh(tranche: Tranche) -> Tranche:
    found: Tranche = Tranche.objects.as_system().get(pk=tranche.pk)
    return found
