"""What is missing is asked once, answered item by item, and the clock stands meanwhile."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from documents.models import DocumentRequest
from dote.states import DoteState
from lifecycle import notes, timed
from lifecycle.clock import clock_of
from lifecycle.engine import begin, perform
from lifecycle.errors import Refused
from lifecycle.models import IntegrationItem, IntegrationRequest, Notice
from lifecycle.procedures.integration.states import ItemState, RequestState
from lifecycle.procedures.kinds import open_on
from lifecycle.registries import open_matters
from tests.dote_path import TAKEN, DotePath, path
from tests.lifecycle.procedures.asking import (
    ANSWERED,
    ASKED,
    dote_of,
    drafted,
    fresh,
    give,
    item,
    sent,
    thing,
)
from tests.refusals import database_refuses, sql
from tests.world import World


@pytest.fixture
def way(world: World) -> DotePath:
    way = path(world)
    way.take_charge()
    return way


def refusal(caught: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [obstacle.code for obstacle in caught.value.obstacles]


def test_the_case_waits_for_what_anna_has_asked(way: DotePath) -> None:
    request = sent(way, "permit", "household")
    assert request.state == RequestState.SENT
    assert request.due_on == ASKED + timedelta(days=15)
    assert dote_of(request).state == DoteState.INTEGRATION
    assert [row.pk for row in open_on(way.dote.label)] == [request.pk]
    assert len(open_matters.about(way.dote.label)) == 1
    asked = DocumentRequest.objects.as_system().filter(subject=request.label)
    assert [row.paper for row in asked] == ["integration_request"]
    told = Notice.objects.filter(participant=way.dote.participant, template="integration_sent")
    assert [notice.context for notice in told] == [{"due_on": request.due_on.isoformat()}]
    assert notes.beside(item(request, "permit"), "ask") == "why permit"


def test_samir_answers_item_by_item_and_says_that_he_has_finished(
    world: World, way: DotePath
) -> None:
    request = sent(way, "permit", "household")
    give(way, request, "permit")
    assert fresh(request).state == RequestState.PARTLY
    with pytest.raises(Refused) as caught:
        perform(fresh(request).complete, by=world.samir, on=ANSWERED)
    assert refusal(caught) == ["all_that_must_be_there_is_answered"]
    words = item(request, "household")
    perform(words.answer, by=world.samir, on=ANSWERED, note="I live alone", means="words")
    assert notes.beside(item(request, "household"), "answer") == "I live alone"
    perform(fresh(request).complete, by=world.samir, on=ANSWERED)
    assert fresh(request).state == RequestState.ANSWERED
    assert way.fresh().state == DoteState.UNDER_REVIEW


def test_what_need_not_be_there_does_not_hold_him_up(world: World, way: DotePath) -> None:
    request = sent(way, "permit", optional=("expense_proof",))
    give(way, request, "permit")
    done = perform(fresh(request).complete, by=world.samir, on=ANSWERED)
    assert done.state == RequestState.ANSWERED


def test_the_clock_stands_while_the_person_is_asked(world: World, way: DotePath) -> None:
    before = clock_of(way.dote)
    assert before is not None
    due = before.due_on(ASKED)
    request = sent(way, "permit")
    standing = clock_of(way.dote)
    assert standing is not None
    assert standing.standing(ANSWERED) is not None
    assert standing.due_on(ANSWERED) == due + (ANSWERED - ASKED)
    give(way, request, "permit")
    perform(fresh(request).complete, by=world.samir, on=ANSWERED)
    after = clock_of(way.fresh())
    assert after is not None
    assert after.standing(ANSWERED) is None
    assert after.due_on(ANSWERED + timedelta(days=5)) == due + (ANSWERED - ASKED)
    assert after.began_on < TAKEN


def test_words_do_not_replace_a_document(world: World, way: DotePath) -> None:
    request = sent(way, "permit")
    with pytest.raises(Refused) as caught:
        perform(
            item(request, "permit").answer,
            by=world.samir,
            on=ANSWERED,
            note="I have lost it",
            means="words",
        )
    assert refusal(caught) == ["what_is_given_is_there"]


@pytest.mark.parametrize("evidence", ["", "documents.evidence:01J00000000000000000000000"])
def test_a_document_that_is_not_kept_is_no_answer(
    world: World, way: DotePath, evidence: str
) -> None:
    request = sent(way, "permit")
    with pytest.raises(Refused):
        perform(
            item(request, "permit").answer,
            by=world.samir,
            on=ANSWERED,
            means="document",
            evidence=evidence,
        )


def test_amina_cannot_answer_for_samir(world: World, way: DotePath) -> None:
    request = sent(way, "household")
    with pytest.raises(Refused) as caught:
        perform(
            item(request, "household").answer,
            by=world.amina,
            on=ANSWERED,
            note="me",
            means="words",
        )
    assert caught.value.forbidden


def test_the_term_passes_and_the_case_goes_back(world: World, way: DotePath) -> None:
    request = sent(way, "permit")
    assert request.due_on is not None
    assert timed.tick(on=request.due_on) == []
    late = request.due_on + timedelta(days=1)
    announced = [subject.pk for _step, subject in timed.announced(on=late)]
    assert announced == [request.pk]
    assert [outcome.refused for outcome in timed.tick(on=late)] == [""]
    assert fresh(request).state == RequestState.EXPIRED
    assert way.fresh().state == DoteState.UNDER_REVIEW
    assert timed.tick(on=late) == []


def test_an_empty_request_is_not_sent(world: World, way: DotePath) -> None:
    with pytest.raises(Refused) as caught:
        perform(drafted(way).send, by=world.anna, on=ASKED)
    assert refusal(caught) == ["something_is_asked"]


def test_nothing_is_asked_before_the_file_is_taken(world: World) -> None:
    way = path(world)
    way.submit()
    with pytest.raises(Refused) as caught:
        drafted(way, "permit")
    assert "wrong_state" in refusal(caught)


def test_a_second_request_waits_for_the_end_of_the_first(world: World, way: DotePath) -> None:
    drafted(way, "permit")
    with pytest.raises(Refused) as caught:
        drafted(way, "household")
    assert "already open" in str(caught.value)


def test_another_officer_sends_the_second_round_and_the_approver_the_third(
    world: World, way: DotePath
) -> None:
    for number in (1, 2):
        request = drafted(way, "permit")
        assert request.round == number
        if number == 1:
            request = perform(request.send, by=world.anna, on=ASKED)
        else:
            with pytest.raises(Refused) as caught:
                perform(request.send, by=world.anna, on=ASKED)
            assert refusal(caught) == ["it_is_the_first_round"]
            with pytest.raises(Refused) as caught:
                perform(request.send_again, by=world.anna, on=ASKED)
            assert refusal(caught) == ["same_officer"]
            request = perform(request.send_again, by=world.rita, on=ASKED)
        give(way, request, "permit")
        perform(fresh(request).complete, by=world.samir, on=ANSWERED)
        perform(
            item(request, "permit").find_insufficient,
            by=world.anna,
            on=ANSWERED,
            reason="unreadable",
        )
        perform(fresh(request).find_insufficient, by=world.anna, on=ANSWERED)
    third = drafted(way, "permit")
    with pytest.raises(Refused) as caught:
        perform(third.send_again, by=world.rita, on=ASKED)
    assert refusal(caught) == ["a_round_is_left"]
    assert perform(third.send_beyond, by=world.bruno, on=ASKED).state == RequestState.SENT


def test_the_office_takes_a_request_back(world: World, way: DotePath) -> None:
    request = sent(way, "permit")
    closed = perform(request.close_by_office, by=world.anna, on=ANSWERED, reason="no_longer_needed")
    assert closed.state == RequestState.CLOSED
    assert way.fresh().state == DoteState.UNDER_REVIEW
    assert open_on(way.dote.label) == []


def test_the_office_accepts_what_was_asked_for(world: World, way: DotePath) -> None:
    request = sent(way, "permit")
    give(way, request, "permit")
    perform(fresh(request).complete, by=world.samir, on=ANSWERED)
    with pytest.raises(Refused) as caught:
        perform(fresh(request).accept, by=world.anna, on=ANSWERED)
    assert refusal(caught) == ["every_answer_is_accepted"]
    accepted = perform(item(request, "permit").accept, by=world.anna, on=ANSWERED)
    assert accepted.state == ItemState.ACCEPTED
    assert perform(fresh(request).accept, by=world.anna, on=ANSWERED).state == "accepted"


def test_nothing_is_added_to_a_request_that_was_sent(world: World, way: DotePath) -> None:
    request = sent(way, "permit")
    with pytest.raises(Refused) as caught:
        begin(
            IntegrationItem,
            by=world.anna,
            on=ASKED,
            case_label=request.case_label,
            request=request,
            thing=thing("household"),
        )
    assert refusal(caught) == ["the_request_is_being_prepared"]


def test_dario_of_another_region_cannot_ask_here(world: World, way: DotePath) -> None:
    with pytest.raises(Refused) as caught:
        begin(IntegrationRequest, by=world.dario, on=ASKED, case_label=way.dote.label)
    assert caught.value.forbidden
    request = drafted(way, "permit")
    for user, sees in ((world.anna, True), (world.samir, True), (world.dario, False)):
        rows = IntegrationRequest.objects.visible_to(user, on=ASKED)
        assert rows.filter(pk=request.pk).exists() is sees


def test_the_database_keeps_a_request_as_its_event_left_it(way: DotePath) -> None:
    request = sent(way, "permit")
    with database_refuses("lifecycle_integrationrequest_event"):
        sql("UPDATE lifecycle_integrationrequest SET due_on = NULL WHERE id = %s", request.pk)


@pytest.mark.parametrize(
    ("column", "constraint"),
    [("due_on", "integration_sent_has_its_term"), ("stopped_on", "integration_sent_has_its_term")],
)
def test_a_request_that_was_sent_has_its_term(way: DotePath, column: str, constraint: str) -> None:
    request = sent(way, "permit")
    setattr(request, column, None)
    with pytest.raises(ValidationError) as caught:
        request.validate_constraints()
    assert "has its term" in str(caught.value)
    assert constraint in {each.name for each in IntegrationRequest._meta.constraints}
