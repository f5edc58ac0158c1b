"""The pages of those who pay: three people carry a payment, and the bank's word ends it."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounting.models import Payable
from audit import clock
from dote.states import MonthState
from lifecycle.cases import Tracked
from portal.keys import new_key
from tests.batch_path import draft, lines_of, payables, sent
from tests.dote_path import path
from tests.portal.visits import signed_in
from tests.world import World
from treasury.models import Batch, PaymentLine
from treasury.states import BatchState, LineState

LATER = datetime(2027, 2, 12, 9, 0, tzinfo=UTC)


def press(client: Client, row: Tracked, command: str, **told: Any) -> Any:
    """Take a step on its page."""
    fresh = type(row)._base_manager.get(pk=row.pk)
    address = reverse("step", args=[fresh._meta.label_lower, fresh.pk, command])
    return client.post(address, {"key": new_key(), "version": fresh.last_seq, **told})


@pytest.mark.slow
def test_a_payment_goes_from_clearance_to_the_bank_through_three_hands(world: World) -> None:
    way = path(world)
    way.cleared_months()
    giulia, fabio, teo = (signed_in(user) for user in (world.giulia, world.fabio, world.teo))
    assert "500,00" in giulia.get(reverse("payables")).content.decode()
    told = {
        "key": new_key(),
        "version": "",
        "operation": world.operation.pk,
        "bank_account": "T.U.",
    }
    giulia.post(reverse("open_batch"), told)
    batch = Batch.objects.as_system().get()
    chosen = [payable.pk for payable in payables()]
    giulia.post(reverse("fill_batch", args=[batch.pk]), {"payable": chosen})
    assert len(lines_of(batch)) == 4
    press(giulia, batch, "submit")
    assert press(giulia, batch, "approve").status_code == HTTPStatus.FORBIDDEN
    press(fabio, batch, "approve")
    assert press(fabio, batch, "release").status_code == HTTPStatus.FORBIDDEN
    press(teo, batch, "release")
    assert Batch.objects.as_system().get().state == BatchState.SENT


def test_the_outcomes_of_many_payments_are_entered_at_once(world: World) -> None:
    way = path(world)
    way.cleared_months()
    batch = sent(world, payables())
    told: dict[str, Any] = {}
    for number, line in enumerate(lines_of(batch)):
        told |= {
            f"kind-{line.pk}": "execute",
            f"reference-{line.pk}": f"CRO{number}",
            f"value-{line.pk}": "11/02/2027" if number else "",
            f"version-{line.pk}": line.last_seq,
            f"key-{line.pk}": new_key(),
        }
    with clock.fixed(LATER, name="test"):
        signed_in(world.giulia).post(reverse("enter_outcomes", args=[batch.pk]), told)
    states = list(PaymentLine.objects.as_system().values_list("state", flat=True))
    assert (states.count(LineState.EXECUTED), states.count(LineState.SENT)) == (3, 1)


def test_a_payment_is_in_one_batch_only(world: World) -> None:
    path(world).cleared_months()
    draft(world, payables()[:1])
    other = draft(world, payables()[1:2])
    giulia = signed_in(world.giulia)
    giulia.post(reverse("fill_batch", args=[other.pk]), {"payable": [payables()[0].pk]})
    assert len(lines_of(other)) == 1
    assert Payable.objects.filter(live=True).count() == 4


def test_months_follow_their_payments(world: World) -> None:
    way = path(world)
    way.cleared_months()
    batch = sent(world, payables()[:1])
    line = lines_of(batch)[0]
    told = {"bank_reference": "CRO9", "value_date": "11/02/2027"}
    with clock.fixed(LATER, name="test"):
        press(signed_in(world.giulia), line, "execute", **told)
    assert [month.state for month in way.months()].count(MonthState.PAID) == 1


def test_the_account_shown_on_a_payment_is_masked(world: World) -> None:
    path(world).cleared_months()
    line = lines_of(draft(world, payables()))[0]
    said = signed_in(world.giulia).get(reverse("payment_line", args=[line.pk])).content.decode()
    assert "IT84E9999999999000000000004" not in said
    assert line.iban_mask in said
