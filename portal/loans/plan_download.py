"""The repayment plan as a file, for its borrower and for the office, and the page that hands it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import clock
from documents import exports
from documents.exports import Column, Kind, Params, Table, export
from microcredit.models import Loan
from microcredit.standing import standing
from people.roles import CASE_READERS, Role
from portal.loans.own import OwnLoanMixin
from portal.reporting.downloads import Refused, attachment, made

COLUMNS = (
    Column(gettext_lazy("No."), "nr", Kind.INTEGER, gettext_lazy("Number of the instalment.")),
    Column(gettext_lazy("Due on"), "due_on", Kind.DATE, gettext_lazy("Day on which it is due.")),
    Column(
        gettext_lazy("Principal"), "principal", Kind.MONEY, gettext_lazy("Euro cents."), total=True
    ),
    Column(
        gettext_lazy("Interest"), "interest", Kind.MONEY, gettext_lazy("Euro cents."), total=True
    ),
    Column(gettext_lazy("Instalment"), "due", Kind.MONEY, gettext_lazy("Euro cents."), total=True),
    Column(
        gettext_lazy("Still owed"),
        "owed",
        Kind.MONEY,
        gettext_lazy("What of it is not paid yet, euro cents."),
        total=True,
    ),
    Column(gettext_lazy("State"), "state", Kind.TEXT, gettext_lazy("Where the instalment stands.")),
)


class PlanForm(forms.Form):
    """Whose plan it is."""

    prestito = forms.CharField(label=gettext_lazy("Loan"), max_length=26)


@export(
    "repayment_plan",
    title=gettext_lazy("Repayment plan"),
    help=gettext_lazy("The instalments of a loan, with what of each is still owed."),
    roles={str(role) for role in CASE_READERS} | {str(Role.PARTICIPANT)},
    columns=COLUMNS,
    form=PlanForm,
)
def repayment_plan(params: Params) -> Table:
    """Return the live plan of a loan in the viewer's reach; ObjectDoesNotExist otherwise."""
    loan: Loan = params.visible(Loan.objects).select_related("product").get(pk=params["prestito"])
    return Table(
        title=_("Repayment plan"),
        columns=COLUMNS,
        rows=list(_rows(loan)),
        filters={_("Loan"): loan.reference},
        cup=loan.operation.cup,
    )


def _rows(loan: Loan) -> Iterator[dict[str, Any]]:
    if loan.product is None:
        return
    for each in standing(loan, on=clock.today()).instalments:
        yield {
            "nr": each.row.nr,
            "due_on": each.row.due_on,
            "principal": each.row.principal,
            "interest": each.row.interest,
            "due": each.row.due,
            "owed": each.owed,
            "state": str(each.state.label),
        }


class OwnPlan(OwnLoanMixin):
    """Hands the plan of one's own loan over as a file."""

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Give the file in the format that was asked for, or say why there is none."""
        loan, plan = self.own_loan(pk), exports.get("repayment_plan")
        try:
            found = made(self.visitor, plan, request.POST.get("format", ""), {"prestito": loan.pk})
        except Refused:
            return render(request, "portal/loans/no_file.html", {"loan": loan}, status=422)
        return attachment(found)
