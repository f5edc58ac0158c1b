"""The case in Chromium: a document beside the facts, the drawing, the keyboard, no other frame."""

import pytest
from django.utils import translation
from playwright.sync_api import Browser, ConsoleMessage, Page

from documents.models import Evidence
from people.models import User
from tests import world as worlds
from tests.browser.axe import WIDTHS, faults, overflow
from tests.browser.conftest import Site
from tests.browser.visitors import enter
from tests.dote_path import DotePath, path
from tests.world import World

pytestmark = pytest.mark.browser


@pytest.fixture
def case(site: Site) -> tuple[Site, World, DotePath]:
    """Let a case wait for its eligibility to be declared."""
    with worlds.at(), translation.override("it"):
        world = worlds.build()
        way = path(world)
        way.take_charge()
    return site, world, way


def visit(page: Page, site: Site, user: User, address: str, *, width: int = 1280) -> Page:
    """Open a page as somebody, at a width."""
    page.context.clear_cookies()
    enter(page.context, site.url, user)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(site.url + address)
    return page


def test_a_document_lies_beside_the_checklist_and_the_button(
    page: Page, case: tuple[Site, World, DotePath]
) -> None:
    site, world, way = case
    said: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        said.append(message.text)

    page.on("console", hear)
    address = f"/pratiche/dote.dote/{way.dote.pk}/passi/declare_eligible/"
    visit(page, site, world.bruno, address)
    page.locator("input[name=checklist]").first.check()
    page.locator("textarea[name=note]").fill("Looked at the permit.")
    page.locator("a.sheet").first.click()
    page.wait_for_function("document.querySelector('.reading-frame').clientHeight > 400")
    frame = page.frame(name="reading")
    assert frame is not None
    frame.wait_for_url("**/prove/**")
    assert page.locator("input[name=checklist]").first.is_checked(), "what was ticked stays"
    assert page.locator("textarea[name=note]").input_value() == "Looked at the permit."
    box = page.locator(".reading").bounding_box()
    button = page.locator("#step button.action-main").bounding_box()
    assert box is not None
    assert button is not None
    assert box["x"] > button["x"] + button["width"], "beside, not below"
    assert button["y"] + button["height"] < 900, "the button stays in sight"
    assert page.locator("a.sheet[aria-current=true]").count() == 1
    assert not [text for text in said if "Content Security Policy" in text], said


def test_without_script_the_same_document_opens_in_the_same_frame(
    browser: Browser, case: tuple[Site, World, DotePath]
) -> None:
    site, world, way = case
    context = browser.new_context(java_script_enabled=False)
    page = visit(context.new_page(), site, world.anna, f"/doti/{way.dote.pk}/")
    page.locator("a.sheet").first.click()
    frame = page.frame(name="reading")
    assert frame is not None
    frame.wait_for_url("**/prove/**")
    context.close()


def test_no_other_site_frames_a_document(page: Page, case: tuple[Site, World, DotePath]) -> None:
    site, world, way = case
    kept = Evidence.objects.as_system().filter(subject=way.dote.label).first()
    assert kept is not None
    enter(page.context, site.url, world.anna)
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.set_content(f'<iframe src="{site.url}/prove/{kept.pk}/"></iframe>')
    page.wait_for_timeout(800)
    assert any("frame-ancestors" in text or "X-Frame-Options" in text for text in refused), refused


def test_on_a_telephone_the_case_is_one_column_and_the_path_is_a_list(
    page: Page, case: tuple[Site, World, DotePath]
) -> None:
    site, world, way = case
    visit(page, site, world.anna, f"/doti/{way.dote.pk}/", width=390)
    assert overflow(page) == 0
    assert page.locator(".machine-path").is_visible()
    assert page.locator(".machine-path [aria-current=step]").count() == 1
    assert page.locator(".machine-hint").is_visible()
    page.locator("a.sheet").first.click()
    facts, reading = page.locator("#facts"), page.locator(".reading")
    above, below = facts.bounding_box(), reading.bounding_box()
    assert above is not None
    assert below is not None
    assert below["y"] > above["y"]
    assert overflow(page) == 0


def test_the_drawing_fits_a_desk(page: Page, case: tuple[Site, World, DotePath]) -> None:
    site, world, way = case
    visit(page, site, world.anna, f"/doti/{way.dote.pk}/")
    frame = page.locator(".machine-frame")
    fits = frame.evaluate("box => box.scrollWidth <= box.clientWidth")
    assert fits or page.locator(".machine-hint").is_visible(), "it fits, or it says how to move it"


def test_j_and_k_walk_over_the_queue(page: Page, case: tuple[Site, World, DotePath]) -> None:
    site, world, way = case
    visit(page, site, world.anna, "/scrivania/")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.textContent") == way.dote.reference
    page.locator("#persona").fill("jk")
    assert page.locator("#persona").input_value() == "jk", "letters stay letters in a field"


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS.keys())
def test_axe_finds_nothing_on_the_new_pages(
    browser: Browser, case: tuple[Site, World, DotePath], width: int
) -> None:
    site, world, way = case
    with worlds.at():
        plan = world.signed_plan("amina")
    context = browser.new_context(bypass_csp=True, locale="it-IT")
    page = context.new_page()
    for user, address in (
        (world.anna, "/scrivania/"),
        (world.anna, "/pratiche/?di=me"),
        (world.bruno, f"/pratiche/dote.dote/{way.dote.pk}/passi/declare_eligible/"),
        (world.anna, "/non-esiste/"),
        (world.amina, f"/mia/piano/{plan.pk}/"),
        (world.samir, "/mia/messaggi/"),
        (world.samir, f"/mia/doti/{way.dote.pk}/"),
        (world.carla, "/traccia/"),
    ):
        visit(page, site, user, address, width=width)
        assert faults(page) == [], address
        assert overflow(page) == 0, address
        assert page.locator("h1").count() == 1, address
    context.close()
