"""Lets everybody open all that there is, and looks for strings of others, and for their traces.

Three looks at each visitor: what the links lead to; what is asked by name though nobody showed it
(every address, by GET and by POST, with every thing of others in it; every export with it); and
whether a page tells by a count, a sum or an order that others are there: the same pages before
and after the other partner's story must be the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.test import Client
from django.urls import reverse

from documents.writers import WRITERS
from people.models import User
from portal.keys import new_key
from tests.portal.visits import signed_in
from tests.promises.figures import Figures
from tests.promises.kill.harness import copied
from tests.promises.leak import addresses, ground, planted
from tests.promises.leak.crawl import Answer, follow, open_page, send
from tests.promises.leak.ground import AWAY, HOME
from tests.promises.leak.planted import Planted, Thing
from tests.world import World

Pages = dict[str, str]
CALM = frozenset({200, 302, 400, 403, 404, 405, 409, 422})
BY_PSEUDONYM = frozenset(
    {
        "finance", "treasury", "auditor", "managing_authority", "programme_manager",
        "controller", "control_head", "administrator",
    }
)  # fmt: skip
"""Offices that work with pseudonyms: no page gives them a person's name."""
PAPERS = ("/atti/", "/prove/")
"""A paper bears the name of whom it was written for: who opens it is recorded as a reader."""
CHANGING = re.compile(
    r'name="(?:csrfmiddlewaretoken|key)" value="[^"]*"|nonce="?[\w+/=-]+|sessionid=\S+'
    r'|Content-Length: \d+|ltr">[0-9A-Z]{4}-[0-9A-Z]{4}<|X-Request-Id: \S+'
    r'|<p>Root of the last seal <span class="code">[^<]*|<p>Size \d+ events'
)
"""What differs from answer to answer, and the seal, which is one for all partners."""
ONE_FOR_ALL = frozenset({"/traccia/"})
"""Tells the size and root of the one seal, as every printed statement does."""


@dataclass(frozen=True)
class Visitor:
    """Somebody who looks, and what they must never see."""

    name: str
    user: User | None
    hidden: tuple[Planted, ...]
    asked: tuple[Thing, ...]
    names: tuple[Planted, ...] = ()
    """What a pseudonym stands for: hidden too, but in a paper itself."""

    @property
    def browser(self) -> Client:
        """Return a browser in which they are signed in, if they can be."""
        return signed_in(self.user) if self.user else Client()


@dataclass(frozen=True)
class Depth:
    """How much is looked at: pages by link, one in so many addresses, which formats."""

    most: int = 10_000
    queries: int = 12
    one_in: int = 1
    formats: tuple[str, ...] = tuple(WRITERS)


@dataclass
class Found:
    """How many answers were looked at, and what was in them."""

    responses: int = 0
    compared: int = 0
    leaks: list[str] = field(default_factory=list)

    def add(self, more: Found) -> None:
        """Add what another visitor found."""
        self.responses += more.responses
        self.compared += more.compared
        self.leaks += more.leaks

    def counts(self) -> dict[str, int]:
        """Return the numbers by name."""
        return {"responses": self.responses, "pages compared": self.compared}

    def __str__(self) -> str:
        told = f"{self.responses} responses, {self.compared} compared"
        return f"{told}, {len(self.leaks)} leaks"

    def look(self, who: Visitor, answer: Answer) -> None:
        """Look for strings in an answer; what the visitor asked for by itself is not counted."""
        self.responses += 1
        is_paper = answer.address.startswith(PAPERS)
        for each in who.hidden if is_paper else (*who.hidden, *who.names):
            if each.text in answer.text and each.text not in answer.address:
                self.leaks.append(f"{who.name} at {answer.address}: {each.what} {each.text}")
        if answer.status not in CALM:
            self.leaks.append(f"{who.name} at {answer.address}: status {answer.status}")


def visitors(world: World, staff: Mapping[str, User]) -> list[Visitor]:
    """Return the offices of Puglia, two persons of Puglia, and a stranger."""
    away = tuple(planted.of_partner(AWAY))
    names = tuple(planted.names())
    theirs = one_of_each(thing for thing in planted.things() if thing.partner == AWAY)
    found = [
        Visitor(role, user, away, theirs, names if role in BY_PSEUDONYM else ())
        for role, user in staff.items()
    ]
    for name in ("samir", "amina"):
        me = world.person(name)
        of_others = [thing for thing in planted.things() if thing.person not in ("", me.pk)]
        hidden = (*away, *planted.of_others(me))
        found.append(Visitor(name, world.users[name], hidden, one_of_each(of_others)))
    everything = (*away, *planted.of_partner(HOME))
    return [*found, Visitor("stranger", None, everything, one_of_each(planted.things()))]


def one_of_each(things: Iterable[Thing]) -> tuple[Thing, ...]:
    """Return the last thing of each model."""
    last = {thing.row._meta.label_lower: thing for thing in things}
    return tuple(last.values())


def look_around(who: Visitor, depth: Depth, before: Pages | None = None) -> Found:
    """Let somebody open what they find, and ask for what nobody showed them."""
    found = Found()
    with copied():
        browser = who.browser
        seen = {}
        for answer in follow(browser, most=depth.most, queries=depth.queries):
            found.look(who, answer)
            seen[answer.address] = still(answer)
        for number, address in enumerate(addresses.filled(who.asked)):
            if number % depth.one_in == 0:
                found.look(who, open_page(browser, address))
                found.look(who, send(browser, address, {"key": new_key(), "version": ""}))
        for answer in exported(who, browser, depth):
            found.look(who, answer)
    if before is not None:
        found.compared = len(seen)
        found.leaks += [f"{who.name}: {told}" for told in compare(before, seen)]
    return found


def exported(who: Visitor, browser: Client, depth: Depth) -> Iterator[Answer]:
    """Yield every export that can be asked for, with everything of others in it."""
    for number, (name, values) in enumerate(addresses.orders(who.asked)):
        if number % depth.one_in == 0 or not values:
            address = reverse("download", kwargs={"name": name})
            formats = depth.formats if not values else depth.formats[:1]
            for form in formats:
                yield send(browser, address, {**values, "format": form})


def pages(user: User, depth: Depth) -> Pages:
    """Return the text of every page that somebody finds, without what changes by itself."""
    with copied():
        found = follow(signed_in(user), most=depth.most, queries=depth.queries)
        return {answer.address: still(answer) for answer in found}


def still(answer: Answer) -> str:
    """Return the text of an answer without what changes by itself."""
    return CHANGING.sub("", answer.text)


def compare(before: Pages, after: Pages) -> list[str]:
    """Return where pages tell that another partner is there: the first words that differ."""
    told = [f"{address} is new" for address in sorted(set(after) - set(before))]
    for address in sorted(set(before) & set(after) - ONE_FOR_ALL):
        if before[address] != after[address]:
            told.append(f"{address} differs: {difference(before[address], after[address])}")
    return told


def difference(before: str, after: str) -> str:
    """Return the first place that differs."""
    pairs = zip(before, after, strict=False)
    place = next((n for n, (old, new) in enumerate(pairs) if old != new), 0)
    shown = slice(max(0, place - 60), place + 60)
    return f"{before[shown]!r} → {after[shown]!r}"


def run(
    world: World, depth: Depth, *, names: tuple[str, ...] = (), figures: Figures | None = None
) -> Found:
    """Tell Puglia's story, take the pages of each visitor, tell Sicilia's, and look again."""
    staff = ground.staff_of(world, HOME)
    ground.tell_here(world)
    users = {**staff, "samir": world.users["samir"], "amina": world.users["amina"]}

    def wanted(name: str) -> bool:
        return (not names or name in names) and not (figures and figures.has(name))

    before = {name: pages(user, depth) for name, user in users.items() if wanted(name)}
    ground.tell_away(world)
    found = Found()
    for who in visitors(world, staff):
        if wanted(who.name):
            here = look_around(who, depth, before.get(who.name))
            found.add(here)
            if figures is not None:
                figures.keep(who.name, here.counts(), here.leaks)
    return found
