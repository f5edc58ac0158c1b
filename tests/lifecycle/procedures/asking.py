"""A request for integration on the way, by performing the real steps."""

from __future__ import annotations

from datetime import date

from documents.models import Evidence
from dote.models import Dote
from lifecycle.engine import begin, perform
from lifecycle.models import IntegrationItem, IntegrationRequest
from programme.models import RequestedThing
from tests.dote_path import DotePath

ASKED = date(2026, 10, 8)
ANSWERED = date(2026, 10, 12)
THINGS = {
    "permit": RequestedThing.Kind.DOCUMENT,
    "household": RequestedThing.Kind.ANSWER,
    "expense_proof": RequestedThing.Kind.EXPENSE,
}


def thing(code: str) -> RequestedThing:
    """Return something that can be asked for."""
    found, _created = RequestedThing.objects.get_or_create(
        code=code,
        kind=THINGS[code],
        defaults={
            "titles": {"it": f"{code} (it)", "ar": f"{code} (ar)"},
            "accepted": {"it": f"accepted {code}"},
            "source": "Invented",
        },
    )
    return found


def drafted(way: DotePath, *codes: str, optional: tuple[str, ...] = ()) -> IntegrationRequest:
    """Have anna write down what is missing in samir's file."""
    request = begin(IntegrationRequest, by=way.world.anna, on=ASKED, case_label=way.dote.label)
    for code in (*codes, *optional):
        begin(
            IntegrationItem,
            by=way.world.anna,
            on=ASKED,
            note=f"why {code}",
            case_label=way.dote.label,
            request=request,
            thing=thing(code),
            mandatory=code not in optional,
        )
    return fresh(request)


def sent(way: DotePath, *codes: str, optional: tuple[str, ...] = ()) -> IntegrationRequest:
    """Have anna send the request."""
    row: IntegrationRequest = perform(
        drafted(way, *codes, optional=optional).send, by=way.world.anna, on=ASKED
    )
    way.fresh()
    return row


def item(request: IntegrationRequest, code: str) -> IntegrationItem:
    """Return the item of a request by its code."""
    found: IntegrationItem = IntegrationItem.objects.as_system().get(request=request, thing=code)
    return found


def give(way: DotePath, request: IntegrationRequest, code: str) -> IntegrationItem:
    """Have samir give the document that was asked for."""
    row = item(request, code)
    kept: Evidence = way.keep("integration_answer", row, on=ANSWERED)
    answered: IntegrationItem = perform(
        row.answer,
        by=way.world.samir,
        on=ANSWERED,
        means="document",
        evidence=f"documents.evidence:{kept.pk}",
    )
    return answered


def fresh(request: IntegrationRequest) -> IntegrationRequest:
    """Read a request again."""
    found: IntegrationRequest = IntegrationRequest.objects.as_system().get(pk=request.pk)
    return found


def dote_of(request: IntegrationRequest) -> Dote:
    """Read the dote of a request again."""
    pk = request.case_label.partition(":")[2]
    found: Dote = Dote.objects.as_system().get(pk=pk)
    return found
