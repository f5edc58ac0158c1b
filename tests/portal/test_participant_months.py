"""The participant's months, account and readings, asked as a telephone asks them."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.urls import reverse

from audit.models import Event
from documents.models import Evidence
from dote.models import Month
from dote.models.offer import ServiceKind
from dote.states import MonthState
from lifecycle.engine import perform
from people.models import BankAccount
from portal.keys import new_key
from tests import cast
from tests.dote_path import DotePath, path
from tests.portal.asking import day_of, opened, pdf, send, text_of
from tests.portal.visits import signed_in
from tests.world import World
from treasury.models import IbanChange


@pytest.fixture
def way(world: World) -> DotePath:
    return path(world)


def internship(way: DotePath) -> Month:
    return next(m for m in way.months() if m.line.offer.kind == ServiceKind.INTERNSHIP)


def rent(way: DotePath) -> Month:
    return next(m for m in way.months() if m.line.offer.kind == ServiceKind.RENT)


# --- months -------------------------------------------------------------------------------------


@pytest.fixture
def running(way: DotePath) -> DotePath:
    way.start_services()
    return way


@pytest.fixture
def after_november(world: World) -> Iterator[None]:
    with day_of(date(2026, 12, 2)):
        yield


@pytest.mark.usefixtures("after_november")
def test_samir_sends_the_receipt_of_his_rent_in_one_go(world: World, running: DotePath) -> None:
    month = rent(running)
    answer = send(world.samir, "own_month", month.pk, row=month, file=pdf(), cents="250,00")
    assert answer.status_code == 302
    sent = rent(running)
    assert (sent.state, sent.declared_cents) == (MonthState.REPORTED, 250_00)
    assert "Being checked" in opened(world.samir, "own_month", month.pk)


@pytest.mark.usefixtures("after_november")
def test_samir_ticks_his_days_on_the_calendar(world: World, running: DotePath) -> None:
    month = internship(running)
    assert 'value="2026-11-02"' in opened(world.samir, "own_month", month.pk)
    days = [(month.starts_on + timedelta(days=each)).isoformat() for each in range(1, 19)]
    typed = {"file": pdf(), "days": days, "expected": "20"}
    assert send(world.samir, "own_month", month.pk, row=month, **typed).status_code == 302
    assert internship(running).declared == days
    assert internship(running).expected_days == 20


@pytest.mark.usefixtures("after_november")
@pytest.mark.parametrize("amount", ["1_000", "NaN", "-5", "1,234", ""])
def test_an_amount_that_is_none_is_refused_and_stays_as_typed(
    amount: str, world: World, running: DotePath
) -> None:
    month = rent(running)
    answer = send(world.samir, "own_month", month.pk, row=month, file=pdf(), cents=amount)
    assert answer.status_code == 422
    assert f'value="{amount}"' in text_of(answer) or amount == ""
    assert rent(running).state == MonthState.OPEN
    assert not Evidence.objects.as_system().filter(subject=month.label).exists()


@pytest.mark.usefixtures("after_november")
def test_when_the_month_is_refused_the_file_is_not_kept_either(
    world: World, running: DotePath
) -> None:
    month = internship(running)
    days = [(month.starts_on + timedelta(days=each)).isoformat() for each in range(10)]
    typed = {"file": pdf(), "days": days, "expected": "5"}
    answer = send(world.samir, "own_month", month.pk, row=month, **typed)
    assert answer.status_code == 422
    assert "More days of attendance than expected days." in text_of(answer)
    assert 'value="2026-11-03" checked' in text_of(answer)
    assert "Choose the file again" in text_of(answer)
    assert not Evidence.objects.as_system().filter(subject=month.label).exists()


def test_a_month_that_still_runs_is_not_sent(world: World, running: DotePath) -> None:
    month = rent(running)
    assert "The month runs until 30/11/2026" in opened(world.samir, "own_month", month.pk)
    answer = send(world.samir, "own_month", month.pk, row=month, file=pdf(), cents="250")
    assert answer.status_code == 422
    assert not Evidence.objects.as_system().filter(subject=month.label).exists()


@pytest.mark.usefixtures("after_november")
def test_a_second_tap_sends_the_month_once(world: World, running: DotePath) -> None:
    month, key = rent(running), new_key()
    for _tap in range(2):
        answer = send(
            world.samir, "own_month", month.pk, row=month, key=key, file=pdf(), cents="250"
        )
        assert answer.status_code == 302
    assert Evidence.objects.as_system().filter(subject=month.label).count() == 1
    done = Event.objects.filter(stream=running.dote.label, subject=month.label, action="report")
    assert done.count() == 1


@pytest.mark.usefixtures("after_november")
@pytest.mark.slow
def test_a_month_sent_back_says_why_and_takes_the_same_file_again(
    world: World, running: DotePath
) -> None:
    month = rent(running)
    send(world.samir, "own_month", month.pk, row=month, file=pdf(), cents="250")
    perform(
        rent(running).send_back,
        by=world.anna,
        on=date(2026, 12, 2),
        reason="signature_missing",
    )
    assert "A signature is missing" in opened(world.samir, "own_month", month.pk)
    assert "came back" in opened(world.samir, "participant_home")
    kept = Evidence.objects.as_system().get(subject=month.label)
    again = rent(running)
    answer = send(world.samir, "own_month", month.pk, row=again, kept=kept.pk, cents="250")
    assert answer.status_code == 302
    assert rent(running).state == MonthState.REPORTED


# --- the account --------------------------------------------------------------------------------


def test_samir_asks_to_be_paid_on_another_account(world: World) -> None:
    typed = {"iban": cast.NEW_IBAN, "holder": "on"}
    assert send(world.samir, "own_account", **typed).status_code == 302
    assert IbanChange.objects.as_system().get().participant == world.person("samir")
    text = opened(world.samir, "own_account")
    assert "you asked for another account" in text
    assert cast.NEW_IBAN not in text


def test_a_second_tap_asks_for_the_account_once(world: World) -> None:
    typed = {"iban": cast.NEW_IBAN, "holder": "on", "key": new_key()}
    for _tap in range(2):
        assert send(world.samir, "own_account", **typed).status_code == 302
    assert IbanChange.objects.as_system().count() == 1


def test_an_iban_that_does_not_exist_is_told_and_stays_as_typed(world: World) -> None:
    before = BankAccount.objects.as_system().count()
    answer = send(world.samir, "own_account", iban="IT00 X000 ERROR", holder="on")
    assert answer.status_code == 422
    assert "This IBAN does not exist" in text_of(answer)
    assert "IT00 X000 ERROR" in text_of(answer)
    assert BankAccount.objects.as_system().count() == before


# --- one's own, and nobody else's ----------------------------------------------------------------


@pytest.mark.slow
def test_samir_sees_who_looked_at_his_file_and_why(world: World, way: DotePath) -> None:
    dote = way.submit()
    signed_in(world.anna).get(reverse("dote", args=[dote.pk]))
    text = opened(world.samir, "own_readings")
    assert "Grant officer" in text
    assert world.puglia.name in text
    assert "to work on your application" in text
    assert world.anna.name not in text


def test_what_happened_is_told_in_plain_words_without_names(world: World, way: DotePath) -> None:
    dote = way.take_charge()
    text = opened(world.samir, "own_dote", dote.pk)
    assert "An officer took the file" in text
    assert world.anna.name not in text


def test_samir_leads_back_to_his_own_page_after_withdrawing(world: World, way: DotePath) -> None:
    dote = way.submit()
    answer = send(world.samir, "step", "dote.dote", dote.pk, "withdraw", row=dote)
    assert answer.headers["Location"] == reverse("own_dote", args=[dote.pk])


@pytest.mark.parametrize(
    "name", ["own_dote", "own_pact", "apply_permit", "apply_review", "apply_receipt", "own_month"]
)
def test_another_persons_pages_do_not_exist(name: str, world: World, way: DotePath) -> None:
    way.start_services()
    pk = rent(way).pk if name == "own_month" else way.dote.pk
    assert signed_in(world.amina).get(reverse(name, args=[pk])).status_code == 404
    assert send(world.amina, name, pk).status_code in (404, 405)


@pytest.mark.slow
def test_looking_at_ones_own_file_is_not_recorded_as_a_reading(world: World, way: DotePath) -> None:
    way.submit()
    opened(world.samir, "participant_home")
    opened(world.samir, "own_dote", way.dote.pk)
    assert not Event.objects.filter(stream__startswith="reading:").exists()
