"""Score sheets: criteria with weights and thresholds, premiums, two readers and a third."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

HUNDREDTH = Decimal("0.01")
READERS = 2


@dataclass(frozen=True)
class Criterion:
    """What is scored: from 0 to ``largest`` points, counted ``weight`` times.

    ``threshold`` is the least that readers must agree on, in points before weighting.
    """

    code: str
    largest: Decimal
    weight: Decimal = Decimal(1)
    threshold: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        """Refuse what no call can say."""
        if self.largest <= 0 or self.weight <= 0:
            raise ValueError(f"{self.code}: largest score and weight are above zero")
        if not 0 <= self.threshold <= self.largest:
            raise ValueError(f"{self.code}: the threshold lies between zero and the largest score")


@dataclass(frozen=True)
class Scheme:
    """How a call scores: criteria, total threshold, largest spread of two readers, premiums."""

    criteria: tuple[Criterion, ...]
    threshold: Decimal = Decimal(0)
    spread: Decimal | None = None
    """Two readers whose totals differ by more than this call a third; None: never."""
    premiums: Mapping[str, Decimal] = field(default_factory=dict)
    largest_premium: Decimal | None = None

    def __post_init__(self) -> None:
        """Refuse a scheme without criteria, or with one twice."""
        codes = [criterion.code for criterion in self.criteria]
        if not codes or len(set(codes)) != len(codes):
            raise ValueError("a call scores at least one criterion, each once")


@dataclass(frozen=True)
class Sheet:
    """What one reader gave: points by criterion, before weighting."""

    reader: str
    points: Mapping[str, Decimal]


@dataclass(frozen=True)
class Score:
    """The score of an application as it is published, and where it falls short."""

    total: Decimal
    """Points with premiums, to the hundredth, half up: what is published is what is ranked."""
    base: Decimal
    premium: Decimal
    by_criterion: Mapping[str, Decimal]
    below: tuple[str, ...]
    """Criteria, or ``total``, below their threshold."""
    counted: tuple[str, ...]
    """The readers whose sheets count."""

    @property
    def passes(self) -> bool:
        """Say whether every threshold is reached."""
        return not self.below


class MoreReadersWanted(ValueError):
    """Raised while an application cannot be scored: a reader is missing, or a third is wanted."""


def check_sheet(sheet: Sheet, scheme: Scheme) -> None:
    """Refuse a sheet that leaves a criterion out, adds one, or passes its largest score."""
    known = {criterion.code: criterion for criterion in scheme.criteria}
    if set(sheet.points) != set(known):
        wrong = sorted(set(sheet.points) ^ set(known))
        raise ValueError(f"{sheet.reader}: every criterion is scored, no other: {', '.join(wrong)}")
    for code, points in sheet.points.items():
        if not 0 <= points <= known[code].largest:
            raise ValueError(f"{sheet.reader}: {code} is scored from 0 to {known[code].largest}")


def total_of(sheet: Sheet, scheme: Scheme) -> Fraction:
    """Return one reader's weighted total, exactly."""
    parts = (Fraction(sheet.points[c.code]) * Fraction(c.weight) for c in scheme.criteria)
    return sum(parts, Fraction(0))


def third_reader_wanted(sheets: Sequence[Sheet], scheme: Scheme) -> bool:
    """Say whether two sheets differ by more than the call allows and no third has been written."""
    if scheme.spread is None or len(sheets) != READERS:
        return False
    first, second = (total_of(sheet, scheme) for sheet in sheets)
    return abs(first - second) > Fraction(scheme.spread)


def score(sheets: Sequence[Sheet], scheme: Scheme, *, premiums: Iterable[str] = ()) -> Score:
    """Return the score of an application from two independent sheets, or three.

    The sheets that count are averaged criterion by criterion: both of two; of three, the two
    whose totals lie closest, or all three where the middle one is as far from either. Thresholds
    are compared with the exact averages; premiums lift nobody over a threshold. Raises
    MoreReadersWanted with fewer than two sheets or when a third is wanted.
    """
    for sheet in sheets:
        check_sheet(sheet, scheme)
    _independent(sheets)
    if third_reader_wanted(sheets, scheme):
        raise MoreReadersWanted(f"two readers differ by more than {scheme.spread}")
    counted = _counted(sheets, scheme)
    means = {
        c.code: sum((Fraction(sheet.points[c.code]) for sheet in counted), Fraction(0))
        / len(counted)
        for c in scheme.criteria
    }
    base = sum((means[c.code] * Fraction(c.weight) for c in scheme.criteria), Fraction(0))
    premium = _premium(premiums, scheme)
    return Score(
        total=hundredths(base + Fraction(premium)),
        base=hundredths(base),
        premium=premium,
        by_criterion={code: hundredths(mean) for code, mean in means.items()},
        below=_below(means, base, scheme),
        counted=tuple(sheet.reader for sheet in counted),
    )


def hundredths(exact: Fraction) -> Decimal:
    """Return a number to the hundredth, half up: the one rounding of scores."""
    return Decimal((exact * 200 + 1) // 2) * HUNDREDTH


def _independent(sheets: Sequence[Sheet]) -> None:
    readers = [sheet.reader for sheet in sheets]
    if len(set(readers)) != len(readers):
        raise ValueError("each reader writes one sheet")
    if len(readers) < READERS:
        raise MoreReadersWanted("two readers score an application")
    if len(readers) > READERS + 1:
        raise ValueError("at most three readers score an application")


def _counted(sheets: Sequence[Sheet], scheme: Scheme) -> Sequence[Sheet]:
    if len(sheets) == READERS:
        return sheets
    gaps = {
        (first, second): abs(total_of(sheets[first], scheme) - total_of(sheets[second], scheme))
        for first, second in combinations(range(len(sheets)), 2)
    }
    closest = min(gaps.values())
    pairs = [pair for pair, gap in gaps.items() if gap == closest]
    return [sheets[place] for place in pairs[0]] if len(pairs) == 1 else sheets


def _premium(names: Iterable[str], scheme: Scheme) -> Decimal:
    claimed = list(names)
    unknown = sorted(set(claimed) - set(scheme.premiums))
    if unknown or len(set(claimed)) != len(claimed):
        raise ValueError(f"premiums: each of the call's own, once: {', '.join(unknown)}")
    total = sum((scheme.premiums[name] for name in claimed), Decimal(0))
    return total if scheme.largest_premium is None else min(total, scheme.largest_premium)


def _below(means: Mapping[str, Fraction], base: Fraction, scheme: Scheme) -> tuple[str, ...]:
    short = [c.code for c in scheme.criteria if means[c.code] < Fraction(c.threshold)]
    return (*short, "total") if base < Fraction(scheme.threshold) else tuple(short)
