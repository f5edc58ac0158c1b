"""The operator's pages: registering, following a person, the plan, and the sheet of a month."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit import clock
from audit.models import Event
from documents.models import Evidence
from dote.models import Dote, Month
from dote.models.offer import ServiceKind
from dote.states import DoteState, MonthState
from people.identity import reveal
from people.models import ActionPlanVersion, CaseFile, Consent, Participant, User
from portal.keys import new_key
from tests import cast
from tests.dote_path import PDF, DotePath, path
from tests.portal.asking import opened, send, text_of
from tests.portal.visits import signed_in
from tests.world import World
from treasury.models import IbanChange

FATOU = {
    "given_name": "Fatou",
    "family_name": "Sarr",
    "birth_date": "04/05/1996",
    "citizenship": "sn",
    "fiscal_code": "",
    "language": "fr",
    "phone": "+39 000 0000009",
    "protected": "on",
    "notice": "on",
    "delegation": "on",
}
PROVISIONAL = "99999999057"


def register(world: World, **other: Any) -> HttpResponse:
    typed = FATOU | {"operation": world.operation.pk} | other
    return send(world.marta, "person_new", **typed)


def person_at(answer: HttpResponse) -> Participant:
    pk = answer.headers["Location"].rstrip("/").rpartition("/")[2]
    found: Participant = Participant.objects.as_system().get(pk=pk)
    return found


# --- registering ---------------------------------------------------------------------------------


def test_marta_registers_fatou_in_one_sitting(world: World) -> None:
    person = person_at(register(world))
    assert reveal(person).full_name == "Fatou Sarr"
    assert (person.language, person.partner) == ("fr", world.puglia)
    kinds = set(
        Consent.objects.as_system().filter(participant=person).values_list("kind", flat=True)
    )
    assert kinds == {"privacy_notice", "delegation"}
    assert CaseFile.objects.as_system().get(participant=person).case_manager == world.marta
    assert "Fatou Sarr" in opened(world.marta, "person", person.pk)


def test_a_provisional_fiscal_code_of_eleven_digits_is_taken(world: World) -> None:
    person = person_at(register(world, fiscal_code=PROVISIONAL))
    assert reveal(person).fiscal_code == PROVISIONAL


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("fiscal_code", "BNLSMR94C12Z330X"),
        ("fiscal_code", "12345"),
        ("birth_date", "31/02/1996"),
        ("birth_date", "01/01/2030"),
        ("citizenship", "Senegal"),
        ("given_name", ""),
    ],
)
def test_what_is_wrong_is_told_and_everything_typed_stays(
    field: str, typed: str, world: World
) -> None:
    before = Participant.objects.as_system().count()
    answer = register(world, **{field: typed})
    text = text_of(answer)
    assert answer.status_code == 422
    assert "error-summary" in text
    assert f'value="{typed}"' in text or typed == ""
    assert 'value="Sarr"' in text
    assert Participant.objects.as_system().count() == before


def test_nobody_is_registered_without_the_privacy_notice(world: World) -> None:
    answer = register(world, notice="")
    assert answer.status_code == 422
    assert "privacy notice" in text_of(answer)


def test_samir_in_another_spelling_is_recognised_with_the_reasons(world: World) -> None:
    answer = register(
        world, given_name="Sameer", family_name="Ben Ali", birth_date="12/03/1994", fiscal_code=""
    )
    text = text_of(answer)
    assert answer.status_code == 422
    assert world.person("samir").pseudonym in text
    assert "the name sounds the same" in text
    assert 'value="Sameer"' in text


def test_of_a_person_of_another_region_only_the_office_is_told(world: World) -> None:
    answer = register(world, fiscal_code=cast.YUSUF.fiscal_code)
    text = text_of(answer)
    assert answer.status_code == 422
    assert f"ask the office of {world.sicilia.name}" in text
    assert world.person("yusuf").pseudonym not in text
    assert "same fiscal code" not in text


def test_a_code_made_for_another_birth_date_is_looked_at_twice(world: World) -> None:
    typed = {"fiscal_code": "RSSMRA85T10A562S", "birth_date": "04/05/1996"}
    answer = register(world, **typed)
    assert answer.status_code == 422
    assert "another birth date" in text_of(answer)
    assert register(world, **typed, same_person="on").status_code == 302


def test_a_second_click_registers_once(world: World) -> None:
    key, before = new_key(), Participant.objects.as_system().count()
    first, second = register(world, key=key), register(world, key=key, same_person="on")
    assert first.headers["Location"] == second.headers["Location"]
    assert Participant.objects.as_system().count() == before + 1


# --- the person's page ---------------------------------------------------------------------------


def test_opening_a_person_is_recorded_with_its_reason(world: World) -> None:
    samir = world.person("samir")
    text = opened(world.marta, "person", samir.pk)
    assert cast.SAMIR.fiscal_code in text
    event = Event.objects.get(stream=f"reading:{samir.pk}")
    assert '"reason":"person_page"' in event.content


@pytest.mark.parametrize("name", ["person", "person_account", "plan_new"])
def test_a_person_of_another_region_does_not_exist(name: str, world: World) -> None:
    yusuf = world.person("yusuf")
    assert signed_in(world.marta).get(reverse(name, args=[yusuf.pk])).status_code == 404
    assert not Event.objects.filter(stream=f"reading:{yusuf.pk}").exists()


def test_marta_finds_samir_by_a_name_in_another_script(world: World) -> None:
    answer = send(world.marta, "persons", q="سمير")
    assert answer.headers["Location"] == reverse("person", args=[world.person("samir").pk])


def test_the_list_shows_pseudonyms_and_no_names(world: World) -> None:
    text = opened(world.marta, "persons")
    assert world.person("samir").pseudonym in text
    assert "Benali" not in text
    assert world.person("yusuf").pseudonym not in text


@pytest.mark.slow
def test_the_list_asks_the_same_number_of_questions_for_two_persons_and_for_twenty(
    world: World,
) -> None:
    few = _queries(world.marta, reverse("persons"))
    for number in range(18):
        month, year = 1 + number % 12, 1960 + number
        names = {"given_name": f"Nome{chr(65 + number)}", "family_name": f"Cogn{chr(75 + number)}x"}
        birth = f"01/{month:02d}/{year}"
        assert register(world, **names, birth_date=birth, same_person="on").status_code == 302
    assert _queries(world.marta, reverse("persons")) <= few


def _queries(user: User, address: str) -> int:
    client = signed_in(user)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_marta_takes_and_withdraws_a_consent(world: World) -> None:
    amina = world.person("amina")
    assert send(world.marta, "consent_give", amina.pk, kind="delegation").status_code == 302
    consent = Consent.objects.as_system().get(participant=amina, kind="delegation")
    send(world.marta, "consent_withdraw", amina.pk, consent=consent.pk)
    consent.refresh_from_db()
    assert consent.withdrawn_on == date(2026, 11, 18)


def test_marta_applies_for_amina(world: World) -> None:
    path(world)
    amina = world.person("amina")
    answer = send(world.marta, "apply_for", amina.pk, call=world.call.pk)
    dote = Dote.objects.as_system().get(participant=amina)
    assert answer.headers["Location"] == reverse("dote", args=[dote.pk])
    again = send(world.marta, "apply_for", amina.pk, call=world.call.pk)
    assert again.headers["Location"] == answer.headers["Location"]
    assert dote.state == DoteState.DRAFT


def test_a_wrong_iban_is_told_and_stays_and_a_right_one_is_asked_for(world: World) -> None:
    samir = world.person("samir")
    wrong = send(world.marta, "person_account", samir.pk, iban="IT38 G999", holder="on")
    assert wrong.status_code == 422
    assert "IT38 G999" in text_of(wrong)
    right = send(world.marta, "person_account", samir.pk, iban=cast.NEW_IBAN, holder="on")
    assert right.status_code == 302
    assert IbanChange.objects.as_system().get().participant == samir


# --- the plan ------------------------------------------------------------------------------------


def a_plan(world: World, **other: Any) -> dict[str, Any]:
    return {
        "case_file": world.case_file("samir").pk,
        "needs": "A room\nWork with a contract",
        "goals": "Leave the settlement",
        "step_1": "Rent a room",
        "service_1": "rent",
        "from_1": "01/12/2026",
        "to_1": "30/11/2027",
        "review_on": "01/03/2027",
    } | other


@pytest.mark.slow
def test_marta_writes_the_plan_and_both_sign_it(world: World) -> None:
    samir = world.person("samir")
    answer = send(world.marta, "plan_new", samir.pk, **a_plan(world))
    version = ActionPlanVersion.objects.as_system().get()
    assert answer.headers["Location"] == reverse("plan", args=[version.pk])
    text = opened(world.marta, "plan", version.pk)
    assert "Work with a contract" in text
    send(world.marta, "plan", version.pk, person="1", means="pen")
    send(world.marta, "plan", version.pk, operator="1")
    version.refresh_from_db()
    assert version.is_signed
    assert "Signed by both" in opened(world.marta, "plan", version.pk)
    assert "Leave the settlement" in opened(world.marta, "plan_new", samir.pk)


def test_a_plan_without_goals_or_steps_is_refused_and_stays_as_written(world: World) -> None:
    samir = world.person("samir")
    answer = send(world.marta, "plan_new", samir.pk, **a_plan(world, goals="", step_1=""))
    assert answer.status_code == 422
    assert "Work with a contract" in text_of(answer)
    assert not ActionPlanVersion.objects.as_system().exists()


def test_an_operator_cannot_use_the_persons_one_time_code(world: World) -> None:
    version = world.signed_plan("samir")
    assert send(world.marta, "plan", version.pk, person="1", means="otp").status_code == 302
    assert send(world.nino, "plan", version.pk, operator="1").status_code == 404


# --- the sheet of a month ------------------------------------------------------------------------


@pytest.fixture
def running(world: World) -> DotePath:
    way = path(world)
    way.start_services()
    return way


def after_november() -> Any:
    return clock.fixed(datetime(2026, 12, 2, 10, tzinfo=ZoneInfo("Europe/Rome")), name="test")


def month_of(way: DotePath, kind: ServiceKind) -> Month:
    return next(month for month in way.months() if month.line.offer.kind == kind)


def test_marta_reports_the_attendance_of_a_month_in_one_go(world: World, running: DotePath) -> None:
    month = month_of(running, ServiceKind.INTERNSHIP)
    days = [(month.starts_on + timedelta(days=each)).isoformat() for each in range(1, 20)]
    with after_november():
        assert 'name="days" value="2026-11-02"' in opened(world.marta, "month_sheet", month.pk)
        file = SimpleUploadedFile("registro.pdf", PDF)
        typed = {"file": file, "days": days, "expected": "21"}
        answer = send(world.marta, "month_sheet", month.pk, row=month, **typed)
    assert answer.headers["Location"] == reverse("month", args=[month.pk])
    told = month_of(running, ServiceKind.INTERNSHIP)
    assert (told.state, told.declared, told.expected_days) == (MonthState.REPORTED, days, 21)


def test_without_the_register_nothing_is_reported_and_the_days_stay(
    world: World, running: DotePath
) -> None:
    month = month_of(running, ServiceKind.INTERNSHIP)
    typed = {"days": ["2026-11-02", "2026-11-03"], "expected": "20"}
    with after_november():
        answer = send(world.marta, "month_sheet", month.pk, row=month, **typed)
    assert answer.status_code == 422
    assert 'value="2026-11-03" checked' in text_of(answer)
    assert month_of(running, ServiceKind.INTERNSHIP).state == MonthState.OPEN
    assert not Evidence.objects.as_system().filter(subject=month.label).exists()


def test_a_sheet_that_is_stale_shows_what_changed(world: World, running: DotePath) -> None:
    month = month_of(running, ServiceKind.RENT)
    typed = {"file": SimpleUploadedFile("a.pdf", PDF), "cents": "250"}
    with after_november():
        answer = send(world.marta, "month_sheet", month.pk, version=month.last_seq - 1, **typed)
    assert answer.status_code == 409
    assert not Evidence.objects.as_system().filter(subject=month.label).exists()


def test_the_operator_of_another_region_does_not_find_the_sheet(
    world: World, running: DotePath
) -> None:
    month = month_of(running, ServiceKind.RENT)
    assert signed_in(world.nino).get(reverse("month_sheet", args=[month.pk])).status_code == 404
