"""How a transfer is shown to both partners, and what its request asks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from lifecycle.models import Transfer
from lifecycle.procedures.base import Procedure
from lifecycle.procedures.transfer.money import moving
from portal import step_forms
from portal.components import Column, EmptyState, Kind, Records, Row
from portal.fields import DayField
from portal.forms import StepForm
from portal.procedures.registry import Block, present
from portal.visitors import Visitor
from programme.models import Partner


class Request(StepForm):
    """TR01: to which partner, and since when the person lives there."""

    to_partner = forms.ModelChoiceField(
        label=_("Office that follows you from now on"), queryset=Partner.objects.none()
    )
    moved_on = DayField(label=_("Moved on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the other partners of the operation."""
        super().__init__(*args, **kwargs)
        case = self.subject.root
        offered = cast("forms.ModelChoiceField[Partner]", self.fields["to_partner"])
        offered.queryset = (
            Partner.objects.filter(operation_partners__operation=case.operation_id)
            .exclude(pk=case.partner_id)
            .order_by("name")
        )

    def columns(self) -> dict[str, Any]:
        """Return the partner and the day."""
        return {name: self.cleaned_data[name] for name in ("to_partner", "moved_on")}

    def facts(self) -> dict[str, Any]:
        """Return nothing: what is asked are the row's own columns."""
        return {}


def money_of(procedure: Procedure, visitor: Visitor) -> Sequence[Block]:
    """Return what would go over, line by line, beside what the new partner has left."""
    if not isinstance(procedure, Transfer) or not procedure.is_open:
        return []
    rows = [
        Row([str(each.position.line), str(each.position.fund), each.cents, each.available])
        for each in moving(procedure)
    ]
    table = Records(
        [
            Column(_("Budget line"), is_title=True),
            Column(_("Fund")),
            Column(_("Goes over"), Kind.MONEY),
            Column(_("Left at the new partner"), Kind.MONEY),
        ],
        rows,
        caption=_("Reserved or committed, and not paid"),
        empty=EmptyState(_("Nothing is reserved or committed.")),
    )
    words = _("What was paid stays with the partner that paid it, with its claims and papers.")
    return [Block(title=_("Money that goes over"), records=table, words=words)]


def register_all() -> None:
    """Register the form and the table."""
    step_forms.register("lifecycle.transfer", "request", Request)
    present(Transfer, blocks=money_of)
