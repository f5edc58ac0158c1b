"""What the database refuses by itself, whoever asks it: R1 and R18 through SQL."""

import pytest
from django.db import DatabaseError, connection, transaction

from audit.triggers import refused_by
from dote.models import Dote
from lifecycle.models import Approval
from lifecycle.proposals import approve
from tests.dote_path import AWARDED, path
from tests.world import World


def refused(sql: str, *params: object) -> str | None:
    """Return the rule by which the database refuses a statement; fail when it does not."""
    with pytest.raises(DatabaseError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)
    return refused_by(error.value)


@pytest.fixture
def dote(world: World) -> Dote:
    """Return samir's dote, submitted."""
    return path(world).submit()


def test_a_state_does_not_change_without_its_event(dote: Dote) -> None:
    sql = "UPDATE dote_dote SET state = 'under_review' WHERE id = %s"
    assert refused(sql, dote.pk) == "dote_dote_event"


def test_a_state_does_not_change_to_one_that_the_machine_does_not_lead_to(dote: Dote) -> None:
    sql = "UPDATE dote_dote SET state = 'active', last_seq = last_seq + 1 WHERE id = %s"
    assert refused(sql, dote.pk) in {"dote_dote_pair", "dote_dote_event"}


def test_a_fact_does_not_change_without_its_event(dote: Dote) -> None:
    sql = "UPDATE dote_dote SET awarded_cents = 1 WHERE id = %s"
    assert refused(sql, dote.pk) == "dote_dote_event"


def test_a_case_is_not_deleted(dote: Dote) -> None:
    assert refused("DELETE FROM dote_dote WHERE id = %s", dote.pk) == "dote_dote_kept"


def test_a_case_does_not_begin_without_its_opening(dote: Dote) -> None:
    fields = [field.column for field in Dote._meta.concrete_fields if field.column != "id"]
    columns = ", ".join(fields)
    sql = (
        f"INSERT INTO dote_dote (id, {columns}) SELECT '01ZZZZZZZZZZZZZZZZZZZZZZZZ', "
        + ", ".join("'DOT-X'" if name == "reference" else name for name in fields)
        + " FROM dote_dote WHERE id = %s"
    )
    assert refused(sql, dote.pk) == "dote_dote_opening"


def test_the_head_of_a_trail_does_not_move_without_its_event(dote: Dote) -> None:
    sql = "UPDATE dote_dote SET trail_seq = trail_seq + 1 WHERE id = %s"
    assert refused(sql, dote.pk) == "dote_dote_head"


def test_an_update_past_the_engine_is_refused_too(dote: Dote) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Dote.objects.as_system().filter(pk=dote.pk).update(state="closed")


FORGED = (
    "INSERT INTO audit_event (stream, seq, at, actor, role, action, subject, source, target,"
    " content, hash, prev) SELECT stream, seq + 1, at, %s, %s, %s, %s, 'planning', 'awarded',"
    " content, %s, hash FROM audit_event WHERE stream = %s ORDER BY seq DESC LIMIT 1"
)


def forged(dote: Dote, *, actor: str, role: str, action: str = "award") -> str | None:
    """Return the rule by which the database refuses a well-chained event of a dote."""
    return refused(FORGED, actor, role, action, dote.label, "f" * 64, dote.stream)


def test_an_award_needs_its_approvals_in_the_database_too(world: World) -> None:
    way = path(world)
    way.propose_award()
    bruno = f"people.user:{world.bruno.pk}"
    assert forged(way.fresh(), actor=bruno, role="approver") == "audit_event_four_eyes"


def test_nobody_awards_in_the_name_of_the_system(world: World) -> None:
    way = path(world)
    way.propose_award()
    rule = forged(way.fresh(), actor="system", role="system")
    assert rule in {"audit_event_role", "audit_event_four_eyes"}  # whichever is asked first


def test_a_step_of_the_system_is_not_recorded_for_an_officer(dote: Dote) -> None:
    assert forged(dote, actor="people.user:x", role="approver", action="lapse_unsigned") == (
        "audit_event_role"
    )


def test_no_event_is_recorded_of_a_step_that_the_machine_does_not_have(dote: Dote) -> None:
    assert forged(dote, actor="system", role="system", action="double") == "audit_event_role"


def test_an_approval_by_the_proposer_is_refused_by_the_database(world: World) -> None:
    way = path(world)
    approve(way.propose_award(), by=world.bruno, on=AWARDED)
    approval = Approval.objects.get()
    sql = "UPDATE lifecycle_approval SET approver = proposer WHERE id = %s"
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, [approval.pk])
