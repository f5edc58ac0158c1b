"""Who may open the addresses of claims, of the auditor and of the books."""

from collections.abc import Mapping

from accounting.models import Payable
from documents.issuing import Order, issue
from expenditure.models import Item
from people.actors import system_actor
from people.roles import STAFF, Role
from tests.dote_path import path
from tests.portal.claimed import Claimed
from tests.world import World

OFFICE = frozenset(STAFF)
FINANCE = frozenset({Role.FINANCE})
AUDITOR = frozenset({Role.AUDITOR})
LEDGERS = frozenset({Role.FINANCE, Role.AUDITOR})
STEERING = frozenset({Role.MANAGING_AUTHORITY, Role.PROGRAMME_MANAGER})
BOOKS = LEDGERS | STEERING
STATEMENTS = AUDITOR | STEERING
RULES = AUDITOR | STEERING | {Role.ADMINISTRATOR}
UNMASKING = frozenset({Role.AUDITOR, Role.CONTROLLER, Role.CONTROL_HEAD})
REGISTER = frozenset({Role.AUDITOR, Role.CONTROL_HEAD, Role.MANAGING_AUTHORITY})
FINDING = frozenset({Role.CONTROLLER, Role.MANAGING_AUTHORITY})
EXPENDITURE = frozenset(
    {
        Role.APPROVER,
        Role.FINANCE,
        Role.TREASURY,
        Role.CONTROLLER,
        Role.CONTROL_HEAD,
        Role.MANAGING_AUTHORITY,
        Role.PROGRAMME_MANAGER,
        Role.AUDITOR,
        Role.LEGAL,
    }
)


def a_claim(world: World) -> Mapping[str, str]:
    """Return the open claim of Puglia."""
    return {"pk": Claimed(world).open().pk}


def an_item(world: World) -> Mapping[str, str]:
    """Return an item of a month that was paid."""
    made = Claimed(world)
    made.paid()
    return {"pk": str(Item.objects.as_system().values_list("pk", flat=True)[0])}


def a_euro(world: World) -> Mapping[str, str]:
    """Return a sum that was cleared and not paid yet."""
    way = path(world)
    way.start_services(rent_months=1, work_months=1)
    way.clear(way.months()[0])
    return {"label": f"accounting.payable:{Payable.objects.get().pk}"}


def a_ledger(world: World) -> Mapping[str, str]:
    """Return samir's dote, by its label."""
    return {"label": path(world).submit().label}


def a_file(world: World) -> Mapping[str, str]:
    """Return a file that nobody of the cast has issued."""
    return {"pk": issue(Order("claims", "json", {}, system_actor())).row.pk}


def an_export(world: World) -> Mapping[str, str]:
    """Return the name of an export."""
    return {"name": "claims"}


def some_period(world: World) -> Mapping[str, str]:
    """Return a period that may not be there: only a POST would ask for it."""
    return {"pk": "none"}
