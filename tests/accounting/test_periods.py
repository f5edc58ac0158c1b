"""A closed period stays closed: what belongs there is booked on the first open day."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounting import catalogue, check_books, periods, refusals
from accounting.models import Entry, Period
from audit.models import Event
from audit.triggers import refused_by
from tests.accounting.books import GIULIA, Books

ACTOR = {"actor": GIULIA, "role": "finance"}


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
