"""The forms of a business plan: a question, the budget, own resources, small aid had before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from stdnum.it import iva

from portal.fields import AmountField, DayField
from programme.money import from_cents, to_cents
from startup_grants.call_rules import CallRules
from startup_grants.plans import PlanContent

AIDS = 5
"""How many earlier aids there is room for on the page; more are told to the office."""

LONGEST = 6_000


class PlanForm(forms.Form):
    """One page of the plan: it begins with what is kept, and returns what is to be kept."""

    def __init__(self, *args: Any, rules: CallRules, content: PlanContent, **kwargs: Any) -> None:
        """Take the rules of the call, and what was written so far."""
        self.rules, self.content = rules, content
        super().__init__(*args, **kwargs)

    def written(self) -> PlanContent:
        """Return the plan with this page in it."""
        raise NotImplementedError


class AnswerForm(PlanForm):
    """One question of the call."""

    answer = forms.CharField(
        max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 10})
    )

    def __init__(self, *args: Any, code: str, **kwargs: Any) -> None:
        """Ask the question in the call's own words."""
        super().__init__(*args, **kwargs)
        self.code = code
        question = {each.code: each.question for each in self.rules.sections}[code]
        self.fields["answer"].label = question
        self.fields["answer"].initial = self.content.answers.get(code, "")

    def written(self) -> PlanContent:
        """Return the plan with the answer in it."""
        answers = {**self.content.answers, self.code: self.cleaned_data["answer"]}
        return replace(self.content, answers=answers)


class BudgetForm(PlanForm):
    """What is spent in each category of the call."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for an amount in each category, with its cap."""
        super().__init__(*args, **kwargs)
        kept: Counter[str] = Counter()
        for row in self.content.budget:
            kept[row["category"]] += row["cents"]
        for each in self.rules.categories:
            field = AmountField(label=each.title, required=False)
            if each.cap is not None:
                field.help_text = gettext("At most %(percent)s %% of the total.") % {
                    "percent": each.cap
                }
            field.initial = from_cents(kept[each.code]).amount if kept[each.code] else None
            self.fields[each.code] = field

    def written(self) -> PlanContent:
        """Return the plan with the budget in it."""
        told = [(each.code, self.cleaned_data[each.code]) for each in self.rules.categories]
        rows = [{"category": code, "cents": to_cents(amount)} for code, amount in told if amount]
        return replace(self.content, budget=rows)


class MeansForm(PlanForm):
    """What is paid from own resources, and which premiums are claimed."""

    own = AmountField(label=_("Paid from own resources (€)"), help_text=_("Write 0 for nothing."))
    premiums = forms.MultipleChoiceField(
        label=_("Premiums that you claim"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the premiums of the call."""
        super().__init__(*args, **kwargs)
        if self.content.own_cents is not None:
            self.fields["own"].initial = from_cents(self.content.own_cents).amount
        choices = [
            (name, f"{name} (+{points})") for name, points in self.rules.scheme.premiums.items()
        ]
        if not choices:
            del self.fields["premiums"]
            return
        self.fields["premiums"] = forms.MultipleChoiceField(
            label=_("Premiums that you claim"),
            required=False,
            choices=choices,
            initial=list(self.content.premiums),
            widget=forms.CheckboxSelectMultiple,
        )

    def written(self) -> PlanContent:
        """Return the plan with own resources and premiums in it."""
        own_cents = to_cents(self.cleaned_data["own"])
        premiums = list(self.cleaned_data.get("premiums", []))
        return replace(self.content, own_cents=own_cents, premiums=premiums)


class AidForm(PlanForm):
    """The declaration of small aid: who is one undertaking with the enterprise, and what it had."""

    members = forms.CharField(
        label=_("VAT numbers of enterprises that are one undertaking with yours"),
        required=False,
        help_text=_("Separated by spaces; leave it empty if there are none."),
    )
    complete = forms.BooleanField(
        label=_("I declare that the aid written here is all the small aid of the last three years.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Begin with what was declared."""
        super().__init__(*args, **kwargs)
        declared: Mapping[str, Any] = self.content.declared or {}
        self.fields["members"].initial = " ".join(declared.get("members", []))
        self.fields["complete"].initial = self.content.declared is not None
        rows = [*declared.get("aids", []), *({} for _row in range(AIDS))][:AIDS]
        for number, row in enumerate(rows, start=1):
            self._ask(number, row)
        self.order_fields(
            ["members", *(n for n in self.fields if n not in ("members", "complete"))]
        )

    def _ask(self, number: int, row: Mapping[str, Any]) -> None:
        cents = row.get("cents")
        self.fields[f"on_{number}"] = DayField(
            label=gettext("Aid %(number)s: granted on") % {"number": number},
            required=False,
            initial=row.get("granted_on"),
        )
        self.fields[f"cents_{number}"] = AmountField(
            label=gettext("Aid %(number)s: amount (€)") % {"number": number},
            required=False,
            initial=from_cents(cents).amount if cents else None,
        )
        self.fields[f"cor_{number}"] = forms.CharField(
            label=gettext("Aid %(number)s: COR") % {"number": number},
            required=False,
            max_length=15,
            initial=row.get("cor", ""),
        )

    def clean_members(self) -> list[str]:
        """Return the VAT numbers; ValidationError for one that does not exist."""
        found = sorted(set(self.cleaned_data["members"].replace(",", " ").split()))
        for number in found:
            if not iva.is_valid(number):
                raise ValidationError(
                    _("The VAT number %(number)s does not exist."), params={"number": number}
                )
        return found

    def clean(self) -> dict[str, Any]:
        """Refuse half an aid: day and amount belong together."""
        told = super().clean() or self.cleaned_data
        for number in range(1, AIDS + 1):
            if bool(told.get(f"on_{number}")) != bool(told.get(f"cents_{number}")):
                self.add_error(f"on_{number}", _("Write the day and the amount of an aid."))
        return told

    def written(self) -> PlanContent:
        """Return the plan with the declaration in it."""
        told = self.cleaned_data
        aids = [
            {
                "number": "",
                "granted_on": told[f"on_{number}"].isoformat(),
                "cents": to_cents(told[f"cents_{number}"]),
                "cor": told[f"cor_{number}"].strip(),
            }
            for number in range(1, AIDS + 1)
            if told.get(f"on_{number}")
        ]
        return replace(self.content, declared={"members": told["members"], "aids": aids})
