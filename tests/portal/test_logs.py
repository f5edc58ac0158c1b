"""Log lines find the request and name nobody (promise R24)."""

import logging
import sys

import pytest
from django.test import Client

from lifecycle.orders import request_id
from portal import references
from portal.logs import DiscreetFormatter, without_persons


@pytest.mark.parametrize(
    "planted",
    [
        "BNLSMR94C12Z330M",
        "bnlsmr94c12z330m",
        "BNLSMRVQCMNZPPMM"[:6] + "9QC1NZ33LM",
        "IT60X0542811101000000123456",
        "IT60 X054 2811 1010 0000 0123 456",
        "samir@example.invalid",
        "+39 333 1234567",
        "3331234567",
    ],
)
def test_what_identifies_a_person_never_reaches_the_log(planted: str) -> None:
    for line in (f"could not pay {planted} today", f"/cerca?q={planted}&x=1", f"[{planted!r}]"):
        assert planted not in without_persons(line)


def test_what_serves_to_find_the_fault_stays() -> None:
    line = "2026-11-22 10:19:25,120 ERROR dote.dote:01J9ZK DOT-2026-000417 line 123 in steps.py"
    assert without_persons(line) == line


def test_a_traceback_is_masked_like_the_line() -> None:
    formatter = DiscreetFormatter("%(reference)s %(message)s")
    reference = references.begin()
    try:
        raise ValueError("DETAIL: Key (email)=(samir@example.invalid) already exists.")
    except ValueError:
        record = logging.LogRecord("x", 40, "f", 1, "failed", (), sys.exc_info())
    text = formatter.format(record)
    assert text.startswith(f"{reference} failed")
    assert "samir" not in text
    assert "ValueError" in text


def test_references_can_be_told_on_the_telephone() -> None:
    made = {references.new_reference() for _ in range(100)}
    assert len(made) == 100
    assert not set("".join(made)) & set("ILOU")


@pytest.mark.django_db
def test_what_happens_after_a_request_does_not_bear_its_reference(client: Client) -> None:
    assert client.get("/accessibilita/").headers["X-Request-Id"]
    assert request_id.get() == ""
