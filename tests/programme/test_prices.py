"""Unit costs and allowance rules: the public figures, by date and by territory."""

from collections.abc import Iterator
from datetime import date

import pytest

from programme import reference
from programme.allowances import NoAllowanceRule, rule_for
from programme.models import AllowanceRule, Territory, UnitCost
from programme.money import from_cents
from tests.refusals import database_refuses, sql

PUOI_DAY, PLUS_DAY, SICILY_DAY = date(2020, 3, 1), date(2026, 11, 18), date(2020, 3, 1)


def price(code: str, on: date, territory: Territory | None = None) -> int:
    """Return a price in cents."""
    found = UnitCost.objects.price_of(code, on=on, territory=territory)
    assert found is not None
    return int(found.amount.amount * 100)


def test_an_endowment_is_the_sum_of_its_three_parts(db: None) -> None:
    for scheme, on, total in (("PUOI", PUOI_DAY, 5_940_00), ("PUOIPLUS", PLUS_DAY, 6_781_42)):
        parts = (
            6 * price(f"{scheme}.TRAINEE_MONTH", on)
            + price(f"{scheme}.HOST", on)
            + price(f"{scheme}.PROVIDER", on)
        )
        assert parts == price(f"{scheme}.ENDOWMENT", on) == total


def test_the_sicilian_notice_prints_128_euro_more_than_its_paths_cost(db: None) -> None:
    sicily = Territory.objects.get(code="SIC")
    unit = price("SUPREME_SIC.ENDOWMENT", SICILY_DAY, sicily)
    assert 386 * unit == 2_390_112_00 == 2_390_240_00 - 128_00
    assert price("SUPREME_SIC.HOST_TUTORING", SICILY_DAY, sicily) == 680_00


def test_a_price_holds_in_its_days_and_its_territory(db: None) -> None:
    puglia = Territory.objects.get(code="PUG")
    assert UnitCost.objects.price_of("PUOI.HOST", on=date(2022, 9, 19)) is None
    assert UnitCost.objects.price_of("SUPREME_SIC.ENDOWMENT", on=SICILY_DAY) is None
    assert price("PUOI.HOST", PUOI_DAY, puglia) == 600_00


def test_a_territory_s_own_price_comes_before_the_national_one(db: None) -> None:
    puglia = Territory.objects.get(code="PUG")
    UnitCost.objects.create(
        code="PUOI.HOST",
        description="invented",
        unit="path",
        amount=from_cents(700_00),
        territory=puglia,
        valid_from=date(2020, 1, 1),
        legal_act="invented",
    )
    assert price("PUOI.HOST", PUOI_DAY, puglia) == 700_00
    assert price("PUOI.HOST", PUOI_DAY) == 600_00


def test_every_price_and_rule_says_where_it_comes_from(db: None) -> None:
    assert not UnitCost.objects.filter(legal_act="").exists()
    assert not AllowanceRule.objects.filter(legal_act="").exists()
    assert not AllowanceRule.objects.filter(evidence="").exists()


def test_a_region_s_rule_comes_before_the_national_one(db: None) -> None:
    puglia, abruzzo = (Territory.objects.get(code=code) for code in ("PUG", "ABR"))
    own, national = rule_for(puglia, on=PLUS_DAY), rule_for(abruzzo, on=PLUS_DAY)
    assert (own.min_monthly_cents, own.below_threshold) == (450_00, "proportional")
    assert (national.min_monthly_cents, national.max_months) == (300_00, 12)
    assert not own.is_binding
    assert national.is_binding
    with pytest.raises(NoAllowanceRule):
        rule_for(abruzzo, on=date(2010, 1, 1))


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ("amount = 1", "unit_cost_rewritten"),
        ("amount = 0", "programme_unit_cost_positive"),
        ("valid_to = '2000-01-01'", "unit_cost_end_moved"),
    ],
)
def test_a_price_is_not_rewritten(db: None, change: str, rule: str) -> None:
    where = "code = 'PUOI.HOST'"
    if "positive" in rule:
        with database_refuses(rule):
            UnitCost.objects.create(
                code="X",
                description="x",
                unit="x",
                amount=from_cents(0),
                valid_from=PLUS_DAY,
                legal_act="x",
            )
        return
    with database_refuses(rule):
        sql(f"UPDATE programme_unitcost SET {change} WHERE {where}")


def test_two_prices_or_rules_on_one_day_are_refused(db: None) -> None:
    twice = UnitCost.objects.get(code="PUOI.HOST")
    twice.pk, twice._state.adding = "X" * 26, True
    with database_refuses("unit_cost_overlap_insert"):
        twice.save(force_insert=True)
    rule = AllowanceRule.objects.get(territory=None)
    rule.pk, rule._state.adding = "X" * 26, True
    with database_refuses("allowance_overlap_insert"):
        rule.save(force_insert=True)


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"min_monthly_cents": 0}, "programme_allowance_rule_amounts"),
        ({"host_share_cents": -1}, "programme_allowance_rule_amounts"),
        ({"attendance_threshold_pct": 101}, "programme_allowance_rule_threshold_is_percent"),
        ({"max_months": 0}, "programme_allowance_rule_lasts"),
        ({"valid_to": date(2000, 1, 1)}, "programme_allowance_rule_days_in_order"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(db: None, change: dict[str, object], rule: str) -> None:
    row = AllowanceRule(
        **{
            "territory": Territory.objects.get(code="ABR"),
            "min_monthly_cents": 300_00,
            "attendance_threshold_pct": 70,
            "below_threshold": "zero",
            "max_months": 12,
            "valid_from": PLUS_DAY,
            "legal_act": "invented",
            "evidence": "memory",
        }
        | change
    )
    with database_refuses(rule):
        row.save()


def test_history_of_prices_and_rules_stays(db: None) -> None:
    for table, rule in (
        ("programme_unitcost", "unit_cost_deleted"),
        ("programme_allowancerule", "allowance_deleted"),
    ):
        with database_refuses(rule):
            sql(f"DELETE FROM {table}")
    with database_refuses("allowance_rewritten"):
        sql("UPDATE programme_allowancerule SET min_monthly_cents = 1")


def test_a_price_worded_anew_is_no_contradiction_and_another_amount_is(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = reference._lines
    changes = {"description": "PUOI: host firm", "unit": "path", "legal_act": "PUOI notice"}

    def told_otherwise(file: str) -> Iterator[dict[str, str]]:
        for line in read(file):
            yield line | (changes if line.get("code") == "PUOI.HOST" else {})

    reference.load_all()
    monkeypatch.setattr(reference, "_lines", told_otherwise)
    assert reference.load_all()["unit costs"] == 0
    assert UnitCost.objects.get(code="PUOI.HOST").unit == "percorso"
    changes["amount"] = "601.00"
    with pytest.raises(reference.ReferenceConflict, match="end the stored row"):
        reference.load_all()
