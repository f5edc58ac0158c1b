"""Receipts of all loans, as finance looks for them: newest first, filtered, as a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.exports import Column as ExportColumn
from documents.exports import Kind as ExportKind
from documents.exports import Params, Table, export
from microcredit.models import Loan, Receipt
from microcredit.states import ReceiptState
from people.roles import Role
from portal import paging
from portal.access import RolesMixin
from portal.components import Cell, Column, EmptyState, Kind, Records, Row
from portal.loans.panels import receipt_badge
from portal.reporting.book_exports import in_words
from portal.reporting.downloads import Offer

ORDERS = [paging.Order("recenti", gettext_lazy("Newest first"), ("id",))]
COLUMNS = (
    ExportColumn(gettext_lazy("Loan"), "loan", ExportKind.CODE, gettext_lazy("Its reference.")),
    ExportColumn(
        gettext_lazy("Value date"), "value_on", ExportKind.DATE, gettext_lazy("Day of the bank.")
    ),
    ExportColumn(
        gettext_lazy("Entered on"), "booked_on", ExportKind.DATE, gettext_lazy("Day of booking.")
    ),
    ExportColumn(
        gettext_lazy("Amount"), "cents", ExportKind.MONEY, gettext_lazy("Euro cents."), total=True
    ),
    ExportColumn(
        gettext_lazy("Payer"), "payer", ExportKind.TEXT, gettext_lazy("Who paid, as a kind.")
    ),
    ExportColumn(
        gettext_lazy("Reference"), "reference", ExportKind.CODE, gettext_lazy("Of the bank.")
    ),
    ExportColumn(
        gettext_lazy("State"), "state", ExportKind.TEXT, gettext_lazy("Whether it counts.")
    ),
)


class ReceiptsForm(forms.Form):
    """What the list is filtered by, under the names that the page's address has."""

    cerca = forms.CharField(
        label=gettext_lazy("Reference of the bank or of the loan"), max_length=60, required=False
    )
    stato = forms.ChoiceField(
        label=gettext_lazy("State"),
        choices=[("", gettext_lazy("All")), *ReceiptState.choices],
        required=False,
    )


class Receipts(RolesMixin):
    """The receipts of all loans, and the way to enter one by the loan's reference."""

    roles = (Role.FINANCE,)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show one page of the list; the reference of a loan leads to the receipt's own page."""
        loan = self._named(request.GET.get("prestito", ""))
        if loan is not None:
            step = reverse("step", args=["microcredit.loan", loan.pk, "receive"])
            return HttpResponseRedirect(step)
        form = ReceiptsForm(request.GET)
        chosen = form.cleaned_data if form.is_valid() else {}
        seen = Receipt.objects.visible_to(self.visitor.user, on=self.visitor.on)
        rows = kept(seen.select_related("loan"), chosen)
        page = paging.page_of(rows, orders=ORDERS, query=request.GET)
        context = {
            "form": form,
            "page": page,
            "receipts": _table(page.rows),
            "unknown": request.GET.get("prestito", ""),
            "offer": Offer("loan_receipts", {name: str(each) for name, each in chosen.items()}),
        }
        return render(request, "portal/loans/receipts.html", context)

    def _named(self, reference: str) -> Loan | None:
        rows = Loan.objects.visible_to(self.visitor.user, on=self.visitor.on)
        found: Loan | None = rows.filter(reference=reference.strip().upper()).first()
        return found


def kept(rows: QuerySet[Receipt], chosen: dict[str, Any]) -> QuerySet[Receipt]:
    """Keep the receipts that the filters name."""
    if chosen.get("stato"):
        rows = rows.filter(state=chosen["stato"])
    if chosen.get("cerca"):
        looked = chosen["cerca"].strip()
        rows = rows.filter(Q(reference=looked) | Q(loan__reference=looked.upper()))
    return rows


@export(
    "loan_receipts",
    title=gettext_lazy("Receipts of loans"),
    help=gettext_lazy("What came in for loans, the reversed receipts too; no names."),
    roles={str(Role.FINANCE)},
    columns=COLUMNS,
    form=ReceiptsForm,
)
def loan_receipts(params: Params) -> Table:
    """Return the receipts in the viewer's reach that the filters keep, oldest first."""
    return Table(
        title=_("Receipts of loans"),
        columns=COLUMNS,
        rows=_rows(params),
        filters=in_words(ReceiptsForm, params),
    )


def _rows(params: Params) -> Iterator[dict[str, Any]]:
    seen = params.visible(Receipt.objects).select_related("loan")
    for row in kept(seen, dict(params)).order_by("id").iterator():
        yield {
            "loan": row.loan.reference,
            "value_on": row.value_on,
            "booked_on": row.booked_on,
            "cents": row.cents,
            "payer": row.get_payer_display(),
            "reference": row.reference,
            "state": row.get_state_display(),
        }


def _table(rows: Any) -> Records:
    return Records(
        [
            Column(_("Loan"), is_title=True),
            Column(_("Value date"), Kind.DATE),
            Column(_("Entered on"), Kind.DATE),
            Column(_("Amount €"), Kind.MONEY),
            Column(_("Payer")),
            Column(_("Reference"), Kind.CODE),
            Column(_("State")),
        ],
        [
            Row(
                [
                    Cell(row.loan.reference, reverse("loan", args=[row.loan_id])),
                    row.value_on,
                    row.booked_on,
                    row.cents,
                    row.get_payer_display(),
                    row.reference,
                    Cell(badge=receipt_badge(row)),
                ]
            )
            for row in rows
        ],
        caption=_("Receipts of loans, newest first"),
        empty=EmptyState(_("No receipt here.")),
    )
