"""The forms that ask for the facts of treasury's steps: reasons are codes, never free text."""

from __future__ import annotations

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal import step_forms
from portal.fields import DayField
from portal.forms import StepForm

Choices = list[tuple[str, str | Promise]]

BATCH_REASONS: Choices = [
    ("totals_wrong", _("The totals are not right")),
    ("payment_missing", _("A payment is missing")),
    ("payment_too_many", _("A payment does not belong here")),
    ("account_wrong", _("It is paid from the wrong account")),
    ("not_needed", _("It is no longer needed")),
]
BANK_REASONS: Choices = [
    ("account_closed", _("The account is closed")),
    ("account_unknown", _("The account does not exist")),
    ("holder_differs", _("The holder is somebody else")),
    ("refused_by_bank", _("Refused by the bank, without a reason")),
]
HOLD_REASONS: Choices = [
    ("iban_in_doubt", _("The account is in doubt")),
    ("identity_in_doubt", _("The identity is in doubt")),
    ("check_under_way", _("A check is under way")),
]
CHANNELS: Choices = [
    ("telephone", _("By telephone, on the number known before")),
    ("desk", _("At the desk, with a document")),
    ("mediator", _("Through the mediator")),
]


class BatchReason(StepForm):
    """Why a batch goes back or is given up."""

    reason = forms.ChoiceField(label=_("Why"), choices=BATCH_REASONS)


class BankReason(StepForm):
    """Why the bank did not pay, as it says."""

    reason = forms.ChoiceField(label=_("What the bank says"), choices=BANK_REASONS)


class HoldReason(StepForm):
    """Why a payment is held or excluded."""

    reason = forms.ChoiceField(label=_("Why"), choices=HOLD_REASONS)


class Executed(StepForm):
    """What the bank's statement says of a payment."""

    bank_reference = forms.RegexField(
        regex=r"^[\w.:/#+@-]{1,120}$",
        label=_("Reference of the bank"),
        help_text=_("As it stands on the bank's statement (CRO or TRN), without spaces."),
    )
    value_date = DayField(label=_("Value date"))


class Returned(Executed):
    """What the bank's statement says of a payment that came back."""

    reason = forms.ChoiceField(label=_("What the bank says"), choices=BANK_REASONS)


class VerifyAccount(StepForm):
    """How the person confirmed the account."""

    channel = forms.ChoiceField(label=_("How the person confirmed it"), choices=CHANNELS)
    holder_confirmed = forms.BooleanField(label=_("The holder of the account is confirmed."))


FORMS: dict[tuple[str, str], type[StepForm]] = {
    ("treasury.batch", "send_back"): BatchReason,
    ("treasury.batch", "cancel"): BatchReason,
    ("treasury.paymentline", "exclude"): HoldReason,
    ("treasury.paymentline", "hold"): HoldReason,
    ("treasury.paymentline", "execute"): Executed,
    ("treasury.paymentline", "refuse"): BankReason,
    ("treasury.paymentline", "return_payment"): Returned,
    ("treasury.paymentline", "drop"): BankReason,
    ("treasury.remittance", "send_back"): BatchReason,
    ("treasury.remittance", "cancel"): BatchReason,
    ("treasury.remittance", "pay_over"): Executed,
    ("treasury.ibanchange", "verify"): VerifyAccount,
    ("treasury.ibanchange", "refuse"): HoldReason,
}


def register_all() -> None:
    """Let the view of every step ask with these forms."""
    for (model, command), form in FORMS.items():
        step_forms.register(model, command, form)
