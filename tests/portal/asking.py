"""Asks pages as a browser does, and stops the clock on a day: for the tests of people's pages."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse

from audit import clock
from people.models import User
from portal.keys import new_key
from tests.dote_path import PDF
from tests.portal.visits import signed_in

ROME = ZoneInfo("Europe/Rome")


def day_of(on: date) -> Any:
    return clock.fixed(datetime(on.year, on.month, on.day, 10, tzinfo=ROME), name="test")


def text_of(answer: HttpResponse) -> str:
    return answer.content.decode().replace("\u00a0", " ").replace("&#x27;", "'")


def opened(user: User, name: str, *args: str) -> str:
    answer = signed_in(user).get(reverse(name, args=args))
    assert answer.status_code == 200, answer.status_code
    return text_of(answer)


def send(user: User, name: str, *args: str, row: Any = None, **typed: Any) -> HttpResponse:
    body = {"key": new_key(), "version": "" if row is None else row.last_seq} | typed
    answer: HttpResponse = signed_in(user).post(reverse(name, args=args), body)
    return answer


def pdf(name: str = "foto.pdf", extra: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF + extra)
