"""The page on which the control notes a finding on a transmitted item."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext_lazy

from expenditure.correction_facts import ErrorType
from expenditure.models import Correction, Item
from expenditure.states import FindingSource
from lifecycle import engine
from lifecycle.guards import Obstacle
from lifecycle.steps import Step, opening_of
from portal.fields import AmountField
from portal.forms import StepForm
from portal.keys import FormKeys
from portal.procedures.opening import Beginning
from portal.reporting.corrections import FINDERS
from portal.reporting.item_pages import item_or_404
from programme.money import to_cents


class Finding(StepForm):
    """E18: how much of the item is not to be claimed, found by whom, and why."""

    cents = AmountField(label=gettext_lazy("Not to be claimed, euro"))
    source = forms.ChoiceField(label=gettext_lazy("Found by"), choices=FindingSource.choices)
    error = forms.ChoiceField(label=gettext_lazy("Type of error"), choices=ErrorType.choices)
    act = forms.CharField(label=gettext_lazy("Act or report"), max_length=120)

    def columns(self) -> dict[str, Any]:
        """Return what the new correction says, the amount in cents."""
        told = {name: self.cleaned_data[name] for name in ("source", "error", "act")}
        return told | {"cents": to_cents(self.cleaned_data["cents"])}

    def facts(self) -> dict[str, Any]:
        """Return nothing: what is asked are the row's own columns."""
        return {}


class NoteFinding(Beginning):
    """Notes a finding on a transmitted item."""

    roles = FINDERS
    item: Item

    def find(self, **address: str) -> None:
        """Find the item."""
        self.item = item_or_404(self.visitor, address["pk"])
        self.case = self.item
        self.back = reverse("item", args=[self.item.pk])

    @property
    def step(self) -> Step:
        """Return how a correction begins."""
        return opening_of(Correction)

    def _begin(self, form: StepForm, keys: FormKeys) -> Any:
        return engine.begin(
            Correction,
            by=self.visitor.user,
            on=self.visitor.on,
            key=keys.key,
            note=form.cleaned_data.get("note", ""),
            item=self.item,
            **form.columns(),
        )

    def _form(self, *data: Any) -> StepForm:
        return Finding(*data, subject=Correction(item=self.item))

    def _obstacles(self) -> list[Obstacle]:
        row = Correction(item=self.item)
        found = engine.obstacles_to_begin(row, by=self.visitor.user, on=self.visitor.on)
        if any(obstacle.forbidden for obstacle in found):
            raise PermissionDenied(" ".join(obstacle.sentence for obstacle in found))
        return found
