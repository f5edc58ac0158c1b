"""What the steps of a recovery ask: payments to recover, money that came in, set-offs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounting.models import Payable
from documents.models import Evidence
from lifecycle.models import Recovery, RecoveryReceipt
from lifecycle.procedures.base import Procedure
from lifecycle.procedures.recovery.facts import Origin
from lifecycle.procedures.revocation.rows import Standing
from portal import step_forms
from portal.components import Fact
from portal.fields import AmountField, DayField
from portal.forms import StepForm
from portal.procedures.forms_amounts import AmountsForm, paid_label
from portal.procedures.registry import Child, present
from portal.templatetags.percorsi import day, money
from programme.money import to_cents


class Open(AmountsForm):
    """RC01: why, and how much of which payment."""

    origin = forms.ChoiceField(label=_("Origin"), choices=Origin)

    def add_fields(self, number: int, standing: Standing) -> None:
        """Add what was paid, as far as there is any."""
        if standing.paid:
            self.add_amount(f"recover_{number}", paid_label(standing))

    def columns(self) -> dict[str, Any]:
        """Return the origin, and a row for each payment of which something is recovered."""
        rows = [
            {"part": each.part, "position": each.position, "cents": cents}
            for number, each in enumerate(self.standings)
            if (cents := self.cents(f"recover_{number}"))
        ]
        return {"origin": self.cleaned_data["origin"], "rows": rows}


class Demand(StepForm):
    """RC02: how many days the person has."""

    days = forms.TypedChoiceField(
        label=_("Days to pay"), choices=[(30, "30"), (60, "60")], coerce=int
    )


class Enter(StepForm):
    """RX01: what the bank received."""

    cents = AmountField(label=_("Received"))
    bank_reference = forms.CharField(label=_("Bank reference"), max_length=60)
    value_on = DayField(label=_("Value date"))

    def columns(self) -> dict[str, Any]:
        """Return what came in, with its reference and value date."""
        told = self.cleaned_data
        return {
            "cents": to_cents(told["cents"]),
            "bank_reference": told["bank_reference"],
            "value_on": told["value_on"],
        }

    def facts(self) -> dict[str, Any]:
        """Return nothing: what came in are the row's own columns."""
        return {}


class SetOff(StepForm):
    """RC10: which payment settles how much of the debt, and why that is allowed."""

    payable = forms.ChoiceField(label=_("Payment"))
    cents = AmountField(label=_("Amount"))
    basis = forms.ChoiceField(
        label=_("Allowed by"), choices=[("consent", _("Consent")), ("law", _("Law"))]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the payments of the case that are still due."""
        super().__init__(*args, **kwargs)
        due = Payable.objects.filter(
            root=self.subject.case_label, live=True, paid_on__isnull=True
        ).order_by("created_on", "id")
        self.offer(
            "payable",
            [(each.pk, f"{day(each.created_on)} · {money(each.due_cents)}") for each in due],
        )

    def facts(self) -> dict[str, Any]:
        """Return the amount in cents."""
        told = super().facts()
        return told | {"cents": to_cents(told["cents"])} if "cents" in told else told


class GiveUp(StepForm):
    """RC16: the dossier of what was tried."""

    dossier = forms.ChoiceField(label=_("Dossier of the attempts"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the documents that are kept for this recovery."""
        super().__init__(*args, **kwargs)
        kept = Evidence.objects.as_system().filter(subject=self.subject.label).order_by("id")
        self.offer(
            "dossier",
            [(f"documents.evidence:{each.pk}", f"{each.kind} · {each.pk}") for each in kept],
        )


def facts_of(procedure: Procedure) -> list[Fact]:
    """Return what is open, and the instalments with what has come in."""
    if not isinstance(procedure, Recovery):
        return []
    found = [Fact(_("Still to come in"), str(money(procedure.open_cents)))]
    for each in procedure.plan():
        words = _("%(paid)s of %(amount)s by %(day)s") % {
            "paid": money(each.paid),
            "amount": money(each.cents),
            "day": day(each.due_on),
        }
        found.append(Fact(_("Instalment %(number)s") % {"number": each.number}, words))
    return found


def register_all() -> None:
    """Register the forms of a recovery and of its receipts, and how it is shown."""
    model = "lifecycle.recovery"
    for command, form in (("open", Open), ("demand", Demand), ("set_off", SetOff)):
        step_forms.register(model, command, form)
    step_forms.register(model, "give_up", GiveUp)
    step_forms.register("lifecycle.recoveryreceipt", "enter", Enter)
    present(Recovery, facts=facts_of, children=[Child(RecoveryReceipt, "recovery")])
