"""The payment list and the export of a batch tell amounts and pseudonyms, never who they are."""

import csv
import io
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from documents import papers
from documents.issuing import Order, issue
from documents.models import DocumentRequest
from documents.sheets import printed
from people.roles import Role
from tests import batch_path, cast
from tests.dote_path import path
from tests.world import World
from treasury.models import Batch


@pytest.fixture
def batch(world: World) -> Batch:
    """Return a batch of four payments at the bank."""
    path(world).cleared_months()
    return batch_path.sent(world, batch_path.payables())


def _order(batch: Batch, world: World, name: str, role: Role, format: str = "csv") -> Order:
    by = world.actor(world.users[name], role)
    return Order(name="payments", format=format, values={"batch": batch.reference}, by=by)


def _texts(value: Any) -> str:
    return repr(value)


def test_submitting_asks_for_the_payment_list_with_its_control_totals(
    batch: Batch, world: World
) -> None:
    asked = DocumentRequest.objects.as_system().get(paper="payment_list")
    facts = papers.held_facts(asked)["facts"]
    assert (facts["count"], facts["total_cents"]) == (4, 1_500_00)
    assert facts["hash"] == batch.lines_hash
    pseudonym = world.person("samir").pseudonym
    assert {line["payee"] for line in facts["lines"]} == {pseudonym, world.landlord.name}
    told = _texts(facts)
    for secret in ("Samir", "Benali", cast.SAMIR_IBAN, cast.LANDLORD_IBAN, "Luigi"):
        assert secret not in told


@pytest.mark.pdf
def test_the_payment_list_is_printed(batch: Batch) -> None:
    asked = DocumentRequest.objects.as_system().get(paper="payment_list")
    asked.protocol_year, asked.protocol_number = 2027, 1
    asked.protocol_on = batch_path.PREPARED
    assert printed(asked).content.startswith(b"%PDF")


def test_giulia_exports_the_payments_of_a_batch(batch: Batch, world: World) -> None:
    content = issue(_order(batch, world, "giulia", Role.FINANCE)).content.decode("utf-8-sig")
    pseudonym = world.person("samir").pseudonym
    assert content.count(pseudonym) == 2
    rows = list(csv.DictReader(io.StringIO(content), delimiter=";"))
    assert sorted(row["Importo"] for row in rows) == ["250,00", "250,00", "500,00", "500,00"]
    assert "Samir" not in content
    assert cast.SAMIR_IBAN not in content


def test_anna_does_not_export_payments(batch: Batch, world: World) -> None:
    with pytest.raises(PermissionDenied):
        issue(_order(batch, world, "anna", Role.GRANT_OFFICER))
