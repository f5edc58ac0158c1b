"""The statement: the sealed export of a transmitted claim (decisions 12)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounting.models import Movement
from audit.models import Event
from documents.exports import Params, Table, export
from expenditure import claim_exports, item_exports, trail_exports  # they register by import
from expenditure.checklist import items_of
from expenditure.examination import examine
from expenditure.models import Claim, Snapshot
from expenditure.models.rules import READERS
from expenditure.rules import objections
from expenditure.statement_rows import COLUMNS, Row, frozen_rows
from expenditure.states import TRANSMITTED

__all__ = ["StatementForm", "claim_exports", "item_exports", "statement", "trail_exports"]

NEEDED = ("evidence", "cup", "bank_reference", "paid_on", "value_on")
"""What no row of a statement can be without (DPR 22/2018 art. 2; L. 3/2003 art. 11)."""


class StatementForm(forms.Form):
    """Which claim: its reference, such as DDR-2026-000003."""

    claim = forms.CharField(label=gettext_lazy("Claim"), max_length=20)

    def clean_claim(self) -> str:
        """Return the reference as it is written."""
        return str(self.cleaned_data["claim"]).upper()


@export(
    "statement",
    title=gettext_lazy("Statement of expenditure"),
    help=gettext_lazy("The rows of one transmitted claim on one fund, as they were transmitted."),
    roles={str(role) for role in READERS},
    columns=COLUMNS,
    form=StatementForm,
)
def statement(params: Params) -> Table:
    """Return the rows of a claim as transmitted, whose sum the journal has to confirm.

    Raises ValidationError, with a sentence for each reason, when the claim is not there, is not
    transmitted, or has an item without evidence, CUP or payment.
    """
    claim = claim_asked(params)
    snapshot = Snapshot.objects.as_system().filter(claim=claim).first()
    if snapshot is None or claim.state not in TRANSMITTED:
        raise ValidationError(list(_not_yet(claim)))
    rows = list(frozen_rows(snapshot))
    lacking = [sentence for row in rows for sentence in _lacks(row)]
    if lacking:
        raise ValidationError(lacking)
    event = transmission(claim)
    return Table(
        title=_("Statement of expenditure %(claim)s") % {"claim": claim.reference},
        columns=COLUMNS,
        rows=rows,
        cut_off=event.at,
        period=(claim.period_start, claim.period_end),
        operation=f"{claim.operation.code} {claim.operation.title}",
        cup=claim.operation.cup,
        filters=_filters(claim),
        totals={"declared_cents": booked_cents(event)},
        notes=(_note(),),
    )


def claim_asked(params: Params) -> Claim:
    """Return the claim that is asked for, if the viewer may see it; ValidationError otherwise."""
    claims = params.visible(Claim.objects).select_related("operation", "partner", "fund")
    found: Claim | None = claims.filter(reference=params["claim"]).first()
    if found is None:
        raise ValidationError(_("There is no claim %(claim)s."), params={"claim": params["claim"]})
    return found


def transmission(claim: Claim) -> Event:
    """Return the event by which the claim was transmitted; its instant is the cut-off."""
    return Event.objects.get(stream=claim.label, subject=claim.label, action="transmit")


def booked_cents(event: Event) -> int:
    """Return what the journal has claimed by the transmission: CLM, less UCLM; in cents."""
    movements = Movement.objects.filter(
        entry__event_stream=event.stream,
        entry__event_seq=event.seq,
        entry__posting__in=("CLM", "UCLM"),
    )
    booked = movements.values_list("entry__posting", "cents")
    return sum(cents if posting == "CLM" else -cents for posting, cents in booked)


def _not_yet(claim: Claim) -> Iterator[str]:
    yield _("%(claim)s is not transmitted: it has no statement yet.") % {"claim": claim.reference}
    for objection in objections(examine(items_of(claim))):
        yield _("%(item)s: %(sentence)s") % {
            "item": objection.item,
            "sentence": objection.sentence,
        }


def _lacks(row: Row) -> Iterator[str]:
    headers = {column.name: column.header for column in COLUMNS}
    for key in NEEDED:
        if not row[key]:
            yield _("%(item)s has no %(what)s: it cannot be stated.") % {
                "item": row["item"],
                "what": headers[key],
            }


def _filters(claim: Claim) -> dict[Any, Any]:
    return {
        _("Claim"): claim.reference,
        _("Kind"): claim.get_kind_display(),
        _("Partner"): claim.partner.name,
        _("Fund"): claim.fund.name,
    }


def _note() -> str:
    return _(
        "Payments booked up to the last day of the period and recorded up to the cut-off; the "
        "person behind a pseudonym is known to the partner."
    )
