"""The forms of a grant's life after its start: final report, duties, guarantees, transfer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lifecycle.models import RecoveryReceipt
from portal import step_forms
from portal.fields import AmountField, DayField
from portal.forms import StepForm
from portal.grants.forms import Minutes
from portal.templatetags.percorsi import day, money
from programme.money import to_cents
from startup_grants.duty_guards import EXCUSES


class Registration(StepForm):
    """G18R: the code that the register gave."""

    cor = forms.CharField(label=_("COR of the national register of aid"), max_length=15)


class AcceptFinal(StepForm):
    """G29: whether the grant is in the sample of visits on the spot."""

    sampled = forms.BooleanField(
        label=_("The grant is in the sample of visits on the spot."), required=False
    )

    def facts(self) -> dict[str, Any]:
        """Return whether it is, also when it is not."""
        return {"sampled": bool(self.cleaned_data["sampled"])}


class SendBack(StepForm):
    """G30: how many days there are to complete the report."""

    days = forms.IntegerField(label=_("Days to complete it"), min_value=1, max_value=365)


class Close(StepForm):
    """G38: the register's code of the change of the aid."""

    covar = forms.CharField(label=_("COVAR of the national register of aid"), max_length=15)


class Transfer(StepForm):
    """G41: the enterprise that takes over."""

    number = forms.CharField(label=_("VAT number"), max_length=11)
    sector = forms.CharField(label=_("ATECO code"), max_length=8, help_text="47.11")
    place = forms.CharField(label=_("Municipality (ISTAT code)"), max_length=6)
    requirements = forms.BooleanField(label=_("It meets the requirements of the call."))
    debts_assumed = forms.BooleanField(label=_("It assumes the debts of the grant."))


class Declare(StepForm):
    """GY3: what the enterprise declares of the year."""

    still_active = forms.BooleanField(label=_("The enterprise is still active."), required=False)
    still_here = forms.BooleanField(
        label=_("The enterprise is still in the area of the call."), required=False
    )

    def facts(self) -> dict[str, Any]:
        """Return both answers, also a no."""
        return {name: bool(self.cleaned_data[name]) for name in ("still_active", "still_here")}


class Breach(StepForm):
    """GY5: the days on which the promise was not kept."""

    breach_from = DayField(label=_("Not kept from"))
    breach_to = DayField(
        label=_("Not kept until"),
        required=False,
        help_text=_("Leave it empty if it lasts to the end of the stability period."),
    )

    def facts(self) -> dict[str, Any]:
        """Return the days that were told."""
        return {name: told for name, told in super().facts().items() if told}


class Excuse(StepForm):
    """GY7: why a duty is excused."""

    reason = forms.ChoiceField(label=_("Why"), choices=list(EXCUSES.items()))


class GuaranteeAmount(StepForm):
    """GF8, GF9: the sum that the guarantee covers from now on, or that is called."""

    cents = AmountField(label=_("Amount (€)"))

    def facts(self) -> dict[str, Any]:
        """Return the amount in cents."""
        return {"cents": to_cents(super().facts()["cents"])}


class Collect(StepForm):
    """GF11: the receipt that the issuer's payment is."""

    receipt = forms.ChoiceField(
        label=_("Receipt"),
        help_text=_("Enter the payment as a receipt of the recovery first."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the receipts of the grant's recoveries."""
        super().__init__(*args, **kwargs)
        rows = RecoveryReceipt.objects.as_system().filter(case_label=self.subject.grant.label)
        self.offer(
            "receipt",
            [
                (row.label, f"{row.bank_reference} · {money(row.cents)} · {day(row.value_on)}")
                for row in rows.order_by("-id")
            ],
        )


class ScoreAgain(Minutes):
    """GP5: the points of the sitting for a variation, with its minutes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for each criterion of the call."""
        super().__init__(*args, **kwargs)
        for criterion in self.subject.grant.rules.scheme.criteria:
            self.fields[criterion.code] = forms.DecimalField(
                label=_("%(criterion)s, from 0 to %(largest)s")
                % {"criterion": criterion.code, "largest": criterion.largest},
                min_value=0,
                max_value=criterion.largest,
                max_digits=6,
                decimal_places=2,
            )

    def facts(self) -> dict[str, Any]:
        """Return the minutes, and the points by criterion as text."""
        criteria = self.subject.grant.rules.scheme.criteria
        points = {each.code: str(self.cleaned_data[each.code]) for each in criteria}
        return {"minutes": self.cleaned_data["minutes"], "points": points}


FORMS: dict[tuple[str, str], type[StepForm]] = {
    ("grant", "note_registration"): Registration,
    ("grant", "accept_final"): AcceptFinal,
    ("grant", "send_back"): SendBack,
    ("grant", "close"): Close,
    ("grant", "transfer_company"): Transfer,
    ("monitoringduty", "submit"): Declare,
    ("monitoringduty", "find_breach"): Breach,
    ("monitoringduty", "excuse"): Excuse,
    ("fideiussione", "reduce"): GuaranteeAmount,
    ("fideiussione", "call"): GuaranteeAmount,
    ("fideiussione", "collect"): Collect,
    ("businessplan", "score_again"): ScoreAgain,
}


def register_all() -> None:
    """Let the view of every step ask with these forms."""
    for (model, command), form in FORMS.items():
        step_forms.register(f"startup_grants.{model}", command, form)
