"""The participant's pages, asked as a telephone asks them: the whole path, and what is refused."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from documents.models import Evidence
from dote.models import Dote
from dote.states import DoteState
from lifecycle.engine import perform
from people import case_files
from people.models import Consent, User
from people.roles import Role
from portal.keys import new_key
from tests import cast
from tests.dote_path import AWARDED, REPORTED, DotePath, path
from tests.portal.asking import day_of, opened, pdf, send, text_of
from tests.portal.visits import signed_in
from tests.world import World


@pytest.fixture
def way(world: World) -> DotePath:
    return path(world)


@pytest.fixture
def on_the_day(world: World) -> Iterator[None]:
    """Let it be the day on which the award can be signed."""
    with day_of(AWARDED):
        yield


# --- the one sentence ---------------------------------------------------------------------------


def test_who_has_no_application_is_told_that_they_can_apply(world: World, way: DotePath) -> None:
    text = opened(world.samir, "participant_home")
    assert "You can apply for" in text
    assert reverse("apply") in text
    assert "Hello Samir" in text


def test_who_began_is_told_to_photograph_the_permit_next(world: World, way: DotePath) -> None:
    dote = way.open()
    assert reverse("apply_permit", args=[dote.pk]) in opened(world.samir, "participant_home")


@pytest.mark.slow
def test_who_applied_is_told_who_has_the_file_and_since_when(world: World, way: DotePath) -> None:
    way.submit()
    text = opened(world.samir, "participant_home")
    assert "since 06/10/2026" in text
    assert "Nothing to do now" in text
    way.do("take_charge", world.anna, date(2026, 10, 7), no_conflict=True)
    assert "since 07/10/2026" in opened(world.samir, "participant_home")


def test_who_was_awarded_is_told_to_sign_and_until_when(world: World, way: DotePath) -> None:
    dote = way.award()
    text = opened(world.samir, "participant_home")
    assert "1.500,00 €" in text
    assert "19/11/2026" in text
    assert reverse("own_pact", args=[dote.pk]) in text


def test_who_missed_the_last_day_is_told_to_call(world: World, way: DotePath) -> None:
    way.award()
    with day_of(date(2026, 11, 25)):
        assert "was to be signed by 19/11/2026" in opened(world.samir, "participant_home")


@pytest.mark.slow
def test_who_has_a_month_to_send_is_told_which_paper_and_how_much(
    world: World, way: DotePath
) -> None:
    way.start_services()
    assert "from 01/12/2026" in opened(world.samir, "participant_home")
    with day_of(date(2026, 12, 2)):
        text = opened(world.samir, "participant_home")
    assert "November 2026, by Tuesday 15/12/2026" in text
    assert "250,00 €" in text


def test_who_is_late_with_a_month_is_told_to_send_it_now(world: World, way: DotePath) -> None:
    way.start_services()
    with day_of(date(2026, 12, 20)):
        text = opened(world.samir, "participant_home")
    assert "November 2026, is late. Send it" in text


def test_who_was_paid_sees_it_in_the_bar_and_in_the_messages(world: World, way: DotePath) -> None:
    way.cleared_months(rent_months=1, work_months=1)
    with day_of(REPORTED):
        text = opened(world.samir, "participant_home")
    assert "We are paying" in text
    assert "750,00 €" in text


def test_who_withdrew_can_apply_again(world: World, way: DotePath) -> None:
    way.submit()
    perform(way.dote.withdraw, by=world.samir, on=date(2026, 10, 8))
    assert "You can apply for" in opened(world.samir, "participant_home")


@pytest.mark.slow
def test_the_home_page_asks_the_same_number_of_questions_for_one_month_and_for_twenty(
    world: World, way: DotePath
) -> None:
    few = path(world, "amina")
    few.start_services(rent_months=1, work_months=1)
    way.start_services(rent_months=10, work_months=5)
    with day_of(date(2027, 9, 1)):
        for month in way.months()[:4]:
            way.clear(month)
        counts = [_queries(user) for user in (world.amina, world.samir)]
    assert counts[1] <= counts[0] + 2  # the months of messages, once there is one
    assert counts[1] < 60


def _queries(user: User) -> int:
    client = signed_in(user)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(reverse("participant_home")).status_code == 200
    return len(seen)


# --- applying -----------------------------------------------------------------------------------


@pytest.mark.slow
def test_samir_applies_from_his_telephone_and_gets_his_number(world: World, way: DotePath) -> None:
    answer = send(world.samir, "apply", call=world.call.pk)
    dote = Dote.objects.as_system().get(participant=world.person("samir"))
    assert answer.headers["Location"] == reverse("apply_permit", args=[dote.pk])
    answer = send(world.samir, "apply_permit", dote.pk, row=dote, file=pdf())
    assert answer.headers["Location"] == reverse("apply_referral", args=[dote.pk])
    send(world.samir, "apply_referral", dote.pk, row=dote, file=pdf(extra=b"2"))
    assert "Missing" not in opened(world.samir, "apply_review", dote.pk)
    answer = send(world.samir, "apply_review", dote.pk, row=dote)
    assert answer.headers["Location"] == reverse("apply_receipt", args=[dote.pk])
    receipt = opened(world.samir, "apply_receipt", dote.pk)
    assert dote.reference in receipt
    assert "18/11/2026" in receipt


def test_an_application_without_its_papers_is_not_sent_and_says_which(
    world: World, way: DotePath
) -> None:
    dote = way.open()
    answer = send(world.samir, "apply_review", dote.pk, row=dote)
    assert answer.status_code == 422
    assert "residence permit" in text_of(answer)
    assert way.fresh().state == DoteState.DRAFT


def test_a_second_tap_opens_no_second_application(world: World, way: DotePath) -> None:
    for _tap in range(2):
        assert send(world.samir, "apply", call=world.call.pk).status_code == 302
    assert Dote.objects.as_system().filter(participant=world.person("samir")).count() == 1


def test_a_second_tap_keeps_the_permit_once(world: World, way: DotePath) -> None:
    dote, key = way.open(), new_key()
    for _tap in range(2):
        answer = send(world.samir, "apply_permit", dote.pk, row=dote, key=key, file=pdf())
        assert answer.status_code == 302
    assert Evidence.objects.as_system().filter(subject=dote.label).count() == 1


def test_who_has_not_read_the_privacy_notice_reads_it_first(world: World, way: DotePath) -> None:
    consent = Consent.objects.as_system().get(participant=world.person("amina"))
    case_files.withdraw_consent(
        consent, by=world.actor(world.marta, Role.OPERATOR), on=date(2026, 11, 18)
    )
    answer = send(world.amina, "apply", call=world.call.pk)
    assert answer.status_code == 422
    assert not Dote.objects.as_system().filter(participant=world.person("amina")).exists()
    assert send(world.amina, "apply", call=world.call.pk, notice="on").status_code == 302
    dote = Dote.objects.as_system().get(participant=world.person("amina"))
    assert dote.state == DoteState.DRAFT


@pytest.mark.parametrize("file", [None, SimpleUploadedFile("a.exe", b"MZ"), pdf("a.png")])
def test_a_file_that_cannot_be_taken_is_refused_with_a_sentence(
    file: SimpleUploadedFile | None, world: World, way: DotePath
) -> None:
    dote = way.open()
    typed = {} if file is None else {"file": file}
    answer = send(world.samir, "apply_permit", dote.pk, row=dote, **typed)
    assert answer.status_code == 422
    assert "error-summary" in text_of(answer)
    assert not Evidence.objects.as_system().filter(subject=dote.label).exists()


# --- signing ------------------------------------------------------------------------------------


@pytest.mark.usefixtures("on_the_day")
@pytest.mark.slow
def test_samir_reads_the_pact_and_signs_it(world: World, way: DotePath) -> None:
    dote = way.award()
    text = opened(world.samir, "own_pact", dote.pk)
    assert "1.500,00 €" in text
    assert "250,00 € a month for 2 months" in text
    typed = {"agree": "on", "password": cast.PASSWORD}
    assert send(world.samir, "own_pact", dote.pk, row=dote, **typed).status_code == 302
    assert way.fresh().state == DoteState.ACTIVE
    assert "Signed on 20/10/2026" in opened(world.samir, "own_pact", dote.pk)


@pytest.mark.usefixtures("on_the_day")
@pytest.mark.parametrize(
    "typed", [{}, {"agree": "on", "password": "wrong"}, {"password": cast.PASSWORD}]
)
def test_without_tick_and_password_nothing_is_signed(
    typed: dict[str, str], world: World, way: DotePath
) -> None:
    dote = way.award()
    assert send(world.samir, "own_pact", dote.pk, row=dote, **typed).status_code == 422
    assert way.fresh().state == DoteState.AWARDED


@pytest.mark.usefixtures("on_the_day")
def test_a_pact_that_moved_since_it_was_read_is_not_signed(world: World, way: DotePath) -> None:
    dote = way.award()
    typed = {"agree": "on", "password": cast.PASSWORD, "version": dote.last_seq - 1}
    assert send(world.samir, "own_pact", dote.pk, **typed).status_code == 409
    assert way.fresh().state == DoteState.AWARDED
