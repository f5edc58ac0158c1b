"""Complaints: who sees them, who looks into them, who approves the answer."""

from typing import Any

import pytest

from lifecycle.engine import begin, perform
from lifecycle.errors import Refused
from lifecycle.models import Complaint, Notice
from tests.dote_path import APPLIED
from tests.lifecycle.procedures.revoking import later
from tests.refusals import database_refuses
from tests.treasury import forging
from tests.world import World


def complaint(world: World, kind: str = "delay", *, against: str = "", note: str = "I wait") -> Any:
    """Have samir complain."""
    samir = world.person("samir")
    return begin(
        Complaint,
        by=world.samir,
        on=APPLIED,
        note=note,
        kind=kind,
        against=against,
        operation=world.operation,
        partner=samir.partner,
        participant=samir,
    )


def label(user: Any) -> str:
    return f"people.user:{user.pk}"


def refused(step: Any, **told: Any) -> str:
    """Return what people read when a step is refused."""
    with pytest.raises(Refused) as found:
        perform(step, **told)
    return str(found.value)


def seen_by(world: World) -> set[str]:
    """Return who sees some complaint."""
    return {
        name
        for name, user in world.users.items()
        if Complaint.objects.visible_to(user, on=APPLIED).exists()
    }


def test_samir_complains_and_is_answered_by_one_and_approved_by_another(world: World) -> None:
    found = complaint(world)
    assert (found.state, found.due_on) == ("new", later(APPLIED, 30))
    found = perform(found.assign, by=world.bruno, on=APPLIED, handler=label(world.anna))
    assert "assigned to another person" in refused(found.begin_work, by=world.marta, on=APPLIED)
    found = perform(found.begin_work, by=world.anna, on=APPLIED)
    found = perform(found.put_on_hold, by=world.anna, on=APPLIED, reason="partner_asked")
    found = perform(found.take_up, by=world.anna, on=APPLIED)
    assert "Write what happened" in refused(found.answer, by=world.anna, on=APPLIED)
    found = perform(found.answer, by=world.anna, on=APPLIED, note="Your file was mislaid")
    found = perform(found.send_back, by=world.bruno, on=APPLIED, reason="unclear")
    found = perform(found.answer, by=world.anna, on=APPLIED, note="It was mislaid; it is found")
    found = perform(found.close, by=world.paolo, on=APPLIED)
    assert found.state == "closed"
    told = Notice.objects.filter(stream=found.label).values_list("template", flat=True)
    assert sorted(told) == ["complaint_answered", "complaint_received"]


def test_an_approver_does_not_approve_the_own_answer(world: World) -> None:
    found = complaint(world)
    found = perform(found.assign, by=world.bruno, on=APPLIED, handler=label(world.bruno))
    found = perform(found.begin_work, by=world.bruno, on=APPLIED)
    found = perform(found.answer, by=world.bruno, on=APPLIED, note="It was late")
    assert "You wrote the answer" in refused(found.close, by=world.bruno, on=APPLIED)


def test_a_plain_complaint_is_seen_within_the_partner(world: World) -> None:
    complaint(world)
    seen = seen_by(world)
    assert {"samir", "marta", "anna", "bruno", "leo"} <= seen
    assert not seen & {"amina", "dario", "nino", "sara", "elena", "ines", "teo", "marco"}


def test_a_sensitive_complaint_is_seen_by_the_person_and_the_legal_office_alone(
    world: World,
) -> None:
    complaint(world, "exploitation")
    assert seen_by(world) == {"samir", "leo"}


def test_nobody_sees_or_handles_a_complaint_about_themselves(world: World) -> None:
    found = complaint(world, against=label(world.bruno))
    assert "bruno" not in seen_by(world)
    assert "about you" in refused(
        found.assign, by=world.bruno, on=APPLIED, handler=label(world.anna)
    )
    assert "about this person" in refused(
        found.assign, by=world.paolo, on=APPLIED, handler=label(world.bruno)
    )


def test_a_sensitive_complaint_is_handled_by_the_legal_office_alone(world: World) -> None:
    found = complaint(world, "conduct", against=label(world.marta))
    said = refused(found.assign, by=world.bruno, on=APPLIED, handler=label(world.bruno))
    assert "legal office alone" in said
    said = refused(found.assign, by=world.leo, on=APPLIED, handler=label(world.anna))
    assert "cannot look into" in said
    found = perform(found.assign, by=world.leo, on=APPLIED, handler=label(world.leo))
    assert perform(found.begin_work, by=world.leo, on=APPLIED).state == "in_progress"


def test_nobody_complains_without_a_word(world: World) -> None:
    with pytest.raises(Refused, match="Write what happened"):
        complaint(world, note="")


def test_the_database_keeps_sensitive_complaints_sensitive(world: World) -> None:
    found = complaint(world, "conduct", against=label(world.marta))
    for rule, told in (
        ("complaint_of_a_sensitive_kind_is_sensitive", {"sensitive": False, "handler": "x"}),
        ("complaint_is_looked_into_by_somebody", {}),
        ("complaint_not_by_whom_it_is_about", {"handler": found.against}),
    ):
        with database_refuses(rule):
            forging.update(found, action="assign", target="assigned", **told)
    found = perform(found.assign, by=world.leo, on=APPLIED, handler=label(world.leo))
    found = perform(found.begin_work, by=world.leo, on=APPLIED)
    with database_refuses("complaint_closed_was_answered"):
        forging.update(found, action="answer", target="for_approval")
