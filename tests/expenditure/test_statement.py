"""One number everywhere (R6): the statement in each format, the journal, and plain Python."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounting.models import Movement
from audit import clock
from documents.frozen import TotalsDifferError
from documents.issuing import Issued, Order, issue
from expenditure.checklist import items_of
from expenditure.examination import examine
from expenditure.models import Claim, Snapshot
from expenditure.statement_rows import KEYS, declared
from lifecycle.proposals import approve, propose
from people.actors import system_actor
from people.roles import Role
from tests.expenditure.behind import unguarded
from tests.expenditure.spending import TODAY, Spending


def issued(claim: Claim, form: str = "json", **more: Any) -> Issued:
    options = {"by": system_actor()} | more
    return issue(Order("statement", form, {"claim": claim.reference}, **options))


def spent(spending: Spending) -> Claim:
    """Transmit a claim of three items on two budget lines."""
    world = spending.world
    return spending.transmitted(
        spending.ready(250_00),
        spending.ready(1_234_56, line=world.work_line),
        spending.ready(1, line=world.work_line),
    )


def from_the_journal(claim: Claim) -> dict[str, int]:
    """Return what the journal has claimed by each part, in cents, by plain Python alone."""
    sums: dict[str, int] = {}
    for movement in Movement.objects.filter(entry__event_stream=claim.label):
        if (movement.credit_id, movement.debit_id) == ("F5", "F6"):
            sums[movement.part] = sums.get(movement.part, 0) + movement.cents
    return sums


def rows_of_json(content: bytes) -> list[dict[str, Any]]:
    told = json.loads(content)
    return [dict(zip(KEYS, row, strict=True)) for row in told["rows"]]


def rows_of_xlsx(content: bytes) -> list[list[Any]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book[book.sheetnames[1]]
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def rows_of_csv(content: bytes) -> list[list[str]]:
    text = content.decode("utf-8-sig")
    return [row for row in csv.reader(io.StringIO(text), delimiter=";") if len(row) == len(KEYS)]


@pytest.mark.slow
def test_json_rows_are_what_the_journal_claimed(spending: Spending) -> None:
    claim = spent(spending)
    rows = rows_of_json(issued(claim).content)
    journal = from_the_journal(claim)
    assert sorted(row["declared_cents"] for row in rows) == sorted(journal.values())
    assert sum(journal.values()) == claim.declared_cents == 1_484_57
    measures = {f"TST-2026-{part[-3:]}": cents for part, cents in journal.items()}
    assert {row["measure"]: row["declared_cents"] for row in rows} == measures


@pytest.mark.slow
def test_xlsx_and_csv_have_the_rows_of_json(spending: Spending) -> None:
    claim = spent(spending)
    rows = rows_of_json(issued(claim).content)
    cents = [row["declared_cents"] for row in rows]
    table = rows_of_xlsx(issued(claim, "xlsx").content)
    first = next(number for number, row in enumerate(table) if row[0] == 1)
    written = [Decimal(str(row[-1])) * 100 for row in table[first : first + len(rows)]]
    assert [int(value) for value in written] == cents
    lines = [row for row in rows_of_csv(issued(claim, "csv").content) if row[0].isdigit()]
    assert [int(line[-1].replace(",", "")) for line in lines] == cents
    assert [line[1] for line in lines] == [row["item"] for row in rows]


@pytest.mark.pdf
@pytest.mark.slow
def test_pdf_prints_every_row_and_the_total(spending: Spending) -> None:
    claim = spent(spending)
    reader = pypdf.PdfReader(io.BytesIO(issued(claim, "pdf").content))
    text = "".join("".join(page.extract_text() for page in reader.pages).split())
    for row in rows_of_json(issued(claim).content):
        assert row["item"] in text
    for amount in ("250,00", "1.234,56", "0,01", "1.484,57"):
        assert amount in text
    assert claim.rows_hash in text


@pytest.mark.slow
def test_the_hash_on_the_claim_is_that_of_the_printed_rows(spending: Spending) -> None:
    claim = spent(spending)
    content = issued(claim).content
    plain = hashlib.sha256()
    for row in json.loads(content)["rows"]:
        line = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
        plain.update(line.encode() + b"\n")
    assert plain.hexdigest() == claim.rows_hash == json.loads(content)["cover"]["rows_hash"]


@pytest.mark.slow
def test_the_cover_says_period_cut_off_cup_and_totals(spending: Spending) -> None:
    claim = spent(spending)
    cover = json.loads(issued(claim).content)["cover"]
    assert cover["period"] == ["2026-09-01", "2026-11-15"]
    assert cover["cut_off"] == "2026-11-18T09:00:00.000000Z"
    assert cover["cup"] == spending.world.operation.cup
    assert cover["control_totals"][0]["total"] == 1_484_57
    assert claim.reference in cover["filters"].values()


@pytest.mark.parametrize(
    "form", ["xlsx", "csv", "json", pytest.param("pdf", marks=pytest.mark.pdf)]
)
@pytest.mark.slow
def test_the_same_claim_gives_the_same_bytes(spending: Spending, form: str) -> None:
    claim = spent(spending)
    first = issued(claim, form)
    withdraw(spending, claim)
    with clock.fixed(datetime(2027, 6, 1, tzinfo=UTC), name="later"):
        again = issued(claim, form)
    assert again.content == first.content
    assert again.row.pk == first.row.pk


def withdraw(spending: Spending, claim: Claim) -> None:
    proposal = propose(claim.withdraw, by=spending.world.giulia, on=TODAY)
    approve(proposal, by=spending.world.bruno, on=TODAY)


@pytest.mark.slow
def test_only_pseudonyms_are_stated(spending: Spending) -> None:
    claim = spent(spending)
    text = issued(claim).content.decode()
    assert "P-001AAA" in text
    for person in ("Samir", "Benali", "BNLSMR"):
        assert person not in text


def test_a_claim_in_preparation_has_no_statement(spending: Spending) -> None:
    claim = spending.signed(spending.ready())
    with pytest.raises(ValidationError, match="is not transmitted"):
        issued(claim, language="en")


@pytest.mark.slow
def test_a_statement_is_refused_while_items_lack_payment_or_evidence(spending: Spending) -> None:
    item, bare = spending.ready(), spending.ready()
    claim = spending.claim()
    spending.include(claim, item, bare)
    spending.proofs.clear()
    with pytest.raises(ValidationError) as refused:
        issued(claim, language="en")
    sentences = refused.value.messages
    assert any(item.reference in s and "not proven" in s for s in sentences)
    assert any(bare.reference in s and "not proven" in s for s in sentences)


@pytest.mark.slow
def test_rows_that_changed_behind_our_back_are_not_stated(committed: Spending) -> None:
    claim = spent(committed)
    for key in ("cup", "evidence", "bank_reference", "paid_on"):
        with tampered(claim, key, ""), pytest.raises(ValidationError, match="cannot be stated"):
            issued(claim, language="en")
    with tampered(claim, "declared_cents", 9_999_99), pytest.raises(TotalsDifferError):
        issued(claim)
    assert issued(claim).row.row_count == 3


@contextmanager
def tampered(claim: Claim, key: str, value: Any) -> Iterator[None]:
    """Edit the first frozen row for the block, as the owner of the tables could."""
    rows = Snapshot.objects.as_system().get(claim=claim).rows
    changed = [[*row] for row in rows]
    changed[0][KEYS.index(key)] = value or None
    for edited in (changed, rows):
        with unguarded("expenditure_snapshot"):
            Snapshot.objects.as_system().filter(claim=claim).update(rows=edited)
        if edited is changed:
            yield


def test_an_unknown_claim_is_named(spending: Spending) -> None:
    with pytest.raises(ValidationError, match="DDR-2026-999999"):
        issue(Order("statement", "json", {"claim": "DDR-2026-999999"}, system_actor()))


@pytest.mark.slow
def test_another_partners_claim_is_not_there(spending: Spending) -> None:
    claim = spent(spending)
    sara = spending.world.sara
    with pytest.raises(ValidationError):
        issued(claim, by=spending.world.actor(sara, Role.APPROVER), viewer=sara)


@pytest.mark.slow
def test_an_operator_gets_no_statement(spending: Spending) -> None:
    claim = spent(spending)
    marta = spending.world.marta
    with pytest.raises(PermissionDenied):
        issued(claim, by=spending.world.actor(marta, Role.OPERATOR), viewer=marta)


@pytest.mark.slow
def test_the_command_line_gives_the_same_file(spending: Spending, tmp_path: Path) -> None:
    claim = spent(spending)
    out = tmp_path / "statement.csv"
    param = f"claim={claim.reference.lower()}"
    call_command("export", "statement", "--param", param, "--out", str(out), verbosity=0)
    assert out.read_bytes() == issued(claim, "csv").content


@pytest.mark.slow
def test_the_financial_audit_trail_has_one_line_per_item(spending: Spending) -> None:
    claim = spent(spending)
    spending.entered(77_00)
    told = json.loads(issue(Order("audit_trail", "json", {}, system_actor())).content)
    keys = [column["key"] for column in told["columns"]]
    rows = [dict(zip(keys, row, strict=True)) for row in told["rows"]]
    assert len(rows) == 4
    assert sum(row["declared_cents"] or 0 for row in rows) == claim.declared_cents
    stated = next(row for row in rows if row["declared_cents"] == 250_00)
    assert stated["claim"] == claim.reference
    assert stated["granted_cents"] == 3_000_00
    assert stated["payee"] == "P-001AAA"


@pytest.mark.slow
def test_the_list_of_items_is_as_filtered(spending: Spending) -> None:
    spent(spending)
    spending.entered(77_00)
    order = Order("expenditure_items", "json", {"state": "draft"}, system_actor())
    told = json.loads(issue(order).content)
    assert len(told["rows"]) == 1
    assert told["cover"]["control_totals"][0]["total"] == 77_00


@pytest.mark.slow
def test_the_number_of_queries_does_not_grow_with_the_rows(spending: Spending) -> None:
    counts = []
    claim = spending.claim()
    for _round in range(2):
        spending.include(claim, spending.ready(), spending.ready())
        with CaptureQueriesContext(connection) as made:
            items = items_of(claim)
            examine(items)
            declared(items)
        counts.append(len(made))
    assert counts[0] == counts[1] <= 12
