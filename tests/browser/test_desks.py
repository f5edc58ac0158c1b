"""The desks in Chromium: what officers, approvers and finance see at their table and on a phone."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import translation
from playwright.sync_api import Page

from documents import worker
from people.models import User
from tests import batch_path
from tests import world as worlds
from tests.browser.axe import WIDTHS, faults, overflow
from tests.browser.conftest import Site
from tests.browser.visitors import enter
from tests.dote_path import DotePath, path
from tests.world import World
from treasury.models import Batch

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Let axe into pages whose policy admits no foreign script."""
    return browser_context_args | {"bypass_csp": True}


@dataclass
class Day:
    """A day at the desks: one award waits, one dote runs, one batch is sent."""

    site: Site
    page: Page
    world: World
    waiting: DotePath
    running: DotePath
    batch: Batch

    def visit(self, user: User, address: str, *, width: int) -> Page:
        """Open a page as somebody, at a width."""
        self.page.context.clear_cookies()
        enter(self.page.context, self.site.url, user)
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.goto(self.site.url + address)
        return self.page


@pytest.fixture
def day(site: Site, page: Page) -> Day:
    """Let the people of the world work until something waits on each desk."""
    with worlds.at(), translation.override("it"):
        world = worlds.build()
        running = path(world, "amina")
        running.cleared_months(rent_months=1, work_months=2)
        batch = batch_path.sent(world, batch_path.payables()[:2])
        waiting = path(world)
        waiting.propose_award()
    worker.run_pending()
    return Day(site, page, world, waiting, running, batch)


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS.keys())
def test_the_desks_are_whole_at_any_width(day: Day, width: int) -> None:
    month = day.running.months()[0]
    people = day.world
    for user, address in (
        (people.anna, "/scrivania/"),
        (people.anna, "/pratiche/"),
        (people.bruno, f"/doti/{day.waiting.dote.pk}/"),
        (people.bruno, "/approvazioni/"),
        (people.anna, f"/doti/{day.running.dote.pk}/"),
        (people.anna, f"/mensilita/{month.pk}/"),
        (people.giulia, "/da-pagare/"),
        (people.giulia, f"/distinte/{day.batch.pk}/"),
        (people.giulia, "/conti/"),
    ):
        page = day.visit(user, address, width=width)
        assert page.locator("h1").count() == 1, address
        assert overflow(page) == 0, address
        assert faults(page) == [], address


def test_an_approver_approves_from_the_list(day: Day) -> None:
    page = day.visit(day.world.bruno, "/approvazioni/", width=WIDTHS["desk"])
    page.locator("button[name=approve]").click()
    page.wait_for_url("**/doti/**")
    assert day.waiting.fresh().state == "awarded"


def test_an_officer_sees_why_a_step_is_closed_and_who_can_open_it(day: Day) -> None:
    page = day.visit(day.world.anna, f"/doti/{day.running.dote.pk}/", width=WIDTHS["desk"])
    assert "Marta" in page.locator("#steps").locator("xpath=..").inner_text()
