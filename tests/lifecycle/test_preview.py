"""What people read before they act: effects, next steps, reasons, and who can help."""

from lifecycle.next_steps import next_steps
from lifecycle.preview import preview
from people.roles import Role
from tests.dote_path import AWARDED, PLANNED, TAKEN, path
from tests.world import World


def test_an_officer_reads_what_a_step_will_reserve_and_what_is_left(world: World) -> None:
    way = path(world)
    dote = way.declare_eligible()
    said = preview(dote.start_plan, by=world.marta, on=PLANNED)
    assert "reserves 3.000,00 € on B1 Lavoro: internships: 97.000,00 € left" in said
    assert way.fresh().state == "eligible"


def test_an_approver_reads_what_the_award_commits_frees_and_whom_it_tells(world: World) -> None:
    way = path(world)
    plan = way.draft_plan()
    said = preview(way.fresh().award, by=world.anna, on=AWARDED, plan=plan.pk, rechecked=True)
    assert "commits 500,00 € on B2 Abitare: rents: 99.500,00 € left" in said
    assert "frees 2.500,00 € reserved on B2 Abitare: rents: 99.500,00 € left" in said
    assert any(world.person("samir").pseudonym in sentence for sentence in said)


def test_closed_steps_say_why_and_who_can_open_them(world: World) -> None:
    way = path(world)
    way.start_plan()
    (award,) = [
        each
        for each in next_steps(way.fresh(), by=world.anna, on=AWARDED)
        if each.step.command == "award"
    ]
    assert not award.open
    assert [each.sentence for each in award.obstacles] == ["There is no priced plan yet."]
    assert award.obstacles[0].who == (Role.OPERATOR,)


def test_the_approver_sees_the_proposal_that_waits(world: World) -> None:
    way = path(world)
    proposal = way.propose_award()
    steps = {each.step.command: each for each in next_steps(way.fresh(), by=world.bruno, on=TAKEN)}
    assert steps["award"].waiting == proposal
