"""What is slow is marked, the fast run leaves it out, and the whole run leaves nothing out."""

import pytest

from tests import quickness, stages

SUITES = [stage for stage in stages.STAGES if stage.command == stages.SUITE]


def test_a_test_that_takes_long_is_marked_slow() -> None:
    assert "mark it `slow`" in quickness.sentence(quickness.LIMIT + 0.1, marked=False)
    assert quickness.sentence(quickness.LIMIT + 0.1, marked=True) == ""
    assert quickness.sentence(quickness.LIMIT, marked=False) == ""


def test_the_fast_run_leaves_slow_tests_out_and_the_whole_run_leaves_none_out() -> None:
    for stage in SUITES:
        assert stages.wanted_of(stage, None, fast=True) == ["-m", quickness.FAST]
        assert stages.wanted_of(stage, None, fast=False) == []
        assert stages.wanted_of(stage, "dote", fast=False) == ["-k", "dote"]
    assert {stage.name for stage in SUITES} == {"sqlite", "postgres"}
    assert not any("slow" in word for stage in stages.STAGES for word in stage.command)


def test_what_is_no_suite_takes_no_choice() -> None:
    lint = next(stage for stage in stages.STAGES if stage.name == "lint")
    assert stages.wanted_of(lint, "dote", fast=True) == []


def test_only_the_fast_suite_is_measured(request: pytest.FixtureRequest) -> None:
    usual = request.config.getini("addopts")
    assert not any("slow" in option for option in usual)
