"""Exports are issued once, recorded, kept sealed, and can be had again."""

import hashlib
import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pypdf
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from audit import clock
from audit.models import Event, Seal
from documents import exports, issuing
from documents.companion import companion
from documents.dictionary import markdown
from documents.issuing import Order, issue
from documents.models import IssuedExport
from people.actors import Actor, system_actor
from people.models import User
from people.roles import Role
from people.scope import NoDoor
from tests.documents import samples

pytestmark = pytest.mark.django_db


def order(format: str = "json", *, by: Actor | None = None, **values: Any) -> Order:
    return Order(name="sample_payments", format=format, values=values, by=by or system_actor())


@pytest.fixture
def giulia() -> Actor:
    user = User.objects.create_user("giulia@example.org", name="Giulia Bianchi")
    return Actor(
        user_id=user.pk, role=Role.FINANCE, partner_id=None, label=f"people.user:{user.pk}"
    )


def test_issuing_keeps_the_sealed_bytes_and_records_who_got_them(giulia: Actor) -> None:
    issued = issue(order("xlsx", by=giulia, rows=7))
    assert issued.row.file_hash == hashlib.sha256(issued.content).hexdigest()
    assert issued.row.row_count == 7
    assert issuing.content(issued.row) == issued.content
    assert issued.content not in bytes(issued.row.content or b""), "kept encrypted"
    event = Event.objects.filter(stream="exports").latest("seq")
    assert (event.actor, event.action) == (giulia.label, "documents.export_issued")
    assert issued.row.file_hash in event.content
    assert issued.row.cover["author"] == "Giulia Bianchi (Operatore finanziario)" or (
        "Giulia Bianchi" in issued.row.cover["author"]
    )


@pytest.mark.slow
def test_the_same_statement_is_issued_once_and_copied_afterwards(giulia: Actor) -> None:
    first = issue(order("pdf", by=giulia, rows=7))
    with clock.fixed(datetime(2027, 1, 1, tzinfo=UTC), name="later"):
        again = issue(order("pdf", rows="7"))
    assert again.content == first.content
    assert again.row.pk == first.row.pk
    assert again.file_name == "sample_payments-20260731T220000Z.pdf"
    actions = Event.objects.filter(stream="exports").order_by("seq")
    assert [event.action.split("_")[-1] for event in actions] == ["issued", "copied"]


def test_all_formats_of_a_statement_bear_the_same_cover(giulia: Actor) -> None:
    first = issue(order("xlsx", by=giulia))
    second = issue(order("json"))
    assert second.row.cover == first.row.cover


def test_a_later_seal_does_not_change_the_statement_of_an_earlier_cut_off() -> None:
    def sealed(number: int, at: datetime) -> None:
        Seal.objects.create(
            number=number,
            at=at,
            size=number * 100,
            root=f"{number:064x}",
            prev="0" * 64,
            signature="0" * 128,
            public_key="0" * 64,
        )

    sealed(1, datetime(2026, 7, 30, tzinfo=UTC))
    first = issue(order("json"))
    sealed(2, datetime(2026, 10, 1, tzinfo=UTC))
    again = issue(Order("sample_payments", "json", {"rows": 6}, system_actor()))
    for issued in (first, again):
        assert (issued.row.trail_size, issued.row.trail_root) == (100, f"{1:064x}")


def test_a_role_without_the_right_gets_nothing() -> None:
    tutor = Actor(user_id="x", role=Role.TUTOR, partner_id=None, label="people.user:x")
    with pytest.raises(PermissionDenied):
        issue(order(by=tutor))
    assert not IssuedExport.objects.as_system().exists()


def test_wrong_parameters_are_named() -> None:
    with pytest.raises(ValidationError, match="rows"):
        issue(order(rows="-3"))
    with pytest.raises(ValidationError, match="colour"):
        issue(order(colour="red"))
    with pytest.raises(exports.UnknownExportError, match="sample_payments"):
        issue(Order("nothing", "json", {}, system_actor()))


def test_a_personal_export_leaves_only_its_hashes() -> None:
    issued = issue(Order("sample_live", "csv", {}, system_actor()))
    assert issued.row.content is None
    assert issuing.content(issued.row) is None
    assert issued.row.cut_off == clock.now()


def test_an_export_whose_function_returns_other_columns_is_refused(monkeypatch: Any) -> None:
    other = samples.table([], columns=samples.COLUMNS[:2], totals={})
    entry = exports.get("sample_payments")
    monkeypatch.setitem(
        exports._registry,
        "sample_payments",
        exports.Export(**(vars(entry) | {"make": lambda params: other})),
    )
    with pytest.raises(ValueError, match="columns"):
        issue(order())


def test_a_name_cannot_be_taken_twice() -> None:
    taken = exports.export("sample_payments", title="x", roles=set(), columns=())
    with pytest.raises(ValueError, match="two exports"):
        taken(lambda params: samples.table([]))


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE documents_issuedexport SET file_hash = 'x'",
        "UPDATE documents_issuedexport SET content = NULL",
        "DELETE FROM documents_issuedexport",
    ],
)
def test_the_register_of_exports_cannot_be_changed(sql: str) -> None:
    issue(order())
    with pytest.raises(DatabaseError) as refused, transaction.atomic():
        connection.cursor().execute(sql)
    assert samples.refused_as(refused.value, "append_only_documents_issuedexport")


def test_a_queryset_of_the_register_needs_a_person(giulia: Actor) -> None:
    issue(order(by=giulia))
    with pytest.raises(NoDoor):
        list(IssuedExport.objects.all())
    user = User.objects.get(pk=giulia.user_id)
    other = User.objects.create_user("dario@example.org", name="Dario Verdi")
    assert IssuedExport.objects.visible_to(user).count() == 1
    assert IssuedExport.objects.visible_to(other).count() == 0


@pytest.mark.slow
def test_the_companion_sheet_ties_the_files_by_their_hashes() -> None:
    rows = [issue(order(format, rows=3)).row for format in ("csv", "xlsx")]
    made = companion(rows)
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages)
    packed = "".join(text.split())
    assert all(row.file_hash in packed for row in rows)
    assert made == companion(rows[::-1])
    with pytest.raises(ValueError, match="one statement"):
        companion([rows[0], issue(order("csv", rows=4)).row])


@pytest.mark.slow
def test_the_command_writes_what_the_page_would(tmp_path: Path, capsys: Any) -> None:
    out, sheet = tmp_path / "s.xlsx", tmp_path / "c.pdf"
    call_command(
        "export", "sample_payments", out=out, param=["rows=3"], companion=sheet, verbosity=0
    )
    issued = IssuedExport.objects.as_system().get()
    assert hashlib.sha256(out.read_bytes()).hexdigest() == issued.file_hash
    assert issued.author == system_actor().label
    assert sheet.read_bytes().startswith(b"%PDF")
    assert issued.file_hash in capsys.readouterr().out


def test_the_command_lists_the_exports(capsys: Any) -> None:
    call_command("export", list=True)
    assert "sample_payments" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["sample_payments"], "--out"),
        (["nothing", "--out", "x.csv"], "there are"),
        (["sample_payments", "--out", "x.doc"], "xlsx"),
        (["sample_payments", "--out", "x.csv", "--param", "rows"], "NAME=VALUE"),
        (["sample_payments", "--out", "x.csv", "--param", "rows=many"], "."),
        (["sample_payments", "--out", "x.csv", "--param", "colour=red"], "colour"),
    ],
)
def test_the_command_says_what_is_wrong(
    words: list[str], says: str, tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CommandError, match=says):
        call_command("export", *words)
    assert not list(tmp_path.glob("x.*"))


def test_the_data_dictionary_says_every_column_and_its_meaning() -> None:
    page = markdown(exports.registered())
    assert "## `sample_payments`: Pagamenti di prova" in page
    for column in samples.COLUMNS:
        assert f"| {column.header} | `{column.name}` |" in page


def test_the_data_dictionary_in_docs_is_not_stale(settings: Any) -> None:
    ours = [
        export for export in exports.registered() if not export.make.__module__.startswith("tests.")
    ]
    page = settings.BASE_DIR / "docs" / "data-dictionary.md"
    assert page.read_text() == markdown(ours), "run manage.py data_dictionary"
