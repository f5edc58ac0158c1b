"""Identifiers, labels, clock and entropy."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from audit import clock, entropy
from audit.fields import IdField
from audit.identifiers import is_id, new_id
from audit.labels import LabelField, label, split
from audit.models import StreamHead

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)


def test_identifiers_made_later_sort_later() -> None:
    made = []
    for minute in range(50):
        with clock.fixed(NOON + timedelta(minutes=minute)):
            made.append(new_id())
    assert made == sorted(made)


def test_ten_thousand_identifiers_of_one_instant_differ() -> None:
    with clock.fixed(NOON):
        made = {new_id() for _ in range(10_000)}
    assert len(made) == 10_000
    assert all(is_id(identifier) for identifier in made)


def test_the_demonstration_makes_the_same_identifiers_at_every_run() -> None:
    def run() -> list[str]:
        with clock.fixed(NOON), entropy.seeded("demonstration"):
            return [new_id() for _ in range(5)]

    assert run() == run()


@pytest.mark.parametrize("text", ["", "01J", "8" + "0" * 25, "0" * 25 + "U", "0" * 25 + "o"])
def test_what_is_no_identifier_is_told_apart(text: str) -> None:
    assert not is_id(text)


def test_without_a_seed_no_two_draws_agree() -> None:
    assert len({entropy.random_bytes(16) for _ in range(1000)}) == 1000


def test_the_real_clock_says_so_and_does_not_run_backwards() -> None:
    assert clock.name() == "system"
    assert clock.now() <= clock.now()
    assert clock.now().tzinfo is UTC


def test_a_stopped_clock_says_that_it_is_stopped_and_starts_again() -> None:
    with clock.fixed(NOON):
        assert (clock.now(), clock.name()) == (NOON, "demonstration")
        with clock.fixed(NOON + timedelta(days=1), name="test"):
            assert clock.name() == "test"
        assert clock.now() == NOON
    assert clock.name() == "system"


def test_midnight_in_rome_is_a_new_day_although_london_is_still_yesterday() -> None:
    with clock.fixed(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)):
        assert clock.today() == date(2026, 7, 2)
    with clock.fixed(datetime(2026, 12, 31, 22, 30, tzinfo=UTC)):
        assert clock.today() == date(2026, 12, 31)


def test_the_clock_answers_in_utc_whatever_zone_it_was_stopped_in() -> None:
    with clock.fixed(NOON.astimezone(timezone(timedelta(hours=5)))):
        assert clock.now().utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("instant", "name"), [(NOON.replace(tzinfo=None), "demonstration"), (NOON, "system")]
)
def test_a_clock_cannot_be_stopped_vaguely_or_under_the_real_name(
    instant: datetime, name: str
) -> None:
    with pytest.raises(ValueError, match="clock"), clock.fixed(instant, name=name):
        pass


def test_a_label_names_a_row_and_comes_apart_again() -> None:
    text = label(StreamHead(stream="config"))
    assert text == "audit.streamhead:config"
    assert split(text) == ("audit.streamhead", "config")
    assert split("auth:people.user:01") == ("auth", "people.user:01")


@pytest.mark.parametrize("text", ["", "dote.dote", ":01", "story.case:"])
def test_what_is_no_label_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="label"):
        split(text)


def test_a_row_without_identifier_has_no_label() -> None:
    with pytest.raises(ValueError, match="identifier"):
        label(StreamHead(pk=None))


def test_migrations_do_not_repeat_what_never_varies() -> None:
    assert IdField().deconstruct()[3] == {}
    assert LabelField().deconstruct()[3] == {}
    field = IdField()
    assert (field.primary_key, field.max_length, field.editable) == (True, 26, False)
