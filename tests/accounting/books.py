"""A small budget to book on: one operation, two partners, two lines, two funds."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db import transaction

from accounting import catalogue, journal
from accounting.catalogue import Dimensions, Posting
from accounting.models import Entry, Position
from audit.identifiers import new_id
from audit.models import Event
from audit.trail import Draft, record_in_stream
from programme.models import (
    BudgetLine,
    CostCategory,
    Fund,
    Operation,
    Partner,
    Programme,
    Territory,
)

DAY = date(2026, 3, 2)
GIULIA = "people.user:giulia"


@dataclass
class Books:
    """Positions by (partner, line, fund), a cost category, and a way to book."""

    positions: dict[tuple[str, str, str], Position] = field(default_factory=dict)
    category: CostCategory = field(default_factory=CostCategory)

    @property
    def rent(self) -> Position:
        """Return the position of Puglia's rents under the European fund."""
        return self.positions["puglia", "rent", "esf"]

    @property
    def work(self) -> Position:
        """Return the position of Puglia's internships under the European fund."""
        return self.positions["puglia", "work", "esf"]

    def dims(
        self, case: str = "tests.case:1", part: str = "", *, at: Position | None = None, **more: str
    ) -> Dimensions:
        """Return dimensions on a position, the rents of Puglia unless another is given."""
        return Dimensions(
            position_id=(at or self.rent).pk,
            root=case,
            part=part,
            category_id=self.category.pk,
            **more,
        )

    def event(self, stream: str = "tests.case:1") -> Event:
        """Record an event to which entries may refer."""
        draft = Draft(actor=GIULIA, role="finance", action="book", subject=stream)
        return record_in_stream(draft, stream=stream)

    @transaction.atomic
    def book(self, *postings: Posting, on: date = DAY, value_on: date | None = None) -> list[Entry]:
        """Book postings as one step of the first one's case."""
        event = self.event(postings[0].moves[0].dims.root)
        return journal.post(postings, on=on, value_on=value_on, event=event, actor=GIULIA)

    @transaction.atomic
    def undo(self, entry: Entry, reason: str = "typed_twice", on: date = DAY) -> Entry:
        """Reverse an entry as a step of its case."""
        return journal.reverse(
            entry, reason=reason, on=on, event=self.event(entry.root), actor=GIULIA
        )

    def give(self, cents: int, *, to: Position | None = None) -> None:
        """Appropriate money to a position."""
        self.book(catalogue.appropriate(cents, self.dims("programme.operation:1", at=to)))


def open_books() -> Books:
    """Return books in which nothing is booked yet."""
    territory = Territory.objects.create(code="TST", name="Puglia", istat="990016")
    operation = Operation.objects.create(
        programme=Programme.objects.create(
            code="TEST-BOOKS", title="Programme", period="2021-2027"
        ),
        code="TEST-BOOKS-1",
        title="Operation",
        cup="J89G26000010001",
        starts_on=date(2026, 1, 1),
        ends_on=date(2028, 12, 31),
        eligible_from=date(2026, 1, 1),
        eligible_to=date(2028, 12, 31),
    )
    funds = {
        code: Fund.objects.create(code=f"T-{code}", name=code, eu_share_percent=Decimal(50))
        for code in ("esf", "fami")
    }
    partners = {
        code: Partner.objects.create(
            code=f"T-{code}", name=code.title(), territory=territory, kind="third_sector"
        )
        for code in ("puglia", "sicilia")
    }
    lines = {
        code: BudgetLine.objects.create(
            operation=operation, code=code.upper(), title=code, action="housing"
        )
        for code in ("rent", "work")
    }
    return Books(
        positions={
            (partner, line, fund): Position.objects.create(
                id=new_id(),
                operation=operation,
                partner=partners[partner],
                line=lines[line],
                fund=funds[fund],
            )
            for partner in partners
            for line in lines
            for fund in funds
        },
        category=CostCategory.objects.create(code="T-HOUSE", name="Housing"),
    )
