"""Turns lines of the smaller reference files into rows."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from django.conf import settings

from programme.models import (
    AllowanceRule,
    CostCategory,
    Fund,
    HoldCause,
    Programme,
    Reason,
    RequestedThing,
    Territory,
    UnitCost,
)
from programme.money import from_cents, to_cents

Lines = Iterable[dict[str, str]]


def territories_of(lines: Lines) -> Iterator[Territory]:
    """Yield the regions; codes stay text, zeros in front included."""
    for line in lines:
        yield Territory(code=line["code"], name=line["name"], istat=line["istat"])


def programmes_of(lines: Lines) -> Iterator[Programme]:
    """Yield the programmes of the funds."""
    for line in lines:
        yield Programme(
            code=line["code"], title=line["title"], cci=line["cci"], period=line["period"]
        )


def funds_of(lines: Lines) -> Iterator[Fund]:
    """Yield the funds; the share of the Union is a percentage."""
    for line in lines:
        share = Decimal(line["eu_share_percent"])
        yield Fund(code=line["code"], name=line["name"], eu_share_percent=share)


def cost_categories_of(lines: Lines) -> Iterator[CostCategory]:
    """Yield the categories of cost."""
    for line in lines:
        yield CostCategory(code=line["code"], name=line["name"])


def unit_costs_of(lines: Lines) -> Iterator[UnitCost]:
    """Yield the unit costs, in euro."""
    for line in lines:
        yield UnitCost(
            code=line["code"],
            description=line["description"],
            unit=line["unit"],
            amount=from_cents(to_cents(Decimal(line["amount"]))),
            territory=_territory(line["territory"]),
            valid_from=date.fromisoformat(line["valid_from"]),
            valid_to=_day(line["valid_to"]),
            legal_act=line["legal_act"],
        )


def allowance_rules_of(lines: Lines) -> Iterator[AllowanceRule]:
    """Yield the allowance rules of the regions and (no territory) of the State."""
    for line in lines:
        yield AllowanceRule(
            territory=_territory(line["territory"]),
            min_monthly_cents=to_cents(Decimal(line["min_monthly"])),
            attendance_threshold_pct=int(line["attendance_threshold_pct"]),
            below_threshold=line["below_threshold"],
            host_share_cents=to_cents(Decimal(line["host_share"])),
            max_months=int(line["max_months"]),
            valid_from=date.fromisoformat(line["valid_from"]),
            valid_to=_day(line["valid_to"]),
            legal_act=line["legal_act"],
            evidence=line["evidence"],
        )


def _territory(code: str) -> Territory | None:
    return Territory.objects.get(code=code) if code else None


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def requested_things_of(lines: Lines) -> Iterator[RequestedThing]:
    """Yield what can be asked of a person, in the four languages of participants' pages."""
    for line in lines:
        yield RequestedThing(
            code=line["code"],
            kind=line["kind"],
            titles=_by_language(line, "title"),
            accepted=_by_language(line, "accepted"),
            source=line["source"],
        )


def hold_causes_of(lines: Lines) -> Iterator[HoldCause]:
    """Yield the causes of holds, each with what it stops and the office that owns it."""
    for line in lines:
        yield HoldCause(
            code=line["code"],
            title_it=line["title_it"],
            title_en=line["title_en"],
            stops_payments=line["stops_payments"] == "yes",
            stops_decisions=line["stops_decisions"] == "yes",
            may_revoke=line["may_revoke"] == "yes",
            owner=line["owner"],
            valid_from=date.fromisoformat(line["valid_from"]),
            valid_to=_day(line["valid_to"]),
            source=line["source"],
        )


def reasons_of(lines: Lines) -> Iterator[Reason]:
    """Yield the coded reasons, in the four languages of participants' pages."""
    for line in lines:
        titles = _by_language(line, "title")
        yield Reason(code=line["code"], use=line["use"], titles=titles, source=line["source"])


def _by_language(line: dict[str, str], name: str) -> dict[str, str]:
    return {language: line[f"{name}_{language}"] for language, _name in settings.LANGUAGES}
