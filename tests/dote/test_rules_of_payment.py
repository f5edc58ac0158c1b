"""Each kind of service is paid by its rule: by hours, by result, a fixed sum, or its receipt."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from djmoney.money import Money

from accounting.models import Payable
from audit.labels import label
from dote.models import Month, PricedPlan, ServiceLine, ServiceOffer
from dote.models.offer import Payee, PaymentRule, ServiceKind
from dote.plan_rows import PlanRow
from dote.states import MonthState
from lifecycle.engine import begin, perform
from lifecycle.errors import Refused
from lifecycle.proposals import approve, propose
from programme.models import UnitCost
from programme.models.funding import CostOption
from tests.dote_path import AWARDED, PLANNED, SERVICES, SIGNED, DotePath, path
from tests.world import World

REPORTED = date(2027, 1, 5)
PAPERS = {
    ServiceKind.DEPOSIT: ("rent_contract",),
    ServiceKind.PROMOTION: ("training_project", "host_agreement"),
    ServiceKind.TRAINING: ("course_programme",),
}


def hour(world: World) -> UnitCost:
    return UnitCost.objects.create(
        code="HOUR",
        description="An hour (invented)",
        unit="hour",
        amount=Money(Decimal("12.30"), "EUR"),
        valid_from=date(2026, 1, 1),
        legal_act="Invented",
    )


def offer(
    world: World, kind: ServiceKind, *, rule: str = "", by_unit: bool = False
) -> ServiceOffer:
    return ServiceOffer.objects.create(
        call=world.call,
        code=kind.value.upper()[:20],
        title=f"{kind.label} (invented)",
        kind=kind,
        rule=rule,
        line=world.work_line,
        category=world.allowance_category,
        fund=world.esf,
        cost_option=CostOption.UNIT if by_unit else CostOption.REAL,
        unit_cost=hour(world) if by_unit else None,
        payee=Payee.PROVIDER,
        ceiling=Money(Decimal(1_000), "EUR"),
        max_months=3,
    )


def month_of(world: World, kind: ServiceKind, **offered: object) -> tuple[DotePath, Month]:
    """Bring a dote with one service of a kind, of 246 €, to the end of its month."""
    way = path(world)
    service = offer(world, kind, **offered)
    way.start_plan()
    row = PlanRow(
        offer_id=service.pk,
        agreement_id=world.hosting.pk,
        months=1,
        monthly_cents=246_00,
        starts_on=SERVICES,
    )
    plan = begin(
        PricedPlan,
        by=world.marta,
        on=PLANNED,
        dote=way.dote,
        plan_version=world.signed_plan("samir", on=PLANNED),
        rows=[row.plain()],
    )
    way.fresh()
    proposal = propose(way.dote.award, by=world.anna, on=AWARDED, plan=plan.pk, rechecked=True)
    approve(proposal, by=world.bruno, on=AWARDED)
    way.fresh()
    way.do("sign", world.samir, SIGNED, means="own_account")
    line = ServiceLine.objects.as_system().get(dote=way.dote)
    perform(line.book, by=world.marta, on=SERVICES)
    for paper in PAPERS.get(kind, ()):
        way.keep(paper, line, on=SERVICES)
    perform(line.start, by=world.marta, on=SERVICES)
    return way, Month.objects.as_system().get(line=line)


def report(way: DotePath, month: Month, **told: object) -> Month:
    kept = way.keep("month_evidence", month, on=REPORTED)
    reported: Month = perform(
        month.report, by=way.world.marta, on=REPORTED, evidence=label(kept), **told
    )
    return reported


def checked(way: DotePath, month: Month, **found: object) -> Month:
    done: Month = perform(month.check_month, by=way.world.anna, on=REPORTED, **found)
    return done


@pytest.mark.parametrize(
    ("hours", "recognised", "cents", "reason"),
    [
        ("20.00", None, 246_00, ""),
        ("20.00", "19.50", 239_85, "fewer_hours_than_planned"),
        ("21.50", None, 246_00, ""),
        ("7.25", None, 89_18, "fewer_hours_than_planned"),
        ("7.25", "0", 0, "no_hours"),
    ],
)
def test_training_is_paid_by_recognised_hours(
    world: World, hours: str, recognised: str | None, cents: int, reason: str
) -> None:
    way, month = month_of(world, ServiceKind.TRAINING, by_unit=True)
    month = report(way, month, hours=Decimal(hours))
    found = {"hours": Decimal(recognised)} if recognised is not None else {}
    month = checked(way, month, **found)
    assert (month.recognised_cents, month.reason) == (cents, reason)
    assert month.declared_hours == Decimal(hours)
    assert month.recognised_hours == Decimal(recognised or hours)


def test_the_payable_of_an_hourly_service_says_how_many_hours(world: World) -> None:
    way, month = month_of(world, ServiceKind.JOB_SERVICES, by_unit=True)
    month = checked(way, report(way, month, hours=Decimal("20.00")))
    month = perform(month.approve, by=world.bruno, on=REPORTED)
    perform(month.clear, by=world.giulia, on=REPORTED)
    payable = Payable.objects.get(part=month.label)
    assert (payable.quantity, payable.unit, payable.gross_cents) == (Decimal(20), "hour", 246_00)


@pytest.mark.parametrize("hours", [None, Decimal(0), Decimal("-1"), Decimal(745)])
def test_hours_are_told_and_fit_into_a_month(world: World, hours: Decimal | None) -> None:
    way, month = month_of(world, ServiceKind.TRAINING, by_unit=True)
    with pytest.raises(Refused) as caught:
        report(way, month, **({"hours": hours} if hours is not None else {}))
    assert [each.code for each in caught.value.obstacles] == ["what_the_service_wants_is_told"]


def test_no_more_hours_are_recognised_than_the_register_shows(world: World) -> None:
    way, month = month_of(world, ServiceKind.TRAINING, by_unit=True)
    month = report(way, month, hours=Decimal(10))
    with pytest.raises(Refused) as caught:
        checked(way, month, hours=Decimal("10.25"))
    assert [each.code for each in caught.value.obstacles] == ["recognised_within_declared"]


def test_a_placement_is_paid_when_contract_and_communication_prove_it(world: World) -> None:
    way, month = month_of(world, ServiceKind.JOB_INSERTION)
    with pytest.raises(Refused) as caught:
        report(way, month)
    assert [each.code for each in caught.value.obstacles] == ["papers_of_the_rule_are_kept"] * 2
    for paper in ("employment_contract", "compulsory_communication"):
        way.keep(paper, month, on=REPORTED)
    month = checked(way, report(way, month), achieved=True)
    assert month.recognised_cents == 246_00


def test_a_placement_that_did_not_last_is_paid_nothing(world: World) -> None:
    way, month = month_of(world, ServiceKind.JOB_INSERTION)
    for paper in ("employment_contract", "compulsory_communication"):
        way.keep(paper, month, on=REPORTED)
    month = checked(way, report(way, month), achieved=False)
    assert (month.recognised_cents, month.reason) == (0, "not_achieved")
    assert perform(month.reject, by=world.bruno, on=REPORTED).state == MonthState.REJECTED


def test_the_promotion_of_an_internship_is_a_fixed_sum(world: World) -> None:
    way, month = month_of(world, ServiceKind.PROMOTION)
    month = checked(way, report(way, month), achieved=True)
    assert month.recognised_cents == 246_00


@pytest.mark.parametrize(
    "kind",
    [ServiceKind.DEPOSIT, ServiceKind.MEDIATION, ServiceKind.TRANSPORT, ServiceKind.KIT],
)
def test_what_is_bought_is_paid_by_its_receipt(world: World, kind: ServiceKind) -> None:
    way, month = month_of(world, kind)
    month = checked(way, report(way, month, cents=200_00))
    assert (month.recognised_cents, month.reason) == (200_00, "receipt_is_for_less")


def test_a_call_may_pay_a_kind_by_another_rule_than_the_usual(world: World) -> None:
    way, month = month_of(world, ServiceKind.JOB_INSERTION, rule=PaymentRule.FIXED)
    assert month.line.offer.payment_rule is PaymentRule.FIXED
    assert checked(way, report(way, month), achieved=True).recognised_cents == 246_00


def test_hours_without_a_price_are_offered_by_no_call(world: World) -> None:
    path(world)
    without = offer(world, ServiceKind.KIT)
    without.kind = ServiceKind.TRAINING
    with pytest.raises(ValidationError) as caught:
        without.validate_constraints()
    assert "price of an hour" in str(caught.value)
