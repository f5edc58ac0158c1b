"""A step costs a fixed number of statements, whatever the case holds (performance.md, row 4)."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from lifecycle.engine import perform
from tests.dote_path import REPORTED, path
from tests.world import World


def test_clearing_a_month_takes_thirteen_statements_at_most(world: World) -> None:
    way = path(world)
    way.start_services(rent_months=2, work_months=1)
    month = way.report(way.months()[0])
    month = perform(month.check_month, by=world.anna, on=month.reported_on)
    month = perform(month.approve, by=world.bruno, on=month.reported_on)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        perform(month.clear, by=world.giulia, on=REPORTED)
    assert len(asked) <= 13, [query["sql"][:80] for query in asked.captured_queries]
