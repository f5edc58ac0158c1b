"""A small story for the trail: cases that move, people who sign in, seals in between."""

from dataclasses import dataclass

from audit import seals
from audit.models import Event, Seal
from audit.trail import Draft, record, record_in_stream

ANNA, BRUNO = "people.user:ANNA", "people.user:BRUNO"


@dataclass
class Case:
    """A case root as the engine holds it: locked, with its place in the trail."""

    stream: str
    trail_seq: int = 0
    trail_head: str = ""


def draft(action: str = "take_charge", *, actor: str = ANNA, **more: object) -> Draft:
    """Return a draft by Anna, the grant officer, about a fictional case."""
    given = {"role": "grant_officer", "subject": "story.case:01", "facts": {"cents": 61920}}
    return Draft(actor=actor, action=action, **{**given, **more})


def tell(stream: str, *actions: str) -> list[Event]:
    """Record these actions in a stream of its own and return the events."""
    return [
        record_in_stream(draft(action, subject=stream, facts={"step": number}), stream=stream)
        for number, action in enumerate(actions, 1)
    ]


def tell_case(case: Case, *actions: str) -> list[Event]:
    """Record these actions on a case root, as the engine does inside its transaction."""
    return [record(draft(action), head=case) for action in actions]


def tell_months(*, streams: int = 8, months: int = 4) -> list[Seal]:
    """Let every stream move each month, seal after each month, and leave a loose tail."""
    made = []
    for month in range(months):
        for number in range(streams):
            tell(f"story.case:{number:02}", "recognise", "clear", *["pay"] * (number % 3))
        made.append(seals.seal())
        assert made[-1] is not None, month
    tell("story.case:00", "recognise", "clear")
    return [seal for seal in made if seal]
