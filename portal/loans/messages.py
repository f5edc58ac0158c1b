"""What a borrower is told as the life of a loan goes on, in sentences, by template."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

LOAN_SENTENCES: dict[str, Promise] = {
    "loan_refused": gettext_lazy("Your application was not accepted. Read why, and how to appeal."),
    "loan_payment_undone": gettext_lazy(
        "Your bank sent the money of your loan back. You owe nothing; the contract stands."
    ),
    "loan_reminder_1": gettext_lazy(
        "A small reminder: %(amount)s of your loan is still to be paid. Have you paid already? "
        "Then it is all right."
    ),
    "loan_reminder_2": gettext_lazy(
        "%(amount)s of your loan is overdue. If you cannot pay, tell your operator: "
        "there are ways to help you."
    ),
    "loan_reminder_3": gettext_lazy(
        "%(amount)s of your loan has been overdue for a month. Call your operator now: "
        "you can ask for a payment holiday or for a new plan."
    ),
    "loan_holiday_requested": gettext_lazy("You asked for a payment holiday. The office decides."),
    "loan_holiday_approved": gettext_lazy("You pay nothing for some months. Look from when."),
    "loan_holiday_refused": gettext_lazy(
        "You do not get a payment holiday: your plan stays as it is. Talk to your operator."
    ),
    "loan_holiday_begun": gettext_lazy("Your payment holiday has begun. Here is your new plan."),
    "loan_holiday_over": gettext_lazy("Your payment holiday is over. Here is your new plan."),
    "loan_charges_waived": gettext_lazy("You do not have to pay %(amount)s of interest or costs."),
    "loan_rescheduling_requested": gettext_lazy("You asked for a new plan. The office decides."),
    "loan_rescheduling_approved": gettext_lazy("There is a new plan for you: read and sign it."),
    "loan_rescheduling_signed": gettext_lazy("You signed the new plan."),
    "loan_rescheduling_rejected": gettext_lazy(
        "You do not get a new plan: yours stays as it is. Talk to your operator."
    ),
    "loan_rescheduling_expired": gettext_lazy(
        "The new plan was not signed in time: yours stays as it is."
    ),
    "loan_rescheduled": gettext_lazy("Your new plan is in effect. Nothing is overdue."),
    "loan_rescheduling_undone": gettext_lazy("Your plan of before is in effect again."),
    "loan_formal_notice": gettext_lazy(
        "Formal notice: pay %(amount)s by %(day)s, or the whole loan is due at once. If you cannot "
        "pay, call your operator today."
    ),
    "loan_accelerated": gettext_lazy(
        "The whole loan is due now: %(amount)s. Call your operator: one can still find a way."
    ),
    "loan_term_restored": gettext_lazy("You can pay in instalments again."),
    "loan_demanded": gettext_lazy("You are asked to pay back the rest of your loan: %(amount)s."),
    "loan_settlement": gettext_lazy(
        "If you pay %(amount)s by %(day)s, you owe nothing more of your loan."
    ),
    "loan_settled": gettext_lazy("Your loan is settled. You owe nothing any more."),
    "loan_readmitted": gettext_lazy("The office looks at your application again."),
}
