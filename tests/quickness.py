"""Keeps the fast suite fast: what takes long is marked `slow`, and `./test --fast` leaves it out.

A test is slow when it takes more than a fifth of a second of processor time on a quiet machine:
matrices of roles and addresses, races, subprocesses, printed documents, comparisons of a page for
one row and for twenty. `./test` and `./test --complete` run it all the same.
"""

import time
from collections.abc import Iterator

import pytest

FAST = "not slow and not browser and not harness"
LIMIT = 2.0  # seconds of processor time: ten times the rule, for a machine with much else to do


def sentence(seconds: float, *, marked: bool) -> str:
    """Return what is wrong with a test of the fast suite that took so long; empty if nothing."""
    if marked or seconds <= LIMIT:
        return ""
    return (
        f"This test took {seconds:.1f} s of processor time and is in the fast suite: mark it"
        " `slow`, or begin it from a recorded way (tests/recording.py)."
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Fail a test that is too slow for the fast suite; other runs assert on no seconds."""
    began = time.process_time()
    yield
    if item.config.option.markexpr == FAST:
        marked = item.get_closest_marker("slow") is not None
        wrong = sentence(time.process_time() - began, marked=marked)
        if wrong:
            pytest.fail(wrong, pytrace=False)
