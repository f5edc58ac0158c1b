"""The list of expenditure items as filtered on the page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.exports import Column, Kind, Params, Table, export
from documents.tables import Text
from expenditure.models import Item
from expenditure.models.rules import READERS
from expenditure.states import ItemState
from programme.models import Fund, Operation, Partner

COLUMNS = (
    Column(gettext_lazy("Item"), "reference", Kind.CODE),
    Column(
        gettext_lazy("State"),
        "state",
        Kind.CODE,
        gettext_lazy("draft, ready, declared or cancelled"),
    ),
    Column(gettext_lazy("Operation"), lambda item: item.operation.code, Kind.CODE, key="operation"),
    Column(gettext_lazy("Partner"), lambda item: item.partner.code, Kind.CODE, key="partner"),
    Column(gettext_lazy("Fund"), lambda item: item.fund.code, Kind.CODE, key="fund"),
    Column(gettext_lazy("Budget line"), lambda item: item.line.code, Kind.CODE, key="line"),
    Column(gettext_lazy("Document"), "document_ref", Kind.CODE),
    Column(gettext_lazy("Dated"), "document_on", Kind.DATE),
    Column(gettext_lazy("Paid on"), "paid_on", Kind.DATE),
    Column(gettext_lazy("Bank reference"), "bank_reference", Kind.CODE),
    Column(
        gettext_lazy("Claim"),
        lambda item: item.claim.reference if item.claim else None,
        Kind.CODE,
        key="claim",
    ),
    Column(gettext_lazy("Row"), "row_number", Kind.INTEGER),
    Column(gettext_lazy("Declared"), "declared_cents", Kind.MONEY, total=True),
)


class ItemsForm(forms.Form):
    """What the list is filtered by; empty fields do not filter."""

    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        choices=[("", gettext_lazy("All")), *ItemState.choices],
        required=False,
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
    claim = forms.CharField(label=gettext_lazy("Claim"), max_length=20, required=False)


@export(
    "expenditure_items",
    title=gettext_lazy("Expenditure items"),
    help=gettext_lazy("The expenditure items as filtered, in whatever state."),
    roles={str(role) for role in READERS},
    columns=COLUMNS,
    form=ItemsForm,
)
def expenditure_items(params: Params) -> Table:
    """Return the items that the viewer may see and the filters keep, by reference."""
    return Table(
        title=_("Expenditure items"),
        columns=COLUMNS,
        rows=filtered(params).iterator(chunk_size=2000),
        filters=filters_in_words(params),
    )


def filtered(params: Params) -> Any:
    """Return the items that the viewer may see and the filters keep."""
    rows = params.visible(Item.objects).select_related(
        "operation", "partner", "fund", "line", "category", "claim"
    )
    for name in ("state", "operation", "partner", "fund"):
        if params[name]:
            rows = rows.filter(**{name: params[name]})
    if params["claim"]:
        rows = rows.filter(claim__reference=params["claim"].upper())
    return rows.order_by("reference")


def filters_in_words(params: Params) -> dict[Text, Text]:
    """Return the filters for the cover; those that do not filter are left out."""
    labels = {name: str(field.label) for name, field in ItemsForm.base_fields.items()}
    return {labels[name]: str(params[name]) for name in labels if params[name]}
