"""What is withheld from allowances: by the year, above what is exempt, in both books."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounting.models import Payable
from documents import exports
from documents.exports import Params
from dote.models.offer import ServiceKind
from dote.withholding import WithholdingRule, due
from lifecycle.engine import perform
from programme.models import CallTerm
from tests import batch_path
from tests.dote_path import DotePath, path
from tests.world import World

RULE = WithholdingRule(percent=23, exempt_cents=600_00)


@pytest.mark.parametrize(
    ("gross", "before", "withheld_before", "wanted"),
    [
        (500_00, 0, 0, 0),
        (500_00, 500_00, 0, 92_00),
        (500_00, 1_000_00, 92_00, 115_00),
        (500_00, 1_000_00, 0, 207_00),
        (500_00, 1_000_00, 400_00, 0),
        (33, 600_00, 0, 8),
        (100, 100_000_00, 0, 100),
    ],
)
def test_a_month_withholds_what_the_year_asks(
    gross: int, before: int, withheld_before: int, wanted: int
) -> None:
    found = due(RULE, gross=gross, before=before, withheld_before=withheld_before)
    assert found == wanted


@given(months=st.lists(st.integers(1, 100_000), max_size=14))
def test_over_a_year_exactly_the_share_is_withheld(months: list[int]) -> None:
    before = withheld = 0
    for gross in months:
        part = due(RULE, gross=gross, before=before, withheld_before=withheld)
        assert 0 <= part <= gross
        before, withheld = before + gross, withheld + part
    exact = max(0, before - RULE.exempt_cents) * 23
    assert abs(withheld * 100 - exact) <= 50


@pytest.mark.parametrize(("percent", "exempt"), [(-1, 0), (101, 0), (23, -1)])
def test_a_rule_that_cannot_be_is_refused(percent: int, exempt: int) -> None:
    with pytest.raises(ValueError, match="share"):
        WithholdingRule(percent=percent, exempt_cents=exempt)


@pytest.fixture
def way(world: World) -> DotePath:
    """Let the call withhold 23 % above 600 euros a year."""
    way = path(world)
    for name, value, unit in (
        ("withholding_percent", 23, "percent"),
        ("withholding_exempt_euros", 600, "euros"),
    ):
        CallTerm.objects.create(
            call=world.call, name=name, value=value, unit=unit, source="Invented act"
        )
    return way


def allowances(way: DotePath) -> list[Payable]:
    ids = [m.label for m in way.months() if m.line.offer.kind == ServiceKind.INTERNSHIP]
    return list(Payable.objects.filter(part__in=ids, live=True).order_by("period_start"))


@pytest.mark.slow
def test_the_second_month_withholds_and_the_rent_never_does(way: DotePath) -> None:
    way.cleared_months(rent_months=2, work_months=2)
    first, second = allowances(way)
    assert (first.gross_cents, first.withheld_cents) == (500_00, 0)
    assert (second.gross_cents, second.withheld_cents, second.net_cents) == (
        500_00,
        92_00,
        408_00,
    )
    others = Payable.objects.exclude(pk__in=[first.pk, second.pk])
    assert {payable.withheld_cents for payable in others} == {0}


@pytest.mark.slow
def test_a_clearance_taken_back_takes_back_what_was_withheld(world: World, way: DotePath) -> None:
    way.cleared_months(rent_months=1, work_months=2)
    second = allowances(way)[-1]
    month = next(month for month in way.months() if month.label == second.part)
    perform(month.take_back, by=world.giulia, on=date(2027, 2, 10), reason="amount_wrong")
    assert [payable.withheld_cents for payable in allowances(way)] == [0]


@pytest.mark.slow
def test_the_year_of_a_person_adds_up(world: World, way: DotePath) -> None:
    way.cleared_months(rent_months=1, work_months=2)
    batch_path.executed(world, batch_path.payables())
    [paid_on] = set(Payable.objects.values_list("paid_on", flat=True))
    assert paid_on is not None
    table = exports.get("withholding_certificates").make(Params({"year": paid_on.year}))
    [row] = list(table.rows)
    assert row["gross"] == row["withheld"] + row["net"]
    assert row["pseudonym"] == world.person("samir").pseudonym
    assert row["withheld"] == 92_00
