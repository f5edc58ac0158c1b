"""Why a step is closed: every failing reason at once, each with who can clear it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from audit.models import Event
from lifecycle.acts import Act
from lifecycle.cases import CaseRoot, Tracked
from lifecycle.guards import Obstacle, roles_in_words
from lifecycle.orders import Order
from lifecycle.steps import Eyes, Step
from people.actors import Actor, actor_for
from people.models import User
from people.roles import PERSONAL, Role

DECIDING_EYES = (Eyes.E1, Eyes.E2, Eyes.E3)


def actor_of(
    by: User | Actor, roles: tuple[Role, ...], root: CaseRoot, on: date, *, partner: str | None
) -> Actor | None:
    """Return the actor as which ``by`` may do what ``roles`` may do, or None.

    A participant acts on their own case only, an officer on that of their ``partner``.
    """
    if isinstance(by, Actor):
        return by if by.role in roles else None
    mine = by.participant_id and by.participant_id == getattr(root, "participant_id", None)
    if mine and Role.PARTICIPANT in roles:
        return Actor(by.pk, Role.PARTICIPANT, None, f"people.user:{by.pk}")
    offices = tuple(role for role in roles if role is not Role.PARTICIPANT)
    operation = getattr(root, "operation_id", None)
    return actor_for(by, offices, on=on, partner=partner, operation=operation)


def obstacles(subject: Tracked, spec: Step, act: Act | None, order: Order) -> list[Obstacle]:
    """Return all reasons for which the step is closed; an empty list means open."""
    found = list(_wrong_state(subject, spec))
    if act is None:
        return [*found, _wrong_person(spec, order)]
    found += _needs_other_eyes(subject, spec, act, order)
    if not found or spec.opening:
        for guard in spec.guards:
            found += guard.obstacles(subject, act)
    return found


def who_may(spec: Step, order: Order) -> tuple[Role, ...]:
    """Return the roles that may do the step: those who approve when it was proposed before.

    What follows from another step is the system's, where the table names the system (I21).
    """
    if order.consequence:
        return (Role.SYSTEM,) if Role.SYSTEM in spec.by else ()
    return spec.approved_by if order.approvals else spec.by


def _wrong_state(subject: Tracked, spec: Step) -> Iterator[Obstacle]:
    if spec.opening or subject.state in spec.sources:
        return
    choices = dict(subject._meta.get_field("state").flatchoices)
    now = choices.get(subject.state, subject.state)
    sources = ", ".join(str(choices.get(state, state)) for state in spec.sources)
    yield Obstacle(
        code="wrong_state",
        sentence=_("“%(step)s” is done from: %(sources)s. It is now: %(now)s.")
        % {"step": spec.label, "sources": sources, "now": now},
    )


def _wrong_person(spec: Step, order: Order) -> Obstacle:
    roles = who_may(spec, order)
    return Obstacle(
        code="wrong_person",
        sentence=_("“%(step)s” is done by: %(roles)s.")
        % {"step": spec.label, "roles": roles_in_words(roles)},
        who=roles,
        forbidden=True,
    )


def _needs_other_eyes(subject: Tracked, spec: Step, act: Act, order: Order) -> list[Obstacle]:
    if spec.eyes is Eyes.ONE or order.consequence:
        return []
    return [*_same_officer(subject, spec, act), *_entered_it(subject, spec, act)]


def _same_officer(subject: Tracked, spec: Step, act: Act) -> Iterator[Obstacle]:
    """E1: the actor differs from whoever made the last officer's move on this object."""
    if spec.eyes is not Eyes.E1:
        return
    last = (
        Event.objects.filter(stream=subject.stream, subject=subject.label)
        .exclude(role__in=[*PERSONAL, Role.SYSTEM])
        .order_by("-seq")
        .first()
    )
    if last is not None and last.actor == act.by.label:
        yield Obstacle(
            code="same_officer",
            sentence=_("You made the last move here: another officer does “%(step)s”.")
            % {"step": spec.label},
            who=spec.by,
            forbidden=True,
        )


def _entered_it(subject: Tracked, spec: Step, act: Act) -> Iterator[Obstacle]:
    """Nobody decides on a case that they entered as operator (lifecycles 0)."""
    if act.by.role in (*PERSONAL, Role.OPERATOR, Role.SYSTEM):
        return
    entered = Event.objects.filter(stream=subject.stream, actor=act.by.label, role=Role.OPERATOR)
    if entered.exists():
        yield Obstacle(
            code="entered_it",
            sentence=_("You worked on this case as operator: another person decides on it."),
            who=spec.by,
            forbidden=True,
        )


def needs_proposal(spec: Step) -> Obstacle:
    """Return the refusal of a decision that nobody has proposed."""
    return Obstacle(
        code="needs_proposal",
        sentence=_("“%(step)s” is proposed by: %(roles)s; then approved by: %(approvers)s.")
        % {
            "step": spec.label,
            "roles": roles_in_words(spec.by),
            "approvers": roles_in_words(spec.approved_by),
        },
        who=spec.by,
        forbidden=True,
    )


def case_obstacles(subject: Tracked, spec: Step, order: Order) -> list[Obstacle]:
    """Return the reasons that lie in the case itself, whoever asks."""
    role = spec.by[0] if spec.by else Role.SYSTEM
    act = Act(by=Actor("", role, None, ""), on=order.on, facts=order.facts)
    return [obstacle for guard in spec.guards for obstacle in guard.obstacles(subject, act)]
