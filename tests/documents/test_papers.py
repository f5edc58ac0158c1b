"""Papers are asked for in a step, and numbered, made and sealed by the worker."""

import hashlib
import io
from datetime import date, datetime, timedelta
from typing import Any

import pypdf
import pytest
from django.db import DatabaseError, connection, transaction

from audit import clock, triggers
from audit.models import Event
from documents import health, papers, protocol, rendering, sheets, vault, worker
from documents.models import Document, DocumentRequest, ProtocolCounter
from people import keys
from people.models import Participant
from people.scope import NoDoor
from tests.documents.samples import TODAY, asked_paper, refused_as, registered_participant

pytestmark = pytest.mark.django_db


def issued_document(participant: Participant) -> Document:
    asked = asked_paper(participant)
    assert worker.run_pending(1).issued == 1
    return Document.objects.as_system().get(request=asked)


def content(document: Document) -> bytes:
    return papers.read(document)


def text_of(raw: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(raw)).pages)


def test_a_paper_is_numbered_printed_sealed_and_recorded(samir: Participant) -> None:
    document = issued_document(samir)
    assert document.number == "PG/2026/0000001"
    raw = content(document)
    assert hashlib.sha256(raw).hexdigest() == document.sha256
    text = text_of(raw)
    assert "Prot. n. 0000001/2026 del 18/11/2026" in text
    assert "Regione Puglia" in text
    assert "1.234,56 €" in text
    assert "31/01/2027" in text
    events = Event.objects.filter(stream="protocol:2026").order_by("seq")
    assert [event.action for event in events] == ["documents.numbered", "documents.issued"]
    assert document.sha256 in events[1].content


def test_making_a_paper_again_gives_the_same_bytes(samir: Participant) -> None:
    document = issued_document(samir)
    asked = DocumentRequest.objects.as_system().get(pk=document.request_id)
    assert sheets.printed(asked).content == content(document)


def test_two_papers_of_the_same_facts_have_different_fingerprints(samir: Participant) -> None:
    first, second = issued_document(samir), issued_document(samir)
    assert first.sha256 != second.sha256
    assert papers.held_facts(first.request)["mark"] != papers.held_facts(second.request)["mark"]


def test_facts_are_frozen_when_asked_for(samir: Participant) -> None:
    samir.words = "Come promesso"
    asked = asked_paper(samir)
    samir.words = "Come cambiato"
    worker.run_pending()
    text = text_of(content(Document.objects.as_system().get(request=asked)))
    assert "Come promesso" in text
    assert "Come cambiato" not in text


def test_nothing_of_a_paper_is_readable_in_the_database(samir: Participant) -> None:
    samir.words = "Segreto"
    document = issued_document(samir)
    for kept in (bytes(document.content), bytes(document.request.facts)):
        assert b"Segreto" not in kept
        assert b"%PDF" not in kept


def test_a_paper_cannot_be_read_once_its_person_is_erased(samir: Participant) -> None:
    document = issued_document(samir)
    keys.destroy(samir.key, on=TODAY)
    document = Document.objects.as_system().get(pk=document.pk)
    with pytest.raises(keys.KeyDestroyed):
        papers.read(document)


def test_a_paper_of_a_person_erased_meanwhile_fails_for_good(samir: Participant) -> None:
    asked = asked_paper(samir)
    keys.destroy(samir.key, on=TODAY)
    assert worker.run_pending() == worker.Done(failed=1)
    asked = DocumentRequest.objects.as_system().get(pk=asked.pk)
    assert (asked.state, asked.failure[:12]) == ("failed", "KeyDestroyed")


def test_a_person_who_reads_arabic_gets_a_courtesy_copy_from_right_to_left(db: None) -> None:
    document = issued_document(registered_participant(language="ar"))
    pages = pypdf.PdfReader(io.BytesIO(content(document))).pages
    assert len(pages) == 2
    assert "fino al" in pages[0].extract_text()
    assert "0000001/2026" in pages[1].extract_text()


def test_a_paper_that_nobody_declared_is_refused_by_name(samir: Participant) -> None:
    with pytest.raises(papers.UnknownPaperError, match="sample_pact"):
        asked_paper(samir, "no_such_paper")


def test_facts_that_are_not_plain_are_refused(samir: Participant, monkeypatch: Any) -> None:
    samir.words = 1.5
    with pytest.raises(TypeError, match="float"):
        asked_paper(samir)
    assert not DocumentRequest.objects.as_system().exists()


def test_hostile_words_on_a_paper_fetch_nothing(samir: Participant) -> None:
    from documents import printing

    before = printing.fetcher.refused
    samir.words = (
        '<img src="file:///etc/passwd"><link rel=attachment href="http://evil.example/x">'
        "{% load static %}{{ settings.SECRET_KEY }}"
    )
    raw = content(issued_document(samir))
    assert printing.fetcher.refused == before
    assert b"EmbeddedFile" not in raw
    assert "file:///etc/passwd" in "".join(text_of(raw).split()), "printed as words, not loaded"


def test_a_broken_template_keeps_the_reason_and_the_number_and_is_tried_again(
    samir: Participant,
) -> None:
    asked = asked_paper(samir, "sample_broken")
    start = clock.now()
    assert worker.run_pending() == worker.Done(failed=1)
    asked.refresh_from_db()
    assert asked.state == "waiting"
    assert asked.failure.startswith("TypeError in euro")
    assert asked.protocol == "PG/2026/0000001"
    assert asked.not_before is not None
    assert asked.not_before > start
    assert worker.run_pending() == worker.Done(), "not before its time"
    for _attempt in range(worker.MOST_ATTEMPTS):
        later = asked.not_before or start
        worker.run_pending(now=lambda later=later: later)
        asked.refresh_from_db()
    assert (asked.state, asked.attempts) == ("failed", worker.MOST_ATTEMPTS)
    assert asked.protocol == "PG/2026/0000001", "the same number through all attempts"
    assert "could not be made" in " ".join(health.report(on=TODAY)) or health.report(on=TODAY)


def test_a_failed_paper_can_be_put_back_and_made(samir: Participant, monkeypatch: Any) -> None:
    asked = asked_paper(samir)
    DocumentRequest.objects.as_system().filter(pk=asked.pk).update(
        state="failed", failure="TypeError", attempts=8
    )
    worker.retry(asked)
    assert worker.run_pending().issued == 1


def test_one_broken_paper_does_not_stop_the_others(samir: Participant) -> None:
    asked_paper(samir, "sample_broken")
    asked_paper(samir)
    assert worker.run_pending() == worker.Done(issued=1, failed=1)


def test_without_pango_papers_wait_and_the_line_to_install_is_said(
    samir: Participant, monkeypatch: Any
) -> None:
    monkeypatch.setattr(rendering, "missing", lambda: f"install: {rendering.APT_LINE}")
    asked = asked_paper(samir)
    assert worker.run_pending() == worker.Done()
    asked.refresh_from_db()
    assert (asked.state, asked.attempts, asked.protocol) == ("waiting", 0, "")
    assert rendering.APT_LINE in " ".join(health.report(on=TODAY))
    with pytest.raises(rendering.UnavailableError, match="apt-get install"):
        rendering.lay_out("<p>x</p>")


def test_health_is_silent_when_all_is_well_and_speaks_of_yesterday(samir: Participant) -> None:
    assert health.report(on=TODAY) == []
    asked_paper(samir)
    assert health.report(on=TODAY) == []
    assert len(health.report(on=TODAY + timedelta(days=1))) == 1


def test_a_killed_workers_paper_is_taken_again_under_the_same_number(samir: Participant) -> None:
    asked = asked_paper(samir)
    taken = worker._take(clock.now())
    assert taken is not None
    protocol.assign(taken.pk, on=TODAY)  # and here the worker dies
    assert worker.run_pending() == worker.Done(), "its lease still runs"
    later = clock.now() + worker.LEASE + timedelta(seconds=1)
    assert worker.run_pending(now=lambda: later).issued == 1
    asked.refresh_from_db()
    assert (asked.protocol, asked.attempts) == ("PG/2026/0000001", 2)
    assert ProtocolCounter.objects.get(year=2026).last == 1


def test_a_worker_that_comes_back_late_does_not_issue_twice(samir: Participant) -> None:
    asked_paper(samir)
    slow = worker._take(clock.now())
    assert slow is not None
    slow = protocol.assign(slow.pk, on=TODAY)
    made = sheets.printed(slow)
    later = clock.now() + worker.LEASE + timedelta(seconds=1)
    assert worker.run_pending(now=lambda: later).issued == 1
    assert worker._issue(slow, made, later) is False
    assert Document.objects.as_system().count() == 1


def test_a_paper_that_kills_its_workers_is_given_up(samir: Participant) -> None:
    asked = asked_paper(samir)
    DocumentRequest.objects.as_system().filter(pk=asked.pk).update(
        state="taken", attempts=worker.MOST_ATTEMPTS, lease_until=clock.now() - timedelta(hours=1)
    )
    assert worker.run_pending() == worker.Done()
    asked.refresh_from_db()
    assert asked.state == "failed"
    assert "stopped" in asked.failure


def test_each_year_counts_from_one(samir: Participant) -> None:
    first, second = asked_paper(samir), asked_paper(samir)
    assert protocol.assign(first.pk, on=date(2026, 12, 31)).protocol == "PG/2026/0000001"
    assert protocol.assign(second.pk, on=date(2027, 1, 1)).protocol == "PG/2027/0000001"
    assert protocol.assign(second.pk, on=date(2028, 1, 1)).protocol == "PG/2027/0000001"


DOCUMENT = "append_only_documents_document"


@pytest.mark.parametrize(
    ("sql", "rule"),
    [
        ("UPDATE documents_document SET sha256 = 'x'", DOCUMENT),
        ("UPDATE documents_document SET number = 'PG/2026/0000009'", DOCUMENT),
        ("DELETE FROM documents_document", DOCUMENT),
        ("DELETE FROM documents_documentrequest", "document_request_deleted"),
        ("UPDATE documents_documentrequest SET actor = 'x'", "document_request_rewritten"),
        ("UPDATE documents_documentrequest SET paper = 'x'", "document_request_rewritten"),
        (
            "UPDATE documents_documentrequest SET participant_id = NULL",
            "document_request_rewritten",
        ),
        (
            "UPDATE documents_documentrequest SET protocol_number = 7",
            "document_request_renumbered",
        ),
        (
            "UPDATE documents_documentrequest SET protocol_number = NULL,"
            " protocol_year = NULL, protocol_on = NULL",
            "document_request_renumbered",
        ),
        ("UPDATE documents_documentrequest SET state = 'waiting'", "document_request_unissued"),
        ("UPDATE documents_protocolcounter SET last = 0", "protocol_counter_jumped"),
        ("UPDATE documents_protocolcounter SET last = last + 2", "protocol_counter_jumped"),
        ("DELETE FROM documents_protocolcounter", "protocol_counter_deleted"),
        (
            "INSERT INTO documents_protocolcounter (year, last) VALUES (2025, 5)",
            "protocol_counter_started",
        ),
    ],
)
def test_what_was_issued_cannot_be_changed_through_sql(
    samir: Participant, sql: str, rule: str
) -> None:
    issued_document(samir)
    with pytest.raises(DatabaseError) as refused, transaction.atomic():
        connection.cursor().execute(sql)
    assert refused_as(refused.value, rule)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="OR REPLACE is SQLite's")
@pytest.mark.parametrize(
    "sql",
    [
        "INSERT OR REPLACE INTO documents_protocolcounter (year, last) VALUES (2026, 0)",
        "INSERT OR REPLACE INTO documents_document SELECT * FROM documents_document",
        "INSERT OR REPLACE INTO documents_documentrequest SELECT * FROM documents_documentrequest",
    ],
)
def test_nothing_is_replaced_through_the_back_door_of_sqlite(samir: Participant, sql: str) -> None:
    issued_document(samir)
    with pytest.raises(DatabaseError) as refused, transaction.atomic():
        connection.cursor().execute(sql)
    assert triggers.refused_by(refused.value)


def test_a_document_moved_to_another_row_does_not_open(samir: Participant) -> None:
    first, second = issued_document(samir), issued_document(samir)
    first.content = second.content
    with pytest.raises(ValueError, match="changed, moved"):
        papers.read(first)


def test_documents_are_asked_for_by_someone(samir: Participant) -> None:
    issued_document(samir)
    with pytest.raises(NoDoor):
        list(Document.objects.all())


def test_what_belongs_to_no_person_is_kept_under_the_house_key(samir: Participant) -> None:
    sealed = vault.seal(b"x", participant=None, place="documents.document:1/content")
    with pytest.raises(ValueError, match="sealed by another key"):
        vault.unseal(sealed, participant=samir, place="documents.document:1/content")
    assert vault.unseal(sealed, participant=None, place="documents.document:1/content") == b"x"


def test_times_are_those_of_the_clock_that_was_given(samir: Participant) -> None:
    assert issued_document(samir).issued_at == datetime.fromisoformat("2026-11-18T09:30:00+00:00")
