"""Small aid as a calculation: the room of a single undertaking, and gross grant equivalents."""

from __future__ import annotations

from datetime import date
from typing import Any

from programme.reference import parameters_in
from startup_grants.aid_rules import AidRule, Rows, rule_of_a_1407_scheme, rule_on
from startup_grants.calc import fields
from startup_grants.calc.fields import Case
from startup_grants.de_minimis import Aid, Room, room
from startup_grants.equivalent import (
    Equivalent,
    Instrument,
    Method,
    NotTransparent,
    SoftMeasure,
    interest_gap,
    proportion,
)
from startup_grants.undertakings import Control, Link, single_undertaking

OLD_SCHEME = "1407/2013"


def reference_rows() -> Rows:
    """Return the rules of small aid as the reference files give them."""
    files = ("programme_parameters.csv", "aid_rules.csv")
    return Rows.of(row for file in files for row in parameters_in(file))


def de_minimis(case: Case) -> dict[str, Any]:
    """Return the room of a single undertaking on ``decided_on``, and whether new aid fits.

    ``aids`` is a list of ``granted_on`` with ``amount`` in euros as text or, for a loan or a
    guarantee, with the fields of ``gge``; an aid may name its ``beneficiary``, which counts when
    ``links`` make it one with the case's ``beneficiary``. ``new_aid`` in euros as text (or
    ``new_measure``, as an aid), ``fiscal_year_end`` as MM-DD and ``sector`` are optional;
    ``scheme`` "1407/2013" asks for the old rule within its six months of adjustment.
    """
    case, rows = fields.flat(case), reference_rows()
    on = fields.day(case, "decided_on")
    rule = _rule(case, on, rows)
    found = room(_ledger(case, on, rows), on=on, rule=rule, year_end=fields.year_end(case))
    return _told(found) | _new_aid(case, found, on, rows)


def gge(case: Case) -> dict[str, Any]:
    """Return the gross grant equivalent of a grant, a loan or a guarantee.

    ``instrument`` (grant, loan, guarantee), ``amount`` in euros as text, ``months`` (or
    ``years``), ``granted_on``; for a loan ``collateral_percent``, for a guarantee
    ``coverage_percent`` of the loan. With ``rate`` and ``reference_rate`` (percent a year; also
    ``discount_rate`` if it is another) the equivalent is the discounted gap of interest.
    """
    case = fields.flat(case)
    found = _equivalent(case, reference_rows())
    return {
        "gge": fields.euros(found.cents),
        "nominal": fields.euros(fields.cents(case, "amount")),
        "method": str(found.method),
        "source": found.source,
        "binding": found.binding,
    }


def _rule(case: Case, on: date, rows: Rows) -> AidRule:
    if fields.text(case, "scheme", default="") == OLD_SCHEME:
        return rule_on(on, rows) if on.year < 2024 else rule_of_a_1407_scheme(on, rows)
    return rule_on(on, rows, sector=fields.text(case, "sector", default=""))


def _ledger(case: Case, on: date, rows: Rows) -> list[Aid]:
    mine = fields.text(case, "beneficiary", default="")
    members = single_undertaking(
        mine, [_link(link) for link in fields.objects(case, "links")], on=on
    )
    return [
        Aid(fields.day(aid, "granted_on"), _equivalent(aid, rows).cents)
        for aid in fields.objects(case, "aids")
        if fields.text(aid, "beneficiary", default=mine) in members
    ]


def _link(link: Case) -> Link:
    ends = fields.day(link, "ends_on") if link.get("ends_on") else None
    try:
        control = Control(link.get("control", Control.VOTES))
    except ValueError as error:
        raise ValueError(f"links.control: one of {', '.join(Control)}") from error
    return Link(
        fields.text(link, "controller"),
        fields.text(link, "controlled"),
        control,
        fields.day(link, "starts_on"),
        ends,
    )


def _new_aid(case: Case, found: Room, on: date, rows: Rows) -> dict[str, Any]:
    if "new_measure" in case:
        cents = _equivalent({"granted_on": on.isoformat(), **case["new_measure"]}, rows).cents
    elif "new_aid" in case:
        cents = fields.cents(case, "new_aid")
    else:
        return {}
    fits = found.admits(cents)
    return {
        "new_aid": fields.euros(cents),
        "admissible": fits or not found.rule.binding,
        "room_after": fields.euros(found.room_cents - cents) if fits else "0.00",
        "warning": "" if fits or found.rule.binding else "over a ceiling known from memory only",
    }


def _told(found: Room) -> dict[str, Any]:
    leaving = found.leaves_next
    return {
        "rule": found.rule.source,
        "ceiling": fields.euros(found.rule.ceiling_cents),
        "window_from": found.window_from.isoformat(),
        "counted": fields.euros(found.counted_cents),
        "counted_aids": [
            {"granted_on": aid.granted_on.isoformat(), "gge": fields.euros(aid.cents)}
            for aid in found.counted
        ],
        "room": fields.euros(found.room_cents),
        "leaves_next": leaving
        and {"on": leaving.on.isoformat(), "amount": fields.euros(leaving.cents)},
    }


def _equivalent(case: Case, rows: Rows) -> Equivalent:
    instrument = _instrument(case)
    if instrument is Instrument.GRANT:
        return Equivalent(fields.cents(case, "amount"), Method.NOMINAL, "nominal amount", True)
    cover = "collateral_percent" if instrument is Instrument.LOAN else "coverage_percent"
    measure = SoftMeasure(
        instrument,
        fields.cents(case, "amount"),
        fields.whole(case, "years") * 12 if "years" in case else fields.whole(case, "months"),
        fields.number(case, cover) if cover in case else None,
    )
    if "reference_rate" in case:
        return _gap(case, measure)
    try:
        return proportion(measure, on=fields.day(case, "granted_on"), rows=rows)
    except NotTransparent as error:
        raise ValueError(f"reference_rate: needed, since {error}") from error


def _gap(case: Case, measure: SoftMeasure) -> Equivalent:
    if measure.instrument is not Instrument.LOAN:
        raise ValueError("reference_rate: for loans only")
    reference = fields.number(case, "reference_rate")
    return interest_gap(
        measure,
        rate=fields.number(case, "rate"),
        reference=reference,
        discount=fields.number(case, "discount_rate", default=reference),
    )


def _instrument(case: Case) -> Instrument:
    given = case.get("instrument", case.get("kind", Instrument.GRANT))
    if given not in list(Instrument):
        raise ValueError(f"instrument: one of {', '.join(Instrument)}")
    return Instrument(given)
