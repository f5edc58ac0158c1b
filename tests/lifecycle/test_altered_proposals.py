"""A proposal that was changed behind its back is approved by nobody, and named by the replay."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import translation

from audit.canonical import canonical
from audit.triggers import refused_by
from dote.states import DoteState
from lifecycle import replay
from lifecycle.errors import Refused
from lifecycle.models import Approval, Proposal
from lifecycle.proposals import approve, obstacles_to_approval, send_back
from programme.models import ApprovalBand
from tests import world as worlds
from tests.dote_path import AWARDED, DotePath, path
from tests.ground import Database
from tests.promises.edits import sql, without_guards
from tests.world import World

OTHER = '{"plan": "%s", "rechecked": true}'


@contextmanager
def proposed(*, bands: int = 1) -> Iterator[tuple[DotePath, Proposal]]:
    """Lend a dote whose award waits for approval; the owner of the tables has every trigger off."""
    with worlds.at(), translation.override("en"):
        way = path(worlds.build())
        if bands > 1:
            ApprovalBand.objects.filter(call=way.world.call).update(approvals=bands)
        way.propose_award()
        with without_guards():
            yield way, Proposal.objects.get()


def edited(column: str, value: object) -> None:
    sql(f"UPDATE lifecycle_proposal SET {column} = %s", value)


def facts_and_hash() -> None:
    """Edit the facts as whoever knows how the hash is made."""
    told = {"plan": "01ZZZZZZZZZZZZZZZZZZZZZZZZ", "rechecked": True}
    edited("facts", canonical(told))
    edited("facts_hash", hashlib.sha256(canonical(told).encode()).hexdigest())


EDITS = {
    "facts": lambda: edited("facts", OTHER % ("0" * 26)),
    "facts that the step does not know": lambda: edited("facts", '{"cents": 1}'),
    "facts and hash": facts_and_hash,
    "sum": lambda: edited("cents", 1),
    "proposer": lambda: edited("proposer", "people.user:nobody"),
    "approvals wanted": lambda: edited("wanted", 7),
    "version": lambda: edited("subject_version", 1),
    "command": lambda: edited("command", "withdraw"),
}


@pytest.mark.slow
def test_nobody_approves_what_was_not_proposed(fresh_database: Database) -> None:
    with proposed() as (way, proposal):
        for edit in EDITS.values():
            with transaction.atomic():
                edit()
                refused_and_named(way, proposal)
                transaction.set_rollback(True)


def refused_and_named(way: DotePath, proposal: Proposal) -> None:
    read = Proposal.objects.get()
    with pytest.raises(Refused, match="no longer says what was proposed"):
        approve(read, by=way.world.bruno, on=AWARDED)
    assert obstacles_to_approval(read, by=way.world.bruno, on=AWARDED)[0].who
    assert way.fresh().state == DoteState.PLANNING
    assert not Approval.objects.exists()
    found = {(each.kind, each.subject) for each in replay.differences()}
    assert {("columns changed", proposal.label), ("proposal changed", proposal.label)} <= found


@pytest.mark.slow
def test_the_second_approval_is_of_the_same_facts_as_the_first(fresh_database: Database) -> None:
    with proposed(bands=2) as (way, proposal):
        approve(proposal, by=way.world.bruno, on=AWARDED)
        facts_and_hash()
        with pytest.raises(Refused, match="no longer says what was proposed"):
            approve(Proposal.objects.get(), by=way.world.paolo, on=AWARDED)
        assert way.fresh().state == DoteState.PLANNING


@pytest.mark.slow
def test_a_changed_proposal_can_be_sent_back_and_is_still_named(fresh_database: Database) -> None:
    with proposed() as (way, proposal):
        EDITS["facts that the step does not know"]()
        changed = Proposal.objects.get()
        send_back(changed, by=way.world.bruno, on=AWARDED, note="Somebody has edited this")
        assert Proposal.objects.get().state == "sent_back"
        found = {(each.kind, each.subject) for each in replay.differences()}
        assert found == {("proposal changed", proposal.label)}


def test_the_database_refuses_the_edit_itself(world: World) -> None:
    path(world).propose_award()
    with pytest.raises(DatabaseError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE lifecycle_proposal SET facts = '{}'")
    assert refused_by(error.value) == "lifecycle_proposal_event"


def test_an_untouched_proposal_is_open_to_its_approver(world: World) -> None:
    proposal = path(world).propose_award()
    assert obstacles_to_approval(proposal, by=world.bruno, on=AWARDED) == []
