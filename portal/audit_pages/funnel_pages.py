"""The funnel: where the money stands, as one picture and as a table, down to each position."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounting.accounts import F
from accounting.models import Position
from portal.access import RolesMixin
from portal.audit_pages import books
from portal.audit_pages.books import NAMED, STAGES, Standing
from portal.components import Cell, Column, Crumb, EmptyState, Kind, Records, Row
from portal.components.money import share
from portal.fields import parse_day
from portal.reporting.downloads import Offer

WORDS: dict[F, Promise] = {
    F.AVAILABLE: gettext_lazy("Available"),
    F.RESERVED: gettext_lazy("Reserved"),
    F.COMMITTED: gettext_lazy("Committed"),
    F.PAYABLE: gettext_lazy("To pay"),
    F.PAID: gettext_lazy("Paid"),
    F.CLAIMED: gettext_lazy("Claimed"),
    F.VALIDATED: gettext_lazy("Validated"),
    F.CERTIFIED: gettext_lazy("Certified"),
}
PER: dict[str, Promise] = {
    "operation": gettext_lazy("Operation"),
    "partner": gettext_lazy("Partner"),
    "line": gettext_lazy("Budget line"),
    "fund": gettext_lazy("Fund"),
}


@dataclass(frozen=True)
class Bar:
    """One stage of the picture: what stands there, and what has come at least so far."""

    label: str | Promise
    cents: int
    reached: int
    width_reached: str
    width_here: str


class FunnelPage(RolesMixin):
    """Where the money of the operations stands, narrowed by the filters of the address."""

    roles = books.ROLES

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the picture and its table; four queries, whatever the number of cases."""
        chosen = {name: request.GET.get(name, "") for name in NAMED}
        by = _level(request.GET.get("per", ""), chosen)
        as_of, wrong = _day(request.GET.get("al", ""))
        places = list(books.positions(self.visitor.user, on=self.visitor.on))
        rows = books.standings(places, chosen, by=by, as_of=as_of)
        kept = {**chosen, "al": request.GET.get("al", "") if as_of else ""}
        context = {
            "chosen": chosen,
            "by": by,
            "levels": PER.items(),
            "crumbs": _crumbs(kept),
            "al": request.GET.get("al", ""),
            "wrong": wrong,
            "bars": _bars(books.total(rows)),
            "total": books.total(rows),
            "table": _table(rows, by, kept),
            "options": _options(places),
            "offer": Offer(
                "funnel", {**chosen, "per": by, "as_of": as_of.isoformat() if as_of else ""}
            ),
        }
        return render(request, "portal/audit/funnel.html", context)


def _level(wanted: str, chosen: Mapping[str, str]) -> str:
    """Return by what to group: as asked, else by the first thing that is not narrowed yet."""
    if wanted in NAMED:
        return wanted
    return next((name for name in NAMED if not chosen[name]), "fund")


def _day(text: str) -> tuple[date | None, str]:
    try:
        return (parse_day(text), "") if text else (None, "")
    except ValidationError as wrong:
        return None, " ".join(wrong.messages)


def _bars(whole: Standing) -> list[Bar]:
    return [
        Bar(
            label=WORDS[stage],
            cents=whole.cents[stage],
            reached=whole.reached(stage),
            width_reached=share(whole.reached(stage), whole.appropriated),
            width_here=share(whole.cents[stage], whole.appropriated),
        )
        for stage in STAGES
    ]


def _table(rows: list[Standing], by: str, kept: Mapping[str, str]) -> Records:
    columns = [Column(PER[by], is_title=True), Column(_("Appropriated €"), Kind.MONEY)]
    columns += [Column(WORDS[stage], Kind.MONEY) for stage in STAGES]
    shown = [Row(_cells(row, by, kept)) for row in rows]
    if len(rows) > 1:
        whole = books.total(rows)
        cells = [Cell(_("Total")), whole.appropriated, *(whole.cents[s] for s in STAGES)]
        shown.append(Row(cells, is_total=True))
    return Records(
        columns,
        shown,
        caption=_("Where the money stands, euro"),
        empty=EmptyState(_("No budget position with these filters.")),
    )


def _cells(row: Standing, by: str, kept: Mapping[str, str]) -> list[Cell | int]:
    narrowed = {**kept, by: row.code}
    href = f"{reverse('funnel')}?{urlencode({n: v for n, v in narrowed.items() if v})}"
    return [
        Cell(row.code, href=href, detail=row.title),
        row.appropriated,
        *(row.cents[stage] for stage in STAGES),
    ]


def _crumbs(kept: Mapping[str, str]) -> list[Crumb]:
    """Return the way of the drill-down, each place above with its address."""
    narrowed = [(name, kept[name]) for name in NAMED if kept[name]]
    found = [Crumb(_("Funnel"), reverse("funnel") if narrowed else "")]
    for number, (_name, code) in enumerate(narrowed, start=1):
        above = urlencode(dict(narrowed[:number]))
        last = number == len(narrowed)
        found.append(Crumb(code, "" if last else f"{reverse('funnel')}?{above}"))
    return found


def _options(places: list[Position]) -> list[tuple[str, Promise, list[str]]]:
    """Return, for each filter, the codes that the visitor's positions have."""
    return [
        (name, PER[name], sorted({getattr(place, name).code for place in places})) for name in NAMED
    ]
