"""Edits behind the application's back, by the owner of the tables with all triggers off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connection

from audit.identifiers import new_id
from audit.trail import Draft, record
from dote.models import Dote, Month
from expenditure.models import Claim
from lifecycle.models import Approval, Proposal
from tests.accounting.tampering import owner, run
from treasury.models import PaymentLine

Edit = Callable[[], str]  # does the edit and returns the label of the row that must be named


@contextmanager
def without_guards() -> Iterator[None]:
    """Run the block as the owner with every trigger off, and take all of it back."""
    with owner():
        run(*_off())
        yield


def _off() -> list[str]:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            return [f'DROP TRIGGER "{name}"' for (name,) in cursor.fetchall()]
    tables = sorted({model._meta.db_table for model in apps.get_models()})
    return [f'ALTER TABLE "{table}" DISABLE TRIGGER USER' for table in tables]


def sql(statement: str, *values: object) -> None:
    """Run one statement that must touch one row."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        assert cursor.rowcount == 1, statement


def forge(row: Any, *, action: str, source: str, target: str, **more: Any) -> None:
    """Record a well-chained event about a row without asking the engine."""
    root = type(row.root)._base_manager.get(pk=row.root.pk)
    told = {"actor": "people.user:forger", "role": "finance", "facts": {}} | more
    draft = Draft(action=action, subject=row.label, source=source, target=target, **told)
    event = record(draft, head=root)
    type(root)._base_manager.filter(pk=root.pk).update(
        trail_seq=root.trail_seq, trail_head=root.trail_head
    )
    type(row)._base_manager.filter(pk=row.pk).update(state=target, last_seq=event.seq)


def month() -> Month:
    return Month.objects.as_system().order_by("id")[0]


def dote() -> Dote:
    return Dote.objects.as_system().get()


def award() -> Proposal:
    return Proposal.objects.get(command="award")


def a_state() -> str:
    sql("UPDATE dote_month SET state = 'approved' WHERE id = %s", month().pk)
    return month().label


def a_recognised_sum() -> str:
    sql("UPDATE dote_month SET recognised_cents = recognised_cents - 1 WHERE id = %s", month().pk)
    return month().label


def an_awarded_sum() -> str:
    sql(
        "UPDATE dote_dote SET awarded_cents = COALESCE(awarded_cents, 0) + 1 WHERE id = %s",
        dote().pk,
    )
    return dote().label


def a_version() -> str:
    sql("UPDATE dote_month SET last_seq = last_seq - 1 WHERE id = %s", month().pk)
    return month().label


def a_claimed_sum() -> str:
    claim = Claim.objects.as_system().filter(state="submitted").get()
    sql("UPDATE expenditure_claim SET declared_cents = declared_cents + 1 WHERE id = %s", claim.pk)
    return claim.label


def a_payee() -> str:
    line = PaymentLine.objects.as_system().order_by("id")[0]
    sql("UPDATE treasury_paymentline SET payee = 'x.y:z' WHERE id = %s", line.pk)
    return line.label


def an_approver() -> str:
    given = award().approvals.get()
    sql("UPDATE lifecycle_approval SET approver = 'people.user:x' WHERE id = %s", given.pk)
    return given.label


def an_approval_gone() -> str:
    given = award().approvals.get()
    sql("DELETE FROM lifecycle_approval WHERE id = %s", given.pk)
    return given.label


def an_approval_more() -> str:
    given = award().approvals.get()
    extra = Approval(
        case_label=given.case_label, proposal=given.proposal, proposer=given.proposer,
        approver="people.user:x", given_on=given.given_on,
    )  # fmt: skip
    extra.save(force_insert=True)
    return extra.label


def facts_of_a_proposal() -> str:
    sql("UPDATE lifecycle_proposal SET facts = '{}' WHERE id = %s", award().pk)
    return dote().label


def version_of_a_proposal() -> str:
    sql("UPDATE lifecycle_proposal SET subject_version = 1 WHERE id = %s", award().pk)
    return dote().label


def a_part_of_no_case() -> str:
    given = award().approvals.get()
    nowhere = f"dote.dote:{new_id()}"
    sql("UPDATE lifecycle_approval SET case_label = %s WHERE id = %s", nowhere, given.pk)
    return given.label


def the_last_event_gone() -> str:
    found = month()
    sql("DELETE FROM audit_event WHERE stream = %s AND seq = %s", found.stream, found.last_seq)
    return found.label


def a_forged_decision() -> str:
    return _withdrawn(role="approver")


def a_forged_decision_in_the_systems_name() -> str:
    return _withdrawn(role="system")


def _withdrawn(*, role: str) -> str:
    claim = Claim.objects.as_system().filter(state="submitted").get()
    forge(claim, action="withdraw", source="submitted", target="withdrawn", role=role)
    return claim.label


def a_forged_step() -> str:
    forge(dote(), action="double", source="closed", target="active")
    return dote().label


def a_step_of_the_systems_own_accord() -> str:
    return _returned(actor="system", role="system")


def a_step_of_the_system_with_an_invented_cause() -> str:
    return _returned(actor="system", role="system", facts={"cause": "treasury.batch:none#1"})


def a_step_of_the_system_by_a_person() -> str:
    return _returned(actor="people.user:x", role="finance")


def _returned(**told: Any) -> str:
    paid = Month.objects.as_system().filter(state__in=["paid", "reissued"]).order_by("id")[0]
    forge(paid, action="mark_returned", source=str(paid.state), target="returned", **told)
    return paid.label


def a_forged_second_look() -> str:
    found = month()
    told = {"actor": "people.user:x", "role": "grant_officer"}
    forge(found, action="check_month", source=found.state, target="checked", **told)
    forge(found, action="approve", source="checked", target="approved", **told)
    return found.label


EDITS: dict[str, tuple[Edit, str]] = {
    edit.__name__: (edit, kind)
    for edit, kind in (
        (a_state, "state changed"),
        (a_recognised_sum, "columns changed"),
        (an_awarded_sum, "columns changed"),
        (a_version, "version changed"),
        (a_claimed_sum, "columns changed"),
        (a_payee, "columns changed"),
        (an_approver, "columns changed"),
        (an_approval_gone, "row missing"),
        (an_approval_more, "row without event"),
        (facts_of_a_proposal, "other facts"),
        (version_of_a_proposal, "another version"),
        (a_part_of_no_case, "row without case"),
        (the_last_event_gone, "version changed"),
        (a_forged_decision, "not approved"),
        (a_forged_decision_in_the_systems_name, "not approved"),
        (a_forged_step, "no such step"),
        (a_step_of_the_systems_own_accord, "system unasked"),
        (a_step_of_the_system_with_an_invented_cause, "system unasked"),
        (a_step_of_the_system_by_a_person, "wrong role"),
        (a_forged_second_look, "same officer"),
    )
}
