"""More time is asked for before the last day, granted by who may, and moves what it is about."""

from datetime import date, timedelta
from typing import Any

import pytest

from audit.models import Event
from documents.models import DocumentRequest
from dote.models import Dote
from lifecycle import timed
from lifecycle.engine import begin, perform
from lifecycle.errors import Refused
from lifecycle.models import Extension, IntegrationItem, IntegrationRequest
from lifecycle.procedures.extension.states import ExtensionState
from programme.models import RequestedThing
from tests.dote_path import SERVICES, TAKEN, DotePath, path
from tests.lifecycle.procedures.breaking import broken
from tests.lifecycle.procedures.printing import printed
from tests.world import World

ASKED = date(2026, 12, 1)
END = date(2026, 12, 31)


def asked(way: DotePath, days: int = 20, *, on: date = ASKED, target: str = "") -> Extension:
    """Have samir ask for more days."""
    case = way.fresh().label
    return begin(
        Extension,
        by=way.world.samir,
        on=on,
        case_label=case,
        target=target or case,
        told={"days": days, "reason": "services_begin_late"},
    )


def refusal(step: Any, **told: Any) -> str:
    """Do a step that must be refused, and return what people read."""
    with pytest.raises(Refused) as refused:
        perform(step, **told)
    return str(refused.value)


@pytest.fixture
def way(world: World) -> DotePath:
    """Return samir's path, with an active dote whose services end in December."""
    way = path(world)
    way.sign()
    return way


def fresh(row: Extension) -> Extension:
    return Extension.objects.as_system().get(pk=row.pk)


def test_an_officer_grants_fewer_days_than_asked_and_the_end_moves_by_those(way: DotePath) -> None:
    assert way.dote.ends_on == END
    extension = perform(asked(way).approve, by=way.world.anna, on=ASKED, days=15)
    assert (extension.state, extension.days_asked) == (ExtensionState.APPROVED, 20)
    assert way.fresh().ends_on == END + timedelta(days=15)
    paper = DocumentRequest.objects.as_system().get(paper="extension")
    assert "15/01/2027" in printed(paper, "it")
    assert "Prot. n." in printed(paper, "en")


def test_many_days_are_granted_by_the_approver_alone(way: DotePath) -> None:
    extension = asked(way, 90)
    assert "by the approver" in refusal(extension.approve, by=way.world.anna, on=ASKED, days=90)
    said = refusal(extension.approve_longer, by=way.world.bruno, on=ASKED, days=30)
    assert "by the grant officer" in said
    perform(extension.approve_longer, by=way.world.bruno, on=ASKED, days=90)
    assert way.fresh().ends_on == END + timedelta(days=90)


def test_nobody_grants_days_past_the_end_of_the_operation(way: DotePath) -> None:
    operation = way.dote.operation
    operation.eligible_to = END + timedelta(days=10)
    operation.save()
    with pytest.raises(Refused, match="10 days at most"):
        asked(way, 11)
    extension = asked(way, 10)
    said = refusal(extension.approve, by=way.world.anna, on=ASKED, days=11)
    assert "the operation pays until 10/01/2027" in said.lower()


def test_an_extension_is_asked_for_before_the_last_day(way: DotePath) -> None:
    with pytest.raises(Refused, match="The term ended on 31/12/2026"):
        asked(way, on=END + timedelta(days=1))
    assert asked(way, on=END).state == ExtensionState.REQUESTED


def test_an_extension_says_why_and_how_long(way: DotePath) -> None:
    for told in ({"days": 0, "reason": "work_or_harvest"}, {"days": 5, "reason": "because"}):
        with pytest.raises(Refused):
            begin(
                Extension,
                by=way.world.samir,
                on=ASKED,
                case_label=way.dote.label,
                target=way.dote.label,
                told=told,
            )


def test_nobody_extends_the_term_of_somebody_else(way: DotePath) -> None:
    other = path(way.world, "amina")
    target = other.sign().label
    with pytest.raises(Refused, match="another case"):
        asked(way, target=target)


def test_a_refusal_says_why(way: DotePath) -> None:
    extension = asked(way)
    assert "Write why" in refusal(extension.refuse, by=way.world.anna, on=ASKED)
    extension = perform(extension.refuse, by=way.world.anna, on=ASKED, note="Everything is booked.")
    assert extension.state == ExtensionState.REFUSED
    assert way.fresh().ends_on == END


def test_a_request_that_nobody_decides_lapses_once_with_its_term(way: DotePath) -> None:
    extension = asked(way)
    late = END + timedelta(days=1)
    assert timed.tick(on=END) == []
    assert [row.pk for _step, row in timed.announced(on=late)] == [extension.pk]
    assert [outcome.refused for outcome in timed.tick(on=late)] == [""]
    events = Event.objects.count()
    assert timed.tick(on=late) == []
    assert Event.objects.count() == events
    assert fresh(extension).state == ExtensionState.LAPSED
    assert "now: Lapsed" in refusal(extension.approve, by=way.world.anna, on=late, days=5)


def test_two_requests_are_not_open_at_once(way: DotePath) -> None:
    asked(way)
    with pytest.raises(Refused, match="already open"):
        asked(way)


def test_a_planned_service_begins_later_within_the_new_end(way: DotePath) -> None:
    line = way.lines()[0]
    later = date(2026, 12, 1)
    said = refusal(line.postpone, by=way.world.marta, on=SERVICES, starts_on=later)
    assert "ask for an extension first" in said
    perform(asked(way, on=SERVICES).approve, by=way.world.anna, on=SERVICES, days=30)
    said = refusal(line.postpone, by=way.world.marta, on=SERVICES, starts_on=later)
    assert "30/01/2027" in said
    perform(asked(way, on=SERVICES).approve, by=way.world.anna, on=SERVICES, days=1)
    line = perform(line.postpone, by=way.world.marta, on=SERVICES, starts_on=later)
    assert (line.starts_on, line.ends_on) == (later, date(2027, 1, 31))


def test_more_time_to_answer_an_integration_moves_its_term(world: World) -> None:
    way = path(world)
    dote = way.take_charge()
    request = begin(IntegrationRequest, by=world.anna, on=TAKEN, case_label=dote.label)
    begin(
        IntegrationItem,
        by=world.anna,
        on=TAKEN,
        case_label=dote.label,
        request=request,
        thing=RequestedThing.objects.get(code="permit"),
    )
    request = perform(request.send, by=world.anna, on=TAKEN)
    before = request.due_on
    extension = asked(way, 7, on=TAKEN, target=request.label)
    perform(extension.approve, by=world.anna, on=TAKEN, days=7)
    request = IntegrationRequest.objects.as_system().get(pk=request.pk)
    assert (request.state, request.due_on) == ("extended", before + timedelta(days=7))


def test_the_end_of_a_case_that_is_not_active_is_not_extended(world: World) -> None:
    way = path(world)
    way.award()
    with pytest.raises(Refused, match="No term runs"):
        asked(way)


def test_an_extension_ends_with_its_case(way: DotePath) -> None:
    extension = asked(way)
    for line in way.lines():
        perform(line.leave_out, by=way.world.marta, on=ASKED)
    perform(way.fresh().complete, by=way.world.marta, on=ASKED, outcome="left_early")
    assert fresh(extension).state == ExtensionState.LAPSED
    assert Dote.objects.as_system().get(pk=way.dote.pk).completed_on == ASKED


def test_the_database_keeps_an_extension_s_facts_together(way: DotePath) -> None:
    extension = asked(way)
    assert broken(extension, days_asked=0) == "extension_asks_for_days"
    assert broken(extension, state="approved", ended_on=ASKED) == "extension_grants_days"
    assert broken(extension, days_granted=3) == "extension_grants_days"
    assert broken(extension, due_on=ASKED - timedelta(days=1)) == "extension_of_a_running_term"
