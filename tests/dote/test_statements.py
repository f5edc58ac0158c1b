"""A step costs a fixed number of statements, whatever the case holds (performance.md, row 4)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dote.models.offer import ServiceKind
from lifecycle.engine import perform
from tests.dote_path import REPORTED, path
from tests.world import World


def statements_of_a_clearance(world: World, who: str, *, rent_months: int) -> int:
    """Count what clearing one month of rent asks and writes, in a dote of so many months."""
    way = path(world, who)
    way.start_services(rent_months=rent_months, work_months=1)
    rent = next(month for month in way.months() if month.line.offer.kind == ServiceKind.RENT)
    month = way.report(rent)
    month = perform(month.check_month, by=world.anna, on=month.reported_on)
    month = perform(month.approve, by=world.bruno, on=month.reported_on)
    with CaptureQueriesContext(connection) as asked:
        perform(month.clear, by=world.giulia, on=REPORTED)
    return len(asked)


@pytest.mark.slow
def test_a_month_of_many_is_cleared_with_the_statements_of_an_only_month(world: World) -> None:
    only = statements_of_a_clearance(world, "samir", rent_months=1)
    assert statements_of_a_clearance(world, "amina", rent_months=6) == only
    assert only <= 18  # five fewer since a month is read with its line, offer and agreement
