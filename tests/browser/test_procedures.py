"""The pages of the side procedures in a real browser: the office at its desk, samir on a phone."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.utils import translation
from playwright.sync_api import Browser, BrowserContext

from lifecycle.models import IntegrationRequest
from people.models import User
from tests import ground
from tests import world as worlds
from tests.browser.axe import WIDTHS, faults, overflow
from tests.browser.visitors import enter
from tests.dote_path import DotePath, path
from tests.lifecycle.procedures.asking import give, item, sent
from tests.server import INSTANT, serving
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

DAY = "2026-10-13T10:00:00+02:00"


@dataclass
class Scene:
    """Samir was asked for three things and has given one; the browser is on that day."""

    url: str
    world: World
    way: DotePath
    request: IntegrationRequest
    browser: Browser

    def look(self, user: User, *, width: int, language: str = "it") -> BrowserContext:
        """Return the browser of somebody, in a language and a width."""
        context = self.browser.new_context(
            bypass_csp=True, viewport={"width": width, "height": 900}
        )
        enter(context, self.url, user)
        cookie = {"name": "django_language", "value": language, "url": self.url}
        context.add_cookies([cookie])
        return context


@pytest.fixture
def scene(fresh_database: ground.Database, browser: Browser) -> Iterator[Scene]:
    """Have anna ask samir for three things, of which he has given one, and serve that day."""
    with worlds.at(), translation.override("en"):
        world = worlds.build()
        way = path(world)
        way.take_charge()
        request = sent(way, "permit", "household", optional=("expense_proof",))
        give(way, request, "permit")
    environment = fresh_database.environment | {INSTANT: DAY}
    with serving(environment, application="tests.frozen_wsgi") as url:
        yield Scene(url, world, way, request, browser)


def wrong(context: BrowserContext, url: str, addresses: list[str]) -> list[str]:
    page, found = context.new_page(), []
    for address in addresses:
        answer = page.goto(url + address)
        if answer is None or not answer.ok:
            found.append(f"{address}: {answer.status if answer else 'nothing'}")
        found += [f"{address}: {fault}" for fault in faults(page)]
        if overflow(page) > 0:
            found.append(f"{address}: {overflow(page)} px too wide")
    return found


@pytest.mark.parametrize("width", WIDTHS.values(), ids=list(WIDTHS))
def test_annas_pages_are_whole_for_everybody(scene: Scene, width: int) -> None:
    addresses = [
        f"/procedimenti/integrationrequest/{scene.request.pk}/",
        "/procedimenti/",
    ]
    context = scene.look(scene.world.anna, width=width)
    assert wrong(context, scene.url, addresses) == []


@pytest.mark.parametrize("width", WIDTHS.values(), ids=list(WIDTHS))
@pytest.mark.parametrize("language", ["it", "ar"])
def test_what_samir_is_asked_is_whole_for_everybody(
    scene: Scene, language: str, width: int
) -> None:
    household = item(scene.request, "household").pk
    addresses = [
        "/mia/",
        f"/mia/richieste/{scene.request.pk}/",
        f"/procedimenti/voci/{household}/",
        f"/mia/procedimenti/integrationrequest/{scene.request.pk}/",
    ]
    context = scene.look(scene.world.samir, width=width, language=language)
    assert wrong(context, scene.url, addresses) == []


def test_samir_answers_by_telephone_and_says_that_he_has_finished(scene: Scene) -> None:
    page = scene.look(scene.world.samir, width=390).new_page()
    page.goto(f"{scene.url}/mia/")
    page.click("a.action-main")
    page.click(f"a[href='/procedimenti/voci/{item(scene.request, 'household').pk}/']")
    page.fill("textarea", "Vivo con mio fratello")
    page.click("button.action-main")
    page.wait_for_url("**/mia/richieste/**")
    page.click("button.action-main")
    page.wait_for_load_state()
    assert "Completata" in page.inner_text("main")
