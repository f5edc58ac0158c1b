"""When a step of a request for integration, or of one of its items, is open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from documents.evidence import is_kept
from lifecycle.guards import guard
from lifecycle.procedures.integration.states import WITH_THE_PERSON, ItemState, RequestState
from people.roles import Role

if TYPE_CHECKING:
    from lifecycle.acts import Act
    from lifecycle.models import IntegrationItem, IntegrationRequest

Sentences = Iterator["str | Promise"]

MEANS = ("document", "words")


@guard(Role.GRANT_OFFICER)
def it_is_of_this_case(request: IntegrationRequest, act: Act) -> Sentences:
    """Object to a request about a procedure of another case."""
    if request.moves.stream != request.case_label:
        yield _("This procedure belongs to another case.")


@guard(Role.APPROVER)
def a_round_is_left(request: IntegrationRequest, act: Act) -> Sentences:
    """Object when the call's rounds are used up: from then on the manager asks."""
    most = request.term("integration_rounds").value
    if request.round > most:
        yield _("The call allows %(most)s rounds: a further one is sent by the approver.") % {
            "most": most
        }


@guard(Role.GRANT_OFFICER)
def the_rounds_are_used_up(request: IntegrationRequest, act: Act) -> Sentences:
    """Object while an officer can still ask."""
    if request.round <= request.term("integration_rounds").value:
        yield _("A round is left: the grant officer sends it.")


@guard(Role.GRANT_OFFICER)
def it_is_the_first_round(request: IntegrationRequest, act: Act) -> Sentences:
    """Object to a further round, which wants a second officer."""
    if request.round > 1:
        yield _("This is round %(round)s: another officer sends it.") % {"round": request.round}


@guard(Role.GRANT_OFFICER)
def it_is_a_further_round(request: IntegrationRequest, act: Act) -> Sentences:
    """Object to the first round."""
    if request.round <= 1:
        yield _("This is the first round: who prepared it sends it.")


@guard(Role.GRANT_OFFICER)
def something_is_asked(request: IntegrationRequest, act: Act) -> Sentences:
    """Object to a request without items."""
    if not request.items.as_system().exists():
        yield _("The request asks for nothing yet: add what is missing.")


@guard(Role.PARTICIPANT, Role.OPERATOR)
def all_that_must_be_there_is_answered(request: IntegrationRequest, act: Act) -> Sentences:
    """Object for each mandatory thing without an answer."""
    for item in request.items.as_system().filter(state=ItemState.ASKED, mandatory=True):
        yield _("Still missing: %(thing)s.") % {"thing": item.thing}


@guard(Role.SYSTEM)
def the_term_has_passed(request: IntegrationRequest, act: Act) -> Sentences:
    """Object before the day after the term."""
    if request.due_on is None or act.on <= request.due_on:
        yield _("The term runs until %(day)s.") % {
            "day": f"{request.due_on:%d/%m/%Y}" if request.due_on else "–"
        }


@guard(Role.GRANT_OFFICER)
def every_answer_is_accepted(request: IntegrationRequest, act: Act) -> Sentences:
    """Object for each answer that the officer has not accepted."""
    answers = request.items.as_system().filter(
        state__in=[ItemState.ANSWERED, ItemState.INSUFFICIENT]
    )
    for item in answers:
        yield _("Not accepted: %(thing)s.") % {"thing": item.thing}


@guard(Role.GRANT_OFFICER)
def some_answer_is_insufficient(request: IntegrationRequest, act: Act) -> Sentences:
    """Object when no answer was found insufficient."""
    if not request.items.as_system().filter(state=ItemState.INSUFFICIENT).exists():
        yield _("Say first which answer is not sufficient.")


@guard(Role.GRANT_OFFICER)
def the_request_is_being_prepared(item: IntegrationItem, act: Act) -> Sentences:
    """Object to a further item once the request was sent."""
    if item.request.state != RequestState.DRAFTED:
        yield _("The request was sent: ask for more in a further round.")


@guard(Role.GRANT_OFFICER)
def asked_once(item: IntegrationItem, act: Act) -> Sentences:
    """Object when the same thing is asked twice in one request."""
    if item.request.items.as_system().filter(thing=item.thing_id).exclude(pk=item.pk).exists():
        yield _("This is already asked for in this request.")


@guard(Role.PARTICIPANT, Role.OPERATOR)
def the_request_is_with_the_person(item: IntegrationItem, act: Act) -> Sentences:
    """Object when the request is not, or no longer, waiting for answers."""
    if item.request.state not in WITH_THE_PERSON:
        yield _("This request does not wait for answers: %(state)s.") % {
            "state": item.request.get_state_display()
        }


@guard(Role.PARTICIPANT, Role.OPERATOR)
def what_is_given_is_there(item: IntegrationItem, act: Act) -> Sentences:
    """Object when the document is not kept for this very item, or no words were written."""
    if "means" not in act.facts:
        return
    if act["means"] not in MEANS:
        yield _("An answer is a document, or words.")
    if act["means"] == "words" and not act.noted:
        yield _("Write your answer.")
    if act["means"] == "document" and not is_kept(act.get("evidence", ""), about=item.label):
        yield _("Attach the document.")
    if act["means"] == "words" and item.thing.kind != item.thing.Kind.ANSWER:
        yield _("A document is asked for: words do not replace it.")


@guard(Role.GRANT_OFFICER)
def the_answers_are_being_examined(item: IntegrationItem, act: Act) -> Sentences:
    """Object until the person has completed the answers, or the term has passed."""
    if item.request.state not in (RequestState.ANSWERED, RequestState.EXPIRED):
        yield _("The person has not completed the answers yet.")
