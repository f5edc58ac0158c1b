"""The components, in a real browser: nothing for axe, nothing too wide, nothing refused."""

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

from tests import world as worlds
from tests.browser.axe import WIDTHS, faults, overflow
from tests.browser.conftest import Site
from tests.browser.visitors import enter

PAGES = [
    "/guida/componenti?errori",
    "/guida/componenti?arabo",
    "/guida/componenti?telefono",
    "/guida/componenti?telefono&arabo",
]
OPEN = ["/accesso/", "/privacy/", "/accessibilita/", "/salute/", "/non-esiste/"]


@pytest.mark.browser
@pytest.mark.timeout(300)
@pytest.mark.parametrize("width", WIDTHS.values(), ids=list(WIDTHS))
@pytest.mark.parametrize("language", ["it-IT", "ar"])
def test_the_gallery_is_whole_for_everybody(
    browser: Browser, site: Site, language: str, width: int
) -> None:
    with worlds.at():
        world = worlds.build()
    context = browser.new_context(
        bypass_csp=True, locale=language, viewport={"width": width, "height": 900}
    )
    page = context.new_page()
    wrong = look_at(page, site, OPEN)
    enter(context, site.url, world.anna)
    wrong += look_at(page, site, PAGES)
    assert wrong == []


def look_at(page: Page, site: Site, addresses: list[str]) -> list[str]:
    """Return what axe finds on the pages, and by how much one is too wide."""
    wrong = []
    for address in addresses:
        page.goto(site.url + address)
        wrong += [f"{address}: {fault}" for fault in faults(page)]
        if overflow(page) > 0:
            wrong.append(f"{address}: {overflow(page)} px too wide")
    return wrong


@pytest.mark.browser
def test_the_policy_refuses_nothing_that_our_pages_need(browser: Browser, site: Site) -> None:
    with worlds.at():
        world = worlds.build()
    said: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            said.append(f"{page.url}: {message.text}")

    context = browser.new_context()
    enter(context, site.url, world.anna)
    page = context.new_page()
    page.on("console", listen)
    for address in PAGES:
        page.goto(site.url + address)
        page.wait_for_load_state("networkidle")
    assert said == []


@pytest.mark.browser
def test_the_officer_goes_round_the_page_by_keyboard(browser: Browser, site: Site) -> None:
    with worlds.at():
        world = worlds.build()
    context = browser.new_context()
    enter(context, site.url, world.anna)
    page = context.new_page()
    page.goto(site.url + PAGES[0])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
