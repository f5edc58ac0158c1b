"""Amounts part by part: what is revoked or recovered of each payment of a case, in euro."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _

from audit.labels import split
from lifecycle.procedures.revocation.rows import Standing, standings
from portal.fields import AmountField
from portal.forms import StepForm
from portal.templatetags.percorsi import money
from programme.money import from_cents, to_cents


class AmountsForm(StepForm):
    """Adds a field for each part that holds money, and gives the rows that were filled."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Add the fields, in the order of the parts."""
        super().__init__(*args, **kwargs)
        self.standings = sorted(standings(self.subject.case_label), key=_order)
        for number, each in enumerate(self.standings):
            self.add_fields(number, each)
        self.order_fields([name for name in self.fields if name != "note"])

    def add_fields(self, number: int, standing: Standing) -> None:
        """Add the fields of one part; a subclass says which."""

    def add_amount(self, name: str, label: str, cents: int | None = None) -> None:
        """Add one amount, with what is written in it at first."""
        initial = from_cents(cents).amount if cents is not None else None
        self.fields[name] = AmountField(label=label, required=False, initial=initial)

    def cents(self, name: str) -> int:
        """Return what was written in a field, in cents; zero where nothing was."""
        written: Decimal | None = self.cleaned_data.get(name)
        return to_cents(written) if written else 0

    def facts(self) -> dict[str, Any]:
        """Return nothing but what the subclass tells."""
        return {}


def named(standing: Standing) -> str:
    """Return the name of a part, as its own machine calls it."""
    row = _part(standing)
    return str(row) if row is not None else standing.part


def _order(standing: Standing) -> tuple[str, str, str]:
    """Put the parts of one service together, from the first month to the last."""
    row = _part(standing)
    begun = getattr(row, "starts_on", None)
    return str(getattr(row, "line_id", "")), begun.isoformat() if begun else "", standing.part


def _part(standing: Standing) -> Any:
    model, pk = split(standing.part)
    return apps.get_model(model)._base_manager.filter(pk=pk).first()


def unpaid_label(standing: Standing) -> str:
    """Return the label of what is revoked of the commitment."""
    words = {"part": named(standing), "amount": money(standing.committed)}
    return _("%(part)s: revoke of the %(amount)s not yet paid") % words


def paid_label(standing: Standing) -> str:
    """Return the label of what is recovered of a payment."""
    words = {"part": named(standing), "amount": money(standing.paid + standing.claimed)}
    return _("%(part)s: recover of the %(amount)s paid") % words


def kept_label(standing: Standing) -> str:
    """Return the label of what is revoked of a payment without being asked back."""
    words = {"part": named(standing), "amount": money(standing.paid + standing.claimed)}
    return _("%(part)s: revoke, without recovering, of the %(amount)s paid") % words
