"""Roles × addresses: what the resolver knows, everyone tries (promise R16)."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from people.models import Mandate, User
from people.roles import STAFF, Role
from tests.portal.access import ACCESS, STRANGER, Row
from tests.portal.visits import signed_in
from tests.world import World


def addresses() -> Iterator[URLPattern]:
    """Yield every address of the project, whichever file declares it."""
    waiting: list[URLPattern | URLResolver] = list(get_resolver().url_patterns)
    while waiting:
        found = waiting.pop()
        if isinstance(found, URLResolver):
            waiting.extend(found.url_patterns)
        else:
            yield found


NAMES = sorted({str(address.name) for address in addresses()})


def test_every_address_has_a_name_and_a_row() -> None:
    assert [address.pattern for address in addresses() if not address.name] == []
    assert sorted(set(NAMES) - set(ACCESS)) == []


def test_no_row_speaks_of_an_address_that_is_gone() -> None:
    assert sorted(set(ACCESS) - set(NAMES)) == []


def people_of(world: World) -> dict[str, User | None]:
    """Return someone for each role, and nobody for the stranger."""
    found: dict[str, User | None] = {STRANGER: None, Role.PARTICIPANT: world.samir}
    for mandate in Mandate.objects.select_related("user").order_by("user__email"):
        found.setdefault(mandate.role, mandate.user)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_each_role_opens_what_it_may_and_nothing_else(name: str, world: World) -> None:
    row = ACCESS[name]
    address = reverse(name, kwargs=dict(row.path(world)))
    wrong = {}
    for role, user in people_of(world).items():
        answer = (signed_in(user) if user else Client()).get(address)
        if not fits(row, role, answer.status_code, answer.headers.get("Location", "")):
            wrong[str(role)] = answer.status_code
    assert wrong == {}


def fits(row: Row, role: str, status: int, where: str) -> bool:
    """Tell whether the answer is what the row says for this role."""
    to_sign_in = status == 302 and where.startswith(reverse("account_login"))
    if role in row.who:
        return status in row.answers and not (to_sign_in and 302 not in row.answers)
    return to_sign_in if role == STRANGER else status in (403, 404)


def test_every_office_is_tried(world: World) -> None:
    tried = set(people_of(world)) - {STRANGER, Role.PARTICIPANT}
    missing = set(STAFF) - tried - {Role.COMMITTEE, Role.TUTOR}
    assert missing == set()


@pytest.mark.parametrize("name", NAMES)
def test_the_canary_row_that_opens_to_nobody_is_found(name: str) -> None:
    assert not fits(Row(frozenset()), Role.AUDITOR, 200, "")
