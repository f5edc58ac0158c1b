"""Events are chained, recorded with what they tell, and written by one hand."""

import ast
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from audit import clock
from audit.canonical import sha256
from audit.models import Event, StreamHead
from audit.trail import GENESIS, record, record_in_stream
from audit.triggers import refused_by
from tests.architecture import code
from tests.audit.story import ANNA, Case, draft, tell, tell_case

ROOT = Path(__file__).resolve().parents[2]

# Who may record an event (decisions.md 7): the engine, and a short list of acts outside it.
CALLERS = {
    "record": {"lifecycle/writing.py"},
    "record_in_stream": {
        "accounting",
        "audit",
        "config",
        "documents",
        "people",
        "portal",
        "programme",
    },
    "record_reading": {"people", "portal"},
}

pytestmark = pytest.mark.django_db


def test_the_first_event_of_a_case_begins_its_chain() -> None:
    case = Case("story.case:01")
    (event,) = tell_case(case, "submit")
    assert (event.seq, event.prev) == (1, GENESIS)
    assert (case.trail_seq, case.trail_head) == (1, event.hash)
    assert Event.objects.get() == event


def test_each_event_carries_the_fingerprint_of_the_one_before() -> None:
    first, second, third = tell_case(Case("story.case:01"), "submit", "take_charge", "award")
    assert [event.prev for event in (second, third)] == [first.hash, second.hash]
    assert all(event.hash == sha256(event.content) for event in (first, second, third))


def test_an_event_tells_everything_in_its_content() -> None:
    told = draft(
        "award",
        source="under_review",
        target="awarded",
        facts={"cents": 619200, "on": datetime(2026, 11, 18, tzinfo=UTC)},
        reason="score",
        note="note:7",
        request="req-1",
    )
    with clock.fixed(datetime(2026, 11, 18, 9, 30, tzinfo=UTC)):
        event = record(told, head=Case("story.case:01"))
    assert json.loads(event.content) == {
        "v": 1,
        "stream": "story.case:01",
        "seq": 1,
        "at": "2026-11-18T09:30:00.000000Z",
        "clock": "demonstration",
        "actor": ANNA,
        "role": "grant_officer",
        "action": "award",
        "subject": "story.case:01",
        "source": "under_review",
        "target": "awarded",
        "facts": {"cents": 619200, "on": "2026-11-18T00:00:00.000000Z"},
        "reason": "score",
        "note": "note:7",
        "request": "req-1",
        "prev": GENESIS,
    }


def test_what_is_stored_is_what_was_returned() -> None:
    (event,) = tell_case(Case("story.case:01"), "submit")
    stored = Event.objects.get(pk=event.pk)
    for field in Event._meta.concrete_fields:
        assert getattr(stored, field.name) == getattr(event, field.name)


def test_an_event_costs_one_statement() -> None:
    case = Case("story.case:01")
    with CaptureQueriesContext(connection) as queries:
        tell_case(case, "submit")
    assert len(queries) == 1


def test_two_officers_who_read_the_same_head_cannot_both_write_after_it() -> None:
    anna, bruno = Case("story.case:01"), Case("story.case:01")
    tell_case(anna, "submit")
    with pytest.raises(IntegrityError), transaction.atomic():
        tell_case(bruno, "submit")


def test_a_case_that_lost_count_is_refused_by_name() -> None:
    case = Case("story.case:01")
    tell_case(case, "submit")
    case.trail_seq = 5
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        tell_case(case, "award")
    assert refused_by(refusal.value) == "event_continues_its_stream"


def test_streams_without_a_case_keep_their_own_head() -> None:
    tell("auth:ANNA", "sign_in", "sign_out")
    tell("auth:BRUNO", "sign_in")
    assert list(StreamHead.objects.order_by("stream").values_list("stream", "seq")) == [
        ("auth:ANNA", 2),
        ("auth:BRUNO", 1),
    ]
    assert StreamHead.objects.get(pk="auth:BRUNO").head == Event.objects.latest("id").hash


def test_a_float_never_reaches_the_trail() -> None:
    with pytest.raises(TypeError, match="float"):
        record_in_stream(draft(facts={"hours": 6.5}), stream="config")
    assert not Event.objects.exists()


@pytest.mark.parametrize("missing", ["actor", "action"])
def test_an_event_without_actor_or_action_is_refused(missing: str) -> None:
    with pytest.raises(IntegrityError, match="audit_event_has_actor_and_action"):
        record(draft(**{"action": "submit", missing: ""}), head=Case("story.case:01"))


@pytest.mark.slow
def test_only_the_listed_packages_record_events() -> None:
    found: dict[str, set[str]] = {name: set() for name in CALLERS}
    for path, tree in _modules():
        for name in _imported_from_the_trail(tree) & set(CALLERS):
            found[name].add(path if name == "record" else path.split("/")[0])
    assert {name: places - CALLERS[name] for name, places in found.items()} == {
        name: set() for name in CALLERS
    }


@pytest.mark.slow
def test_nobody_writes_the_table_past_the_trail() -> None:
    by_sql = {
        path
        for path, tree in _modules()
        if any("INSERT INTO audit_event" in text for text in _texts(tree))
    }
    by_model = {path for path, tree in _modules() if {"Event.objects.create"} & _calls(tree)}
    assert (by_sql, by_model) == ({"audit/trail.py"}, set())


def _modules() -> Iterator[tuple[str, ast.AST]]:
    """Yield the modules of the product, by path."""
    others = {"tests", "benchmarks", "var"}
    folders = [place for place in ROOT.iterdir() if place.is_dir() and place.name not in others]
    for folder in sorted(place for place in folders if not place.name.startswith(".")):
        for path in sorted(folder.rglob("*.py")):
            yield str(path.relative_to(ROOT)), code.tree(path)


def _imported_from_the_trail(tree: ast.AST) -> set[str]:
    return {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module in {"audit.trail", "audit.reading"}
        for alias in node.names
    }


def _texts(tree: ast.AST) -> set[str]:
    nodes = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {text for text in nodes if isinstance(text, str)}


def _calls(tree: ast.AST) -> set[str]:
    return {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
