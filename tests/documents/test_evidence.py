"""Evidence is checked, encrypted, stored for good, found again and given back unchanged."""

import hashlib
import io
import os
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction

from audit import clock
from audit.models import Event
from documents import evidence, file_types, store
from documents.models import Evidence
from people import erasure, keys
from people.actors import system_actor
from people.models import Participant
from people.roles import Role
from people.scope import NoDoor
from tests.documents.hostile import GOOD, HOSTILE, PDF
from tests.documents.samples import TODAY, refused_as
from tests.world import World


def kept(
    about: Participant, content: bytes = PDF, name: str = "fattura.pdf", **more: Any
) -> Evidence:
    facts: dict[str, Any] = {"participant": about} | more
    return evidence.keep(
        SimpleUploadedFile(name, content),
        kind="invoice",
        subject=about,
        by=system_actor(),
        on=TODAY,
        **facts,
    )


def stored_files(settings: Any) -> list[Path]:
    return [path for path in Path(settings.PERCORSI_STORE).rglob("*") if path.is_file()]


def test_an_invoice_is_kept_and_comes_back_unchanged(samir: Participant) -> None:
    row = kept(samir, issued_on=TODAY, amount_cents=68_000)
    assert evidence.read(row) == PDF
    assert evidence.name(row) == "fattura.pdf"
    assert (row.mime, row.size, row.partner) == ("application/pdf", len(PDF), samir.partner)
    assert row.sha256 == hashlib.sha256(PDF).hexdigest()
    event = Event.objects.get(stream=f"evidence:{samir.partner_id}")
    assert event.action == "documents.evidence_kept"
    assert row.sha256 not in event.content, "a person's file is in the trail as a commitment"


def test_evidence_about_no_person_has_its_fingerprint_in_the_trail(samir: Participant) -> None:
    row = kept(samir, participant=None, partner=samir.partner)
    assert row.sha256 in Event.objects.get(stream=f"evidence:{samir.partner_id}").content
    assert evidence.read(row) == PDF


def test_nothing_on_the_disk_or_in_its_names_tells_what_it_is(
    samir: Participant, settings: Any
) -> None:
    kept(samir, name="Samir Rossi permesso.pdf")
    [file] = stored_files(settings)
    assert b"PDF" not in file.read_bytes()
    assert "amir" not in str(file.relative_to(settings.PERCORSI_STORE))
    assert file.stat().st_mode & 0o077 == 0


def test_the_same_file_is_recognised(samir: Participant) -> None:
    assert evidence.same_file(hashlib.sha256(PDF).hexdigest()) is None
    first = kept(samir)
    with clock.fixed(clock.now() + timedelta(days=1), name="later"):
        kept(samir, name="copia.pdf")
    assert evidence.same_file(first.sha256) == first


@pytest.mark.parametrize("name", sorted(GOOD))
def test_what_is_what_it_says_is_accepted(name: str) -> None:
    accepted = file_types.accept(name, GOOD[name])
    assert "/" not in accepted.name
    assert "\\" not in accepted.name
    assert len(accepted.name) <= 215
    assert accepted.name.isprintable()


@pytest.mark.parametrize("case", sorted(HOSTILE))
def test_what_pretends_is_refused_with_a_sentence(case: str) -> None:
    name, content = HOSTILE[case]
    with pytest.raises(ValidationError) as refused:
        file_types.accept(name, content)
    assert refused.value.messages[0].endswith(".")


def test_a_refused_file_leaves_nothing(samir: Participant, settings: Any) -> None:
    with pytest.raises(ValidationError):
        kept(samir, content=b"MZ", name="fattura.pdf")
    assert stored_files(settings) == []
    assert not Evidence.objects.as_system().exists()


def test_a_file_over_the_limit_is_refused_before_it_is_all_read(
    samir: Participant, settings: Any
) -> None:
    settings.PERCORSI_LARGEST_UPLOAD = 1_000

    class Endless(io.BytesIO):
        name, size, asked = "fattura.pdf", None, 0

        def read(self, count: int | None = -1, /) -> bytes:
            Endless.asked += count or -1
            return b"%PDF-1.7" + b"x" * ((count or 0) - 8)

    with pytest.raises(ValidationError, match="MB"):
        evidence.keep(
            Endless(),
            kind="invoice",
            subject=samir,
            participant=samir,
            by=system_actor(),
            on=TODAY,
        )
    assert Endless.asked == 1_001


def test_a_rolled_back_upload_leaves_a_file_that_is_swept_a_day_later(
    samir: Participant, settings: Any
) -> None:
    safe = kept(samir)
    with transaction.atomic():
        kept(samir, content=PDF + b"2")
        transaction.set_rollback(True)
    assert len(stored_files(settings)) == 2
    assert evidence.sweep(now=clock.now()) == 0, "it may belong to a step that is not over"
    for file in stored_files(settings):
        os.utime(file, (0, 0))
    assert evidence.sweep(now=clock.now() + timedelta(days=2)) == 1
    assert evidence.read(safe) == PDF


def test_a_changed_file_is_found(samir: Participant, settings: Any) -> None:
    row = kept(samir)
    [file] = stored_files(settings)
    raw = bytearray(file.read_bytes())
    raw[-1] ^= 1
    file.write_bytes(raw)
    with pytest.raises(ValueError, match="changed"):
        evidence.read(row)


def test_a_file_swapped_for_another_is_found(samir: Participant, settings: Any) -> None:
    first, second = kept(samir), kept(samir, content=PDF + b"2")
    root = Path(settings.PERCORSI_STORE)
    (root / first.stored[:2] / first.stored).write_bytes(store.get(second.stored))
    with pytest.raises(ValueError, match="moved"):
        evidence.read(first)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "x" * 64, "A" * 64, "0" * 63, "0" * 65])
def test_the_store_knows_no_other_names_than_its_own(name: str) -> None:
    with pytest.raises(ValueError, match="64 hexadecimal"):
        store.get(name)


def test_erasing_a_person_removes_the_files_and_blanks_the_fingerprint(
    samir: Participant, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    row = kept(samir)
    with django_capture_on_commit_callbacks(execute=True):
        keys.destroy(samir.key, on=TODAY)
        assert evidence.erase(samir, on=TODAY) == 1
    assert stored_files(settings) == []
    row = Evidence.objects.as_system().get(pk=row.pk)
    assert (row.sha256, row.erased_on) == ("", TODAY)
    with pytest.raises(keys.KeyDestroyed):
        evidence.name(row)


def test_whoever_erases_a_person_erases_the_files_too(
    world: World, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    samir = world.person("samir")
    row = kept(samir)
    with django_capture_on_commit_callbacks(execute=True):
        erasure.erase(samir, by=world.actor(world.leo, Role.LEGAL), on=date(2039, 1, 1))
    assert stored_files(settings) == []
    assert Evidence.objects.as_system().get(pk=row.pk).sha256 == ""


def test_while_records_are_kept_the_files_stay(
    world: World, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    samir = world.person("samir")
    kept(samir)
    with django_capture_on_commit_callbacks(execute=True):
        erasure.erase(samir, by=world.actor(world.leo, Role.LEGAL), on=TODAY)
    assert len(stored_files(settings)) == 1


@pytest.mark.parametrize(
    ("sql", "rule"),
    [
        ("UPDATE documents_evidence SET stored = 'x'", "evidence_rewritten"),
        ("UPDATE documents_evidence SET amount_cents = 1", "evidence_rewritten"),
        ("UPDATE documents_evidence SET sha256 = 'x'", "evidence_refingerprinted"),
        ("UPDATE documents_evidence SET sha256 = ''", "evidence_refingerprinted"),
        (
            "UPDATE documents_evidence SET erased_on = '2026-11-18'",
            "evidence_refingerprinted",
        ),
        ("DELETE FROM documents_evidence", "evidence_deleted"),
    ],
)
def test_evidence_cannot_be_changed_through_sql(samir: Participant, sql: str, rule: str) -> None:
    kept(samir)
    with pytest.raises(DatabaseError) as refused, transaction.atomic():
        connection.cursor().execute(sql)
    assert refused_as(refused.value, rule)


def test_evidence_is_asked_for_by_someone(samir: Participant) -> None:
    kept(samir)
    with pytest.raises(NoDoor):
        Evidence.objects.count()
