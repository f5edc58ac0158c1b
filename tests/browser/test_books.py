"""Claims, the euro, the trail and the books in a real browser: whole, and nothing too wide."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from people.models import User
from tests import world as worlds
from tests.browser.axe import WIDTHS, faults, overflow
from tests.browser.conftest import Site
from tests.browser.visitors import enter
from tests.portal.claimed import Claimed, later

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]


@pytest.fixture
def claimed(site: Site) -> Claimed:
    """Return samir's euros in a transmitted claim, with its statement and a seal."""
    with later():
        made = Claimed(worlds.build())
        made.stated()
    return made


def addresses(claimed: Claimed) -> list[tuple[User, str]]:
    """Return who looks at what."""
    giulia, carla = claimed.world.giulia, claimed.world.carla
    item, claim = claimed.items()[0], claimed.items()[0].claim_id
    euro = f"/segui/{item.label}/?passo="
    return [
        (giulia, "/domande-di-rimborso/"),
        (giulia, "/domande-di-rimborso/nuova/"),
        (giulia, f"/domande-di-rimborso/{claim}/"),
        (giulia, "/voci-di-spesa/"),
        (giulia, f"/voci-di-spesa/{item.pk}/"),
        (giulia, "/periodi/"),
        (carla, "/rendiconti/"),
        (carla, "/esportazioni/"),
        (carla, "/segui/"),
        *((carla, euro + step) for step in ("claim", "item", "payment", "month", "award")),
        (carla, "/traccia/"),
        (carla, "/traccia/letture/"),
        (carla, "/imbuto/"),
        (carla, "/giornale/"),
        (carla, f"/giornale/{claimed.way.dote.label}/"),
        (carla, "/bilancio/"),
    ]


@pytest.mark.parametrize("width", WIDTHS.values(), ids=list(WIDTHS))
def test_the_pages_are_whole_for_everybody(
    browser: Browser, site: Site, claimed: Claimed, width: int
) -> None:
    context = browser.new_context(
        bypass_csp=True, locale="it-IT", viewport={"width": width, "height": 900}
    )
    page, wrong, last = context.new_page(), [], None
    for user, address in addresses(claimed):
        if user != last:
            context.clear_cookies()
            enter(context, site.url, user)
            last = user
        page.goto(site.url + address)
        wrong += [f"{address}: {fault}" for fault in faults(page)]
        if overflow(page) > 0:
            wrong.append(f"{address}: {overflow(page)} px too wide")
    assert wrong == []


def test_carla_follows_a_euro_from_the_statement_to_the_person(
    site: Site, page: Page, claimed: Claimed, tmp_path: Path
) -> None:
    enter(page.context, site.url, claimed.world.carla)
    page.goto(f"{site.url}/segui/{claimed.items()[0].label}/?passo=claim")
    for step in ("item", "payment", "month", "award", "application"):
        page.locator(f".way a[href$='passo={step}']").first.click()
        expect(page.locator(".way-card.is-current")).to_have_count(1)
        assert page.url.endswith(f"passo={step}")
    page.locator("#id_sentence").fill("Sample 2, the permit on the day.")
    page.locator("#person button").click()
    expect(page.locator("#person")).to_contain_text("Samir Benali")
    page.locator(".seal-box button").click()
    expect(page.locator(".verdict")).to_have_class("note note-frame verdict tone-done")
