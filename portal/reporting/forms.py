"""The forms of claims and items: which claim to open, what a document says, why a step back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.forms import ModelChoiceField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from expenditure.models import Claim, Correction, Item
from expenditure.states import ClaimKind, ClaimState
from portal import step_forms
from portal.fields import AmountField, DayField
from portal.forms import StepForm
from portal.templatetags.percorsi import day
from programme.models import Fund, Operation, Partner
from programme.money import from_cents, to_cents

Choices = list[tuple[str, str | Promise]]

CANCELLED: Choices = [
    ("entered_twice", _("It was entered twice")),
    ("declared_elsewhere", _("It is declared in another project")),
    ("not_eligible", _("It is not eligible")),
    ("paid_by_mistake", _("It was paid by mistake")),
]
OVERTURNED: Choices = [
    ("in_order", _("The expenditure is in order")),
    ("papers_supplied", _("What was missing was supplied")),
    ("appeal_upheld", _("An appeal was upheld")),
    ("wrong_item", _("Another item was meant")),
]
AMOUNTS = ("document_cents", "share_cents", "declared_cents")


class BeginClaim(forms.Form):
    """C01: whose expenditure, of which fund and period."""

    operation = forms.ModelChoiceField(Operation.objects.order_by("code"), label=_("Operation"))
    partner = forms.ModelChoiceField(Partner.objects.order_by("code"), label=_("Partner"))
    fund = forms.ModelChoiceField(Fund.objects.order_by("code"), label=_("Fund"))
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=ClaimKind.choices,
        help_text=_("A nil claim declares that nothing was spent in the period."),
    )
    period_start = DayField(label=_("First day of the period"))
    period_end = DayField(label=_("Last day of the period"))

    def __init__(self, *args: Any, partners: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Offer the partners of the officer's mandates; None offers all."""
        super().__init__(*args, **kwargs)
        if partners is not None:
            field = cast("ModelChoiceField[Partner]", self.fields["partner"])
            field.queryset = Partner.objects.filter(pk__in=partners).order_by("code")


class Complete(StepForm):
    """E02: what the document says, as it was harvested, to be corrected where it is wrong."""

    document_ref = forms.CharField(
        label=_("Number of the document"), max_length=120, required=False
    )
    document_on = DayField(label=_("Date of the document"), required=False)
    document_cents = AmountField(label=_("Amount of the document, euro"), required=False)
    share_cents = AmountField(label=_("Share of this operation, euro"), required=False)
    declared_cents = AmountField(label=_("To be declared, euro"), required=False)
    cup = forms.CharField(label=_("CUP on the document"), max_length=15, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Begin with what the item says already."""
        super().__init__(*args, **kwargs)
        item: Item = self.subject
        for name in self.fields:
            known = getattr(item, name, None)
            if name in AMOUNTS and isinstance(known, int):
                known = from_cents(known).amount
            self.initial[name] = known

    def facts(self) -> dict[str, Any]:
        """Return what differs from what the item says, amounts in cents."""
        told = super().facts()
        for name in AMOUNTS:
            if name in told:
                told[name] = to_cents(told[name])
        return {name: value for name, value in told.items() if value != getattr(self.subject, name)}


class CancelItem(StepForm):
    """E04: why an item is given up."""

    reason = forms.ChoiceField(label=_("Why"), choices=CANCELLED)


class WhyNot(StepForm):
    """E18D, E25: why a finding does not hold."""

    reason = forms.ChoiceField(label=_("Why"), choices=OVERTURNED)


class Include(StepForm):
    """E05: the claim in preparation that takes the item."""

    claim = forms.ChoiceField(label=_("Claim"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the drafts of the item's own operation, partner and fund."""
        super().__init__(*args, **kwargs)
        self.offer("claim", [(claim.pk, _in_words(claim)) for claim in drafts_for(self.subject)])


def drafts_for(item: Item | Correction) -> list[Claim]:
    """Return the claims in preparation that could take the item or the correction."""
    rows = Claim.objects.as_system().filter(
        operation=item.operation_id,
        partner=item.partner_id,
        fund=item.fund_id,
        state=ClaimState.DRAFT,
    )
    return list(rows.order_by("-id"))


FORMS: dict[tuple[str, str], type[StepForm]] = {
    ("expenditure.item", "complete"): Complete,
    ("expenditure.item", "cancel"): CancelItem,
    ("expenditure.item", "include"): Include,
    ("expenditure.correction", "deduct"): Include,
    ("expenditure.correction", "claim_again"): Include,
    ("expenditure.correction", "drop"): WhyNot,
    ("expenditure.correction", "overturn"): WhyNot,
    ("expenditure.correction", "reinstate"): WhyNot,
}


def register_all() -> None:
    """Let the view of every step ask with these forms."""
    for (model, command), form in FORMS.items():
        step_forms.register(model, command, form)


def _in_words(claim: Claim) -> str:
    return f"{claim.reference} · {day(claim.period_start)} – {day(claim.period_end)}"
