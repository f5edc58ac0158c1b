"""What the steps of a revocation ask: the cause, and amounts part by part."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lifecycle.procedures.revocation.facts import Cause
from lifecycle.procedures.revocation.rows import Standing
from portal import step_forms
from portal.procedures.forms_amounts import AmountsForm, kept_label, paid_label, unpaid_label

WHOLE = "whole"


class _Rows(AmountsForm):
    """Asks, for each part, what is revoked in each of the three ways."""

    def add_fields(self, number: int, standing: Standing) -> None:
        """Add what is not paid, and what was paid, as far as there is any."""
        told = {(row.part, row.position): row for row in self.subject.revoked}
        row = told.get((standing.part, standing.position))
        if standing.committed:
            self.add_amount(f"unpaid_{number}", unpaid_label(standing), row.unpaid if row else None)
        if standing.paid + standing.claimed:
            self.add_amount(f"recover_{number}", paid_label(standing), row.recover if row else None)
            self.add_amount(f"kept_{number}", kept_label(standing), row.kept if row else None)

    def rows(self) -> list[dict[str, Any]]:
        """Return a row for each part of which something is revoked."""
        found = [
            {
                "part": each.part,
                "position": each.position,
                **{name: self.cents(f"{name}_{number}") for name in ("unpaid", "recover", "kept")},
            }
            for number, each in enumerate(self.standings)
        ]
        return [row for row in found if row["unpaid"] or row["recover"] or row["kept"]]


class Propose(_Rows):
    """RV01: why, and whether everything, or which amounts."""

    cause = forms.ChoiceField(label=_("Cause"), choices=Cause)
    extent = forms.ChoiceField(
        label=_("How much"),
        choices=[
            (WHOLE, _("The whole grant: the amounts are those of the books")),
            ("part", _("A part: the amounts below")),
        ],
        widget=forms.RadioSelect,
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a part without any amount."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("extent") == "part" and not self.rows():
            self.add_error("extent", _("Write how much of which payment is revoked."))
        return cleaned

    def columns(self) -> dict[str, Any]:
        """Return cause, extent and rows."""
        total = self.cleaned_data["extent"] == WHOLE
        rows = [] if total else self.rows()
        return {"cause": self.cleaned_data["cause"], "total": total, "rows": rows}


class Adjust(_Rows):
    """RV02: other amounts than the books', with the reason in the note."""

    def facts(self) -> dict[str, Any]:
        """Return the rows as they are to be."""
        return {"rows": self.rows()}


def register_all() -> None:
    """Register the forms of a revocation."""
    step_forms.register("lifecycle.revocation", "propose", Propose)
    step_forms.register("lifecycle.revocation", "adjust", Adjust)
