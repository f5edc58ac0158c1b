"""Withholdings on their pages: one submits, a second approves, a third enters the receipt."""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse

from accounting.balances import balance
from audit import clock
from portal.keys import new_key
from tests.expenditure.spending import Spending
from tests.portal.visits import signed_in
from tests.world import World
from treasury.models import Remittance

DECEMBER = datetime(2026, 12, 15, 9, tzinfo=UTC)


def press(browser: Client, command: str, **told: str) -> int:
    """Do a step of the one payment on its page, and return the answer's status."""
    row = Remittance.objects.as_system().get()
    address = reverse("step", args=["treasury.remittance", row.pk, command])
    return browser.post(
        address, {"key": new_key(), "version": str(row.last_seq)} | told
    ).status_code


@pytest.mark.slow
def test_three_people_pay_withholdings_over_on_the_pages(world: World) -> None:
    Spending(world).paid(500_00, withheld=75_00)
    with clock.fixed(DECEMBER, "test"):
        giulia, fabio, teo = (signed_in(user) for user in (world.giulia, world.fabio, world.teo))
        page = giulia.get(reverse("withholdings")).content.decode()
        assert "75.00" in page or "75,00" in page
        month = f"{world.operation.code} 2026-11-01"
        address = reverse("open_remittance")
        opened = giulia.post(address, {"key": new_key(), "month": month}, follow=True)
        assert opened.status_code == HTTPStatus.OK
        again = giulia.post(address, {"key": new_key(), "month": month})
        assert again.status_code == HTTPStatus.FORBIDDEN
        assert giulia.post(address, {"key": new_key(), "month": "x y"}).status_code == 404
        assert press(giulia, "submit") == HTTPStatus.FOUND
        assert press(giulia, "approve") == HTTPStatus.FORBIDDEN
        assert press(fabio, "approve") == HTTPStatus.FOUND
        receipt = {"bank_reference": "F24-1", "value_date": "14/12/2026"}
        assert press(fabio, "pay_over", **receipt) == HTTPStatus.FORBIDDEN
        assert press(teo, "pay_over", **receipt) == HTTPStatus.FOUND
    assert balance("2120") == 0
