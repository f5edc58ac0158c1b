"""Tries each cell that the table does not have: by HTTP, by the engine, by the model, by SQL.

A cell counts as refused only when state or role is the reason: a refusal that merely misses a fact
would hide a step that is open to somebody it should not be open to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django_fsm import TransitionNotAllowed

from audit.trail import Draft, record
from lifecycle.cases import Tracked
from lifecycle.engine import perform
from lifecycle.errors import Refused
from lifecycle.steps import CalledDirectly, steps_of
from people.actors import system_actor
from people.models import User
from people.roles import Role
from portal.keys import new_key
from tests import oracle
from tests import world as worlds
from tests.portal.visits import signed_in
from tests.promises.illegal.ground import DAY, states_of

RIGHT_REASONS = frozenset({"wrong_state", "wrong_person"})
IN_WORDS = "is done from"
"""Stands in the sentence of a page that refuses for the state."""
STRANGER = "stranger"


@dataclass
class Found:
    """What was tried by each way, and what got through or was refused for another reason only."""

    tried: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def add(self, more: Found) -> None:
        """Add what was found at another row."""
        self.tried.update(more.tried)
        self.wrong += more.wrong


@dataclass
class Attempts:
    """Everybody who tries, and one in how many cells they try."""

    people: dict[str, User]
    one_in: int = 1
    only: str = ""
    """The one step to try; every step when empty."""
    browsers: dict[str, Client] = field(default_factory=dict)

    def on(self, row: Tracked) -> Found:
        """Try all that the table does not allow on a row, where it stands."""
        found = Found()
        self.browsers = {name: signed_in(user) for name, user in self.people.items()}
        self.browsers[STRANGER] = Client()
        stood = _standing(row)
        for way, cell, do in self._attempts(row):
            found.tried[way] += 1
            told = do()
            if told or _standing(row) != stood:
                found.wrong.append(f"{row.label} {row.state} {cell} by {way}: {told or 'moved'}")
        return found

    def _attempts(self, row: Tracked) -> Iterator[tuple[str, str, Any]]:
        for number, (command, role) in enumerate(not_allowed(row)):
            if number % self.one_in == 0 and command == (self.only or command):
                cell = f"{command} {role}"
                by = system_actor() if role == Role.SYSTEM else self.people.get(role)
                if by is not None:
                    yield "engine", cell, lambda c=command, b=by: by_engine(row, c, b)
                if role in self.browsers:
                    yield "HTTP", cell, lambda c=command, r=role: self._by_http(row, c, r)
                if role not in decided_by(row, command):
                    move = Forged(command, role, target_of(row, command))
                    yield "SQL with an event", cell, lambda m=move: by_event(row, m)
        for command in list(steps_of(type(row)))[:: self.one_in]:
            yield "model", command, lambda c=command: by_model(row, c)
        for state in states_of(type(row))[:: self.one_in]:
            if state != row.state:
                yield "SQL", state, lambda s=state: by_sql(row, s)
                if (row.state, state) not in oracle.pairs(row._meta.label_lower):
                    forged = plausible(row, state)
                    yield "SQL with an event", state, lambda f=forged: by_event(row, f)

    def _by_http(self, row: Tracked, command: str, role: str) -> str:
        address = reverse("step", args=[row._meta.label_lower, row.pk, command])
        body = {"key": new_key(), "version": str(row.last_seq)}
        with worlds.at():
            answer = self.browsers[role].post(address, body)
        if role == STRANGER and answer.status_code == 302:
            return "" if reverse("account_login") in answer["Location"] else answer["Location"]
        if answer.status_code in (403, 404):
            return ""
        right = answer.status_code == 422 and IN_WORDS in answer.content.decode()
        return "" if right else f"answer {answer.status_code}"


def not_allowed(row: Tracked) -> Iterator[tuple[str, str]]:
    """Yield each (command, role) that the hand-made table does not have for the row's state."""
    rows = oracle.rows(row._meta.label_lower)
    allowed = {
        (each.command, role) for each in rows if each.source == row.state for role in each.by
    }
    commands = dict.fromkeys(
        [*steps_of(type(row)), *(each.command for each in rows if each.source)]
    )
    for command in commands:
        for role in (*map(str, Role), STRANGER):
            if (command, role) not in allowed:
                yield command, role


def by_engine(row: Tracked, command: str, by: Any) -> str:
    """Ask the engine; return what is wrong with its answer."""
    if command not in steps_of(type(row)):
        return "the table has a step that the code does not have"
    try:
        with transaction.atomic():
            perform(getattr(row, command), by=by, on=DAY)
            transaction.set_rollback(True)
    except Refused as refused:
        reasons = {obstacle.code for obstacle in refused.obstacles}
        return "" if reasons & RIGHT_REASONS else f"refused for {sorted(reasons)} only"
    except Exception as error:
        return f"it broke: {type(error).__name__}"
    return "it happened"


def by_model(row: Tracked, command: str) -> str:
    """Call the step without the engine."""
    try:
        getattr(row, command)(None)
    except (CalledDirectly, TransitionNotAllowed, PermissionDenied):
        return ""
    return "it happened"


def by_sql(row: Tracked, state: str) -> str:
    """Change the state behind everybody's back, without an event."""
    return _refused(lambda: _update(row, state, row.last_seq + 1))


@dataclass(frozen=True)
class Forged:
    """An event that somebody writes by hand: a step, in whose role, to which state."""

    command: str
    role: str
    state: str


def by_event(row: Tracked, forged: Forged) -> str:
    """Change the state with a well-chained event of a step that the table does not have."""

    def forge() -> None:
        root = type(row.root)._base_manager.get(pk=row.root.pk)
        draft = Draft(
            actor="people.user:forger", role=forged.role, action=forged.command,
            subject=row.label, source=row.state, target=forged.state,
        )  # fmt: skip
        event = record(draft, head=root)
        type(root)._base_manager.filter(pk=root.pk).update(
            trail_seq=root.trail_seq, trail_head=root.trail_head
        )
        _update(row, forged.state, event.seq)

    return _refused(forge)


def plausible(row: Tracked, state: str) -> Forged:
    """Return the event of a step that the table has, but to another state."""
    rows = [each for each in oracle.rows(row._meta.label_lower) if each.source]
    alone = next((each for each in rows if not each.approved_by), None)
    if alone is None:
        return Forged("move", "finance", state)
    return Forged(alone.command, min(alone.by), state)


def decided_by(row: Tracked, command: str) -> frozenset[str]:
    """Return the roles in which the event of a step can be there, from whatever state."""
    rows = [each for each in oracle.rows(row._meta.label_lower) if each.command == command]
    return frozenset().union(*(each.approved_by or each.by for each in rows))


def target_of(row: Tracked, command: str) -> str:
    """Return a state to which the table lets the step lead."""
    rows = [each for each in oracle.rows(row._meta.label_lower) if each.command == command]
    return rows[0].target if rows else row.state


def _update(row: Tracked, state: str, seq: int) -> None:
    table = row._meta.db_table
    with connection.cursor() as cursor:
        sql = f'UPDATE "{table}" SET state = %s, last_seq = %s WHERE id = %s'
        cursor.execute(sql, [state, seq, row.pk])


def _refused(do: Any) -> str:
    try:
        with transaction.atomic():
            do()
            transaction.set_rollback(True)
    except DatabaseError:
        return ""
    return "it happened"


def _standing(row: Tracked) -> Any:
    return type(row)._base_manager.values_list("state", "last_seq").get(pk=row.pk)
