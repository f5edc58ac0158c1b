"""A closed period stays closed: what belongs there is booked on the first open day."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounting import catalogue, check_books, periods, refusals, reopening
from accounting.accounts import F, G
from accounting.models import Entry, Period
from accounting.models.period import ReopeningReason
from audit.models import Event
from audit.triggers import refused_by
from tests.accounting.books import GIULIA, Books, open_books
from tests.accounting.tampering import drop_trigger, owner
from tests.ground import Database

ACTOR = {"actor": GIULIA, "role": "finance"}
FABIO = {"actor": "people.user:fabio", "role": "finance"}
MISSING = ReopeningReason.MISSING
JANUARY = date(2026, 1, 15)


def month(starts_on: date, ends_on: date) -> Period:
    """Open a period as finance does."""
    return periods.open_period(starts_on=starts_on, ends_on=ends_on, **ACTOR)


@pytest.fixture
def january(books: Books) -> Period:
    """Return an open January."""
    return month(date(2026, 1, 1), date(2026, 1, 31))


def close(period: Period) -> None:
    """Close a period as one does it."""
    periods.close(periods.begin_closing(period, **ACTOR), **ACTOR)


def test_every_act_on_a_period_is_an_event(january: Period) -> None:
    close(january)
    events = Event.objects.filter(stream="config").order_by("seq")
    told = [(event.action, event.source, event.target) for event in events]
    assert told == [
        ("open_period", "", "open"),
        ("begin_closing", "open", "closing"),
        ("close_period", "closing", "closed"),
    ]


def test_two_periods_do_not_cover_the_same_day(january: Period) -> None:
    with pytest.raises(ValidationError):
        month(date(2026, 1, 31), date(2026, 2, 1))
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        Period.objects.create(starts_on=date(2026, 1, 31), ends_on=date(2026, 2, 1))
    assert refused_by(refusal.value) == "accounting_period_overlap"


def test_a_period_does_not_end_before_it_begins(books: Books) -> None:
    with pytest.raises(ValidationError):
        month(date(2026, 1, 2), date(2026, 1, 1))


def test_what_belongs_to_a_closed_period_is_booked_on_the_first_open_day(
    books: Books, january: Period
) -> None:
    february = month(date(2026, 2, 1), date(2026, 2, 28))
    close(january)
    periods.begin_closing(february, **ACTOR)
    books.give(10_00)
    entry = books.book(catalogue.reserve(1, books.dims()), on=date(2026, 1, 15))[0]
    assert (entry.booked_on, entry.value_on) == (date(2026, 3, 1), date(2026, 1, 15))


def test_a_day_that_no_period_covers_is_open(books: Books) -> None:
    assert periods.booking_day(date(2026, 1, 15)) == date(2026, 1, 15)


def test_the_database_refuses_an_entry_in_a_closed_period(books: Books, january: Period) -> None:
    books.give(10_00)
    entry = books.book(catalogue.reserve(1, books.dims()), on=date(2026, 1, 15))[0]
    close(january)
    entry.pk = "Z" * 26
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        entry.save(force_insert=True)
    assert refused_by(refusal.value) == refusals.PERIOD
    assert "first open day" in str(refusals.sentence(refusal.value))


def test_a_period_that_is_closing_can_be_opened_again_a_closed_one_cannot(
    january: Period,
) -> None:
    periods.stop_closing(periods.begin_closing(january, **ACTOR), **ACTOR)
    close(january)
    for act in (periods.begin_closing, periods.stop_closing, periods.close):
        with pytest.raises(ValidationError):
            act(january, **ACTOR)


@pytest.mark.parametrize(
    "changes",
    [{"state": "open"}, {"ends_on": date(2026, 1, 30)}, {"starts_on": date(2026, 1, 2)}],
)
def test_the_database_keeps_a_closed_period_as_it_is(
    january: Period, changes: dict[str, object]
) -> None:
    close(january)
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        Period.objects.update(**changes)
    assert refused_by(refusal.value) == "accounting_period_fixed"


def test_a_period_is_not_closed_without_closing_first(january: Period) -> None:
    with pytest.raises(ValidationError):
        periods.close(january, **ACTOR)
    with pytest.raises(IntegrityError), transaction.atomic():
        Period.objects.update(state="closed")


def test_a_period_is_not_deleted(january: Period) -> None:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        Period.objects.all().delete()
    assert refused_by(refusal.value) == "accounting_period_kept"


def test_books_with_a_closed_period_are_sound(books: Books, january: Period) -> None:
    books.give(10_00)
    books.book(catalogue.reserve(1, books.dims()), on=date(2026, 1, 15))
    close(january)
    assert check_books.findings() == []
    assert Entry.objects.count() == 2


def test_a_closed_period_is_reopened_by_two_people_and_closed_again(
    books: Books, january: Period
) -> None:
    close(january)
    books.give(10_00)
    reopening.ask(january, reason=MISSING, **ACTOR)
    assert periods.booking_day(JANUARY) == date(2026, 2, 1)
    reopening.reopen(january, **FABIO)
    entry = books.book(catalogue.reserve(1, books.dims()), on=JANUARY)[0]
    assert entry.booked_on == JANUARY
    close(january)
    january.refresh_from_db()
    assert (january.state, january.reopening_asked_by, january.reopened_by) == ("closed", "", "")
    assert periods.booking_day(JANUARY) == date(2026, 2, 1)
    assert check_books.findings() == []
    told = Event.objects.filter(stream="config").order_by("-seq").values_list("action", flat=True)
    assert list(told[:4]) == ["close_period", "begin_closing", "reopen_period", "ask_reopening"]


def test_whoever_asked_does_not_sign_the_reopening(january: Period) -> None:
    close(january)
    with pytest.raises(ValidationError, match="Nobody has asked"):
        reopening.reopen(january, **FABIO)
    reopening.ask(january, reason=MISSING, **ACTOR)
    with pytest.raises(ValidationError, match="another person signs"):
        reopening.reopen(january, **ACTOR)
    with pytest.raises(ValidationError, match="asked for already"):
        reopening.ask(january, reason=MISSING, **FABIO)


def test_a_reopening_can_be_refused_and_asked_for_again(january: Period) -> None:
    close(january)
    reopening.ask(january, reason=MISSING, **ACTOR)
    reopening.keep_closed(january, **FABIO)
    with pytest.raises(ValidationError, match="Nobody has asked"):
        reopening.reopen(january, **FABIO)
    reopening.ask(january, reason=MISSING, **FABIO)
    reopening.reopen(january, **ACTOR)
    assert periods.stop_closing(periods.begin_closing(january, **ACTOR), **ACTOR).state == (
        "reopened"
    )


def test_only_a_closed_period_is_reopened(january: Period) -> None:
    with pytest.raises(ValidationError, match="not in the state"):
        reopening.ask(january, reason=MISSING, **ACTOR)


def test_what_is_claimed_keeps_its_period_closed(books: Books, january: Period) -> None:
    books.give(10_00)
    at = books.dims(part="tests.part:1")
    books.book(
        catalogue.commit(5_00, at, source=F.AVAILABLE),
        catalogue.make_payable(5_00, at, cost=G.VOUCHERS, creditor=G.PARTICIPANTS),
        catalogue.pay(5_00, at, creditor=G.PARTICIPANTS),
        on=JANUARY,
    )
    close(january)
    reopening.ask(january, reason=MISSING, **ACTOR)
    books.book(catalogue.claim(5_00, at), on=date(2026, 2, 3))
    with pytest.raises(ValidationError, match="in a claim or certified"):
        reopening.reopen(january, **FABIO)
    books.book(catalogue.unclaim(5_00, at), on=date(2026, 2, 4))
    assert reopening.reopen(january, **FABIO).state == "reopened"


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "reopened"},
        {"state": "reopened", "reopening_asked_by": GIULIA, "reopened_by": "people.user:x"},
        {"state": "reopened", "reopening_asked_by": GIULIA, "reopened_by": GIULIA},
    ],
)
def test_the_database_wants_both_signatures_in_the_trail(
    january: Period, changes: dict[str, str]
) -> None:
    close(january)
    reopening.ask(january, reason=MISSING, **ACTOR)
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        Period.objects.update(**changes)
    assert refused_by(refusal.value) == "accounting_period_signed_twice"


def test_signatures_of_an_earlier_reopening_do_not_count_again(january: Period) -> None:
    close(january)
    reopening.ask(january, reason=MISSING, **ACTOR)
    reopening.reopen(january, **FABIO)
    close(january)
    with pytest.raises(IntegrityError), transaction.atomic():
        Period.objects.update(
            state="reopened",
            reopening_reason=MISSING,
            reopening_asked_by=ACTOR["actor"],
            reopened_by=FABIO["actor"],
        )


def test_an_entry_that_slipped_in_while_the_period_was_closed_is_still_found(
    fresh_database: Database,
) -> None:
    books = open_books()
    january = month(date(2026, 1, 1), date(2026, 1, 31))
    close(january)
    with owner():
        drop_trigger("accounting_entry_period_closed", "accounting_entry")
        books.give(10_00)
        slip(books)
        reopening.ask(january, reason=MISSING, **ACTOR)
        reopening.reopen(january, **FABIO)
        found = check_books.findings()
    assert "it was booked after its period closed" in [each.sentence for each in found]


def slip(books: Books) -> None:
    """Book on a day of the closed period, past what chooses the day."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(periods, "booking_day", lambda on: on)
        books.book(catalogue.reserve(1, books.dims()), on=JANUARY)
