"""The figures of a portfolio: by partner now, by month from the journal, and what was lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _

from accounting.accounts import G
from accounting.models import Movement
from microcredit.arrears import AtRisk, Exposure, at_risk
from microcredit.models import Loan
from portal.components import Column, EmptyState, Fact, Kind, Records, Row
from portal.components.money import share
from portal.loans.late import exposures, owing
from portal.templatetags.percorsi import money

MONTHS = 12
LOANS = "microcredit.loan:"
PAR_DAYS = 30


@dataclass(frozen=True)
class Month:
    """What was owed at the end of a month, by partner, in cents."""

    last: date
    owed: Mapping[str, int]

    @property
    def cents(self) -> int:
        """Return what was owed of all partners."""
        return sum(self.owed.values())


@dataclass(frozen=True)
class Bar:
    """A month of the picture: how high it stands, in percent."""

    month: Month
    x: str
    width: str
    y: str
    height: str


def figures(seen: QuerySet[Loan], months: Sequence[Month], *, on: date) -> list[Fact]:
    """Return portfolio, what of it is late, and the write-off ratio of the last twelve months."""
    loans = [exposure for _partner, exposure in exposures(owing(seen), on=on)]
    late, par30, par90 = (at_risk(loans, days=days) for days in (0, PAR_DAYS, 90))
    lost = lost_between(seen, months[0].last, on)
    return [
        Fact(_("Loans being repaid"), str(len(loans))),
        Fact(_("Principal owed"), money(par30.gross)),
        Fact(_("Of loans that are late"), money(late.amount)),
        Fact("PAR30", in_percent(par30)),
        Fact("PAR90", in_percent(par90)),
        Fact(_("Written off in twelve months"), money(lost)),
        Fact(_("Write-off ratio"), percent(ratio(lost, average(months)))),
    ]


def by_partner(seen: QuerySet[Loan], *, on: date) -> Records:
    """Return the portfolio of each partner, and what of it is at risk."""
    found: dict[str, list[Exposure]] = defaultdict(list)
    for partner, exposure in exposures(owing(seen), on=on):
        found[partner].append(exposure)
    return Records(
        [
            Column(_("Partner"), is_title=True),
            Column(_("Loans"), Kind.INTEGER),
            Column(_("Principal owed €"), Kind.MONEY),
            Column(_("At risk (PAR30) €"), Kind.MONEY),
            Column("PAR30"),
        ],
        [_partner(name, found[name]) for name in sorted(found)],
        caption=_("Portfolio by partner"),
        empty=EmptyState(_("Nothing is owed.")),
    )


def by_month(seen: QuerySet[Loan], *, on: date) -> list[Month]:
    """Return what was owed at the end of each of the last months, from the journal (1300)."""
    moved: dict[tuple[date, str], int] = defaultdict(int)
    of_loans = Movement.objects.filter(_scope(seen), root__startswith=LOANS)
    for side, sign in (("debit", 1), ("credit", -1)):
        rows = of_loans.filter(**{side: G.PRINCIPAL}).order_by()
        summed = rows.values_list(TruncMonth("entry__booked_on"), "position__partner__name")
        for month, partner, cents in summed.annotate(Sum("cents")):
            moved[month, partner] += sign * cents
    return [_month(first, moved) for first in _months(on)]


def bars(months: Sequence[Month]) -> list[Bar]:
    """Return the months as bars of one picture, the highest over its whole height."""
    most = max((month.cents for month in months), default=0)
    step = 100 / max(len(months), 1)
    return [
        Bar(
            month,
            x=f"{place * step + step * 0.15:.2f}%",
            width=f"{step * 0.7:.2f}%",
            y=share(most - month.cents, most) if most else "100%",
            height=share(month.cents, most),
        )
        for place, month in enumerate(months)
    ]


def month_table(months: Sequence[Month]) -> Records:
    """Return the same months as a table, a column for each partner."""
    partners = sorted({name for month in months for name, cents in month.owed.items() if cents})
    return Records(
        [
            Column(_("End of the month"), Kind.DATE, is_title=True),
            *(Column(f"{name} €", Kind.MONEY) for name in partners),
            Column(_("All together €"), Kind.MONEY),
        ],
        [
            Row([month.last, *(month.owed.get(name, 0) for name in partners), month.cents])
            for month in months
        ],
        caption=_("Principal owed at the end of each month"),
        empty=EmptyState(_("Nothing is owed.")),
    )


def lost_between(seen: QuerySet[Loan], first: date, last: date) -> int:
    """Return the principal written off in some days, what was undone left out, in cents."""
    rows = Movement.objects.filter(
        _scope(seen),
        root__startswith=LOANS,
        entry__posting="WOF",
        entry__booked_on__range=(first, last),
        entry__reverses__isnull=True,
        entry__reversed_by__isnull=True,
        credit=G.PRINCIPAL,
    )
    return int(rows.aggregate(lost=Sum("cents"))["lost"] or 0)


def average(months: Sequence[Month]) -> int:
    """Return what was owed on average, in cents."""
    return sum(month.cents for month in months) // len(months) if months else 0


def ratio(part: int, whole: int) -> Decimal:
    """Return part of whole in percent, two decimals, half up; zero of nothing."""
    return AtRisk(whole, part).percent


def percent(value: Decimal) -> str:
    """Write a percentage as people here do."""
    return f"{value} %".replace(".", ",")


def in_percent(found: AtRisk) -> str:
    """Write a sum at risk with its share."""
    return f"{money(found.amount)} · {percent(found.percent)}"


def _partner(name: str, loans: Sequence[Exposure]) -> Row:
    risk = at_risk(loans, days=PAR_DAYS)
    return Row([name, len(loans), risk.gross, risk.amount, percent(risk.percent)])


def _scope(seen: QuerySet[Loan]) -> Q:
    """Return: the books of those partners and operations whose loans one may see."""
    places = seen.order_by().values_list("position", flat=True).distinct()
    return Q(position__in=[place for place in places if place])


def _months(on: date) -> list[date]:
    """Return the first days of the last months, the present one included."""
    present = on.year * 12 + on.month - 1
    return [date(*_split(number)) for number in range(present - MONTHS + 1, present + 1)]


def _split(number: int) -> tuple[int, int, int]:
    year, month = divmod(number, 12)
    return year, month + 1, 1


def _month(first: date, moved: Mapping[tuple[date, str], int]) -> Month:
    owed: dict[str, int] = defaultdict(int)
    for (month, partner), cents in moved.items():
        if month <= first:
            owed[partner] += cents
    following = date(*_split(first.year * 12 + first.month))
    return Month(date.fromordinal(following.toordinal() - 1), dict(owed))
