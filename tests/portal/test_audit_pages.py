"""The auditor's pages: the euro both ways, masked persons, the trail, the books."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounting.models import Entry, Payable
from audit import seals
from audit.models import Event
from audit.reading import record_reading
from lifecycle import notes
from people.roles import Role
from portal.audit_pages import identity
from portal.audit_pages.finding import euros_of, search
from portal.audit_pages.stream_names import names_of
from portal.audit_pages.way import STEPS, way_of
from portal.keys import new_key
from portal.visitors import Visitor
from tests import dote_path
from tests.portal.claimed import TODAY, Claimed, later
from tests.portal.visits import signed_in
from tests.world import World

WHY = "Sample CMP-2026-02, checking the permit on the day."


@pytest.fixture(autouse=True)
def _later(settings: Any, tmp_path: Path, world: World) -> Iterator[None]:
    settings.PERCORSI_STORE = tmp_path / "store"
    with later():
        yield


@pytest.fixture
def claimed(world: World) -> Claimed:
    made = Claimed(world)
    made.transmitted()
    return made


def said(client: Client, address: str) -> str:
    """Open a page and return what it says."""
    page = client.get(address)
    assert page.status_code == HTTPStatus.OK
    return page.content.decode()


def carla(world: World) -> Visitor:
    """Return carla as the pages know her."""
    return Visitor(world.carla, frozenset({Role.AUDITOR}), TODAY)


def follow(label: str) -> str:
    return reverse("follow_euro", args=[label])


@pytest.mark.slow
def test_a_euro_is_followed_from_every_place_and_it_is_the_same(claimed: Claimed) -> None:
    item = claimed.items()[0]
    line = Payable.objects.get(pk=item.payable_id).lines.as_system().get()
    entry = Entry.objects.get(part=item.part_label, posting="PAY")
    payable = f"accounting.payable:{item.payable_id}"
    labels = [item.label, payable, line.label, item.part_label, f"accounting.entry:{entry.pk}"]
    visitor = carla(claimed.world)
    assert {euros_of(visitor, label)[0].label for label in labels} == {item.label}
    page = signed_in(claimed.world.carla)
    for label in labels:
        assert "Follow the euro" in said(page, follow(label))


def test_the_whole_way_is_six_steps_and_each_has_its_event(claimed: Claimed) -> None:
    way = way_of(euros_of(carla(claimed.world), claimed.items()[0].label)[0])
    assert way.steps == list(STEPS)
    assert all(way.acts(step) for step in STEPS)
    assert way.altered == []


def test_the_sum_holds_at_every_step(claimed: Claimed) -> None:
    from portal.audit_pages.cards import cards

    for item in claimed.items():
        way = way_of(euros_of(carla(claimed.world), item.label)[0])
        shown = cards(way, current="payment", opens=True)
        assert {card.cents for card in shown} == {item.declared_cents}
        assert [card.total for card in shown][:3] == [750_00, item.document_cents, 750_00]


def test_a_dote_leads_to_a_choice_of_its_euros(claimed: Claimed) -> None:
    page = said(signed_in(claimed.world.carla), follow(claimed.way.dote.label))
    for item in claimed.items():
        assert follow(item.label) in page


def test_carla_finds_a_euro_by_what_the_bank_wrote(claimed: Claimed) -> None:
    item = claimed.items()[0]
    answer = signed_in(claimed.world.carla).get(reverse("follow"), {"q": item.bank_reference})
    assert answer.headers["Location"] == follow(item.label)
    visitor = carla(claimed.world)
    case = claimed.way.fresh().reference
    assert len(search(visitor, case)) == 2
    assert search(visitor, "Samir Benali") == []


def test_a_sum_that_is_not_declared_yet_is_followed_too(world: World) -> None:
    way = dote_path.path(world)
    way.start_services(rent_months=1, work_months=1)
    month = way.clear(way.months()[0])
    page = said(signed_in(world.carla), follow(month.label))
    assert "In no claim yet" in page


def test_whoever_approved_is_shown_not_to_have_prepared(claimed: Claimed) -> None:
    page = signed_in(claimed.world.carla)
    said_there = said(page, f"{follow(claimed.items()[0].label)}?passo=payment")
    assert "Whoever approved neither prepared nor released." in said_there
    assert claimed.world.giulia.name not in said_there
    assert f"U-{claimed.world.giulia.pk[-5:]}" in said_there


def test_a_euro_of_puglia_is_not_there_for_whoever_approves_in_sicily(claimed: Claimed) -> None:
    sara = signed_in(claimed.world.sara)
    for label in (claimed.items()[0].label, claimed.way.dote.label, "dote.month:none", "nonsense"):
        assert sara.get(follow(label)).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.slow
def test_the_person_is_masked_until_a_reason_is_typed(claimed: Claimed) -> None:
    item, browser = claimed.items()[0], signed_in(claimed.world.carla)
    before = said(browser, follow(item.label))
    assert "Benali" not in before
    assert "0 readings so far" in before
    address = reverse("reveal_identity", args=[item.label])
    without = browser.post(address, {"purpose": "audit_sample", "sentence": ""})
    assert without.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not Event.objects.filter(action="person.read").exists()
    browser.post(address, {"purpose": "audit_sample", "sentence": WHY})
    after = said(browser, follow(item.label))
    assert "Samir Benali" in after
    assert "1 reading so far" in after


def test_the_reason_is_in_the_trail_and_its_words_are_encrypted(claimed: Claimed) -> None:
    address = reverse("reveal_identity", args=[claimed.items()[0].label])
    browser = signed_in(claimed.world.carla)
    browser.post(address, {"purpose": "audit_sample", "sentence": WHY})
    event = Event.objects.get(action="person.read")
    assert '"reason":"audit_sample"' in event.content
    assert WHY not in event.content
    note = event.content.partition('"note":"')[2].partition('"')[0]
    assert notes.read(note) == WHY


@pytest.mark.slow
def test_after_half_an_hour_the_person_is_masked_again(
    claimed: Claimed, monkeypatch: pytest.MonkeyPatch
) -> None:
    item, browser = claimed.items()[0], signed_in(claimed.world.carla)
    told = {"purpose": "audit_sample", "sentence": WHY}
    browser.post(reverse("reveal_identity", args=[item.label]), told)
    monkeypatch.setattr(identity, "FOR", timedelta(seconds=-1))
    assert "Benali" not in said(browser, follow(item.label))


@pytest.mark.slow
def test_another_auditors_session_shows_nothing(claimed: Claimed) -> None:
    item, browser = claimed.items()[0], signed_in(claimed.world.carla)
    told = {"purpose": "audit_sample", "sentence": WHY}
    browser.post(reverse("reveal_identity", args=[item.label]), told)
    assert "Benali" not in said(signed_in(claimed.world.carla), follow(item.label))
    assert "Benali" not in said(signed_in(claimed.world.giulia), follow(item.label))


@pytest.mark.slow
def test_the_trail_page_says_whole_and_names_the_unsealed_tail(claimed: Claimed) -> None:
    last, claim = seals.seal(), claimed.items()[0].claim
    assert last is not None
    assert claim is not None
    claimed.issue(claim, "json")
    browser = signed_in(claimed.world.carla)
    page = said(browser, reverse("trail"))
    assert last.root in page
    assert "exports" in page
    assert "The trail is whole." in browser.post(reverse("verify_trail")).content.decode()


def test_the_bundle_and_the_script_say_whole_on_another_machine(
    claimed: Claimed, tmp_path: Path
) -> None:
    last = seals.seal()
    assert last is not None
    browser = signed_in(claimed.world.carla)
    bundle = browser.post(reverse("trail_bundle")).getvalue()
    assert "events.jsonl" in zipfile.ZipFile(io.BytesIO(bundle)).namelist()
    (tmp_path / "bundle.zip").write_bytes(bundle)
    (tmp_path / "verifier.py").write_bytes(browser.get(reverse("trail_script")).content)
    told = ["--size", str(last.size), "--root", last.root]
    run = subprocess.run(
        [sys.executable, "-I", "verifier.py", "bundle.zip", *told],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, "whole" in run.stdout) == (0, True)


@pytest.mark.slow
def test_carla_reads_who_read_whom_by_pseudonym(claimed: Claimed) -> None:
    said(signed_in(claimed.world.anna), reverse("dote", args=[claimed.way.dote.pk]))
    page = said(signed_in(claimed.world.carla), reverse("readings"))
    assert claimed.world.person("samir").pseudonym in page
    assert claimed.world.anna.name not in page
    none = said(signed_in(claimed.world.carla), f"{reverse('readings')}?role=treasury")
    assert "Nobody has read a person" in none


def test_the_funnel_adds_up_to_what_was_appropriated(claimed: Claimed) -> None:
    page = said(signed_in(claimed.world.carla), reverse("funnel"))
    for amount in ("200.000,00", "199.250,00", "750,00"):
        assert amount in page
    narrowed = f"{reverse('funnel')}?line={claimed.world.rent_line.code}&per=fund"
    assert "100.000,00" in said(signed_in(claimed.world.carla), narrowed)


def test_the_journal_of_a_claim_has_its_entries_only(claimed: Claimed) -> None:
    claim = claimed.items()[0].claim
    assert claim is not None
    page = said(signed_in(claimed.world.carla), f"{reverse('journal')}?pratica={claim.reference}")
    assert "CLM · Claimed" in page
    assert "LIQ · Cleared" not in page.partition("<tbody>")[2]


def test_both_books_agree_on_the_trial_balance(claimed: Claimed) -> None:
    page = said(signed_in(claimed.world.carla), f"{reverse('trial_balance')}?al=02/03/2027")
    assert page.count('class="total"') == 2
    wrong = said(signed_in(claimed.world.carla), f"{reverse('trial_balance')}?al=31/02/2027")
    assert "This day does not exist" in wrong


def test_the_ledger_of_a_case_ends_where_its_money_stands(claimed: Claimed) -> None:
    page = said(signed_in(claimed.world.anna), reverse("sub_ledger", args=[claimed.way.dote.label]))
    assert "CLM · Claimed" in page
    address = reverse("sub_ledger", args=[claimed.way.dote.label])
    assert signed_in(claimed.world.dario).get(address).status_code == HTTPStatus.NOT_FOUND


def test_a_period_closes_for_good_only_when_it_is_ticked(world: World) -> None:
    giulia = signed_in(world.giulia)
    told = {"key": new_key(), "version": "", "starts_on": "01/01/2026", "ends_on": "31/01/2026"}
    giulia.post(reverse("periods"), told)
    from accounting.models import Period

    period = Period.objects.get()
    again = giulia.post(reverse("periods"), told | {"key": new_key()})
    assert "Another accounting period covers" in again.content.decode()
    act = reverse("act_on_period", args=[period.pk])
    giulia.post(act, {"key": new_key(), "version": "", "act": "begin_closing"})
    giulia.post(act, {"key": new_key(), "version": "", "act": "close"})
    assert Period.objects.get().state == "closing"
    giulia.post(act, {"key": new_key(), "version": "", "act": "close", "sure": "1"})
    assert Period.objects.get().state == "closed"
    assert Event.objects.filter(action="close_period").count() == 1


@pytest.mark.slow
def test_a_closed_period_is_reopened_by_two_on_its_page(world: World) -> None:
    from accounting.models import Period

    giulia, fabio = signed_in(world.giulia), signed_in(world.fabio)
    told = {"version": "", "starts_on": "01/01/2026", "ends_on": "31/01/2026"}
    giulia.post(reverse("periods"), told | {"key": new_key()})
    act = reverse("act_on_period", args=[Period.objects.get().pk])

    def press(browser: Client, what: str, **more: str) -> str:
        told = {"key": new_key(), "version": "", "act": what} | more
        return str(browser.post(act, told, follow=True).content.decode())

    press(giulia, "begin_closing")
    press(giulia, "close", sure="1")
    assert "Say why the period is to be reopened" in press(giulia, "ask")
    asked = press(giulia, "ask", reason="missing_entry")
    assert "Giulia (invented) has asked for it to be reopened: A movement" in asked
    assert "Sign and reopen" not in asked
    assert "another person signs it" in press(giulia, "reopen")
    assert "Sign and reopen" in said(fabio, reverse("periods"))
    press(fabio, "reopen")
    assert Period.objects.get().state == "reopened"
    answer = signed_in(world.carla).post(act, {"key": new_key(), "version": "", "act": "ask"})
    assert answer.status_code == HTTPStatus.FORBIDDEN


def test_an_auditor_opens_no_period(world: World) -> None:
    carla_browser = signed_in(world.carla)
    assert "Open the period" not in said(carla_browser, reverse("periods"))
    told = {"key": new_key(), "version": "", "starts_on": "01/01/2026", "ends_on": "31/01/2026"}
    assert carla_browser.post(reverse("periods"), told).status_code == HTTPStatus.FORBIDDEN


@pytest.mark.parametrize("name", ["claims", "euro", "funnel", "journal", "readings"])
@pytest.mark.slow
def test_every_list_of_the_auditor_is_downloaded(claimed: Claimed, name: str) -> None:
    told = {"format": "csv", "label": claimed.items()[0].label, "per": "line"}
    answer = signed_in(claimed.world.carla).post(reverse("download", args=[name]), told)
    assert answer.status_code == HTTPStatus.OK
    assert answer.headers["Content-Type"].startswith("text/csv")


@pytest.mark.slow
def test_the_page_of_a_euro_takes_the_same_queries_however_large_the_claim(world: World) -> None:
    made = Claimed(world)
    made.transmitted(rent=2, work=2)
    browser = signed_in(world.carla)
    counts = []
    for item in made.items():
        with CaptureQueriesContext(connection) as asked:
            said(browser, follow(item.label))
        counts.append(len(asked))
    assert len(set(counts)) == 1
    assert counts[0] < 60


def test_an_auditor_of_one_partner_does_not_learn_who_was_read_at_another(world: World) -> None:
    from people import mandates
    from people.models import User
    from people.roles import Role

    auditor = User.objects.create_user("lia@example.invalid", "x", name="Lia (invented)")
    mandates.assign(
        auditor,
        Role.AUDITOR,
        partner=world.puglia,
        starts_on=world.call.opens_on,
        act_reference="Invented",
        by=world.actor(world.elena, Role.ADMINISTRATOR),
    )
    reader = world.actor(world.nino, Role.OPERATOR)
    for name in ("samir", "yusuf"):
        record_reading(reader, world.person(name).pk, "case_page")
    said = signed_in(auditor).get("/traccia/letture/").content.decode()
    assert world.person("samir").pseudonym in said
    assert world.person("yusuf").pseudonym not in said


def test_the_trail_names_cases_and_pseudonyms_never_internal_identifiers(claimed: Claimed) -> None:
    world = claimed.world
    samir = world.person("samir")
    record_reading(world.actor(world.anna, Role.GRANT_OFFICER), samir.pk, "case_page", "")
    page = said(signed_in(world.carla), reverse("trail"))
    assert f"Readings of {samir.pseudonym}" in page
    assert samir.pk not in page
    assert world.samir.pk not in page
    everything = names_of([f"reading:{samir.pk}", f"people.user:{world.samir.pk}", "exports"])
    assert samir.pk not in str(list(everything.values()))
    assert "Samir" not in str(list(everything.values()))
    assert names_of(["reading:gone", "no.model:x"]) == {
        "reading:gone": "reading",
        "no.model:x": "no.model",
    }
