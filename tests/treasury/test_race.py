"""Nothing is paid twice, however many pay at the same instant (R3); a sample of the race."""

import pytest
from django.utils import translation

from tests import ground, world
from tests.treasury import race
from tests.treasury.plain import plain_tables

SAMPLE = 20


@pytest.mark.slow
def test_two_people_at_once_pay_one_payment_once(fresh_database: ground.Database) -> None:
    with translation.override("en"):
        assert race.two_people_execute(world.build(), SAMPLE) == race.Found(SAMPLE, 0, 0)


@pytest.mark.slow
def test_two_batches_at_once_take_one_sum_once(fresh_database: ground.Database) -> None:
    with translation.override("en"):
        assert race.two_batches_take(world.build(), SAMPLE) == race.Found(SAMPLE, 0, 0)


def test_the_race_sees_plain_objects_pay_twice(fresh_database: ground.Database) -> None:
    with plain_tables(fresh_database):
        assert race.plain_objects_pay(SAMPLE * 3).doubled > 0
