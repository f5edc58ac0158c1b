"""What happened is told in sentences: who did what, how much, why, and with which papers."""

import re
from typing import Any

import pytest
from django.urls import reverse
from django.utils.translation import override

from lifecycle.cases import AnyPart, Part, Tracked, root_of, tracked_models
from lifecycle.engine import perform
from lifecycle.models import Approval, Proposal
from lifecycle.sentences import Sentence, say, sentence_of
from lifecycle.steps import opening_of, steps_of
from people.roles import Role
from portal.casework.events import timeline
from portal.happenings import happenings
from tests.dote_path import TAKEN, DotePath, path
from tests.portal.visits import signed_in
from tests.world import World

LANGUAGES = ("it", "en")
OWN_LANGUAGES = ("it", "en", "fr", "ar")
KNOWN = {"who", "what", "step"}


def commands(model: type[Tracked]) -> list[str]:
    return [opening_of(model).command, *steps_of(model)]


def belongs_to_a_person(model: type[Tracked]) -> bool:
    if issubclass(model, AnyPart):
        return model not in (Approval, Proposal)
    root = root_of(model)[0] if issubclass(model, Part) else model
    return any(field.name == "participant" for field in root._meta.get_fields())


@pytest.mark.parametrize("model", tracked_models(), ids=lambda model: model._meta.label)
def test_every_command_of_every_machine_has_its_sentence(model: type[Tracked]) -> None:
    untold = [each for each in commands(model) if not sentence_of(model._meta.label_lower, each)]
    assert not untold, f"{model._meta.label}: say {untold} in its package's sentences.py"


@pytest.mark.parametrize("model", tracked_models(), ids=lambda model: model._meta.label)
def test_a_sentence_asks_for_nothing_that_nobody_knows_in_any_language(
    model: type[Tracked],
) -> None:
    for command in commands(model):
        said = sentence_of(model._meta.label_lower, command)
        assert said is not None
        for language in LANGUAGES:
            with override(language):
                for words in (said.text, *said.by.values()):
                    assert set(re.findall(r"%\((\w+)\)s", str(words))) <= KNOWN, command
                    assert str(words) % dict.fromkeys(KNOWN, "x")


def test_the_person_reads_a_sentence_for_whatever_people_do_in_their_case() -> None:
    silent = []
    for model in filter(belongs_to_a_person, tracked_models()):
        for spec in (opening_of(model), *steps_of(model).values()):
            said = sentence_of(model._meta.label_lower, spec.command)
            if set(spec.by) != {Role.SYSTEM} and (said is None or not said.own):
                silent.append(f"{model._meta.label} {spec.command}")
    assert not silent, "say them with own=, in the words of the person"


def test_a_machine_says_a_command_once() -> None:
    say("dote.dote", submit=_said("dote.dote", "submit"))
    with pytest.raises(ValueError, match="already"):
        say("dote.dote", submit=Sentence("%(who)s did something else"))


def _said(model: str, command: str) -> Sentence:
    said = sentence_of(model, command)
    assert said is not None
    return said


def told(way: DotePath, *, with_notes: bool = False) -> list[str]:
    shown = timeline(way.dote.label, with_notes=with_notes).happenings
    return [f"{each.what} | {' · '.join(map(str, each.details))}" for each in shown]


def test_an_award_is_told_with_its_sum_and_with_who_proposed_it(world: World) -> None:
    way = path(world)
    way.award()
    with override("it"):
        said = next(each for each in told(way) if "concesso" in each)
    assert said.startswith(f"{world.bruno.name} ha concesso la dote: 1.500,00\u00a0€")
    assert f"proposta da {world.anna.name}" in said


def test_a_participant_is_named_by_pseudonym_in_a_sentence(world: World) -> None:
    way = path(world)
    way.submit()
    said = told(way)
    assert any(way.dote.participant.pseudonym in each for each in said)
    assert not any("Samir" in each for each in said)


@pytest.mark.slow
def test_a_month_keeps_the_sum_that_was_recognised_when_it_was_paid(world: World) -> None:
    way = path(world)
    way.cleared_months(rent_months=1, work_months=1)
    month = way.months()[0]
    shown = timeline(way.dote.label, subject=month.label).happenings
    sums = {str(each.what).rpartition(": ")[2] for each in shown if "recognised" in str(each.what)}
    assert len(sums) == 1
    assert next(iter(sums)).endswith("€")


def test_the_papers_that_a_step_makes_stand_beside_it(world: World) -> None:
    way = path(world)
    way.award()
    shown = timeline(way.dote.label).happenings
    award = next(each for each in shown if "awarded" in str(each.what))
    assert [str(paper.label) for paper in award.papers] == ["Award", "Service pact"]
    assert not any(paper.href for paper in award.papers), "they are still being made"


@pytest.mark.slow
def test_notes_are_for_those_who_work_on_the_case(world: World) -> None:
    way = path(world)
    way.submit()
    perform(
        way.dote.take_charge, by=world.anna, on=TAKEN, note="Seen at the desk", no_conflict=True
    )
    assert "Seen at the desk" in " ".join(told(way, with_notes=True))
    assert "Seen at the desk" not in " ".join(told(way))
    auditor = signed_in(world.carla).get(reverse("dote", args=[way.dote.pk]))
    assert b"Seen at the desk" not in auditor.content
    officer = signed_in(world.anna).get(reverse("dote", args=[way.dote.pk]))
    assert b"Seen at the desk" in officer.content


@pytest.mark.slow
def test_a_long_story_is_told_in_a_fixed_number_of_queries(
    world: World, django_assert_max_num_queries: Any
) -> None:
    way = path(world)
    way.cleared_months(rent_months=2, work_months=2)
    with django_assert_max_num_queries(12):
        timeline(way.dote.label, with_notes=True)


def test_a_step_without_a_sentence_is_still_told(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    way = path(world)
    way.submit()
    monkeypatch.setattr("portal.happenings.sentence_of", lambda model, command: None)
    events = timeline(way.dote.label).happenings
    assert any(str(each.what).endswith(": Submit") for each in events)
    assert happenings([]) == []
