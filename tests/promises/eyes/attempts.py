"""What somebody could try against a proposal that waits, or to do a step that wants other eyes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.db import connection

from audit.identifiers import new_id
from audit.labels import split
from audit.models import Event
from audit.trail import Draft, record
from lifecycle.engine import perform
from lifecycle.models import Approval, Proposal
from lifecycle.proposals import approve, propose
from lifecycle.steps import Eyes, Step, steps_of
from people import mandates
from people.actors import Actor, system_actor
from people.models import User
from people.roles import PERSONAL, STAFF, Role
from tests.world import World

Do = Callable[[], Any]


@dataclass(frozen=True)
class Attempt:
    """One way round: its name, and what to do."""

    name: str
    do: Do


@dataclass(frozen=True)
class Waiting:
    """A proposal that waits for approval, and the world in which somebody tries to get round it."""

    world: World
    proposal: Proposal

    @property
    def on(self) -> date:
        """Return the day of the attempts."""
        return self.proposal.proposed_on

    @property
    def subject(self) -> Any:
        """Return the row that the decision is about, as it stands."""
        model_label, pk = split(self.proposal.subject)
        return apps.get_model(model_label)._base_manager.get(pk=pk)

    @property
    def spec(self) -> Step:
        """Return the step that is proposed."""
        return steps_of(type(self.subject))[self.proposal.command]

    @property
    def proposer(self) -> User:
        """Return who proposed."""
        return User.objects.get(pk=split(self.proposal.proposer)[1])

    def fresh(self) -> Proposal:
        """Read the proposal again."""
        return Proposal.objects.get(pk=self.proposal.pk)

    def approve(self, by: Any, **more: Any) -> Any:
        """Approve as somebody."""
        return approve(self.fresh(), by=by, on=self.on, **more)

    def without_proposal(self, by: Any) -> Any:
        """Do the step itself, with the facts of the proposal."""
        bound = getattr(self.subject, self.proposal.command)
        return perform(bound, by=by, on=self.on, **self.proposal.facts)


def against_a_proposal(waiting: Waiting) -> Iterator[Attempt]:
    """Yield every attempt against a proposal that waits."""
    yield from _by_whoever_may_not(waiting)
    yield from _with_a_mandate_that_does_not_hold(waiting)
    yield from _behind_the_engine(waiting)
    yield from _by_events(waiting)
    yield from _with_another_request(waiting)


def against_other_eyes(deed_of: Any, on: date) -> Iterator[Attempt]:
    """Yield attempts of whoever made the last officer's move to do a step that wants another."""
    for row in deed_of:
        for command, spec in steps_of(type(row)).items():
            last = _last_officer(row)
            if spec.eyes is Eyes.E1 and row.state in spec.sources and last is not None:
                for role in spec.by:
                    yield _same_hand(row, command, last, Role(role), on)


def _same_hand(row: Any, command: str, who: str, role: Role, on: date) -> Attempt:
    actor = Actor(split(who)[1], role, None, who)
    name = f"{row._meta.label_lower} {command} by the same hand as {role}"
    return Attempt(name, lambda: perform(getattr(row, command), by=actor, on=on))


def _last_officer(row: Any) -> str | None:
    moves = Event.objects.filter(stream=row.stream, subject=row.label)
    last = moves.exclude(role__in=[*PERSONAL, Role.SYSTEM]).order_by("-seq").first()
    return last.actor if last is not None else None


def _by_whoever_may_not(waiting: Waiting) -> Iterator[Attempt]:
    """The proposer in every role, and everybody else without an approving one; with and without."""
    own = waiting.proposal.proposer
    for role in STAFF:
        actor = Actor(split(own)[1], role, None, own)
        yield Attempt(f"own proposal as {role}", lambda a=actor: waiting.approve(a))
        yield Attempt(f"without proposal as {role}", lambda a=actor: waiting.without_proposal(a))
    yield Attempt("own proposal", lambda: waiting.approve(waiting.proposer))
    approving = set(waiting.spec.approved_by)
    for name, user in waiting.world.users.items():
        if not approving & mandates.roles_of(user, waiting.on):
            yield Attempt(f"approval by {name}", lambda u=user: waiting.approve(u))
        yield Attempt(f"without proposal by {name}", lambda u=user: waiting.without_proposal(u))
    yield Attempt("approval by the system", lambda: waiting.approve(system_actor()))
    yield Attempt("step by the system", lambda: waiting.without_proposal(system_actor()))


def _with_a_mandate_that_does_not_hold(waiting: Waiting) -> Iterator[Attempt]:
    """A mandate that ended, has not begun, is for others; given in between to the proposer."""
    day, world = timedelta(days=1), waiting.world
    spans: dict[str, dict[str, Any]] = {
        "expired": {"starts_on": waiting.on - 30 * day, "ends_on": waiting.on - day},
        "not yet": {"starts_on": waiting.on + day},
        "another operation": {"starts_on": waiting.on, "operation": world.finished_operation},
    }
    if waiting.subject.root.__dict__.get("partner_id"):
        spans["another partner"] = {"starts_on": waiting.on, "partner": world.sicilia}
    for role in waiting.spec.approved_by:
        for name, span in spans.items():
            attempt = f"mandate as {role}: {name}"
            yield Attempt(attempt, lambda s=span, r=role: waiting.approve(_with(world, r, **s)))
        yield Attempt(f"mandate as {role}, left", lambda r=role: waiting.approve(_gone(world, r)))
        yield Attempt(f"made {role} in between", lambda r=role: _promoted(waiting, r))
        yield Attempt(f"made {role} instead", lambda r=role: _changed_office(waiting, r))


def _with(world: World, role: Role, **span: Any) -> User:
    made = User.objects.create_user(f"{new_id().lower()}@example.invalid", name="Zeno (invented)")
    return _given(world, made, role, **span)


def _given(world: World, user: User, role: Role, **span: Any) -> User:
    by = world.actor(world.elena, Role.ADMINISTRATOR)
    mandates.assign(user, Role(role), act_reference="Invented act 8/2027", by=by, **span)
    return user


def _gone(world: World, role: Role) -> User:
    user = _with(world, role, starts_on=date(2026, 9, 1))
    User.objects.filter(pk=user.pk).update(is_active=False)
    return User.objects.get(pk=user.pk)


def _promoted(waiting: Waiting, role: Role) -> Any:
    user = _given(waiting.world, waiting.proposer, role, starts_on=waiting.on)
    return waiting.approve(user)


def _changed_office(waiting: Waiting, role: Role) -> Any:
    """End all that the proposer may do, give the approving role the day after, approve then."""
    by = waiting.world.actor(waiting.world.elena, Role.ADMINISTRATOR)
    for mandate in waiting.proposer.mandates.filter(ends_on=None):
        mandates.end(mandate, on=waiting.on, by=by)
    after = waiting.on + timedelta(days=1)
    user = _given(waiting.world, waiting.proposer, role, starts_on=after)
    return approve(waiting.fresh(), by=user, on=after)


def _behind_the_engine(waiting: Waiting) -> Iterator[Attempt]:
    """Edits of the proposal and its approvals by SQL, and rows put in past the engine."""
    others: list[tuple[str, Any]] = [
        ("proposer", f"people.user:{waiting.world.bruno.pk}"), ("wanted", 0),
        ("state", "executed"), ("facts", '{"forged": true}'), ("facts_hash", "0" * 64),
        ("command", "cancel"),
        ("subject_version", 0), ("cents", 1), ("subject", "dote.dote:x"), ("closed_on", waiting.on),
    ]  # fmt: skip
    for column, value in others:
        sql = f"UPDATE lifecycle_proposal SET {column} = %s WHERE id = %s"
        yield Attempt(f"SQL: {column}", lambda s=sql, v=value: _run(s, v, waiting.proposal.pk))
    gone = "DELETE FROM lifecycle_proposal WHERE id = %s"
    yield Attempt("SQL: proposal deleted", lambda: _run(gone, waiting.proposal.pk))
    for name, user in waiting.world.users.items():
        label = f"people.user:{user.pk}"
        yield Attempt(f"SQL: approval by {name}", lambda w=label: _insert(waiting, w))
        told = {"proposer": label, "approver": waiting.proposal.proposer}
        yield Attempt(f"SQL: {name} proposed it", lambda t=told: _insert(waiting, **t))


def _run(sql: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def _insert(waiting: Waiting, approver: str, *, proposer: str = "") -> None:
    Approval(
        case_label=waiting.proposal.case_label, proposal=waiting.proposal,
        proposer=proposer or waiting.proposal.proposer, approver=approver, given_on=waiting.on,
    ).save(force_insert=True)  # fmt: skip


def _by_events(waiting: Waiting) -> Iterator[Attempt]:
    """The decision's own event, well chained, written by hand in every role."""
    people = {"the proposer": waiting.proposal.proposer, "a forger": "people.user:forger"}
    for who, label in people.items():
        for role in (*STAFF, Role.SYSTEM):
            told = f"event of the decision by {who} as {role}"
            yield Attempt(told, lambda a=label, r=role: _forge(waiting, a, str(r)))


def _forge(waiting: Waiting, actor: str, role: str) -> None:
    row = waiting.subject
    root = type(row.root)._base_manager.get(pk=row.root.pk)
    target = waiting.spec.targets[0]
    draft = Draft(
        actor=actor, role=role, action=waiting.proposal.command, subject=row.label,
        source=row.state, target=target,
    )  # fmt: skip
    event = record(draft, head=root)
    type(root)._base_manager.filter(pk=root.pk).update(
        trail_seq=root.trail_seq, trail_head=root.trail_head
    )
    sql = f'UPDATE "{row._meta.db_table}" SET state = %s, last_seq = %s WHERE id = %s'
    _run(sql, target, event.seq, row.pk)


def _with_another_request(waiting: Waiting) -> Iterator[Attempt]:
    """The same proposal once more, from an old page, or by the one who is to approve it."""
    bound = getattr(waiting.subject, waiting.proposal.command)
    facts, version = waiting.proposal.facts, waiting.proposal.subject_version
    for name, user in waiting.world.users.items():
        yield Attempt(
            f"proposed again by {name}", lambda u=user: propose(bound, by=u, on=waiting.on, **facts)
        )
    stale = {"version": version - 1, **facts}
    yield Attempt(
        "proposed from an old page",
        lambda: propose(bound, by=waiting.proposer, on=waiting.on, **stale),
    )
