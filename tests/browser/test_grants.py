"""The pages of an applicant for a grant, in a real browser, without script, on a phone."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Browser

from startup_grants.models import Grant
from tests import ground
from tests import world as worlds
from tests.browser.axe import WIDTHS, faults, overflow
from tests.browser.visitors import enter
from tests.grant_life import GrantLife
from tests.server import INSTANT, serving
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

APPLYING = "2026-10-06T10:00:00+02:00"
LIVING = "2027-03-22T10:00:00+01:00"
PAGES = ("idea", "bilancio", "risorse", "aiuti", "riepilogo")


@dataclass
class Scene:
    """A served database on a day, with the applicant's grant."""

    url: str
    world: World
    grant: Grant
    browser: Browser

    def wrong(self, addresses: list[str], *, languages: tuple[str, ...] = ("it",)) -> list[str]:
        """Return what is wrong on pages: not shown, found by axe, or too wide."""
        found = []
        for width in WIDTHS.values():
            for language in languages:
                found += self._at(addresses, width, language)
        return found

    def _at(self, addresses: list[str], width: int, language: str) -> list[str]:
        context = self.browser.new_context(
            bypass_csp=True, viewport={"width": width, "height": 900}
        )
        enter(context, self.url, self.world.samir)
        cookie = {"name": "django_language", "value": language, "url": self.url}
        context.add_cookies([cookie])
        page, found = context.new_page(), []
        for address in addresses:
            answer = page.goto(self.url + address)
            at = f"{address} {width} {language}"
            if answer is None or not answer.ok:
                found.append(f"{at}: {answer.status if answer else 'nothing'}")
            found += [f"{at}: {fault}" for fault in faults(page)]
            if overflow(page) > 0:
                found.append(f"{at}: {overflow(page)} px too wide")
        context.close()
        return found


def on(database: ground.Database, instant: str) -> dict[str, str]:
    """Return the environment of a server whose clock stands still."""
    return database.environment | {INSTANT: instant}


@pytest.fixture
def applying(fresh_database: ground.Database, browser: Browser) -> Iterator[Scene]:
    """Open samir's application, with a budget above a cap."""
    with worlds.at(), translation.override("en"):
        world = worlds.build()
        way = GrantLife(world)
        way.publish()
        grant = way.open()
        way.save(grant)
    with serving(on(fresh_database, APPLYING), application="tests.frozen_wsgi") as url:
        yield Scene(url, world, grant, browser)


@pytest.fixture
def living(fresh_database: ground.Database, browser: Browser) -> Iterator[Scene]:
    """Bring samir's grant into its stability period, and serve the days after."""
    with worlds.at(), translation.override("en"):
        world = worlds.build()
        grant = GrantLife(world).settled()
    with serving(on(fresh_database, LIVING), application="tests.frozen_wsgi") as url:
        yield Scene(url, world, grant, browser)


def test_each_page_of_an_application_is_whole_at_both_widths_and_in_arabic(
    applying: Scene,
) -> None:
    pk = applying.grant.pk
    addresses = [reverse("grant_plan", args=[pk, page]) for page in PAGES]
    assert applying.wrong([reverse("own_grants"), *addresses], languages=("it", "ar")) == []


def test_the_owner_reads_tranche_by_tranche_what_became_of_the_grant(living: Scene) -> None:
    assert living.wrong([reverse("own_grant", args=[living.grant.pk])]) == []
