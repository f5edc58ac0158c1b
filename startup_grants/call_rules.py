"""The rules of a call as its notice gives them: typed, checked, and frozen with a fingerprint."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from audit.canonical import canonical
from startup_grants.ranking import TieBreak
from startup_grants.scoring import Criterion, Scheme

RANKING, DESK = "ranking", "desk"
EXECUTION_DAYS = 365
"""Days for the works, where a call does not say: ours."""
STABILITY_YEARS, LONGEST_STABILITY = 3, 10
"""Years of the stability period of a small enterprise (Reg. (EU) 2021/1060 art. 65)."""


class TrancheKind(StrEnum):
    """What a tranche is paid against."""

    ADVANCE = "advance"
    PROGRESS = "progress"
    BALANCE = "balance"


@dataclass(frozen=True)
class Section:
    """A step of the business plan: its code and what it asks."""

    code: str
    question: str


@dataclass(frozen=True)
class Category:
    """A category of expense, with its cap in percent of the admitted total, if it has one."""

    code: str
    title: str
    cap: Decimal | None = None


@dataclass(frozen=True)
class Point:
    """A formal requirement that an officer confirms."""

    code: str
    question: str


@dataclass(frozen=True)
class CallRules:
    """What one version of a call says. Money in cents, shares in percent, terms in days."""

    procedure: str
    line: str
    fund: str
    category: str
    template: str
    sections: tuple[Section, ...]
    categories: tuple[Category, ...]
    checklist: tuple[Point, ...]
    scheme: Scheme
    tie_break: tuple[str, ...]
    partial_cover: bool
    largest_cents: int
    aid_percent: Decimal
    tranches: tuple[TrancheKind, ...]
    advance_percent: Decimal
    observation_days: int
    duties_days: int
    validity_days: int
    start_days: int
    withholding_percent: Decimal = Decimal(0)
    minimum_percent: Decimal = Decimal(0)
    execution_days: int = EXECUTION_DAYS
    stability_years: int = STABILITY_YEARS

    @property
    def caps(self) -> dict[str, Decimal]:
        """Return the caps by category."""
        return {one.code: one.cap for one in self.categories if one.cap is not None}

    @property
    def is_ranked(self) -> bool:
        """Say whether applications compete in a ranking; otherwise they go by protocol order."""
        return self.procedure == RANKING


def fingerprint(stored: Mapping[str, Any]) -> str:
    """Return the SHA-256 of rules as they are stored."""
    return hashlib.sha256(canonical(stored).encode()).hexdigest()


def rules_of(stored: Mapping[str, Any]) -> CallRules:
    """Return rules from what is stored.

    Raises ValueError with what is wrong: a call whose rules cannot be read is not published.
    """
    try:
        found = _read(stored)
    except (KeyError, TypeError, ArithmeticError) as error:
        raise ValueError(f"the rules lack or misstate {error}") from error
    _agree(found)
    return found


def _read(stored: Mapping[str, Any]) -> CallRules:
    return CallRules(
        procedure=stored["procedure"],
        line=stored["line"],
        fund=stored["fund"],
        category=stored["category"],
        template=stored["template"],
        sections=tuple(Section(**row) for row in stored["sections"]),
        categories=tuple(_category(row) for row in stored["categories"]),
        checklist=tuple(Point(**row) for row in stored["checklist"]),
        scheme=_scheme(stored),
        tie_break=tuple(stored["tie_break"]),
        partial_cover=bool(stored["partial_cover"]),
        largest_cents=int(stored["largest_cents"]),
        aid_percent=Decimal(stored["aid_percent"]),
        tranches=tuple(TrancheKind(kind) for kind in stored["tranches"]),
        advance_percent=Decimal(stored["advance_percent"]),
        withholding_percent=Decimal(stored.get("withholding_percent", "0")),
        minimum_percent=Decimal(stored.get("minimum_percent", "0")),
        execution_days=int(stored.get("execution_days", EXECUTION_DAYS)),
        stability_years=int(stored.get("stability_years", STABILITY_YEARS)),
        **{name: int(stored[name]) for name in _TERMS},
    )


_TERMS = ("observation_days", "duties_days", "validity_days", "start_days")


def _category(row: Mapping[str, Any]) -> Category:
    cap = row.get("cap")
    return Category(row["code"], row["title"], Decimal(cap) if cap is not None else None)


def _scheme(stored: Mapping[str, Any]) -> Scheme:
    spread, most = stored.get("spread"), stored.get("largest_premium")
    return Scheme(
        criteria=tuple(
            Criterion(
                row["code"],
                Decimal(row["largest"]),
                Decimal(row.get("weight", "1")),
                Decimal(row.get("threshold", "0")),
            )
            for row in stored["criteria"]
        ),
        threshold=Decimal(stored["threshold"]),
        spread=Decimal(spread) if spread is not None else None,
        premiums={name: Decimal(points) for name, points in stored["premiums"].items()},
        largest_premium=Decimal(most) if most is not None else None,
    )


def _agree(rules: CallRules) -> None:
    """Refuse rules that contradict themselves."""
    if rules.procedure not in (RANKING, DESK):
        raise ValueError("procedure: ranking or desk")
    if TrancheKind.BALANCE not in rules.tranches:
        raise ValueError("tranches: the last one is the balance")
    _shares(rules)
    for name, codes in (("sections", rules.sections), ("categories", rules.categories)):
        _once(name, [each.code for each in codes])
    known = {*TieBreak, *(criterion.code for criterion in rules.scheme.criteria)}
    if not set(rules.tie_break) <= known:
        raise ValueError("tie_break: criteria of the call, premium, smaller_amount, earlier")


def _shares(rules: CallRules) -> None:
    """Refuse percentages and amounts that nothing can be."""
    if not 0 < rules.aid_percent <= 100 or rules.largest_cents <= 0:
        raise ValueError("aid_percent lies above 0 and at most at 100; largest_cents above 0")
    if not (0 <= rules.advance_percent <= 100 and 0 <= rules.withholding_percent < 100):
        raise ValueError("advance_percent and withholding_percent lie between 0 and 100")
    if not 0 <= rules.minimum_percent <= 100 or rules.execution_days < 1:
        raise ValueError("minimum_percent lies between 0 and 100; execution_days above 0")
    if not 0 < rules.stability_years <= LONGEST_STABILITY:
        raise ValueError("stability_years lie between 1 and 10")


def _once(name: str, codes: Sequence[str]) -> None:
    if not codes or len(set(codes)) != len(codes):
        raise ValueError(f"{name}: at least one, each once")
