"""What each office watches: rows of a machine in the states from which that office moves them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audit.labels import label
from dote.models import Dote, Month
from dote.states import DoteState, MonthState
from expenditure.models import Claim
from expenditure.states import ClaimState
from microcredit.models import Loan
from microcredit.states import LoanState
from people.roles import CONTROLLING, Role
from portal import case_pages
from portal.components import Link
from portal.templatetags.percorsi import day, money
from portal.visitors import Visitor
from startup_grants.models import ScoreSheet
from startup_grants.states import SheetState
from treasury.models import Batch, IbanChange, Remittance
from treasury.states import BatchState, IbanState, RemittanceState

SHOWN = 6
"""Rows of one kind that the page names; the list behind it has the rest."""
Text = str | Promise


@dataclass(frozen=True)
class Watch:
    """Rows that wait for an office: which, why, and the list that has all of them."""

    roles: Sequence[Role]
    title: Text
    model: Any
    which: Callable[[Visitor], Q]
    page: str = ""
    related: Sequence[str] = ()
    detail: Callable[[Any], Text] = lambda row: str(row.get_state_display())
    order: str = "id"


@dataclass(frozen=True)
class Waiting:
    """What waits under one word: how many, the first of them, and the list of all."""

    title: Text
    number: int
    links: Sequence[Link]
    href: str = ""


def _in(*states: str) -> Callable[[Visitor], Q]:
    return lambda visitor: Q(state__in=states)


def _prepared_by_others(visitor: Visitor) -> Q:
    return Q(state=BatchState.SUBMITTED) & ~Q(prepared_by=label(visitor.user))


def _own_sheets(visitor: Visitor) -> Q:
    return Q(reader=label(visitor.user), state__in=[SheetState.ASSIGNED, SheetState.READING])


def _over(visitor: Visitor) -> Q:
    return Q(state=MonthState.OPEN, ends_on__lt=visitor.on)


def _cooled(visitor: Visitor) -> Q:
    return Q(state=IbanState.VERIFIED, ready_on__lte=visitor.on)


def _sum(row: Any) -> Text:
    return str(money(row.total_cents)) if row.total_cents else str(row.get_state_display())


def _period(claim: Claim) -> Text:
    days = f"{day(claim.period_start)} – {day(claim.period_end)}"
    return f"{claim.partner.name} · {claim.fund.code} · {days}"


def _person(row: Any) -> Text:
    return str(row.participant.pseudonym)


def _whose_month(month: Month) -> Text:
    return f"{month} · {month.get_state_display()}"


BY_CLAIM = ("operation", "partner", "fund")
BY_MONTH = ("dote", "line__offer")
FINANCE = (Role.FINANCE,)
WATCHED = (
    Watch(
        (Role.COMMITTEE,),
        _("Applications to read and score"),
        ScoreSheet,
        _own_sheets,
        page="readings_to_score",
        related=["grant"],
    ),
    Watch(
        (Role.COMMITTEE,),
        _("Loans before the committee"),
        Loan,
        _in(LoanState.COMMITTEE),
        page="loans",
        related=["participant"],
        detail=_person,
    ),
    Watch(
        (Role.TUTOR,),
        _("Months that are over and not yet reported"),
        Month,
        _over,
        page="cases",
        related=BY_MONTH,
        detail=_whose_month,
        order="ends_on",
    ),
    Watch(
        FINANCE,
        _("Months to clear for payment"),
        Month,
        _in(MonthState.APPROVED, MonthState.CUT),
        related=BY_MONTH,
        detail=_whose_month,
        order="ends_on",
    ),
    Watch(FINANCE, _("Batches to approve"), Batch, _prepared_by_others, "batches", detail=_sum),
    Watch(
        FINANCE,
        _("Batches at the bank, whose outcome is awaited"),
        Batch,
        _in(BatchState.SENT),
        page="batches",
        detail=_sum,
    ),
    Watch(
        (Role.TREASURY,),
        _("Batches to release"),
        Batch,
        _in(BatchState.APPROVED),
        page="batches",
        detail=_sum,
    ),
    Watch(
        (Role.TREASURY,),
        _("Withholdings to pay over"),
        Remittance,
        _in(RemittanceState.APPROVED),
        page="withholdings",
    ),
    Watch(
        FINANCE,
        _("Changes of account that can take effect"),
        IbanChange,
        _cooled,
        page="account_changes",
        related=["participant"],
        detail=_person,
    ),
    Watch(
        FINANCE,
        _("Claims to prepare or transmit"),
        Claim,
        _in(ClaimState.DRAFT, ClaimState.SIGNED),
        page="claims",
        related=BY_CLAIM,
        detail=_period,
    ),
    Watch(
        FINANCE,
        _("Endowments to settle and close"),
        Dote,
        _in(DoteState.COMPLETED, DoteState.SETTLING),
        page="cases",
    ),
    Watch(
        (*CONTROLLING, Role.MANAGING_AUTHORITY, Role.PROGRAMME_MANAGER, Role.AUDITOR),
        _("Transmitted claims, newest first"),
        Claim,
        _in(ClaimState.SUBMITTED),
        page="claims",
        related=BY_CLAIM,
        detail=_period,
        order="-id",
    ),
)


def waiting_for(visitor: Visitor) -> Iterator[Waiting]:
    """Yield what waits for the visitor's offices, without what is empty; two queries each."""
    for watch in WATCHED:
        if visitor.has(watch.roles):
            rows = watch.model.objects.visible_to(visitor.user, on=visitor.on)
            chosen = rows.filter(watch.which(visitor))
            number = chosen.count()
            if number:
                first = chosen.select_related(*watch.related).order_by(watch.order)[:SHOWN]
                href = reverse(watch.page) if watch.page else ""
                yield Waiting(watch.title, number, list(_links(first, watch)), href)


def _links(rows: Iterable[Any], watch: Watch) -> Iterator[Link]:
    for row in rows:
        yield Link(_name(row), case_pages.address_of(row), watch.detail(row))


def _name(row: Any) -> str:
    return str(row if row.root == row else row.root)
