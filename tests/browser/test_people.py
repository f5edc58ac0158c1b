"""The pages of participants and operators in a real browser, on a day after the first months."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.utils import translation
from playwright.sync_api import Browser, BrowserContext, Page

from people.models import User
from tests import ground
from tests import world as worlds
from tests.browser.axe import WIDTHS, faults, overflow
from tests.browser.visitors import enter
from tests.dote_path import DotePath, path
from tests.server import INSTANT, serving
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

DAY = "2027-01-08T10:00:00+01:00"


@dataclass
class Scene:
    """Samir's services have run for two months; the browser is on that day."""

    url: str
    world: World
    way: DotePath
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

    def wrong(self, context: BrowserContext, addresses: list[str]) -> list[str]:
        """Return what is wrong on the pages: not shown, found by axe, or too wide."""
        page, found = context.new_page(), []
        for address in addresses:
            answer = page.goto(self.url + address)
            if answer is None or not answer.ok:
                found.append(f"{address}: {answer.status if answer else 'nothing'}")
            found += [f"{address}: {fault}" for fault in faults(page)]
            if overflow(page) > 0:
                found.append(f"{address}: {overflow(page)} px too wide")
        return found


@pytest.fixture
def scene(fresh_database: ground.Database, browser: Browser) -> Iterator[Scene]:
    """Bring samir's dote to where two months wait for their papers, and serve that day."""
    with worlds.at(), translation.override("en"):
        world = worlds.build()
        way = path(world)
        way.start_services(rent_months=4, work_months=4)
        way.clear(way.months()[0])
    environment = fresh_database.environment | {INSTANT: DAY}
    with serving(environment, application="tests.frozen_wsgi") as url:
        yield Scene(url, world, way, browser)


def own_pages(way: DotePath) -> list[str]:
    months = way.months()
    return [
        "/mia/",
        f"/mia/doti/{way.dote.pk}/",
        f"/mia/doti/{way.dote.pk}/patto/",
        *(f"/mia/mensilita/{month.pk}/" for month in (months[0], months[1], months[4])),
        "/mia/conto/",
        "/mia/documenti/",
        "/mia/messaggi/",
        "/mia/chi-ha-guardato/",
        "/mia/domanda/",
    ]


@pytest.mark.parametrize("width", WIDTHS.values(), ids=list(WIDTHS))
@pytest.mark.parametrize("language", ["it", "ar"])
def test_samirs_pages_are_whole_for_everybody(scene: Scene, language: str, width: int) -> None:
    context = scene.look(scene.world.samir, width=width, language=language)
    assert scene.wrong(context, own_pages(scene.way)) == []


@pytest.mark.parametrize("width", WIDTHS.values(), ids=list(WIDTHS))
def test_martas_pages_are_whole_for_everybody(scene: Scene, width: int) -> None:
    samir = scene.world.person("samir").pk
    plan = scene.world.signed_plan("samir").pk
    months = scene.way.months()
    addresses = [
        "/persone/",
        "/persone/nuova/",
        f"/persone/{samir}/",
        f"/persone/{samir}/conto/",
        f"/persone/{samir}/piano/",
        f"/piani/{plan}/",
        f"/mensilita/{months[1].pk}/foglio/",
        f"/mensilita/{months[4].pk}/foglio/",
    ]
    assert scene.wrong(scene.look(scene.world.marta, width=width), addresses) == []


def test_marta_fills_the_sheet_with_the_arrows_and_the_space_bar(scene: Scene) -> None:
    page = scene.look(scene.world.marta, width=1280).new_page()
    page.goto(f"{scene.url}/mensilita/{scene.way.months()[4].pk}/foglio/")
    page.focus("input[value='2026-11-02']")
    for key in ("Space", "ArrowRight", "Space", "ArrowDown", "Space"):
        page.keyboard.press(key)
    assert ticked(page) == ["2026-11-02", "2026-11-03", "2026-11-10"]
    assert page.inner_text("[data-count]") == "3"


def test_in_arabic_the_left_arrow_goes_to_the_next_day(scene: Scene) -> None:
    page = scene.look(scene.world.samir, width=390, language="ar").new_page()
    page.goto(f"{scene.url}/mia/mensilita/{scene.way.months()[4].pk}/")
    page.focus("input[value='2026-11-02']")
    for key in ("ArrowLeft", "Space"):
        page.keyboard.press(key)
    assert ticked(page) == ["2026-11-03"]


def test_without_the_register_samirs_days_are_still_ticked(scene: Scene) -> None:
    page = scene.look(scene.world.samir, width=390).new_page()
    page.goto(f"{scene.url}/mia/mensilita/{scene.way.months()[4].pk}/")
    page.check("input[value='2026-11-02']")
    page.click("main form .action-main")
    assert ticked(page) == ["2026-11-02"]
    assert page.is_visible(".error-summary")
    assert faults(page) == []


def ticked(page: Page) -> list[str]:
    """Return the days that are ticked."""
    found: list[str] = page.eval_on_selector_all(
        "input[name=days]:checked", "days => days.map(day => day.value)"
    )
    return found
