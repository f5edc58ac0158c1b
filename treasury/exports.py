"""The export of a batch: every payment with its outcome, payees by pseudonym."""

from __future__ import annotations

from collections.abc import Iterator

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.exports import Column, Kind, Params, Table, export
from people.roles import CONTROLLING, PAYING, Role
from treasury.models import Batch, PaymentLine
from treasury.states import LineState

COLUMNS = (
    Column(_("Identifier"), "end_to_end", Kind.CODE, _("End-to-end identifier of the payment.")),
    Column(_("Payee"), "payee_shown", Kind.TEXT, _("Pseudonym of a person, name of a provider.")),
    Column("IBAN", "iban_mask", Kind.TEXT, _("Country and last three signs.")),
    Column(_("Amount"), "cents", Kind.MONEY, _("Sum to be paid."), total=True),
    Column(
        _("State"), lambda line: line.get_state_display(), Kind.TEXT, _("Where it is."), key="state"
    ),
    Column(_("Sent on"), "sent_on", Kind.DATE, _("Day on which the batch went to the bank.")),
    Column(_("Value date"), "value_on", Kind.DATE, _("Day on which the bank paid.")),
    Column(_("Reference of the bank"), "bank_reference", Kind.CODE, _("As the bank wrote it.")),
    Column(_("Returned on"), "returned_on", Kind.DATE, _("Day on which the money came back.")),
    Column(_("Reason"), "reason", Kind.CODE, _("Why the payment does not go on.")),
    Column(
        _("Case"), lambda line: line.payable.root, Kind.CODE, _("Case that is paid."), key="case"
    ),
)


class BatchForm(forms.Form):
    """Asks which batch."""

    batch = forms.CharField(label=_("Reference of the batch"), max_length=20)


@export(
    "payments",
    title=_("Payments of a batch"),
    help=_("Every payment of a batch that was not excluded, with what the bank did."),
    roles={str(role) for role in (*PAYING, *CONTROLLING, Role.MANAGING_AUTHORITY, Role.AUDITOR)},
    columns=COLUMNS,
    form=BatchForm,
)
def payments(params: Params) -> Table:
    """Return the payments of a batch; Batch.DoesNotExist where the person may see no such batch."""
    batch = params.visible(Batch.objects).get(reference=params["batch"])
    return Table(
        title=_("Payments of a batch"),
        columns=COLUMNS,
        rows=_lines(batch),
        operation=batch.operation.title,
        cup=batch.operation.cup,
        filters={_("Batch"): batch.reference, _("Account"): batch.bank_account},
        totals={"cents": batch.progress.total_cents},
    )


def _lines(batch: Batch) -> Iterator[PaymentLine]:
    lines = batch.lines.as_system().exclude(state=LineState.EXCLUDED).order_by("id")
    related = ("payable", "account__participant", "provider")
    yield from lines.select_related(*related).iterator(chunk_size=2000)
