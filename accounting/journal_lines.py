"""The journal as plain lines, for whoever takes it out of the system."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter

from django.db.models import QuerySet

from accounting.models import Movement

_COLUMNS = (
    "entry_id",
    "number",
    "entry__posting",
    "entry__booked_on",
    "entry__value_on",
    "entry__recorded_at",
    "entry__event_stream",
    "entry__event_seq",
    "entry__reverses_id",
    "entry__reason",
    "entry__actor",
    "debit_id",
    "credit_id",
    "cents",
    "position__operation__code",
    "position__partner__code",
    "position__line__code",
    "position__fund__code",
    "category__code",
    "root",
    "part",
    "from_part",
)


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One movement with all that its entry and its position say; `cents` are integer cents."""

    entry: str
    number: int
    posting: str
    booked_on: date
    value_on: date
    recorded_at: datetime
    event_stream: str
    event_seq: int
    reverses: str | None
    reason: str
    actor: str
    debit: str
    credit: str
    cents: int
    operation: str
    partner: str
    line: str
    fund: str
    category: str | None
    root: str
    part: str
    from_part: str


NAMES: tuple[str, ...] = tuple(JournalLine.__slots__)
values_of = attrgetter(*NAMES)


def lines(*, as_of: date | None = None, known_at: datetime | None = None) -> Iterator[JournalLine]:
    """Return the movements up to a cut-off, by booking day, entry and number.

    `as_of` leaves out later booking days, `known_at` what was recorded after that instant.
    """
    movements: QuerySet[Movement] = Movement.objects.all()
    if as_of is not None:
        movements = movements.filter(entry__booked_on__lte=as_of)
    if known_at is not None:
        movements = movements.filter(entry__recorded_at__lte=known_at)
    ordered = movements.order_by("entry__booked_on", "entry_id", "number")
    for row in ordered.values_list(*_COLUMNS).iterator():
        yield JournalLine(*row)
