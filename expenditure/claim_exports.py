"""The list of claims as filtered on the page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.exports import Column, Kind, Params, Table, export
from expenditure.models import Claim
from expenditure.models.rules import READERS
from expenditure.states import TRANSMITTED, ClaimState
from programme.models import Fund, Operation, Partner

COLUMNS = (
    Column(gettext_lazy("Claim"), "reference", Kind.CODE),
    Column(gettext_lazy("State"), "state", Kind.CODE),
    Column(gettext_lazy("Kind"), "kind", Kind.CODE),
    Column(
        gettext_lazy("Operation"), lambda claim: claim.operation.code, Kind.CODE, key="operation"
    ),
    Column(gettext_lazy("Partner"), lambda claim: claim.partner.code, Kind.CODE, key="partner"),
    Column(gettext_lazy("Fund"), lambda claim: claim.fund.code, Kind.CODE, key="fund"),
    Column(gettext_lazy("From"), "period_start", Kind.DATE),
    Column(gettext_lazy("To"), "period_end", Kind.DATE),
    Column(gettext_lazy("Transmitted on"), "transmitted_on", Kind.DATE),
    Column(gettext_lazy("Rows"), "row_count", Kind.INTEGER),
    Column(gettext_lazy("Hash of the rows"), "rows_hash", Kind.CODE),
    Column(gettext_lazy("Declared"), "declared_cents", Kind.MONEY, total=True),
)


class ClaimsForm(forms.Form):
    """What the list is filtered by; empty fields do not filter."""

    state = forms.ChoiceField(
        label=gettext_lazy("State"), choices=[("", "–"), *ClaimState.choices], required=False
    )
    operation = forms.ModelChoiceField(
        Operation.objects.all(),
        label=gettext_lazy("Operation"),
        to_field_name="code",
        required=False,
    )
    partner = forms.ModelChoiceField(
        Partner.objects.all(), label=gettext_lazy("Partner"), to_field_name="code", required=False
    )
    fund = forms.ModelChoiceField(
        Fund.objects.all(), label=gettext_lazy("Fund"), to_field_name="code", required=False
    )
    transmitted = forms.BooleanField(label=gettext_lazy("Transmitted only"), required=False)


@export(
    "claims",
    title=gettext_lazy("Claims"),
    help=gettext_lazy("The claims as filtered, with their periods, rows and sums."),
    roles={str(role) for role in READERS},
    columns=COLUMNS,
    form=ClaimsForm,
)
def claims(params: Params) -> Table:
    """Return the claims that the viewer may see and the filters keep, by reference."""
    rows = params.visible(Claim.objects).select_related("operation", "partner", "fund")
    for name in ("state", "operation", "partner", "fund"):
        if params[name]:
            rows = rows.filter(**{name: params[name]})
    if params["transmitted"]:
        rows = rows.filter(state__in=TRANSMITTED)
    return Table(
        title=_("Claims"),
        columns=COLUMNS,
        rows=rows.order_by("reference").iterator(chunk_size=2000),
        filters=_in_words(params),
    )


def _in_words(params: Params) -> dict[Any, Any]:
    fields = ClaimsForm.base_fields
    return {
        str(field.label): _("yes") if params[name] is True else str(params[name])
        for name, field in fields.items()
        if params[name]
    }
