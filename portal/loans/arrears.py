"""The arrears: late loans by class, days, tutor and partner, oldest first, also as a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import clock
from documents.exports import Column as ExportColumn
from documents.exports import Kind as ExportKind
from documents.exports import Params, Table, export
from microcredit.arrears import ArrearsClass
from microcredit.models import Loan
from people.models import CaseFile, User
from people.roles import CASE_READERS
from portal import paging
from portal.access import RolesMixin
from portal.components import Badge, Cell, Column, EmptyState, Kind, Records, Row, Tone
from portal.loans.late import class_of, days_of, owing
from portal.loans.panels import ARREARS
from portal.reporting.book_exports import in_words
from portal.reporting.downloads import Offer
from programme.models import Partner

PAUSED = "sospesi"
# Class of arrears: from how many days late, up to how many.
BOUNDS: dict[str, tuple[int, int | None]] = {
    str(ArrearsClass.UP_TO_30): (1, 30),
    str(ArrearsClass.UP_TO_90): (31, 90),
    str(ArrearsClass.OVER_90): (91, None),
}
CLASSES = [
    ("", gettext_lazy("All")),
    *((code, ARREARS[ArrearsClass(code)]) for code in BOUNDS),
    (PAUSED, gettext_lazy("Days stand still")),
]
TONES = {
    ArrearsClass.PERFORMING: Tone.LATER,
    ArrearsClass.UP_TO_30: Tone.NOW,
    ArrearsClass.UP_TO_90: Tone.MISSING,
    ArrearsClass.OVER_90: Tone.REFUSED,
}
ORDERS = [
    paging.Order(
        "vecchi", gettext_lazy("Longest late first"), ("oldest_unpaid_on", "id"), descending=False
    )
]
COLUMNS = (
    ExportColumn(gettext_lazy("Loan"), "loan", ExportKind.CODE, gettext_lazy("Its reference.")),
    ExportColumn(
        gettext_lazy("Person"),
        "person",
        ExportKind.CODE,
        gettext_lazy("Pseudonym, never the name."),
    ),
    ExportColumn(
        gettext_lazy("Partner"), "partner", ExportKind.CODE, gettext_lazy("Code of the partner.")
    ),
    ExportColumn(
        gettext_lazy("Tutor"), "tutor", ExportKind.TEXT, gettext_lazy("Who follows the person.")
    ),
    ExportColumn(
        gettext_lazy("Oldest unpaid instalment"),
        "oldest",
        ExportKind.DATE,
        gettext_lazy("Day on which it was due."),
    ),
    ExportColumn(
        gettext_lazy("Days late"),
        "days",
        ExportKind.INTEGER,
        gettext_lazy("Days past due, pauses left out."),
    ),
    ExportColumn(
        gettext_lazy("Class of arrears"),
        "group",
        ExportKind.TEXT,
        gettext_lazy("By days past due."),
    ),
    ExportColumn(
        gettext_lazy("Principal owed"),
        "cents",
        ExportKind.MONEY,
        gettext_lazy("Euro cents."),
        total=True,
    ),
)


class ArrearsForm(forms.Form):
    """What the list is filtered by, under the names that the page's address has."""

    classe = forms.ChoiceField(
        label=gettext_lazy("Class of arrears"), choices=CLASSES, required=False
    )
    giorni = forms.IntegerField(
        label=gettext_lazy("Late by at least (days)"), min_value=1, required=False
    )
    partner = forms.CharField(label=gettext_lazy("Partner"), max_length=40, required=False)
    tutor = forms.CharField(label=gettext_lazy("Tutor"), max_length=26, required=False)


class Arrears(RolesMixin):
    """The loans with an instalment that is overdue."""

    roles = CASE_READERS

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show one page of the list; a constant number of queries."""
        on = self.visitor.on
        form = ArrearsForm(request.GET)
        chosen = form.cleaned_data if form.is_valid() else {}
        late = overdue(Loan.objects.visible_to(self.visitor.user, on=on), on=on)
        rows = kept(late, chosen, on=on).select_related("participant", "partner", "product")
        page = paging.page_of(rows, orders=ORDERS, query=request.GET)
        context = {
            "page": page,
            "arrears": _table(page.rows, on),
            "classes": CLASSES,
            "partners": Partner.objects.filter(pk__in=late.order_by().values("partner")),
            "tutors": _tutors(late),
            "chosen": {name: str(chosen.get(name) or "") for name in form.fields},
            "offer": Offer(
                "loan_arrears", {name: str(each) for name, each in chosen.items() if each}
            ),
        }
        return render(request, "portal/loans/arrears.html", context)


def overdue(seen: QuerySet[Loan], *, on: date) -> QuerySet[Loan]:
    """Return the loans with an instalment that is overdue on a day."""
    return owing(seen).filter(oldest_unpaid_on__lt=on)


def kept(rows: QuerySet[Loan], chosen: Mapping[str, Any], *, on: date) -> QuerySet[Loan]:
    """Keep the loans that the filters name."""
    asked = str(chosen.get("classe") or "")
    if asked == PAUSED:
        rows = rows.filter(frozen_on__isnull=False)
    elif asked in BOUNDS:
        rows = rows.filter(_late_by(*BOUNDS[asked], on=on), frozen_on__isnull=True)
    if chosen.get("giorni"):
        rows = rows.filter(_late_by(chosen["giorni"], None, on=on))
    if chosen.get("partner"):
        rows = rows.filter(partner__code=chosen["partner"])
    if chosen.get("tutor"):
        followed = CaseFile.objects.as_system().filter(case_manager=chosen["tutor"])
        rows = rows.filter(participant__in=followed.values("participant"))
    return rows


@export(
    "loan_arrears",
    title=gettext_lazy("Arrears of loans"),
    help=gettext_lazy("Late loans as filtered: class, days, tutor, principal owed; no names."),
    roles={str(role) for role in CASE_READERS},
    columns=COLUMNS,
    form=ArrearsForm,
)
def loan_arrears(params: Params) -> Table:
    """Return the late loans in the viewer's reach that the filters keep, longest late first."""
    return Table(
        title=_("Arrears of loans"),
        columns=COLUMNS,
        rows=_rows(params),
        filters=in_words(ArrearsForm, params),
    )


def _rows(params: Params) -> Iterator[dict[str, Any]]:
    on = clock.today()
    rows = kept(overdue(params.visible(Loan.objects), on=on), params, on=on)
    found = list(rows.select_related("participant", "partner").order_by("oldest_unpaid_on", "id"))
    tutors = _tutors_of(found)
    for loan in found:
        yield {
            "loan": loan.reference,
            "person": loan.participant.pseudonym,
            "partner": loan.partner.code,
            "tutor": tutors.get((loan.participant_id, loan.operation_id), ""),
            "oldest": loan.oldest_unpaid_on,
            "days": days_of(loan, on=on),
            "group": str(ARREARS[class_of(loan, on=on)]),
            "cents": loan.outstanding_cents,
        }


def _late_by(least: int, most: int | None, *, on: date) -> Q:
    """Return: so many days late at least, and at most."""
    found = _since("lte", on - timedelta(days=least))
    return found if most is None else found & _since("gte", on - timedelta(days=most))


def _since(compares: str, day: date) -> Q:
    """Return: late days count from before or after a day; at first, from the instalment's own."""
    noted = Q(**{f"ages_from__{compares}": day})
    return noted | Q(**{f"oldest_unpaid_on__{compares}": day}, ages_from__isnull=True)


def _tutors(late: QuerySet[Loan]) -> QuerySet[User]:
    """Return those who follow the persons of late loans."""
    files = CaseFile.objects.as_system().filter(
        participant__in=late.order_by().values("participant")
    )
    return User.objects.filter(pk__in=files.values("case_manager")).order_by("name")


def _tutors_of(rows: Iterable[Loan]) -> dict[tuple[str, str], str]:
    """Return who follows each person in each operation; one query."""
    persons = [loan.participant_id for loan in rows]
    files = CaseFile.objects.as_system().filter(participant__in=persons).order_by()
    named = files.values_list("participant", "operation", "case_manager__name")
    return {(person, operation): name for person, operation, name in named}


def _table(rows: Any, on: date) -> Records:
    tutors = _tutors_of(rows)
    return Records(
        [
            Column(_("Loan"), is_title=True),
            Column(_("Person"), Kind.CODE),
            Column(_("Partner"), Kind.CODE),
            Column(_("Tutor")),
            Column(_("Oldest unpaid instalment"), Kind.DATE),
            Column(_("Days late"), Kind.INTEGER),
            Column(_("Class of arrears")),
            Column(_("Principal owed €"), Kind.MONEY),
        ],
        [_row(loan, tutors, on) for loan in rows],
        caption=_("Late loans, longest late first"),
        empty=EmptyState(_("No loan is late here.")),
    )


def _row(loan: Loan, tutors: Mapping[tuple[str, str], str], on: date) -> Row:
    found = class_of(loan, on=on)
    return Row(
        [
            Cell(loan.reference, reverse("loan", args=[loan.pk])),
            loan.participant.pseudonym,
            loan.partner.code,
            tutors.get((loan.participant_id, loan.operation_id), "–"),
            loan.oldest_unpaid_on,
            days_of(loan, on=on),
            Cell(badge=Badge(str(ARREARS[found]), TONES[found])),
            loan.outstanding_cents,
        ]
    )
