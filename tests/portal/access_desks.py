"""Who may open the addresses of those who carry cases and of those who pay."""

from collections.abc import Mapping
from datetime import date

from documents import worker
from documents.models import Document
from lifecycle.engine import begin
from lifecycle.models import Variation
from people.roles import Role
from tests import cast
from tests.batch_path import draft, lines_of, payables
from tests.dote_path import DotePath, path
from tests.expenditure.spending import Spending
from tests.world import World
from treasury import iban_changes
from treasury.models import Remittance

DESK = frozenset(
    {
        Role.OPERATOR,
        Role.TUTOR,
        Role.GRANT_OFFICER,
        Role.APPROVER,
        Role.COMMITTEE,
        Role.LEGAL,
    }
)
WITHOUT_DESK = frozenset(
    {
        Role.DELEGATE,
        Role.TUTOR,
        Role.COMMITTEE,
        Role.LEGAL,
        Role.FINANCE,
        Role.TREASURY,
        Role.CONTROLLER,
        Role.CONTROL_HEAD,
        Role.MANAGING_AUTHORITY,
        Role.PROGRAMME_MANAGER,
        Role.AUDITOR,
        Role.ADMINISTRATOR,
    }
)
CASE = DESK | {Role.FINANCE, Role.CONTROLLER, Role.CONTROL_HEAD, Role.AUDITOR}
APPROVING = frozenset(
    {Role.APPROVER, Role.COMMITTEE, Role.FINANCE, Role.TREASURY, Role.CONTROL_HEAD}
)
FINANCE = frozenset({Role.FINANCE})
BATCHES = frozenset({Role.FINANCE, Role.TREASURY, Role.CONTROLLER, Role.CONTROL_HEAD, Role.AUDITOR})
ACCOUNTS = frozenset({Role.FINANCE, Role.GRANT_OFFICER, Role.OPERATOR})


def a_dote(world: World) -> Mapping[str, str]:
    """Return samir's submitted application."""
    return {"pk": DotePath(world).submit().pk}


def in_planning(world: World) -> Mapping[str, str]:
    """Return samir's dote while its plan is priced."""
    return {"pk": path(world).start_plan().pk}


def a_variation(world: World) -> Mapping[str, str]:
    """Return a variation of samir's dote whose plan marta is writing."""
    way = path(world)
    dote = way.sign()
    on = date(2026, 11, 10)
    return {"pk": begin(Variation, by=world.marta, on=on, case_label=dote.label).pk}


def a_line(world: World) -> Mapping[str, str]:
    """Return a running service."""
    return {"pk": path(world).start_services()[0].pk}


def a_month(world: World) -> Mapping[str, str]:
    """Return an open month."""
    way = path(world)
    way.start_services()
    return {"pk": way.months()[0].pk}


def a_proposal(world: World) -> Mapping[str, str]:
    """Return an award that waits for approval."""
    return {"pk": path(world).propose_award().pk}


def evidence(world: World) -> Mapping[str, str]:
    """Return a document that samir handed in."""
    way = path(world)
    way.open()
    return {"pk": way.keep("permit", way.dote, on=way.dote.opened_on).pk}


def a_document(world: World) -> Mapping[str, str]:
    """Return the receipt of samir's application, made by the worker."""
    DotePath(world).submit()
    worker.run_pending()
    return {"pk": Document.objects.as_system().get().pk}


def handing_in(world: World) -> Mapping[str, str]:
    """Return the case about which something is handed in."""
    return {"model_label": "dote.dote", **a_dote(world)}


def a_batch(world: World) -> Mapping[str, str]:
    """Return a batch in preparation."""
    path(world).cleared_months()
    return {"pk": draft(world, payables()).pk}


def a_payment(world: World) -> Mapping[str, str]:
    """Return a payment of a batch."""
    path(world).cleared_months()
    return {"pk": lines_of(draft(world, payables()))[0].pk}


def a_remittance(world: World) -> Mapping[str, str]:
    """Return the payment of what was withheld in a month."""
    Spending(world).paid(500_00, withheld=75_00)
    made = begin(
        Remittance,
        by=world.giulia,
        on=date(2026, 12, 9),
        operation=world.operation,
        month=date(2026, 11, 1),
    )
    return {"pk": made.pk}


def a_change(world: World) -> Mapping[str, str]:
    """Return samir's wish to be paid on another account."""
    change = iban_changes.request(
        world.person("samir"), cast.NEW_IBAN, by=world.samir, on=world.call.opens_on
    )
    return {"pk": change.pk}
