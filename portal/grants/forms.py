"""The forms that ask for the facts of the steps of grants, sheets, tranches and expenses."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.labels import label
from documents import evidence
from portal import step_forms
from portal.fields import AmountField, DayField
from portal.forms import StepForm
from portal.templatetags.percorsi import day
from programme.money import to_cents
from startup_grants.evaluation_guards import MINUTES
from startup_grants.expense_guards import TYPOLOGIES


class TakeCharge(StepForm):
    """G05: the officer declares to be free of conflicts."""

    no_conflict = forms.BooleanField(label=_("I have no conflict of interest in this case."))


class Admit(StepForm):
    """G11: each formal requirement of the call, one tick each."""

    checklist = forms.MultipleChoiceField(
        label=_("Confirm each point"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the requirements of the call."""
        super().__init__(*args, **kwargs)
        points = self.subject.rules.checklist
        self.offer("checklist", [(point.code, point.question) for point in points])

    def facts(self) -> dict[str, Any]:
        """Return the confirmed points, also when there are none."""
        return {"checklist": self.cleaned_data["checklist"]}


class Refuse(StepForm):
    """G10: which requirement is missing."""

    points = forms.MultipleChoiceField(
        label=_("What is missing"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the requirements of the call."""
        super().__init__(*args, **kwargs)
        points = self.subject.rules.checklist
        self.offer("points", [(point.code, point.question) for point in points])


class Minutes(StepForm):
    """G12, G13: the signed minutes of the sitting."""

    minutes = forms.ChoiceField(
        label=_("Minutes of the sitting"),
        help_text=_("Attach the signed minutes to the call first, if they are not in the list."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the minutes that are kept with the call."""
        super().__init__(*args, **kwargs)
        grant = getattr(self.subject, "grant", self.subject)
        kept = evidence.about(grant.version.grant_call.label).filter(kind=MINUTES)
        rows = kept.order_by("-id")
        self.offer(
            "minutes", [(label(row), f"{evidence.name(row)} · {day(row.kept_on)}") for row in rows]
        )


class Enterprise(StepForm):
    """G18E: the enterprise that was set up."""

    number = forms.CharField(label=_("VAT number"), max_length=11)
    sector = forms.CharField(label=_("ATECO code"), max_length=8, help_text="47.11")
    place = forms.CharField(label=_("Municipality (ISTAT code)"), max_length=6)
    founded_on = DayField(label=_("Founded on"))
    year_end = forms.CharField(
        label=_("End of the fiscal year (month-day)"), max_length=5, initial="12-31"
    )


class Award(StepForm):
    """G19: what is granted, with its codes."""

    cents = AmountField(label=_("Granted (€)"))
    cor = forms.CharField(label=_("COR of the national register of aid"), max_length=15)
    cup = forms.CharField(label="CUP", max_length=15)
    durc_until = DayField(label=_("DURC valid until"))
    no_cumulation = forms.BooleanField(
        label=_("I checked that other aid for the same costs does not add up too high.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Begin with the code that the register gave."""
        super().__init__(*args, **kwargs)
        self.fields["cor"].initial = getattr(self.subject, "cor", "")

    def facts(self) -> dict[str, Any]:
        """Return the facts with the grant in cents."""
        told = super().facts()
        return told | {"cents": to_cents(told["cents"])}


class Start(StepForm):
    """G22: when the works began."""

    started_on = DayField(label=_("Works begun on"))


class Accept(StepForm):
    """GS2: the reader declares to be free of conflicts."""

    no_conflict = forms.BooleanField(
        label=_("I have no conflict of interest about this application."),
        help_text=_("If you have one, go back and declare it: another reader takes it."),
    )


class Points(StepForm):
    """GS4: points for every criterion of the call, once."""

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
        """Return the points by criterion, as text."""
        criteria = self.subject.grant.rules.scheme.criteria
        return {"points": {each.code: str(self.cleaned_data[each.code]) for each in criteria}}


class AskForTranche(StepForm):
    """GT2: how much is asked for in advance; costs speak for themselves."""

    cents = AmountField(label=_("Amount (€)"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for an amount for an advance only."""
        super().__init__(*args, **kwargs)
        if self.subject.kind != "advance":
            del self.fields["cents"]

    def facts(self) -> dict[str, Any]:
        """Return the amount in cents, if there is one."""
        return _in_cents(super().facts())


class ApprovePart(StepForm):
    """GT6: how much less, and why; for costs both follow from what was cut."""

    cents = AmountField(label=_("Approved (€)"), required=False)
    reason = forms.ChoiceField(label=_("Why"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for an advance only."""
        super().__init__(*args, **kwargs)
        if self.subject.kind == "advance":
            self.offer("reason", [("", "–"), *_typologies()])
        else:
            del self.fields["cents"], self.fields["reason"]

    def facts(self) -> dict[str, Any]:
        """Return the amount in cents, if there is one."""
        return _in_cents({name: told for name, told in super().facts().items() if told})


class Cut(StepForm):
    """GE4: what is admitted of an expense, and the typology for the rest."""

    cents = AmountField(label=_("Admitted (€)"))
    reason = forms.ChoiceField(label=_("Typology of the error"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the Commission's typologies."""
        super().__init__(*args, **kwargs)
        self.offer("reason", _typologies())

    def facts(self) -> dict[str, Any]:
        """Return the amount in cents."""
        return _in_cents(super().facts())


class Because(StepForm):
    """GT7, GE5: the typology of the error."""

    reason = forms.ChoiceField(label=_("Typology of the error"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the Commission's typologies."""
        super().__init__(*args, **kwargs)
        self.offer("reason", _typologies())


class TakeBack(StepForm):
    """GT10: why a clearance is taken back."""

    reason = forms.ChoiceField(
        label=_("Why"),
        choices=[
            ("amount_wrong", _("The amount is wrong")),
            ("payee_wrong", _("The payee is wrong")),
        ],
    )


class Verify(StepForm):
    """GF2: the three points that an officer confirms of a guarantee."""

    in_register = forms.BooleanField(label=_("The issuer is in the register."))
    wording = forms.BooleanField(label=_("The wording is that of the call."))
    authentic = forms.BooleanField(label=_("The issuer confirmed in writing that it is authentic."))


class Extend(StepForm):
    """GF6: until when the guarantee was extended."""

    expires_on = DayField(label=_("Expires on"))


FORMS: dict[tuple[str, str], type[StepForm]] = {
    ("grant", "take_charge"): TakeCharge,
    ("grant", "admit"): Admit,
    ("grant", "refuse"): Refuse,
    ("grant", "close_scores"): Minutes,
    ("grant", "below_threshold"): Minutes,
    ("grant", "register_enterprise"): Enterprise,
    ("grant", "award"): Award,
    ("grant", "start"): Start,
    ("scoresheet", "accept"): Accept,
    ("scoresheet", "sign_sheet"): Points,
    ("tranche", "request"): AskForTranche,
    ("tranche", "approve_part"): ApprovePart,
    ("tranche", "reject"): Because,
    ("tranche", "take_back"): TakeBack,
    ("expense", "admit_part"): Cut,
    ("expense", "refuse"): Because,
    ("fideiussione", "verify"): Verify,
    ("fideiussione", "extend"): Extend,
}


def register_all() -> None:
    """Let the view of every step ask with these forms."""
    for (model, command), form in FORMS.items():
        step_forms.register(f"startup_grants.{model}", command, form)


def _typologies() -> list[tuple[str, str]]:
    return [(code, f"{code} · {words}") for code, words in TYPOLOGIES.items()]


def _in_cents(told: dict[str, Any]) -> dict[str, Any]:
    return told | {"cents": to_cents(told["cents"])} if "cents" in told else told
