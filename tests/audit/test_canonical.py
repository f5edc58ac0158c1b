"""One text for one meaning, and envelopes that open only in their place."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.canonical import NotCanonical, canonical
from audit.envelope import BrokenEnvelope, commitment, new_key, open_value, seal_value

KEY, OTHER = b"k" * 32, b"o" * 32
PLACE = "people.participant:01/identity"


class Role(StrEnum):
    OFFICER = "grant_officer"


def test_the_order_of_keys_does_not_matter() -> None:
    assert canonical({"b": 1, "a": [True, None, "è"]}) == '{"a":[true,null,"è"],"b":1}'


def test_an_instant_is_the_same_in_every_zone() -> None:
    rome = timezone(timedelta(hours=1))
    assert canonical(datetime(2026, 11, 18, 10, 30, tzinfo=rome)) == canonical(
        datetime(2026, 11, 18, 9, 30, tzinfo=UTC)
    )
    assert canonical(datetime(2026, 11, 18, 9, tzinfo=UTC)) == '"2026-11-18T09:00:00.000000Z"'


def test_dates_roles_and_tuples_have_their_text() -> None:
    assert canonical({"on": date(2026, 11, 18), "by": Role.OFFICER, "of": (1, 2)}) == (
        '{"by":"grant_officer","of":[1,2],"on":"2026-11-18"}'
    )


@pytest.mark.parametrize(
    "value",
    [
        1.5,
        float("nan"),
        Decimal("1.50"),
        datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None),
        {1: "a"},
        {"a": b"x"},
        {1, 2},
        "half a \ud800 character",
        {"\udfff": 1},
    ],
)
def test_what_has_no_exact_text_is_refused(value: object) -> None:
    with pytest.raises(NotCanonical):
        canonical({"deep": [value]})


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner),
)


@given(plain)
@pytest.mark.slow
def test_whatever_json_can_hold_comes_back_the_same(value: object) -> None:
    text = canonical(value)
    assert json.loads(text) == value
    assert canonical(json.loads(text)) == text


@given(st.binary(), st.text(st.characters(codec="utf-8")))
def test_what_was_sealed_opens_again_in_its_place(plain: bytes, place: str) -> None:
    assert open_value(seal_value(plain, key=KEY, context=place), key=KEY, context=place) == plain


def test_a_sealed_value_shows_nothing_and_is_different_each_time() -> None:
    sealed = [seal_value(b"Samir", key=KEY, context=PLACE) for _ in range(2)]
    assert sealed[0] != sealed[1]
    assert b"Samir" not in sealed[0]


def test_every_single_changed_bit_is_noticed() -> None:
    sealed = seal_value(b"Samir", key=KEY, context=PLACE)
    for place in range(len(sealed) * 8):
        changed = bytearray(sealed)
        changed[place // 8] ^= 1 << place % 8
        with pytest.raises(BrokenEnvelope):
            open_value(bytes(changed), key=KEY, context=PLACE)


@pytest.mark.parametrize(
    ("key", "context"), [(OTHER, PLACE), (KEY, "people.participant:02/identity")]
)
def test_a_value_does_not_open_elsewhere_or_with_another_key(key: bytes, context: str) -> None:
    with pytest.raises(BrokenEnvelope):
        open_value(seal_value(b"Samir", key=KEY, context=PLACE), key=key, context=context)


@pytest.mark.parametrize("sealed", [b"", b"\x01", b"\x01" + b"n" * 12, b"\x02" + b"n" * 40])
def test_what_is_no_envelope_is_refused(sealed: bytes) -> None:
    with pytest.raises(BrokenEnvelope):
        open_value(sealed, key=KEY, context=PLACE)


def test_a_short_key_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        seal_value(b"x", key=b"short", context=PLACE)


def test_a_commitment_binds_to_value_key_and_place() -> None:
    def commit(value: str = "RSSMRA80A01H501U", key: bytes = KEY, context: str = PLACE) -> str:
        return commitment(value, key=key, context=context)

    assert commit() == commit()
    assert len({commit(), commit(value="x"), commit(key=OTHER), commit(context="other")}) == 4
    assert len(commit()) == 64


def test_new_keys_are_long_and_all_different() -> None:
    assert {len(new_key()) for _ in range(10)} == {32}
    assert len({new_key() for _ in range(100)}) == 100
