"""Before a refusal the person is told why, answers in time, and the clock stands meanwhile."""

from datetime import date, timedelta
from typing import Any

import pytest

from audit.models import Event
from documents.models import DocumentRequest
from dote.models import Dote
from dote.states import DoteState
from lifecycle import timed
from lifecycle.clock import clock_of
from lifecycle.engine import begin, perform
from lifecycle.errors import Refused
from lifecycle.models import AdverseNotice, Notice
from lifecycle.procedures.adverse.states import NoticeState
from lifecycle.proposals import approve, propose
from tests.dote_path import ELIGIBLE, DotePath, path
from tests.lifecycle.procedures import adverse
from tests.lifecycle.procedures.adverse import LAST_DAY, NOTIFIED, OBSERVED, REASONS, RECEIVED
from tests.lifecycle.procedures.breaking import broken
from tests.lifecycle.procedures.printing import printed
from tests.world import World

AFTER = LAST_DAY + timedelta(days=1)


def refusal(step: Any, **told: Any) -> str:
    """Do a step that must be refused, and return what people read."""
    with pytest.raises(Refused) as refused:
        perform(step, **told)
    return str(refused.value)


def refuse(way: DotePath, *, on: date, reasons: list[str] = REASONS) -> Dote:
    """Have anna propose the refusal and bruno approve it."""
    proposal = propose(way.fresh().refuse, by=way.world.anna, on=on, reasons=reasons)
    approve(proposal, by=way.world.bruno, on=on)
    return way.fresh()


def test_a_notice_is_proposed_by_one_and_notified_by_another(world: World) -> None:
    way = path(world)
    notice = adverse.proposed(way)
    assert "Approver" in refusal(notice.notify, by=world.anna, on=NOTIFIED)
    proposal = propose(notice.notify, by=world.anna, on=NOTIFIED)
    with pytest.raises(Refused):
        approve(proposal, by=world.anna, on=NOTIFIED)
    approve(proposal, by=world.bruno, on=NOTIFIED)
    assert adverse.fresh(notice).state == NoticeState.NOTIFIED
    assert way.fresh().state == DoteState.ADVERSE_NOTICE
    assert DocumentRequest.objects.as_system().get(paper="adverse_notice").participant_id
    assert Notice.objects.filter(template="adverse_notified", stream=way.dote.label).exists()


def test_a_notice_without_a_coded_reason_is_not_written(world: World) -> None:
    way = path(world)
    way.take_charge()
    for reasons in ([], ["because"]):
        with pytest.raises(Refused, match="reason"):
            begin(
                AdverseNotice,
                by=world.anna,
                on=NOTIFIED,
                case_label=way.dote.label,
                told={"reasons": reasons},
            )


def test_two_notices_are_not_open_at_once(world: World) -> None:
    way = path(world)
    adverse.proposed(way)
    told = {"reasons": REASONS}
    with pytest.raises(Refused, match="already open"):
        begin(AdverseNotice, by=world.anna, on=NOTIFIED, case_label=way.dote.label, told=told)


def test_a_ranked_call_has_no_adverse_notice(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    way = path(world)
    way.take_charge()
    monkeypatch.setattr(Dote, "is_ranked", True)
    told = {"reasons": REASONS}
    with pytest.raises(Refused, match="ranked call"):
        begin(AdverseNotice, by=world.anna, on=NOTIFIED, case_label=way.dote.label, told=told)
    assert refuse(way, on=NOTIFIED).state == DoteState.NOT_ELIGIBLE


def test_the_term_runs_from_the_receipt_and_not_from_the_sending(world: World) -> None:
    way = path(world)
    notice = adverse.notified(way)
    assert notice.due_on is None
    assert timed.tick(on=NOTIFIED + timedelta(days=200)) == []
    told = {"received_on": NOTIFIED - timedelta(days=1), "channel": "hand"}
    assert "between" in refusal(notice.receive, by=world.anna, on=RECEIVED, **told)
    told = {"received_on": RECEIVED, "channel": "own_access"}
    assert "own access" in refusal(notice.receive, by=world.anna, on=RECEIVED, **told)
    notice = perform(notice.receive, by=world.samir, on=RECEIVED, **told)
    assert notice.due_on == LAST_DAY
    assert "its term runs" in refusal(notice.receive, by=world.samir, on=RECEIVED, **told)


def test_observations_return_the_case_and_restart_the_clock_ten_days_later(world: World) -> None:
    way = path(world)
    notice = adverse.observed(way)
    assert notice.state == NoticeState.OBSERVED
    assert way.fresh().state == DoteState.UNDER_REVIEW
    assert notice.restarted_on == OBSERVED + timedelta(days=10)
    clock = clock_of(way.dote)
    assert clock is not None
    standing = clock.standing(OBSERVED + timedelta(days=9))
    assert standing is not None
    assert standing.since == NOTIFIED
    assert clock.standing(OBSERVED + timedelta(days=10)) is None
    assert clock.stopped_days(date(2027, 1, 1)) == (notice.restarted_on - NOTIFIED).days


def test_observations_have_words_or_a_document_of_this_notice(world: World) -> None:
    way = path(world)
    notice = adverse.received(way)
    assert "Write your observations" in refusal(notice.observe, by=world.samir, on=OBSERVED)
    other = way.keep("permit", way.dote, on=OBSERVED)
    label = f"documents.evidence:{other.pk}"
    said = refusal(notice.observe, by=world.samir, on=OBSERVED, evidence=label)
    assert "Attach the document" in said
    mine = f"documents.evidence:{way.keep('permit', notice, on=OBSERVED).pk}"
    assert perform(notice.observe, by=world.samir, on=OBSERVED, evidence=mine).evidence == mine


def test_who_answers_before_a_receipt_is_recorded_has_received_it(world: World) -> None:
    way = path(world)
    notice = adverse.notified(way)
    notice = perform(notice.observe, by=world.samir, on=RECEIVED, note="I have the receipt.")
    assert (notice.received_on, notice.due_on) == (RECEIVED, LAST_DAY)


def test_nobody_observes_after_the_last_day(world: World) -> None:
    notice = adverse.received(path(world))
    said = refusal(notice.observe, by=world.samir, on=AFTER, note="Too late?")
    assert "until 22/10/2026" in said


def test_silence_is_announced_then_counted_once(world: World) -> None:
    way = path(world)
    notice = adverse.received(way)
    assert timed.tick(on=LAST_DAY) == []
    assert [row.pk for _step, row in timed.announced(on=AFTER)] == [notice.pk]
    assert [outcome.refused for outcome in timed.tick(on=AFTER)] == [""]
    events = Event.objects.count()
    assert timed.tick(on=AFTER) == []
    assert Event.objects.count() == events
    notice = adverse.fresh(notice)
    assert notice.state == NoticeState.EXPIRED
    assert notice.restarted_on == LAST_DAY + timedelta(days=10)
    assert way.fresh().state == DoteState.UNDER_REVIEW


def test_a_late_timer_does_not_move_the_day_on_which_the_clock_goes_on(world: World) -> None:
    notice = adverse.received(path(world))
    timed.tick(on=LAST_DAY + timedelta(days=20))
    assert adverse.fresh(notice).restarted_on == LAST_DAY + timedelta(days=10)


def test_nobody_is_refused_without_a_notice(world: World) -> None:
    way = path(world)
    dote = way.take_charge()
    with pytest.raises(Refused, match="adverse notice first"):
        propose(dote.refuse, by=world.anna, on=ELIGIBLE, reasons=REASONS)


def test_observations_are_answered_before_the_reasons_are_upheld(world: World) -> None:
    way = path(world)
    notice = adverse.observed(way)
    assert "do not change the outcome" in refusal(notice.uphold, by=world.anna, on=AFTER)
    perform(notice.uphold, by=world.anna, on=AFTER, note="The receipt is of another person.")
    with pytest.raises(Refused, match="Not in the adverse notice"):
        propose(way.fresh().refuse, by=world.anna, on=AFTER, reasons=[*REASONS, "not_target_group"])
    dote = refuse(way, on=AFTER)
    assert (dote.state, dote.ended_on) == (DoteState.NOT_ELIGIBLE, AFTER)
    assert DocumentRequest.objects.as_system().filter(paper="dote_refusal").count() == 1


def test_whom_a_notice_stands_against_is_not_declared_eligible(world: World) -> None:
    way = path(world)
    notice = adverse.observed(way)
    told = {"checklist": ["target_group", "permit_valid"]}
    assert "drop it first" in refusal(
        way.fresh().declare_eligible, by=world.bruno, on=AFTER, **told
    )
    perform(notice.drop, by=world.anna, on=AFTER)
    dote = perform(way.fresh().declare_eligible, by=world.bruno, on=AFTER, **told)
    assert dote.state == DoteState.ELIGIBLE


def test_a_notice_upheld_by_mistake_is_dropped_before_the_refusal_and_not_after(
    world: World,
) -> None:
    way = path(world)
    notice = adverse.observed(way)
    notice = perform(notice.uphold, by=world.anna, on=AFTER, note="It changes nothing.")
    refuse(way, on=AFTER)
    assert "It is now: Not eligible" in refusal(notice.drop, by=world.bruno, on=AFTER)


def test_who_takes_the_application_back_ends_the_notice_too(world: World) -> None:
    way = path(world)
    notice = adverse.received(way)
    assert perform(way.fresh().withdraw, by=world.samir, on=OBSERVED).state == DoteState.WITHDRAWN
    notice = adverse.fresh(notice)
    assert (notice.state, notice.restarted_on) == (NoticeState.DROPPED, OBSERVED)
    assert timed.tick(on=AFTER) == []


def test_an_officer_of_another_region_does_not_touch_a_notice(world: World) -> None:
    notice = adverse.observed(path(world))
    assert "Grant officer" in refusal(notice.drop, by=world.dario, on=AFTER)
    assert not AdverseNotice.objects.visible_to(world.dario, on=AFTER).exists()
    assert AdverseNotice.objects.visible_to(world.samir, on=AFTER).exists()


def test_the_database_keeps_a_notice_s_facts_together(world: World) -> None:
    notice = adverse.received(path(world))
    assert broken(notice, reasons=[]) == "adverse_has_reasons"
    assert broken(notice, stopped_on=None) == "adverse_notified_stops_the_clock"
    assert broken(notice, due_on=None) == "adverse_term_runs_from_receipt"
    assert broken(notice, due_on=NOTIFIED) == "adverse_term_runs_from_receipt"
    late = {"state": "observed", "observed_on": AFTER, "restarted_on": AFTER}
    assert broken(notice, **late) == "adverse_observed_in_time"
    assert broken(notice, state="observed", observed_on=OBSERVED) == "adverse_clock_restarts"


def test_the_database_keeps_no_refusal_without_a_reason(world: World) -> None:
    dote = path(world).take_charge()
    refused = {"state": "not_eligible", "ended_on": NOTIFIED}
    assert broken(dote, **refused) == "dote_refused_for_a_reason"
    assert broken(dote, state="not_eligible", refusal_reasons=["x"]) == "dote_refused_has_its_day"


def test_notice_and_refusal_are_papers_in_italian_with_the_person_s_language_beside(
    world: World,
) -> None:
    way = path(world)
    notice = adverse.observed(way)
    perform(notice.uphold, by=world.anna, on=AFTER, note="The receipt is of another person.")
    refuse(way, on=AFTER)
    for name, italian in (("adverse_notice", "10-bis"), ("dote_refusal", "DOT-2026")):
        asked = DocumentRequest.objects.as_system().get(paper=name)
        said = {language: printed(asked, language) for language in ("it", "en")}
        assert italian in said["it"]
        assert "permesso di soggiorno" in said["it"]
        assert "The residence permit is not valid" in said["en"]
