"""The ranking of a call as a calculation: from score sheets to positions and cover."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from startup_grants.calc import fields
from startup_grants.calc.fields import Case
from startup_grants.ranking import Candidate, Cover, Row, TieBreak, ranked
from startup_grants.scoring import Criterion, Scheme, Score, Sheet, score

TOTAL = "score"


def ranking(case: Case) -> dict[str, Any]:
    """Return the ranking of a call.

    ``criteria``: list of ``code``, ``max``, and, where they are not 1 and 0, ``weight`` and
    ``threshold``. ``threshold`` (total), ``spread`` (of two readers), ``premiums`` (points by
    name), ``largest_premium``, ``tie_break`` (criteria and: premium, smaller_amount, earlier),
    ``funds`` in euros as text, or by lot, ``partial_cover`` (true). ``applications``: ``id``,
    ``amount``, ``submitted_at``, ``premiums``, ``lot`` and ``sheets`` (``reader``, ``points``),
    or ``score`` where there are no sheets.
    """
    scheme = _scheme(case)
    candidates = [_candidate(row, scheme) for row in fields.objects(case, "applications")]
    tie_break = fields.texts(case, "tie_break") or [str(TieBreak.EARLIER)]
    cover = Cover(_funds(case), partial=case.get("partial_cover", True) is True)
    rows = ranked(candidates, tie_break=tie_break, cover=cover)
    return {"tie_break": tie_break, "ranking": [_told(row) for row in rows]}


def _scheme(case: Case) -> Scheme:
    criteria = [_criterion(row) for row in fields.objects(case, "criteria")]
    if not criteria:
        criteria = [Criterion(TOTAL, Decimal(10) ** 9)]
    premiums = case.get("premiums", {})
    if not isinstance(premiums, Mapping):
        raise ValueError("premiums: points by name")
    return Scheme(
        criteria=tuple(criteria),
        threshold=fields.number(case, "threshold", default=Decimal(0)),
        spread=fields.number(case, "spread") if "spread" in case else None,
        premiums={name: fields.number(premiums, name) for name in premiums},
        largest_premium=(
            fields.number(case, "largest_premium") if "largest_premium" in case else None
        ),
    )


def _criterion(row: Case) -> Criterion:
    return Criterion(
        code=fields.text(row, "code"),
        largest=fields.number(row, "max"),
        weight=fields.number(row, "weight", default=Decimal(1)),
        threshold=fields.number(row, "threshold", default=Decimal(0)),
    )


def _candidate(row: Case, scheme: Scheme) -> Candidate:
    reference = fields.text(row, "id")
    try:
        found = _score(row, scheme)
        return Candidate(
            reference=reference,
            score=found,
            cents=fields.cents(row, "amount"),
            submitted=fields.text(row, "submitted_at", default=""),
            lot=fields.text(row, "lot", default=""),
        )
    except ValueError as error:
        raise ValueError(f"application {reference}: {error}") from error


def _score(row: Case, scheme: Scheme) -> Score:
    premiums = fields.texts(row, "premiums")
    if "sheets" in row:
        sheets = [_sheet(sheet) for sheet in fields.objects(row, "sheets")]
        return score(sheets, scheme, premiums=premiums)
    points = {TOTAL: fields.number(row, "score")}
    return score([Sheet("1", points), Sheet("2", points)], scheme, premiums=premiums)


def _sheet(sheet: Case) -> Sheet:
    points = sheet.get("points")
    if not isinstance(points, Mapping):
        raise ValueError("points: a number for each criterion")
    return Sheet(
        fields.text(sheet, "reader"), {code: fields.number(points, code) for code in points}
    )


def _funds(case: Case) -> dict[str, int]:
    funds = case.get("funds", "0")
    if isinstance(funds, Mapping):
        return {lot: fields.cents(funds, lot) for lot in funds}
    return {"": fields.cents({"funds": funds}, "funds")}


def _told(row: Row) -> dict[str, Any]:
    found = row.candidate.score
    return {
        "position": row.position or None,
        "id": row.candidate.reference,
        "score": str(found.total),
        "base": str(found.base),
        "premium": str(found.premium),
        "place": str(row.place),
        "granted": fields.euros(row.granted_cents),
        "tie_broken_by": row.tie_broken_by,
        "below": list(found.below),
    }
