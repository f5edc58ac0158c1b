"""Pages in Italian have no English word on them by accident."""

import re
from html.parser import HTMLParser

import pytest
from django.test import Client

from audit import seals
from tests.architecture.test_words import ENGLISH
from tests.dote_path import path
from tests.portal.visits import Visit
from tests.world import World

GALLERY = ["/guida/componenti", "/guida/componenti?errori", "/guida/componenti?telefono"]
OPEN = ["/accesso/", "/privacy/", "/accessibilita/", "/salute/", "/non-esiste/"]
SPOKEN = ("title", "aria-label", "alt", "placeholder", "data-label", "value")
CAST = ("anna", "bruno", "carla", "marta", "giulia", "teo", "rita", "elena", "samir")
LINK = re.compile(r'href="(/[^"#]*)"')


class Words(HTMLParser):
    """Gathers what a person sees or hears of a page in the page's language."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take the spoken attributes; leave out scripts and what is marked as another language."""
        given = dict(attrs)
        if tag in {"script", "style"} or given.get("lang", "it") != "it":
            self.silent += 1
        if not self.silent:
            self.said += [text for name in SPOKEN if (text := given.get(name))]

    def handle_endtag(self, tag: str) -> None:
        """Listen again after a script, or after a button in another language."""
        if tag in {"script", "style", "button"} and self.silent:
            self.silent -= 1

    def handle_data(self, data: str) -> None:
        """Take the words between the tags."""
        if not self.silent and data.strip():
            self.said.append(data.strip())


def english_on(browser: Client, address: str) -> list[str]:
    """Return what a page in Italian says in English."""
    browser.cookies["django_language"] = "it"
    page = browser.get(address, headers={"accept-language": "it"}, follow=True)
    if not page["Content-Type"].startswith("text/html"):
        return []
    words = Words()
    words.feed(page.content.decode())
    return [f"{address}: {text}" for text in words.said if ENGLISH.search(text)]


def test_the_gallery_speaks_italian(world: World, visit: Visit) -> None:
    browser = visit(world.anna)
    assert [found for address in GALLERY for found in english_on(browser, address)] == []


def test_pages_before_signing_in_speak_italian(db: None) -> None:
    assert [found for address in OPEN for found in english_on(Client(), address)] == []


@pytest.mark.timeout(120)
@pytest.mark.slow
def test_whoever_works_here_and_whoever_is_helped_reads_italian(world: World, visit: Visit) -> None:
    path(world).start_services()
    seals.seal()
    english = []
    for name in CAST:
        browser = visit(getattr(world, name))
        first = browser.get("/", follow=True).content.decode()
        links = {link for link in LINK.findall(first) if not link.startswith("/static/")}
        english += [found for address in sorted(links) for found in english_on(browser, address)]
    assert english == []
