"""What the person was told, in sentences: the notices of their cases, by template and codes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import clock
from audit.models import Event
from dote.models import Month
from lifecycle.models import Notice
from people.models import Participant
from portal.grants.messages import GRANT_SENTENCES
from portal.loans.messages import LOAN_SENTENCES
from portal.models import MessagesRead
from portal.participant import procedure_messages
from portal.participant.words import month_name
from portal.templatetags.percorsi import day, money

SENTENCES: dict[str, Promise] = {
    **GRANT_SENTENCES,
    **LOAN_SENTENCES,
    "dote_submitted": gettext_lazy("We have received your application."),
    "dote_taken_in_charge": gettext_lazy("An officer has taken up your application."),
    "integration_sent": gettext_lazy("The office needs something more, by %(day)s. Look here."),
    "integration_extended": gettext_lazy("You have more time to answer: until %(day)s."),
    "integration_completed": gettext_lazy("You have completed your answers. The office goes on."),
    "integration_expired": gettext_lazy(
        "The time to answer is over. The office goes on with what it has: call your operator."
    ),
    "integration_closed": gettext_lazy("What the office asked for is no longer needed."),
    "dote_eligible": gettext_lazy("You can have the support. Now the plan is written with you."),
    "dote_awarded": gettext_lazy("We give you %(amount)s. Read the pact and sign it."),
    "dote_signed": gettext_lazy("You signed the pact. Your services can begin."),
    "dote_lapsed": gettext_lazy("The pact was not signed in time: the money went back."),
    "dote_withdrawn": gettext_lazy("You took your application back."),
    "dote_closed": gettext_lazy("Your endowment is over and the accounts are closed."),
    "month_sent_back": gettext_lazy("%(what)s came back: look at why, and send it again."),
    "month_cut": gettext_lazy("%(what)s: we recognised a part, %(amount)s."),
    "month_rejected": gettext_lazy("%(what)s: nothing could be recognised."),
    "month_paid": gettext_lazy("%(what)s: we paid %(amount)s."),
    "month_expired": gettext_lazy("%(what)s was not sent in time. Call your operator."),
    "month_paused": gettext_lazy("%(what)s is left out: nothing is to be sent for it."),
    "month_late": gettext_lazy("%(what)s is late. Send it by %(day)s, then it is too late."),
    "month_open_again": gettext_lazy("%(what)s can be sent after all: send it now."),
    "dote_ended_early": gettext_lazy("Your path ended before its time. Months until then count."),
    "dote_time_over": gettext_lazy("The time of your services is over. Send what is still open."),
    "dote_lapsed_unreachable": gettext_lazy(
        "We could not reach you, and your place went back. Call your operator."
    ),
    "dote_queued": gettext_lazy("There is no money left now: you are in the waiting list."),
    "dote_called_up": gettext_lazy("It is your turn. Confirm by %(day)s that you still want it."),
    "dote_confirmed": gettext_lazy("You have confirmed. Now the plan is written with you."),
    "dote_lapsed_unconfirmed": gettext_lazy("You did not confirm in time: your place went on."),
    "month_returned": gettext_lazy(
        "%(what)s: the bank sent the payment back. Look at your bank account here."
    ),
    "loan_submitted": gettext_lazy("We have received your request for a loan."),
    "loan_taken_in_charge": gettext_lazy("An officer has taken up your request for a loan."),
    "loan_approved": gettext_lazy("We lend you %(amount)s. Read the contract and sign it."),
    "loan_lapsed": gettext_lazy("The contract was not signed in time: the offer is over."),
    "loan_withdrawn": gettext_lazy("You took your request for a loan back."),
    "loan_signed": gettext_lazy("You signed the contract of your loan."),
    "loan_waived": gettext_lazy("You gave your loan up before any money was paid."),
    "loan_on_its_way": gettext_lazy("%(amount)s of your loan is on its way to your bank."),
    "loan_paid_out": gettext_lazy("We paid you %(amount)s of your loan."),
    "loan_payment_returned": gettext_lazy(
        "The bank sent %(amount)s of your loan back. Look at your bank account here."
    ),
    "loan_fully_drawn": gettext_lazy("Your loan is paid out. Here is your repayment plan."),
    "loan_receipt": gettext_lazy("We received %(amount)s for your loan. Thank you."),
    "loan_receipt_reversed": gettext_lazy(
        "A payment of %(amount)s for your loan came back: it no longer counts."
    ),
    "loan_late": gettext_lazy(
        "%(amount)s of your loan is overdue. Pay it, or talk to your operator: we look for a way."
    ),
    "loan_cured": gettext_lazy("Nothing of your loan is overdue any more. Thank you."),
    "loan_repaid": gettext_lazy("You have repaid your loan. You owe nothing any more."),
    "loan_owed_again": gettext_lazy("A payment came back: a part of your loan is owed again."),
    "loan_refunded": gettext_lazy("We gave you %(amount)s back that you had paid too much."),
    "loan_closed": gettext_lazy("Your loan is over and the accounts are closed."),
    "revocation_notified": gettext_lazy(
        "The office may take your support back. You can answer by %(day)s. Look here."
    ),
    "revocation_dismissed": gettext_lazy("Nothing is taken back. Your support goes on."),
    "revocation_issued": gettext_lazy(
        "Your support of %(amount)s was taken back. You can appeal: ask your operator."
    ),
    "revocation_annulled": gettext_lazy("The office withdrew its decision: all is as before."),
    "recovery_demanded": gettext_lazy(
        "You have to pay %(amount)s back. If you cannot, ask for instalments."
    ),
    "recovery_plan": gettext_lazy("You can pay %(amount)s back in instalments. Look here."),
    "recovery_plan_lost": gettext_lazy(
        "Two instalments were not paid: now all is due, %(amount)s. Ask your operator."
    ),
    "recovery_notice": gettext_lazy("Last notice: pay %(amount)s back, or ask your operator now."),
    "recovery_set_off": gettext_lazy("A payment of %(amount)s settled what you had to pay back."),
    "recovery_paid": gettext_lazy("You have paid everything back."),
    "recovery_annulled": gettext_lazy("You need not pay anything back any more."),
    "recovery_given_back": gettext_lazy("We gave %(amount)s back to you."),
    "appeal_received": gettext_lazy("We have received your appeal."),
    "appeal_upheld": gettext_lazy("Your appeal was right: the decision is undone."),
    "appeal_partly_upheld": gettext_lazy("Your appeal was right in part. Ask your operator."),
    "appeal_rejected": gettext_lazy("Your appeal was rejected. Ask your operator what it means."),
    "complaint_received": gettext_lazy("We have received your complaint. We answer by %(day)s."),
    "complaint_answered": gettext_lazy("We have answered your complaint. Read the answer here."),
    "dote_readmitted": gettext_lazy("The office looks at your application again."),
    "iban_change_requested": gettext_lazy("You asked to be paid on another account."),
    "iban_change_effective": gettext_lazy("From now on we pay you on your new account."),
    "iban_change_refused": gettext_lazy("Your new account was not accepted. Ask your operator."),
}
SENTENCES |= procedure_messages.SENTENCES
UNKNOWN = gettext_lazy("Something happened in your file. Ask your operator.")


@dataclass(frozen=True)
class Message:
    """A sentence and its day, with whether the person has said to have read it."""

    sentence: str
    on: date
    pk: str = ""
    is_new: bool = False


def messages_for(person: Participant, *, most: int) -> list[Message]:
    """Return the newest notices as sentences, newest first; four queries in all."""
    notices = list(Notice.objects.filter(participant=person).order_by("-id")[:most])
    months = _months_of(notices)
    read = read_upto(person)
    return [
        Message(
            _sentence(notice, months.get(notice.pk)),
            notice.on,
            pk=notice.pk,
            is_new=notice.pk > read,
        )
        for notice in notices
    ]


def read_upto(person: Participant) -> str:
    """Return the id of the newest message that the person has read, "" before the first."""
    found = MessagesRead.objects.filter(participant=person).values_list("upto", flat=True)
    return found.first() or ""


def number_new(person: Participant) -> int:
    """Return how many messages the person has not read yet; two queries."""
    return Notice.objects.filter(participant=person, id__gt=read_upto(person)).count()


def mark_read(person: Participant, upto: str) -> None:
    """Keep that the person has read the messages up to one of theirs; never back again."""
    is_theirs = Notice.objects.filter(participant=person, pk=upto).exists()
    if is_theirs and upto > read_upto(person):
        MessagesRead.objects.update_or_create(
            participant=person, defaults={"upto": upto, "at": clock.now()}
        )


def _sentence(notice: Notice, month: Month | None) -> str:
    cents = notice.context.get("cents")
    if cents is None and month is not None:
        cents = month.recognised_cents
    words = str(SENTENCES.get(notice.template, UNKNOWN))
    told = {"amount": money(cents), "what": _what(notice, month), "day": _due(notice)}
    return words % {**told, "office": notice.context.get("office", "–")}


def _due(notice: Notice) -> str:
    """Return the term that a notice tells, or a dash."""
    told = notice.context.get("due_on")
    return str(day(date.fromisoformat(told))) if told else "–"


def _what(notice: Notice, month: Month | None) -> str:
    """Return which month of which service, or its number where the month is not found."""
    if month is None:
        return _("Month %(number)s") % {"number": notice.context.get("month", "–")}
    told = {"service": month.line.offer.title, "month": month_name(month)}
    return _("%(service)s, %(month)s") % told


def _months_of(notices: Sequence[Notice]) -> dict[str, Month]:
    """Return the month that each notice is about, by the event from which it came."""
    about = [notice for notice in notices if notice.template.startswith("month_")]
    if not about:
        return {}
    wanted = Q(pk__in=())
    for notice in about:
        wanted |= Q(stream=notice.stream, seq=notice.event_seq)
    subjects = {(event.stream, event.seq): event.subject for event in Event.objects.filter(wanted)}
    ids = [subject.partition(":")[2] for subject in subjects.values()]
    found = Month.objects.as_system().filter(pk__in=ids).select_related("line__offer").in_bulk()
    named = {notice.pk: subjects.get((notice.stream, notice.event_seq), "") for notice in about}
    months = {pk: found.get(subject.partition(":")[2]) for pk, subject in named.items()}
    return {pk: month for pk, month in months.items() if month is not None}
