"""How stories are told, on which figures, and when the demonstration is refused."""

import io
from datetime import date
from decimal import Decimal

import pypdf
import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from audit import clock
from config.demonstration import accounts, sources
from config.demonstration.papers import pdf
from config.demonstration.persons import PERSONS, iban
from config.demonstration.telling import Day, Story, tell
from programme.fiscal_code import agrees_with_birth, clean_fiscal_code
from programme.iban import clean_iban
from programme.money import to_cents
from tests.world import World

FRIDAY, SATURDAY, MONDAY = date(2026, 11, 13), date(2026, 11, 14), date(2026, 11, 16)


def _note(days: list[date], into: list[tuple[str, date]], name: str) -> Story:
    for on in days:
        day = yield on
        into.append((name, day.on))


def test_stories_are_told_by_day_and_nobody_works_on_a_saturday() -> None:
    noted: list[tuple[str, date]] = []
    tell(
        [_note([SATURDAY, MONDAY], noted, "samir"), _note([FRIDAY], noted, "amina")],
        until=MONDAY,
    )
    assert noted == [("amina", FRIDAY), ("samir", MONDAY), ("samir", MONDAY)]


def test_what_would_come_later_does_not_happen() -> None:
    noted: list[tuple[str, date]] = []
    tell([_note([FRIDAY, MONDAY], noted, "samir")], until=FRIDAY)
    assert noted == [("samir", FRIDAY)]


def test_each_deed_of_a_day_is_later_than_the_one_before() -> None:
    day = Day(MONDAY)
    instants = []
    for _deed in range(3):
        with day.minute():
            assert (clock.today(), clock.name()) == (MONDAY, "demonstration")
            instants.append(clock.now())
    assert instants == sorted(set(instants))


def test_invented_papers_say_what_they_are() -> None:
    read = pypdf.PdfReader(io.BytesIO(pdf(["Ricevuta d'affitto inventata", "(nessuno)"])))
    text = read.pages[0].extract_text()
    assert "Ricevuta d'affitto inventata" in text
    assert "(nessuno)" in text


def test_invented_people_have_codes_and_accounts_with_right_check_signs() -> None:
    for number, person in enumerate(PERSONS, start=1):
        code = clean_fiscal_code(person.fiscal_code)
        assert agrees_with_birth(code, date.fromisoformat(person.born))
        assert clean_iban(iban(number)) == iban(number)


@pytest.mark.parametrize(
    ("notice", "endowment"),
    [("SICILIA-66", 6_192_00), ("PUOI-2019", 5_940_00), ("DOTE-2026", 6_781_42)],
)
def test_the_services_of_a_call_add_up_to_its_endowment(notice: str, endowment: int) -> None:
    prices = next(each.prices for each in sources.NOTICES if each.code == notice)
    assert sum(to_cents(Decimal(price.ceiling)) for price in prices) == endowment


def test_the_code_of_this_half_minute_is_that_of_the_standard(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # RFC 6238, appendix B: the secret 12345678901234567890 at 59 seconds gives 94287082.
    monkeypatch.setattr(accounts.auth.time, "time", lambda: 59)
    assert accounts.code("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ") == "287082"


def test_a_database_with_something_in_it_is_refused(world: World) -> None:
    with pytest.raises(CommandError, match="into an empty database only"):
        call_command("demonstration")


@pytest.mark.django_db
@pytest.mark.parametrize("command", [["demonstration"], ["totp", "anna@example.invalid"]])
def test_an_installation_that_is_no_demonstration_refuses(
    command: list[str],
) -> None:
    with (
        override_settings(DEMONSTRATION=False),
        pytest.raises(CommandError, match="demonstration"),
    ):
        call_command(*command)


@pytest.mark.django_db
def test_who_asks_for_accounts_before_there_are_any_is_told_how_to_have_them(
    capsys: pytest.CaptureFixture[str],
) -> None:
    call_command("demonstration", "--accounts")
    assert "manage.py demonstration loads it" in capsys.readouterr().out
