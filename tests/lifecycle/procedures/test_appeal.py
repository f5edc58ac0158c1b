"""Appeals: in time or late, stayed, upheld with all that follows, rejected, given up."""

from datetime import date
from typing import Any

import pytest

from accounting import check_books
from dote.states import DoteState
from lifecycle import timed
from lifecycle.engine import begin, obstacles, perform
from lifecycle.errors import Refused
from lifecycle.models import Appeal, Hold, Recovery, Revocation
from lifecycle.procedures.kinds import open_on
from lifecycle.proposals import approve, propose
from programme.reference import load_hold_causes
from tests.dote_path import path
from tests.lifecycle.procedures import revoking
from tests.lifecycle.procedures.revoking import DEMANDED, ISSUED, issued, later, paid_dote
from tests.refusals import database_refuses
from tests.treasury import forging
from tests.world import World

FILED = later(DEMANDED, 10)


def appeal(world: World, act: Any, *, on: date = FILED, kind: str = "court") -> Appeal:
    """Have leo enter samir's appeal against an act."""
    return begin(
        Appeal,
        by=world.leo,
        on=on,
        case_label=act.stream,
        kind=kind,
        against=act.label,
        known_on=ISSUED,
        filed_on=on,
    )


def admitted(world: World, act: Any) -> Appeal:
    """Have it admitted."""
    return perform(appeal(world, act).admit, by=world.leo, on=FILED)


def read(found: Any) -> Any:
    """Read a procedure again."""
    return type(found).objects.as_system().get(pk=found.pk)


def upheld(world: World, found: Appeal, *, by: str = "paolo") -> Appeal:
    """Have leo propose to follow the judge, and an approver approve it."""
    proposal = propose(found.uphold, by=world.leo, on=later(FILED, 30), decision="TAR-12/2027")
    approve(proposal, by=world.users[by], on=later(FILED, 30))
    return read(found)


@pytest.mark.parametrize(
    ("kind", "days", "in_time"),
    [("court", 60, True), ("court", 61, False), ("head_of_state", 120, True),
     ("head_of_state", 121, False), ("hierarchical", 31, False), ("ordinary", 400, True)],
)  # fmt: skip
def test_each_appeal_has_its_days(world: World, kind: str, days: int, in_time: bool) -> None:
    revocation = issued(world, path(world).award())
    found = appeal(world, revocation, on=later(ISSUED, days), kind=kind)
    assert found.in_time == in_time


def test_a_late_appeal_is_admitted_with_a_reason_or_not_at_all(world: World) -> None:
    revocation = issued(world, path(world).award())
    on = later(ISSUED, 70)
    found = appeal(world, revocation, on=on)
    with pytest.raises(Refused, match="write why it is admitted"):
        perform(found.admit, by=world.leo, on=on)
    found = perform(found.find_inadmissible, by=world.leo, on=on, reason="too_late")
    assert perform(found.finalise, by=world.leo, on=on).state == "final"


def test_an_appeal_is_against_an_act_of_the_case(world: World) -> None:
    revocation = issued(world, path(world).award())
    with pytest.raises(Refused, match="Say against which act"):
        begin(
            Appeal,
            by=world.leo,
            on=FILED,
            case_label=revocation.case_label,
            kind="court",
            against="people.participant:somebody",
            known_on=ISSUED,
            filed_on=FILED,
        )
    appeal(world, revocation)
    with pytest.raises(Refused, match="already open"):
        appeal(world, revocation)


@pytest.mark.slow
def test_a_stay_holds_the_case_and_stops_the_recovery_until_the_appeal_is_rejected(
    world: World,
) -> None:
    way = path(world)
    paid_dote(way)
    debt = revoking.demanded(world, way.dote)
    debt = revoking.receive(world, debt, 10_00, on=DEMANDED)
    found = admitted(world, Revocation.objects.as_system().get())
    found = perform(found.grant_stay, by=world.leo, on=FILED, order="ORD-3/2027")
    assert (found.state, read(debt).state) == ("stay_granted", "suspended_by_appeal")
    stay = Hold.objects.as_system().get(cause__code="appeal_stay")
    assert (stay.state, stay.because_of) == ("active", found.label)
    found = perform(found.reject, by=world.leo, on=later(FILED, 9), decision="TAR-12/2027")
    assert (read(debt).state, read(stay).state) == ("partly_paid", "released")
    assert check_books.findings() == []


@pytest.mark.slow
def test_an_upheld_appeal_undoes_the_revocation_and_its_recovery_to_the_cent(
    world: World,
) -> None:
    way = path(world)
    paid_dote(way)
    before, state = revoking.balances(), way.dote.state
    revoking.demanded(world, way.dote)
    found = admitted(world, Revocation.objects.as_system().get())
    found = perform(found.grant_stay, by=world.leo, on=FILED, order="ORD-3/2027")
    found = upheld(world, found)
    assert found.state == "upheld"
    assert Revocation.objects.as_system().get().state == "annulled"
    assert Recovery.objects.as_system().get().state == "recovery_annulled"
    assert way.fresh().state == state
    assert revoking.balances() == before
    assert [p.CODE for p in open_on(way.dote.label)] == ["P-RIC"]
    perform(found.finalise, by=world.leo, on=later(FILED, 90))
    assert open_on(way.dote.label) == []
    assert check_books.findings() == []


def test_who_signed_the_revocation_does_not_uphold_the_appeal(world: World) -> None:
    found = admitted(world, issued(world, path(world).award()))
    with pytest.raises(Refused, match="You signed this revocation"):
        upheld(world, found, by="bruno")


def test_a_revocation_is_not_confirmed_while_an_appeal_is_pending(world: World) -> None:
    revocation = issued(world, path(world).award())
    found = admitted(world, revocation)
    timed.tick(on=later(ISSUED, 90))
    assert read(revocation).state == "issued"
    perform(found.extinguish, by=world.samir, on=later(ISSUED, 91))
    timed.tick(on=later(ISSUED, 92))
    assert read(revocation).state == "confirmed"


@pytest.mark.slow
def test_a_lapsed_dote_is_readmitted_by_an_upheld_appeal(world: World) -> None:
    load_hold_causes()
    way = path(world)
    dote = way.award()
    timed.tick(on=later(dote.sign_by, 1))
    dote = way.fresh()
    assert dote.state == DoteState.LAPSED
    found = perform(
        appeal(world, dote, on=FILED, kind="opposition").admit,
        by=world.leo,
        on=FILED,
        note="The letter never arrived",
    )
    assert obstacles(found.uphold, by=world.leo, on=FILED, decision="D-1") == []
    upheld(world, found)
    assert (way.fresh().state, way.dote.ended_on) == (DoteState.UNDER_REVIEW, None)


def test_an_active_dote_has_nothing_to_be_readmitted_to(world: World) -> None:
    way = path(world)
    found = appeal(world, way.sign(), kind="opposition")
    found = perform(found.admit, by=world.leo, on=FILED, note="Late, but serious")
    said = obstacles(found.uphold, by=world.leo, on=FILED, decision="D-1")
    assert "It is now: Active" in said[0].sentence


def test_the_database_ties_an_appeal_to_its_days_and_orders(world: World) -> None:
    found = appeal(world, issued(world, path(world).award()))
    for rule, told in (
        ("appeal_filed_after_the_act", {"filed_on": date(2020, 1, 1)}),
        ("appeal_in_time_says_so", {"in_time": False}),
    ):
        with database_refuses(rule):
            forging.update(found, action="admit", target="pending", **told)
    with database_refuses("appeal_decided_has_its_day"):
        forging.update(found, action="find_inadmissible", target="inadmissible")
    found = perform(found.admit, by=world.leo, on=FILED)
    with database_refuses("appeal_stay_has_its_order"):
        forging.update(found, action="grant_stay", target="stay_granted")
