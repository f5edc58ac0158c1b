"""An auditor follows a euro down to the application, and a case up to its claims."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounting.models import Payable
from audit.labels import label
from audit.models import Event
from documents.issuing import Order, issue
from dote.models import Month
from expenditure.follow import Link, down, up
from expenditure.harvest import harvest
from expenditure.models import Item
from lifecycle.engine import perform
from lifecycle.registries import open_matters
from people.actors import system_actor
from tests.dote_path import path
from tests.expenditure.spending import Spending

LATER = date(2027, 1, 20)


def pay(spending: Spending, month: Month) -> Payable:
    """Have the bank pay a month: the books, the payable, and the month itself."""
    payable = spending.pay(Payable.objects.get(part=month.label, live=True), on=LATER)
    perform(month.mark_paid, by=system_actor(), on=LATER, value_on=LATER)
    return payable


def told_by_the_trail(link: Link) -> bool:
    """Say whether the link's event is in the trail with that hash, and tells what it says."""
    event = Event.objects.get(stream=link.stream, seq=link.seq)
    return event.hash == link.hash and bool(json.loads(event.content)["subject"])


@pytest.fixture
def item(spending: Spending) -> Item:
    """Return an item of a month of samir's dote, in a transmitted claim."""
    way = path(spending.world)
    month = way.cleared_months(rent_months=1, work_months=1)[0]
    pay(spending, month)
    [made] = harvest(on=LATER)
    ready = perform(made.complete, by=spending.world.giulia, on=LATER)
    claim = spending.claim(period_end=LATER)
    perform(ready.include, by=spending.world.giulia, on=LATER, claim=claim.pk)
    claim = perform(claim.precheck, by=spending.world.giulia, on=LATER)
    claim = perform(claim.sign, by=spending.world.bruno, on=LATER)
    perform(claim.transmit, by=spending.world.giulia, on=LATER)
    found: Item = Item.objects.as_system().get(pk=made.pk)
    return found


@pytest.mark.slow
def test_a_euro_is_followed_down_to_the_application(item: Item) -> None:
    links = down(item)
    kinds = [link.kind for link in links]
    assert kinds[:5] == ["claim", "item", "payable", "payment", "entry"]
    assert kinds[-1] == "application"
    for kind in ("month", "line", "pact", "award"):
        assert kind in kinds
    paid = next(link for link in links if link.kind == "payment")
    assert paid.reference == item.bank_reference
    assert paid.on == item.value_on


@pytest.mark.slow
def test_each_step_of_the_way_is_told_by_the_trail(item: Item) -> None:
    links = down(item)
    assert all(told_by_the_trail(link) for link in links)


def test_the_sums_on_the_way_agree(item: Item) -> None:
    links = down(item)
    same = {link.cents for link in links if link.kind in ("item", "payable", "payment", "entry")}
    assert same == {item.declared_cents}
    award = next(link for link in links if link.kind == "award")
    assert award.cents == 750_00


@pytest.mark.slow
def test_the_way_shows_the_documents(item: Item) -> None:
    links = down(item)
    reported = next(link for link in links if link.evidence and link.kind == "month")
    assert reported.evidence == tuple(item.evidence)
    applied = next(link for link in links if link.kind == "application")
    assert len(applied.evidence) == 2


@pytest.mark.slow
def test_a_dote_is_followed_up_to_its_claims(item: Item) -> None:
    for name in (item.case_label, item.part_label, label(item.payable)):
        [way] = up(name)
        assert [link.kind for link in way] == ["item", "claim"]
        assert all(told_by_the_trail(link) for link in way)
        assert item.claim is not None
        assert way[1].reference == item.claim.reference


@pytest.mark.slow
def test_the_number_of_queries_is_fixed(spending: Spending) -> None:
    few, many = spending.ready(), [spending.ready() for _ in range(3)]
    spending.transmitted(few, *many)
    counts = []
    for each in (few, many[-1]):
        with CaptureQueriesContext(connection) as made:
            down(each)
        counts.append(len(made))
    assert counts[0] == counts[1] <= 8
    with CaptureQueriesContext(connection) as made:
        up(few.case_label)
    assert len(made) == 2


def test_the_statement_names_measure_service_and_pseudonym(item: Item, spending: Spending) -> None:
    assert item.claim is not None
    values = {"claim": item.claim.reference}
    told = json.loads(issue(Order("statement", "json", values, system_actor())).content)
    row = dict(zip((c["key"] for c in told["columns"]), told["rows"][0], strict=True))
    assert row["participant"] == spending.world.person("samir").pseudonym
    assert row["measure"].startswith("DOT-2026-")
    assert row["service"]


@pytest.mark.slow
def test_only_what_is_not_transmitted_stays_open_on_the_dote(
    item: Item, spending: Spending
) -> None:
    assert not [s for s in open_matters.about(item.case_label) if "expenditure" in s]
    other = Month.objects.as_system().exclude(pk=item.part_label.partition(":")[2]).get()
    pay(spending, other)
    assert [s for s in open_matters.about(item.case_label) if "expenditure" in s]
