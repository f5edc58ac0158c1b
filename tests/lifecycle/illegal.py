"""Tries every step that the tables do not allow, by the engine and by SQL, at each stage of a life.

Each life tries some four thousand; the suite walks one on either database (promise R1).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db import DatabaseError, connection, transaction

from audit.triggers import refused_by
from dote.models import PricedPlan
from lifecycle.cases import Tracked
from lifecycle.engine import perform
from lifecycle.errors import Refused
from lifecycle.models import Proposal
from lifecycle.proposals import approve
from lifecycle.steps import steps_of
from people.actors import system_actor
from people.roles import Role
from tests import oracle
from tests.dote_path import AWARDED, SIGNED, DotePath
from tests.world import World

DAY = date(2027, 2, 1)
BY_ROLE = {
    Role.OPERATOR: "marta",
    Role.GRANT_OFFICER: "anna",
    Role.APPROVER: "bruno",
    Role.FINANCE: "giulia",
    Role.TREASURY: "teo",
    Role.CONTROLLER: "rita",
    Role.CONTROL_HEAD: "vera",
    Role.MANAGING_AUTHORITY: "marco",
    Role.PROGRAMME_MANAGER: "ines",
    Role.AUDITOR: "carla",
    Role.LEGAL: "leo",
    Role.ADMINISTRATOR: "elena",
    Role.PARTICIPANT: "samir",
}


@dataclass
class Attempts:
    """What was tried, and what got through that should not have."""

    world: World
    tried: int = 0
    through: list[str] = field(default_factory=list)

    def on(self, subject: Tracked) -> None:
        """Try everything that the table does not allow on a row, as it stands."""
        self._by_engine(subject)
        self._by_sql(subject)
        self._by_event(subject)

    def _by_engine(self, subject: Tracked) -> None:
        for command, role in self._not_allowed(subject):
            by = system_actor() if role is Role.SYSTEM else self.world.users[BY_ROLE[role]]
            self.tried += 1
            try:
                with transaction.atomic():
                    perform(getattr(subject, command), by=by, on=DAY)
                    self.through.append(f"{subject.label} {subject.state} {command} {role}")
                    transaction.set_rollback(True)
            except Refused:
                continue

    def _not_allowed(self, subject: Tracked) -> Iterator[tuple[str, Role]]:
        rows = oracle.rows(subject._meta.label_lower)
        allowed = {
            (row.command, role) for row in rows if row.source == subject.state for role in row.by
        }
        for command in steps_of(type(subject)):
            for role in (*BY_ROLE, Role.SYSTEM):
                if (command, str(role)) not in allowed:
                    yield command, role

    def _by_sql(self, subject: Tracked) -> None:
        table = subject._meta.db_table
        states = [str(value) for value, _ in subject._meta.get_field("state").flatchoices]
        for state in states:
            if state == subject.state:
                continue
            self.tried += 1
            sql = f"UPDATE {table} SET state = %s, last_seq = last_seq + 1 WHERE id = %s"
            try:
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(sql, [state, subject.pk])
                    self.through.append(f"{subject.label} {subject.state} to {state} by SQL")
                    transaction.set_rollback(True)
            except DatabaseError:
                continue

    def _by_event(self, subject: Tracked) -> None:
        """Try to record the event itself, well chained, in a role that the table does not name."""
        for command, role in self._not_in_the_table(subject):
            self.tried += 1
            try:
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(
                        FORGED, ["people.user:x", role, command, subject.label, subject.stream]
                    )
                    self.through.append(f"{subject.label} {command} {role} as an event by SQL")
                    transaction.set_rollback(True)
            except DatabaseError as error:
                if refused_by(error) is None:
                    raise

    def _not_in_the_table(self, subject: Tracked) -> Iterator[tuple[str, str]]:
        rows = oracle.rows(subject._meta.label_lower)
        allowed = {(row.command, role) for row in rows for role in row.by if not row.approved_by}
        for command in (*steps_of(type(subject)), "no_such_step"):
            for role in (*BY_ROLE, Role.SYSTEM):
                if (command, str(role)) not in allowed:
                    yield command, str(role)


FORGED = (
    "INSERT INTO audit_event (stream, seq, at, actor, role, action, subject, source, target,"
    " content, hash, prev) SELECT stream, seq + 1, at, %s, %s, %s, %s, source, target,"
    " content, 'x', hash FROM audit_event WHERE stream = %s ORDER BY seq DESC LIMIT 1"
)


def life(way: DotePath) -> Iterator[Tracked]:
    """Walk a dote through its life and yield, at each stage, every row as it stands."""
    world = way.world
    for stage in (way.open, way.submit, way.take_charge, way.declare_eligible, way.start_plan):
        with transaction.atomic():
            stage()
            yield way.dote
            transaction.set_rollback(True)
    way.propose_award()
    yield from (way.fresh(), PricedPlan.objects.as_system().get(), Proposal.objects.get())
    approve(Proposal.objects.get(), by=world.bruno, on=AWARDED)
    yield from (way.fresh(), PricedPlan.objects.as_system().get(), Proposal.objects.get())
    yield from way.lines()
    way.fresh()
    way.do("sign", world.samir, SIGNED, means="own_account")
    way.start_lines()
    yield from (way.fresh(), *way.lines())
    for month in way.months()[:1]:
        yield month
        yield way.report(month)
        month = perform(way.months()[0].check_month, by=world.anna, on=DAY)
        yield month
        month = perform(month.approve, by=world.bruno, on=DAY)
        yield month
        yield perform(month.clear, by=world.giulia, on=DAY)
