"""The forms that ask for the facts of the loan's steps."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from microcredit.models import Loan, Receipt
from microcredit.states import Payer, Purpose, ReceiptState
from people.models import User
from people.roles import STAFF
from portal import step_forms
from portal.fields import AmountField, DayField
from portal.forms import StepForm
from portal.templatetags.percorsi import day, money
from programme.money import from_cents, to_cents

Choices = list[tuple[str, str | Promise]]

WHY_BACK: Choices = [
    ("budget_unclear", _("The household's budget is not clear")),
    ("amount_too_high", _("The amount is too high")),
    ("term_too_long", _("The term is too long")),
    ("purpose_unclear", _("The purpose is not clear")),
]
WHY_REVERSED: Choices = [
    ("returned", _("The bank took the payment back")),
    ("wrong_person", _("It is another person's payment")),
    ("entered_wrongly", _("It was entered wrongly")),
]


class InCents(StepForm):
    """A form whose field `cents` is written in euros."""

    def facts(self) -> dict[str, Any]:
        """Return the facts, the amount in cents."""
        told = super().facts()
        if "cents" in told:
            told["cents"] = to_cents(told["cents"])
        return told


class Submit(InCents):
    """L02: what is asked, its cost seen before."""

    cents = AmountField(label=_("Amount (€)"))
    months = forms.IntegerField(label=_("Monthly instalments"), min_value=1, max_value=120)
    purpose = forms.ChoiceField(label=_("What it is for"), choices=Purpose.choices)
    quote_accepted = forms.BooleanField(
        label=_("The person has seen what the loan costs in all, and agrees.")
    )


class TakeCharge(StepForm):
    """L05: the officer declares to be free of conflicts."""

    no_conflict = forms.BooleanField(
        label=_("I have no conflict of interest in this case."),
        help_text=_(
            "Law 241/1990, article 6-bis: relatives, friends, business, a case you worked on. "
            "If you are not sure, leave the file to another officer."
        ),
    )


class FormalOk(StepForm):
    """L08: the papers are right."""

    formal_check = forms.BooleanField(
        label=_("I checked identity, permit, residence and documents: they are in order.")
    )


class Propose(StepForm):
    """L09: as the budget allows, or with reasons above it."""

    override = forms.BooleanField(
        label=_("Propose it although the budget does not bear the instalment"),
        required=False,
        help_text=_("Write the reasons in the note. Two people then have to approve."),
    )


class SendBack(StepForm):
    """L10: why the committee wants another assessment."""

    reason = forms.ChoiceField(label=_("Why"), choices=WHY_BACK)


class Approve(InCents):
    """L11: what the committee approves."""

    cents = AmountField(label=_("Approved (€)"))
    months = forms.IntegerField(label=_("Monthly instalments"), min_value=1, max_value=120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Begin with what was proposed."""
        super().__init__(*args, **kwargs)
        loan: Loan = self.subject
        if loan.proposed_cents:
            self.fields["cents"].initial = from_cents(loan.proposed_cents).amount
        self.fields["months"].initial = loan.proposed_months


class SignPlan(StepForm):
    """How something was signed at the desk, and who saw it."""

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
        partner = self.subject.root.partner_id
        colleagues = User.objects.filter(
            mandates__partner=partner, mandates__role__in=STAFF, is_active=True
        ).distinct()
        choices = [(f"people.user:{user.pk}", user.name) for user in colleagues.order_by("name")]
        self.offer("witness", [("", "–"), *choices])


class Sign(SignPlan):
    """L16: how the contract was signed, in one tranche or two."""

    first = AmountField(
        label=_("First tranche (€)"),
        required=False,
        help_text=_("Leave it empty to pay everything out at once; the rest is the second."),
    )

    def facts(self) -> dict[str, Any]:
        """Return the facts, with two tranches where a first one is named."""
        told = super().facts()
        first = told.pop("first", None)
        if first is not None:
            cents = to_cents(first)
            told["tranches"] = [cents, (self.subject.approved_cents or 0) - cents]
        return told


class Disburse(StepForm):
    """L18 and L19: the conditions of the contract."""

    conditions_met = forms.BooleanField(
        label=_("What the contract asks for is there: quotes, landlord's contract, proof.")
    )


class Receive(InCents):
    """L23: a receipt, as the bank tells it; it is booked on the day on which it is entered."""

    cents = AmountField(label=_("Amount (€)"))
    value_date = DayField(
        label=_("Value date"),
        help_text=_("The day of the bank. It is booked today; later payments are replayed."),
    )
    payer = forms.ChoiceField(label=_("Who paid"), choices=Payer.choices)
    reference = forms.RegexField(
        r"^[\w.:/#+@-]{1,60}$",
        label=_("Reference of the bank"),
        help_text=_("As on the statement, without spaces: it is entered once."),
    )


class ReverseReceipt(StepForm):
    """L24: which receipt does not count, and why."""

    receipt = forms.ChoiceField(label=_("Receipt"))
    reason = forms.ChoiceField(label=_("Why"), choices=WHY_REVERSED)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the receipts that count, newest first."""
        super().__init__(*args, **kwargs)
        rows = Receipt.objects.as_system().filter(loan=self.subject, state=ReceiptState.RECEIVED)
        found = rows.order_by("-value_on", "-id")
        self.offer("receipt", [(row.pk, _told(row)) for row in found])


class Refund(StepForm):
    """L33: under which reference the bank gave it back."""

    reference = forms.RegexField(r"^[\w.:/#+@-]{1,60}$", label=_("Reference of the bank"))


FORMS: dict[str, type[StepForm]] = {
    "submit": Submit,
    "take_charge": TakeCharge,
    "formal_ok": FormalOk,
    "propose": Propose,
    "send_back": SendBack,
    "approve": Approve,
    "sign": Sign,
    "disburse_first": Disburse,
    "disburse_next": Disburse,
    "receive": Receive,
    "reverse_receipt": ReverseReceipt,
    "refund_excess": Refund,
}


def _told(row: Receipt) -> str:
    return f"{day(row.value_on)} · {money(row.cents)}"


def register_all() -> None:
    """Let the view of every step ask with these forms."""
    for command, form in FORMS.items():
        step_forms.register("microcredit.loan", command, form)
