"""Dated parameters: read at the day of the decision, never rewritten, memory never binds."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.management import call_command

from programme import reference
from programme.models import Parameter
from programme.parameters import NoParameter, read
from programme.reference import ReferenceConflict
from programme.reference_parameters import parameters_of
from tests.refusals import database_refuses, sql

LEGAL = "legal interest (Civil Code art. 1284)"
BUSINESS = "business microcredit (TUB art. 111 c.1)"


@pytest.mark.parametrize(
    ("on", "limit"),
    [
        (date(2014, 12, 16), 25000),
        (date(2020, 4, 8), 25000),
        (date(2020, 4, 9), 40000),
        (date(2024, 1, 11), 40000),
        (date(2024, 1, 12), 75000),
        (date(2026, 11, 18), 75000),
    ],
)
def test_a_limit_is_the_one_of_the_day(db: None, on: date, limit: int) -> None:
    reading = read(BUSINESS, "max_amount", on=on)
    assert (reading.value, reading.unit, reading.binding) == (Decimal(limit), "EUR", True)
    assert Parameter.objects.get(pk=reading.row_id).source == reading.source


def test_before_the_first_row_nothing_is_known(db: None) -> None:
    with pytest.raises(NoParameter, match="15/12/2014"):
        read(BUSINESS, "max_amount", on=date(2014, 12, 15))
    with pytest.raises(NoParameter):
        read("no such programme", "max_amount", on=date(2026, 1, 1))


def test_puoi_had_two_numbers_of_endowments(db: None) -> None:
    assert read("PUOI", "endowments", on=date(2022, 6, 9)).value == 4500
    assert read("PUOI", "endowments", on=date(2022, 6, 10)).value == 2000


def test_an_open_row_ends_before_the_next_begins(db: None) -> None:
    rates = {year: read(LEGAL, "rate", on=date(year, 7, 1)).value for year in (2000, 2011, 2026)}
    assert rates == {2000: Decimal("2.5"), 2011: Decimal("3.5"), 2026: Decimal("1.6")}
    row = Parameter.objects.get(programme=LEGAL, parameter="rate", valid_from=date(2025, 1, 1))
    assert (row.valid_to, row.valid_to_derived) == (date(2025, 12, 31), True)


def test_what_is_known_from_memory_warns_and_never_binds(db: None) -> None:
    assert not read(LEGAL, "rate", on=date(2024, 7, 1)).binding
    assert read(LEGAL, "rate", on=date(2025, 7, 1)).binding
    doubtful_day = Parameter.objects.get(evidence_note="seen (start day from memory)")
    assert doubtful_day.is_binding
    doubtful_value = "seen (secondary; conjunction from memory)"
    assert not Parameter.objects.get(evidence_note=doubtful_value).is_binding


def test_a_row_without_days_answers_but_never_binds_nor_beats_a_dated_one(db: None) -> None:
    assert not read("Sicily family microcredit", "max_amount", on=date(2026, 1, 1)).binding
    dated = read("Sardinia microcredit fund ESF", "max_amount", on=date(2026, 1, 1))
    assert (dated.value, dated.binding) == (Decimal(25000), True)


def test_what_is_no_number_stays_text(db: None) -> None:
    assert read("PUOI PLUS", "max_age_young_migrant", on=date(2026, 1, 1)).value == "under 24"


def test_all_rows_are_there_and_loading_again_adds_none(db: None) -> None:
    programmes = Parameter.objects.filter(entered_by="reference:programme_parameters.csv")
    assert programmes.count() == 223
    everything = Parameter.objects.count()
    call_command("load_reference", verbosity=0)
    assert Parameter.objects.count() == everything
    assert set(reference.load_all().values()) == {0}


def line(**changes: str) -> dict[str, str]:
    """Return a line of the file."""
    return {
        "programme": "P",
        "parameter": "p",
        "value": "1",
        "unit": "",
        "valid_from": "2020-01-01",
        "valid_to": "",
        "evidence": "seen",
        "source": "invented",
    } | changes


def test_a_file_that_contradicts_what_is_stored_is_refused(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [line()]
    monkeypatch.setattr(reference, "_lines", lambda file: lines)
    assert reference.load_parameters() == 1
    lines[0] = line(value="2")
    with pytest.raises(ReferenceConflict, match="end the stored row"):
        reference.load_parameters()


def test_a_new_row_in_the_file_ends_the_stored_one(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [line()]
    monkeypatch.setattr(reference, "_lines", lambda file: lines)
    reference.load_parameters()
    lines.append(line(value="2", valid_from="2026-01-01"))
    assert reference.load_parameters() == 1
    assert read("P", "p", on=date(2025, 12, 31)).value == 1
    assert read("P", "p", on=date(2026, 1, 1)).value == 2
    assert reference.load_parameters() == 0


def test_rows_that_overlap_in_the_file_are_refused(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [line(valid_to="2026-06-30"), line(value="2", valid_from="2026-01-01")]
    monkeypatch.setattr(reference, "_lines", lambda file: lines)
    with database_refuses("parameter_overlap_insert"):
        reference.load_parameters()


@pytest.mark.parametrize(
    "span",
    [("", "2020-01-01"), ("2019-01-01", ""), ("2020-01-01", "2020-01-01"), ("2025-01-01", "")],
)
def test_two_values_on_one_day_are_refused_by_the_database(db: None, span: tuple[str, str]) -> None:
    stored, other = (
        next(parameters_of([line(**more)]))
        for more in ({}, {"valid_from": span[0], "valid_to": span[1], "value": "2"})
    )
    stored.save()
    with database_refuses("parameter_overlap_insert"):
        other.save()


def test_a_row_without_days_overlaps_nothing_until_it_gets_an_end(db: None) -> None:
    stored, undated = (next(parameters_of([line(valid_from=day)])) for day in ("2020-01-01", ""))
    stored.save()
    undated.save()
    with database_refuses("parameter_overlap_update"):
        sql("UPDATE programme_parameter SET valid_to = '2020-06-30' WHERE id = %s", undated.pk)
    sql("UPDATE programme_parameter SET valid_to = '2019-12-31' WHERE id = %s", undated.pk)


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ("value = '2'", "parameter_rewritten"),
        ("valid_from = '2019-01-01'", "parameter_rewritten"),
        ("evidence = 'memory'", "parameter_rewritten"),
        ("valid_to = '2019-01-01'", "programme_parameter_days_in_order"),
        ("approved_by = entered_by", "programme_parameter_approved_by_another"),
    ],
)
def test_a_parameter_that_decisions_used_is_not_rewritten(db: None, change: str, rule: str) -> None:
    row = next(parameters_of([line()]))
    row.save()
    with database_refuses(rule):
        sql(f"UPDATE programme_parameter SET {change} WHERE id = %s", row.pk)


def test_an_end_is_set_once_and_no_row_goes_away(db: None) -> None:
    row = next(parameters_of([line()]))
    row.save()
    sql("UPDATE programme_parameter SET valid_to = '2026-12-31' WHERE id = %s", row.pk)
    with database_refuses("parameter_end_moved"):
        sql("UPDATE programme_parameter SET valid_to = '2027-12-31' WHERE id = %s", row.pk)
    with database_refuses("parameter_deleted"):
        sql("DELETE FROM programme_parameter WHERE id = %s", row.pk)
