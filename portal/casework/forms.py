"""The forms that ask for the facts of the dote's steps."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audit.labels import label
from documents import evidence
from dote.guards import OUTCOMES
from dote.models import PricedPlan
from dote.models.offer import PaymentRule
from people.models import User
from people.roles import STAFF
from portal import step_forms
from portal.fields import AmountField
from portal.forms import StepForm
from portal.templatetags.percorsi import day
from programme.money import to_cents

Choices = list[tuple[str, str | Promise]]

OUTCOME_WORDS: dict[str, Promise] = {
    "employment": _("In employment"),
    "training": _("In education or training"),
    "other_project": _("Goes on in another project"),
    "left_early": _("Left early"),
}
BACK: Choices = [
    ("evidence_unreadable", _("The register or receipt cannot be read")),
    ("evidence_of_another_month", _("The register or receipt is of another month")),
    ("days_do_not_match", _("Declared days and register do not match")),
    ("signature_missing", _("A signature is missing")),
]
TAKEN_BACK: Choices = [
    ("amount_wrong", _("The amount is wrong")),
    ("evidence_withdrawn", _("The register or receipt was withdrawn")),
    ("payee_wrong", _("The payee is wrong")),
]


EMPTY = _("Leave it empty to recognise what was declared.")
SUMS = ("hours", "cents")
ASKED: dict[PaymentRule, tuple[str, ...]] = {
    PaymentRule.ATTENDANCE: ("expected", "days"),
    PaymentRule.HOURS: ("hours",),
    PaymentRule.RECEIPT: ("cents",),
    PaymentRule.RESULT: (),
    PaymentRule.FIXED: (),
}
"""What is told of a month beside its paper, by the rule of payment."""
FOUND: dict[PaymentRule, tuple[str, ...]] = {
    PaymentRule.ATTENDANCE: ("days",),
    PaymentRule.HOURS: ("hours",),
    PaymentRule.RECEIPT: ("cents",),
    PaymentRule.RESULT: ("achieved",),
    PaymentRule.FIXED: ("achieved",),
}
"""What the officer says when checking a month."""


class TakeCharge(StepForm):
    """D05: the officer declares to be free of conflicts."""

    no_conflict = forms.BooleanField(
        label=_("I have no conflict of interest in this case."),
        help_text=_(
            "Law 241/1990, article 6-bis: relatives, friends, business, a case you worked on. "
            "If you are not sure, leave the file to another officer."
        ),
    )


class DeclareEligible(StepForm):
    """D11: each point of the call's checklist, one tick each."""

    checklist = forms.MultipleChoiceField(
        label=_("Confirm each point"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick each point that you have confirmed.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the points of the call."""
        super().__init__(*args, **kwargs)
        points = self.subject.call.checklist.all()
        self.offer("checklist", [(each.code, each.question) for each in points])

    def facts(self) -> dict[str, Any]:
        """Return the confirmed points, also when there are none."""
        return {"checklist": self.cleaned_data["checklist"]}


class Award(StepForm):
    """D16: which plan is awarded, and that eligibility holds today."""

    plan = forms.ModelChoiceField(queryset=PricedPlan.objects.none(), widget=forms.HiddenInput)
    rechecked = forms.BooleanField(
        label=_("I checked today that the person is still eligible."),
        help_text=_("Permit, target group, no other support for the same days."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Award the latest plan: the page shows it, the guard asks again."""
        super().__init__(*args, **kwargs)
        plans = self.subject.plans.as_system()
        cast("forms.ModelChoiceField[PricedPlan]", self.fields["plan"]).queryset = plans
        self.fields["plan"].initial = plans.order_by("-number").first()

    def facts(self) -> dict[str, Any]:
        """Return the plan's identifier and the confirmation."""
        return {"plan": self.cleaned_data["plan"].pk, "rechecked": self.cleaned_data["rechecked"]}


class Sign(StepForm):
    """D17: how the pact was signed, and who saw it."""

    means = forms.ChoiceField(
        label=_("How it was signed"),
        choices=[
            ("pen", _("With a pen, at the desk")),
            ("mark", _("With a mark, before a witness")),
            ("mediator", _("With a mediator beside")),
        ],
    )
    witness = forms.ChoiceField(
        label=_("Witness"),
        required=False,
        help_text=_("At the desk somebody other than you has seen the signature."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the colleagues of the partner as witnesses."""
        super().__init__(*args, **kwargs)
        colleagues = User.objects.filter(
            mandates__partner=self.subject.partner_id, mandates__role__in=STAFF, is_active=True
        ).distinct()
        choices = [(f"people.user:{user.pk}", user.name) for user in colleagues.order_by("name")]
        self.offer("witness", [("", "–"), *choices])


class Complete(StepForm):
    """D23: how the path ended."""

    outcome = forms.ChoiceField(
        label=_("How the path ended"),
        choices=[(code, OUTCOME_WORDS[code]) for code in OUTCOMES],
        widget=forms.RadioSelect,
    )


class SendBack(StepForm):
    """DM3: why the month goes back."""

    reason = forms.ChoiceField(label=_("Why"), choices=BACK)


class TakeBack(StepForm):
    """DM9: why a clearance is taken back."""

    reason = forms.ChoiceField(label=_("Why"), choices=TAKEN_BACK)


class Report(StepForm):
    """DM2: days, hours or the sum paid, with the register, receipt or proof."""

    evidence = forms.ChoiceField(
        label=_("Register or receipt"),
        help_text=_("Attach the file to this month first, if it is not in the list."),
    )
    expected = forms.IntegerField(
        label=_("Expected days"), min_value=1, max_value=31, required=False
    )
    days = forms.MultipleChoiceField(
        label=_("Days attended"), widget=forms.CheckboxSelectMultiple, required=False
    )
    hours = forms.DecimalField(
        label=_("Hours on the register"), max_digits=6, decimal_places=2, required=False
    )
    cents = AmountField(label=_("Amount paid (€)"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask only what the rule of the service wants."""
        super().__init__(*args, **kwargs)
        month = self.subject
        kept = evidence.about(month.label).order_by("-id")
        self.offer("evidence", [(label(row), _evidence(row)) for row in kept])
        _keep_only(self, ASKED[month.line.offer.payment_rule], of=("expected", "days", *SUMS))
        if "days" in self.fields:
            self.offer("days", _calendar(month))

    def facts(self) -> dict[str, Any]:
        """Return the facts with the sum in cents; no attended day is a fact too."""
        return _in_cents(super().facts())


class CheckMonth(StepForm):
    """DM4: how much of what was declared is recognised."""

    days = forms.IntegerField(
        label=_("Recognised days"), min_value=0, max_value=31, required=False, help_text=EMPTY
    )
    hours = forms.DecimalField(
        label=_("Recognised hours"),
        min_value=0,
        max_digits=6,
        decimal_places=2,
        required=False,
        help_text=EMPTY,
    )
    cents = AmountField(label=_("Amount proven (€)"), required=False, help_text=EMPTY)
    achieved = forms.TypedChoiceField(
        label=_("Was it achieved?"),
        choices=[("yes", _("Yes, it is proven")), ("no", _("No"))],
        coerce=lambda word: word == "yes",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask by the rule under which the service is paid."""
        super().__init__(*args, **kwargs)
        _keep_only(
            self, FOUND[self.subject.line.offer.payment_rule], of=("days", *SUMS, "achieved")
        )

    def facts(self) -> dict[str, Any]:
        """Return the facts with the sum in cents."""
        return _in_cents(super().facts())


FORMS: dict[tuple[str, str], type[StepForm]] = {
    ("dote.dote", "take_charge"): TakeCharge,
    ("dote.dote", "declare_eligible"): DeclareEligible,
    ("dote.dote", "award"): Award,
    ("dote.dote", "sign"): Sign,
    ("dote.dote", "complete"): Complete,
    ("dote.month", "report"): Report,
    ("dote.month", "send_back"): SendBack,
    ("dote.month", "check_month"): CheckMonth,
    ("dote.month", "take_back"): TakeBack,
}


def register_all() -> None:
    """Let the view of every step ask with these forms."""
    for (model, command), form in FORMS.items():
        step_forms.register(model, command, form)


def _keep_only(form: StepForm, wanted: tuple[str, ...], *, of: tuple[str, ...]) -> None:
    for name in of:
        if name not in wanted:
            del form.fields[name]


def _in_cents(told: dict[str, Any]) -> dict[str, Any]:
    return told | ({"cents": to_cents(told["cents"])} if "cents" in told else {})


def _calendar(month: Any) -> Choices:
    length = (month.ends_on - month.starts_on).days + 1
    days = [month.starts_on + timedelta(days=each) for each in range(length)]
    return [(each.isoformat(), day(each)) for each in days]


def _evidence(row: Any) -> str:
    return f"{evidence.name(row)} · {day(row.kept_on)}"
