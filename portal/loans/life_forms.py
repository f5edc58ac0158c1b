"""The forms of a loan in life: new plans, waivers, arrears, losses."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from microcredit.models import Relief
from microcredit.states import ReliefState
from portal import step_forms
from portal.fields import AmountField, DayField
from portal.forms import StepForm
from portal.loans.forms import WHY_REVERSED, Choices, InCents, Receive, SignPlan
from portal.templatetags.percorsi import day, money
from programme.money import to_cents

WHY_UNDONE: Choices = [("error_found", _("An error was found")), ("appeal", _("An appeal"))]
WHY_NOT: Choices = [
    ("not_needed", _("The person can pay")),
    ("no_proof", _("The reason is not shown")),
    ("not_bearable", _("It would not help")),
]


class PrepayPart(Receive):
    """L30: a receipt before its time, and what the person wants it for."""

    choice = forms.ChoiceField(
        label=_("What it is for"),
        choices=[
            ("shorter", _("Fewer instalments")),
            ("lower", _("Lower instalments")),
            ("all", _("End the loan")),
        ],
    )


class Examine(StepForm):
    """P-RES: what the household earns and spends now."""

    income_cents = AmountField(label=_("Income of a usual month (€)"))
    winter_income_cents = AmountField(label=_("Income of a winter month (€)"))
    spent_cents = AmountField(label=_("What a month costs (€)"))

    def facts(self) -> dict[str, Any]:
        """Return the facts, in cents."""
        return {name: to_cents(value) for name, value in super().facts().items()}


class Simulate(StepForm):
    """P-RES: what a variant asks for."""

    months = forms.IntegerField(label=_("Monthly instalments"), min_value=1, max_value=120)
    first_due = DayField(label=_("First instalment on"))
    arrears = forms.ChoiceField(
        label=_("Overdue interest and charges"),
        choices=[
            ("carry", _("Paid with the first instalment")),
            ("capitalise", _("Added to the principal")),
            ("waive", _("Waived")),
        ],
    )


class Choose(StepForm):
    """P-RES: which variant, from when."""

    variant = forms.TypedChoiceField(label=_("Variant"), coerce=int)
    effective_on = DayField(label=_("In effect from"))
    override = forms.BooleanField(
        label=_("Propose it although the budget does not bear the instalment"),
        required=False,
        help_text=_("Write the reasons in the note. Two people then have to approve."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the variants with what each asks for."""
        super().__init__(*args, **kwargs)
        self.offer(
            "variant",
            [
                (str(place), f"{place + 1} · {each['months']} × {money(each['largest'])}")
                for place, each in enumerate(self.subject.variants)
            ],
        )


class WaiveCharges(InCents):
    """L42: how much of what is waived; principal is not in the list."""

    part = forms.ChoiceField(
        label=_("What is waived"),
        choices=[
            ("interest", _("Interest")),
            ("default_interest", _("Default interest")),
            ("costs", _("Costs")),
        ],
    )
    cents = AmountField(label=_("Amount (€)"))


class Unwaive(StepForm):
    """L42: which waiver counts no more, and why."""

    relief = forms.ChoiceField(label=_("Waiver"))
    reason = forms.ChoiceField(label=_("Why"), choices=WHY_REVERSED[2:])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the waivers in force, newest first."""
        super().__init__(*args, **kwargs)
        rows = Relief.objects.as_system().filter(loan=self.subject, means="waived")
        found = rows.filter(state=ReliefState.GRANTED).order_by("-value_on", "-id")
        self.offer(
            "relief",
            [(row.pk, f"{day(row.value_on)} · {money(row.cents or 0)}") for row in found],
        )


class WhyUndone(StepForm):
    """Why something that was decided is undone."""

    reason = forms.ChoiceField(label=_("Why"), choices=WHY_UNDONE)


class WhyNot(StepForm):
    """Why a request is not granted."""

    reason = forms.ChoiceField(label=_("Why"), choices=WHY_NOT)


class FormalNotice(StepForm):
    """L34: when the borrower was contacted, and what was offered."""

    first = DayField(label=_("First contact on"))
    second = DayField(label=_("Second contact on"))
    offered = forms.BooleanField(label=_("A new plan, or a payment holiday, was offered."))

    def facts(self) -> dict[str, Any]:
        """Return the facts, the days as a list."""
        told = super().facts()
        days = [told.pop(name).isoformat() for name in ("first", "second")]
        return {**told, "contacts": days}


class StartRecovery(StepForm):
    """L37: what will hardly come back."""

    allowance_cents = AmountField(label=_("Set aside for the loss (€)"), required=False)

    def facts(self) -> dict[str, Any]:
        """Return the allowance in cents, zero where none is told."""
        told = super().facts().get("allowance_cents")
        return {"allowance_cents": to_cents(told) if told else 0}


class AgreeSettlement(InCents):
    """L39: for how much, by when."""

    cents = AmountField(label=_("Settled for (€)"))
    pay_by = DayField(label=_("To be paid by"))


class WriteOff(StepForm):
    """L40: why nothing more is expected."""

    why = forms.ChoiceField(
        label=_("Why"),
        choices=[
            ("attempts", _("Every attempt failed")),
            ("no_heirs", _("Died without heirs")),
            ("exdebitation", _("Debts cancelled by a judge")),
            ("costs", _("Recovery costs more than the claim")),
        ],
    )


class Death(StepForm):
    """L46: when, and who is asked."""

    died_on = DayField(label=_("Died on"))
    path = forms.ChoiceField(
        label=_("Who is asked"),
        choices=[
            ("heirs", _("The heirs")),
            ("insurance", _("An insurance")),
            ("guarantor", _("A guarantor")),
        ],
    )


FORMS: dict[str, type[StepForm]] = {
    "prepay_part": PrepayPart,
    "undo_rescheduling": WhyUndone,
    "formal_notice": FormalNotice,
    "start_recovery": StartRecovery,
    "agree_settlement": AgreeSettlement,
    "write_off": WriteOff,
    "late_recovery": Receive,
    "death": Death,
    "waive_charges": WaiveCharges,
    "unwaive": Unwaive,
}

PARTS: dict[tuple[str, str], type[StepForm]] = {
    ("holiday", "refuse"): WhyNot,
    ("rescheduling", "reject"): WhyNot,
    ("rescheduling", "examine"): Examine,
    ("rescheduling", "simulate"): Simulate,
    ("rescheduling", "choose"): Choose,
    ("rescheduling", "sign"): SignPlan,
}


def register_all() -> None:
    """Let the view of every step ask with these forms."""
    for command, form in FORMS.items():
        step_forms.register("microcredit.loan", command, form)
    for (part, command), form in PARTS.items():
        step_forms.register(f"microcredit.{part}", command, form)
