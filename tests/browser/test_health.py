"""The health page, in a real browser."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Site


@pytest.mark.browser
def test_whoever_runs_the_machine_sees_that_it_is_well(page: Page, site: Site) -> None:
    answer = page.goto(f"{site.url}/health/")
    assert answer is not None
    assert answer.status == 200
    assert answer.json()["database"] == "answers"
