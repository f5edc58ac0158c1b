"""Who may hold which roles, and who decides it."""

from tests.world import World


def test_world(world: World) -> None:
    assert world.samir.participant is not None
    world.signed_plan("samir")
    assert world.appropriate(100_00, line=world.work_line, fund=world.esf).available_cents == 100_00
