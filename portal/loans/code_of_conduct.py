"""The yearly report of the European Code of Good Conduct for Microcredit Provision, as a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import clock
from documents.exports import Column, Kind, Params, Table, export
from microcredit.arrears import Exposure, at_risk
from microcredit.models import Loan
from microcredit.standing import Standing, standing_as_of
from people.identity import Identity, Restricted, reveal
from people.keys import KeyDestroyed
from people.reach import reach
from people.roles import Role
from portal.loans import portfolio_figures as sums

REPORTERS = (Role.PROGRAMME_MANAGER, Role.MANAGING_AUTHORITY, Role.FINANCE, Role.AUDITOR)
SOURCE = gettext_lazy("European Code of Good Conduct for Microcredit Provision, 2021")
MALE_DAYS = 40  # in a fiscal code women's days of birth are above it (DM 23/12/1976)
ABROAD = "Z"  # the place of birth of a fiscal code begins with it for a foreign State
COLUMNS = (
    Column(gettext_lazy("Indicator"), "indicator", Kind.TEXT, gettext_lazy("What is measured.")),
    Column(gettext_lazy("Number"), "number", Kind.INTEGER, gettext_lazy("Where it is a count.")),
    Column(gettext_lazy("Amount"), "cents", Kind.MONEY, gettext_lazy("Where it is a sum.")),
    Column(gettext_lazy("Share"), "share", Kind.PERCENT, gettext_lazy("Where it is a share.")),
    Column(gettext_lazy("How it is reckoned"), "how", Kind.TEXT, gettext_lazy("Its definition.")),
)


class YearForm(forms.Form):
    """Which year; of the present one the figures are those of today."""

    anno = forms.IntegerField(label=gettext_lazy("Year"), min_value=2014, max_value=2100)


@dataclass(frozen=True)
class Line:
    """One indicator: a count, a sum or a share, with how it is reckoned."""

    indicator: str | Promise
    how: str | Promise
    number: int | None = None
    cents: int | None = None
    share: Decimal | None = None


@dataclass(frozen=True)
class Owing:
    """A loan of which principal was owed at the end of the year."""

    loan: Loan
    then: Standing

    @property
    def cents(self) -> int:
        """Return the principal that was owed, in cents."""
        return self.then.replayed.principal_owed


@export(
    "code_of_conduct",
    title=gettext_lazy("Yearly report of the Code of Good Conduct"),
    help=gettext_lazy(
        "Active borrowers, portfolio, PAR30, write-off ratio, rescheduled share, women, migrants."
    ),
    roles={str(role) for role in REPORTERS},
    columns=COLUMNS,
    form=YearForm,
)
def code_of_conduct(params: Params) -> Table:
    """Return the indicators of a year over the loans of the viewer's mandates."""
    first = date(params["anno"], 1, 1)
    last = min(date(params["anno"], 12, 31), clock.today())
    return Table(
        title=_("Yearly report of the Code of Good Conduct"),
        columns=COLUMNS,
        rows=list(_rows(loans_of(params.viewer), first, last)),
        period=(first, max(first, last)),
        filters={_("Year"): str(params["anno"])},
        notes=(SOURCE, _("Whoever cannot be identified any more is in no share of persons.")),
    )


def loans_of(viewer: Any) -> QuerySet[Loan]:
    """Return the loans that the viewer's mandates count, without opening a case."""
    rows: QuerySet[Loan] = Loan.objects.as_system()
    if viewer is None:
        return rows
    return rows.filter(reach(viewer, on=clock.today(), roles=REPORTERS))


def _rows(loans: QuerySet[Loan], first: date, last: date) -> Iterator[Line]:
    paid_out = loans.filter(tranches__paid_on__lte=last).distinct().order_by("id")
    found = [
        Owing(loan, standing_as_of(loan, on=last)) for loan in paid_out.select_related("product")
    ]
    owing = [each for each in found if each.cents]
    yield from _portfolio(owing)
    yield from _lent(loans, first, last)
    yield from _risk(loans, owing, first, last)
    yield from _persons([each.loan for each in owing])


def _portfolio(owing: Sequence[Owing]) -> Iterator[Line]:
    yield Line(
        _("Active borrowers"),
        _("Persons who owe principal at the end of the year."),
        number=len({each.loan.participant_id for each in owing}),
    )
    yield Line(
        _("Gross loan portfolio"),
        _("Principal owed at the end of the year, losses left out."),
        cents=sum(each.cents for each in owing),
    )


def _lent(loans: QuerySet[Loan], first: date, last: date) -> Iterator[Line]:
    within = loans.filter(tranches__paid_on__range=(first, last)).order_by().distinct()
    lent = [cents or 0 for _id, cents in within.values_list("id", "approved_cents")]
    yield Line(_("Loans disbursed"), _("With a tranche paid in the year."), number=len(lent))
    yield Line(
        _("Average loan"),
        _("Amount approved of the loans disbursed, over their number."),
        cents=_over(sum(lent), len(lent)),
    )


def _risk(loans: QuerySet[Loan], owing: Sequence[Owing], first: date, last: date) -> Iterator[Line]:
    risk = at_risk((Exposure(each.cents, each.then.days_late) for each in owing), days=30)
    yield Line(
        _("Portfolio at risk (PAR30)"),
        _("Principal of loans with an instalment more than 30 days late, over the portfolio."),
        cents=risk.amount,
        share=risk.percent,
    )
    lost, months = sums.lost_between(loans, first, last), sums.by_month(loans, on=last)
    yield Line(
        _("Write-off ratio"),
        _("Principal written off in the year, over the average of the month ends."),
        cents=lost,
        share=sums.ratio(lost, sums.average(months)),
    )
    again = [each.cents for each in owing if _is_rescheduled(each.loan, last)]
    yield Line(
        _("Rescheduled share"),
        _("Principal of loans with a new plan that was agreed, over the portfolio."),
        number=len(again),
        cents=sum(again),
        share=sums.ratio(sum(again), risk.gross),
    )


def _persons(loans: Sequence[Loan]) -> Iterator[Line]:
    known = [identity for loan in loans if (identity := _identity(loan)) is not None]
    women, migrants = sum(map(_is_woman, known)), sum(map(_is_migrant, known))
    yield Line(
        _("Women"),
        _("Of the active borrowers, by the fiscal code where nothing else says it."),
        number=women,
        share=sums.ratio(women, len(known)),
    )
    yield Line(
        _("Migrants"),
        _("Of the active borrowers: citizens of another State, or born abroad."),
        number=migrants,
        share=sums.ratio(migrants, len(known)),
    )


def _is_rescheduled(loan: Loan, last: date) -> bool:
    versions = loan.versions.as_system().filter(cause="rescheduling", drawn_up_on__lte=last)
    return bool(versions.exists())


def _identity(loan: Loan) -> Identity | None:
    try:
        return reveal(loan.participant)
    except (Restricted, KeyDestroyed):
        return None


def _is_woman(person: Identity) -> bool:
    if person.sex:
        return person.sex.upper() == "F"
    code = person.fiscal_code
    return code[9:11].isdigit() and int(code[9:11]) > MALE_DAYS


def _is_migrant(person: Identity) -> bool:
    if person.citizenship:
        return person.citizenship.strip().lower() not in ("it", "ita", "italia", "italiana")
    return person.fiscal_code[11:12] == ABROAD


def _over(cents: int, count: int) -> int:
    if not count:
        return 0
    return int((Decimal(cents) / count).quantize(Decimal(1), rounding=ROUND_HALF_UP))
