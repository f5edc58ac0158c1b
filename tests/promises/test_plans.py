"""Plans are exact to the cent and to the day (R7); a sample of the million."""

from math import gcd

import pytest

from tests.promises.plans import harness

SAMPLE = range(600)


@pytest.mark.slow
def test_plans_agree_with_another_way_to_reckon_them() -> None:
    assert harness.wrong(SAMPLE) == []


def test_no_loan_comes_twice() -> None:
    assert gcd(harness.STRIDE, harness.ALL) == 1
    assert harness.ALL > 1_000_000


@pytest.mark.parametrize("defect", [harness.drifting, harness.in_floats])
def test_the_comparison_sees_a_defect(defect: harness.Planner) -> None:
    assert harness.wrong(SAMPLE, make=defect)
