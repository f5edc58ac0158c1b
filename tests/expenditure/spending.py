"""Money that was paid, written through accounting: what expenditure begins with."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from accounting import catalogue, journal, payables
from accounting.accounts import F, G
from accounting.catalogue import Dimensions, Posting
from accounting.models import Payable, Position
from accounting.payables import PayableDraft
from audit.labels import label, split
from audit.trail import Draft, record_in_stream
from documents import evidence
from documents.models import Evidence
from expenditure.harvest import enter
from expenditure.models import Claim, Item
from lifecycle.engine import begin, perform
from lifecycle.payments import PaymentProof
from lifecycle.subjects import Stage, SubjectLine
from people.actors import system_actor
from people.roles import Role
from programme.models import BudgetLine, Fund, Partner
from tests.world import World

DOCUMENT = date(2026, 10, 31)
PAID = date(2026, 11, 5)
HARVESTED = date(2026, 11, 6)
PERIOD = (date(2026, 9, 1), date(2026, 11, 15))
TODAY = date(2026, 11, 18)
PDF = (
    b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


@dataclass
class Spending:
    """Pays sums of invented cases, and carries them into claims."""

    world: World
    proofs: dict[str, PaymentProof] = field(default_factory=dict)
    count: int = 0

    def paid(
        self,
        cents: int = 250_00,
        *,
        on: date = PAID,
        papers: list[Evidence] | None = None,
        proof: dict[str, Any] | None = None,
        **more: Any,
    ) -> Payable:
        """Clear and pay a sum, with its document and the bank's word for it."""
        cleared = self.cleared(cents, papers=papers, **more)
        return self.pay(cleared, on=on, proof=proof)

    def cleared(
        self,
        cents: int = 250_00,
        *,
        papers: list[Evidence] | None = None,
        line: BudgetLine | None = None,
        fund: Fund | None = None,
        partner: Partner | None = None,
        withheld: int = 0,
        **draft: Any,
    ) -> Payable:
        """Clear a sum for payment: committed and payable in the books."""
        self.count += 1
        root, part = f"tests.case:{self.count:03}", f"tests.part:{self.count:03}"
        held = self.position(line, fund, partner)
        category = self.world.housing_category
        dims = Dimensions(position_id=held.pk, root=root, part=part, category_id=category.pk)
        self.post(
            catalogue.commit(cents, dims, source=F.AVAILABLE),
            catalogue.make_payable(
                cents, dims, cost=G.VOUCHERS, creditor=G.PARTICIPANTS, withheld=withheld
            ),
            on=DOCUMENT,
        )
        if papers is None:
            papers = [self.paper(f"document {self.count}", partner=held.partner)]
        values: dict[str, Any] = {
            "root": root,
            "part": part,
            "payee": label(self.world.person("samir")),
            "creditor": G.PARTICIPANTS,
            "gross_cents": cents,
            "withheld_cents": withheld,
            "position_id": held.pk,
            "category_id": category.pk,
            "cost_option": "real",
            "period_start": date(2026, 10, 1),
            "period_end": date(2026, 10, 31),
            "evidence": tuple(label(paper) for paper in papers),
        }
        return payables.write(PayableDraft(**(values | draft)), on=DOCUMENT)

    @transaction.atomic
    def pay(
        self, payable: Payable, *, on: date = PAID, proof: dict[str, Any] | None = None
    ) -> Payable:
        """Have the bank pay: PAY in the journal, the payable paid, the bank's words kept."""
        dims = self.dims(payable)
        self.post(catalogue.pay(payable.net_cents, dims, creditor=G.PARTICIPANTS), on=on)
        payables.mark_paid(payable.pk, on=on)
        told: dict[str, Any] = {
            "payable": payable.pk,
            "label": f"treasury.paymentline:{payable.pk}",
            "batch": "DIST-2026-000001",
            "bank_reference": f"CRO{payable.pk[-10:]}",
            "paid_on": on,
            "value_on": on,
            "cents": payable.net_cents,
        }
        self.proofs[payable.pk] = PaymentProof(**(told | (proof or {})))
        payable.refresh_from_db()
        return payable

    def dims(self, payable: Payable) -> Dimensions:
        """Return where the money of a payable stands."""
        return Dimensions(
            position_id=payable.position_id,
            root=payable.root,
            part=payable.part,
            category_id=payable.category_id,
        )

    @transaction.atomic
    def post(self, *postings: Posting, on: date) -> None:
        """Book postings with an event of their own."""
        stream = f"tests.books:{postings[0].moves[0].dims.part}"
        draft = Draft(actor="system", role="system", action="book", subject=stream)
        event = record_in_stream(draft, stream=stream)
        journal.post(postings, on=on, event=event, actor="system")

    def position(
        self, line: BudgetLine | None, fund: Fund | None, partner: Partner | None
    ) -> Position:
        """Return a position with money on it: Puglia's rents on the European fund by default."""
        line, fund = line or self.world.rent_line, fund or self.world.esf
        found = self.world.position(line, fund, partner)
        if found.available_cents < 10_000_00:
            self.world.appropriate(100_000_00, line=line, fund=fund, partner=partner)
        return found

    def paper(
        self,
        content: str,
        *,
        partner: Partner | None = None,
        issued_on: date | None = DOCUMENT,
        amount_cents: int | None = None,
    ) -> Evidence:
        """Keep an invented document."""
        return evidence.keep(
            SimpleUploadedFile("receipt.pdf", PDF + content.encode()),
            kind="receipt",
            subject=self.world.operation,
            participant=None,
            partner=partner or self.world.puglia,
            operation=self.world.operation,
            by=self.world.actor(self.world.marta, Role.OPERATOR),
            on=DOCUMENT,
            issued_on=issued_on,
            amount_cents=amount_cents,
        )

    def entered(self, *args: Any, **more: Any) -> Item:
        """Pay a sum and enter its item as the system."""
        return enter(self.paid(*args, **more), by=system_actor(), on=HARVESTED)

    def ready(self, *args: Any, **more: Any) -> Item:
        """Pay a sum and have giulia complete its item."""
        done: Item = perform(
            self.entered(*args, **more).complete, by=self.world.giulia, on=HARVESTED
        )
        return done

    def claim(self, *, fund: Fund | None = None, **more: Any) -> Claim:
        """Have giulia open a claim of Puglia on the European fund."""
        values: dict[str, Any] = {
            "operation": self.world.operation,
            "partner": self.world.puglia,
            "fund": fund or self.world.esf,
            "period_start": PERIOD[0],
            "period_end": PERIOD[1],
        }
        return begin(Claim, by=self.world.giulia, on=TODAY, **(values | more))

    def include(self, claim: Claim, *items: Item) -> list[Item]:
        """Have giulia include items in a claim."""
        return [
            perform(item.include, by=self.world.giulia, on=TODAY, claim=claim.pk) for item in items
        ]

    def prechecked(self, *items: Item, claim: Claim | None = None) -> Claim:
        """Open a claim, include the items, and have giulia precheck it."""
        opened = claim or self.claim()
        self.include(opened, *items)
        done: Claim = perform(opened.precheck, by=self.world.giulia, on=TODAY)
        return done

    def signed(self, *items: Item, claim: Claim | None = None) -> Claim:
        """Bring items into a claim that bruno has signed."""
        checked = self.prechecked(*items, claim=claim)
        done: Claim = perform(checked.sign, by=self.world.bruno, on=TODAY)
        return done

    def transmitted(self, *items: Item, claim: Claim | None = None) -> Claim:
        """Bring items into a transmitted claim."""
        signed = self.signed(*items, claim=claim)
        done: Claim = perform(signed.transmit, by=self.world.giulia, on=TODAY)
        return done

    def take_from_books(self, item: Item) -> None:
        """Book that what was paid for an item is borne elsewhere, behind its back."""
        dims = self.dims(item.payable)
        self.post(catalogue.drop(item.declared_cents, dims, cost=None), on=TODAY)

    def told(self, wanted: Collection[str]) -> Iterator[PaymentProof]:
        """Yield the proofs, as treasury would."""
        for payable in wanted:
            if payable in self.proofs:
                yield self.proofs[payable]


def lines(labels: Collection[str]) -> Iterator[SubjectLine]:
    """Yield how the invented measure names its parts."""
    for name in labels:
        number = split(name)[1]
        yield SubjectLine(
            label=name,
            reference=f"TST-2026-{number}",
            pseudonym=f"P-{number}AAA",
            title="Rent (invented)",
            granted_on=date(2026, 9, 1),
            granted_cents=3_000_00,
        )


def story(name: str) -> list[Stage]:
    """Return that the invented part was once awarded."""
    return [
        Stage(
            kind="award",
            title="Award",
            label=name,
            reference="TST",
            on=date(2026, 9, 1),
            stream="tests.case:1",
            seq=1,
            hash="0" * 64,
        )
    ]
