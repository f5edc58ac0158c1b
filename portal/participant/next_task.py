"""The one sentence of the home page: what happens next, and what the person does for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dote.models import Dote, Month
from dote.models.offer import Payee, PaymentRule
from dote.states import DoteState, MonthState
from dote.waiting import place_of
from lifecycle.models import IntegrationRequest
from lifecycle.procedures.integration.states import ItemState
from people.models import ActionPlanVersion
from portal.components import Task
from portal.participant.situation import Situation, Standing
from portal.participant.words import long_day, month_name
from portal.templatetags.percorsi import day, isolated, money


def next_task(situation: Situation) -> Task:
    """Return what the person has to do now, or who is at work and since when."""
    for request in situation.asked:
        return _answer(request, situation)
    for standing in situation.standings:
        task = _to_do(standing, situation)
        if task is not None:
            return task
    if situation.plan_to_sign is not None:
        return _sign_plan(situation.plan_to_sign)
    for call in situation.calls:
        return Task(
            _("You can apply for “%(call)s”. It takes about ten minutes and two documents.")
            % {"call": call.title},
            _("Apply"),
            reverse("apply"),
            otherwise=_("Your operator can also apply for you, if you ask them."),
        )
    current = situation.current
    return _waits(current, situation) if current is not None else _nothing_open()


def _answer(request: IntegrationRequest, situation: Situation) -> Task:
    """Return what the office asks for: how many things are missing, and until when."""
    left = request.items.as_system().filter(state=ItemState.ASKED).count()
    told = {"day": long_day(request.due_on) if request.due_on else "–", "number": left}
    if not left:
        sentence = _("You have answered everything. Tell us that you have finished, by %(day)s.")
    elif request.due_on is not None and request.due_on < situation.on:
        sentence = _("What the office asked for is late. Send it now.")
    else:
        sentence = ngettext(
            "The office needs %(number)s more thing from you by %(day)s. Then it goes on.",
            "The office needs %(number)s more things from you by %(day)s. Then it goes on.",
            left,
        )
    return Task(
        sentence % told,
        _("Look and answer"),
        reverse("own_request", args=[request.pk]),
        icon="camera",
        otherwise=_("You need more time? Ask your operator before the last day."),
    )


def task_of(standing: Standing, situation: Situation) -> Task:
    """Return what the person has to do for one dote now, or who is at work and since when."""
    return _to_do(standing, situation) or _waits(standing, situation)


def _sign_plan(version: ActionPlanVersion) -> Task:
    return Task(
        _("Your operator has written your plan with you (%(day)s). Read it and sign it.")
        % {"day": day(version.drafted_on)},
        _("Read and sign the plan"),
        reverse("own_plan", args=[version.pk]),
        icon="pencil",
        otherwise=_("You can also sign at the desk of %(office)s.")
        % {"office": version.plan.case_file.partner.name},
    )


def paper_of(month: Month) -> str:
    """Return what proves the month: its receipt, or its register."""
    internship = month.line.offer.payment_rule is PaymentRule.ATTENDANCE
    return _("the register") if internship else _("the receipt")


def _to_do(standing: Standing, situation: Situation) -> Task | None:
    dote = standing.dote
    if (
        dote.state == DoteState.AWARDED
        and dote.sign_by is not None
        and dote.sign_by >= situation.on
    ):
        return _sign(standing)
    if dote.confirm_by is not None and dote.state == DoteState.WAITLISTED:
        return _confirm(standing)
    due = standing.due(situation.on)
    if due:
        return _report(standing, due[0], situation)
    if _needs_account(standing, situation):
        return _account()
    if dote.state == DoteState.DRAFT:
        return _go_on(standing)
    return None


def _confirm(standing: Standing) -> Task:
    dote = standing.dote
    return Task(
        _("It is your turn. Confirm by %(day)s that you still want the support.")
        % {"day": long_day(dote.confirm_by) if dote.confirm_by else "–"},
        _("Confirm"),
        reverse("step", args=["dote.dote", dote.pk, "confirm"]),
        icon="check",
        otherwise=_("You can also confirm at the desk of %(office)s.")
        % {"office": dote.partner.name},
    )


def _sign(standing: Standing) -> Task:
    dote = standing.dote
    return Task(
        _("We give you %(amount)s. Read the pact and sign it by %(day)s, or the money goes back.")
        % {"amount": money(dote.awarded_cents), "day": _last_day(dote)},
        _("Read and sign"),
        reverse("own_pact", args=[dote.pk]),
        icon="pencil",
        otherwise=_("You can also sign at the desk of %(office)s.") % {"office": dote.partner.name},
    )


def _last_day(dote: Dote) -> str:
    return long_day(dote.sign_by) if dote.sign_by is not None else ""


def _report(standing: Standing, month: Month, situation: Situation) -> Task:
    told = {
        "month": month_name(month),
        "day": long_day(standing.report_by(month)),
        "amount": money(month.planned_cents),
        "service": month.line.offer.title,
    }
    internship = month.line.offer.payment_rule is PaymentRule.ATTENDANCE
    return Task(
        _month_sentence(month, is_late=standing.report_by(month) < situation.on) % told,
        _("Photograph the register") if internship else _("Photograph the receipt"),
        reverse("own_month", args=[month.pk]),
        icon="camera",
        otherwise=_("You cannot? Bring it to the desk of %(office)s.")
        % {"office": standing.dote.partner.name},
    )


def _month_sentence(month: Month, *, is_late: bool) -> str:
    if month.reason:
        return _("“%(service)s”, %(month)s, came back. Look at why, and send it again.")
    if month.line.offer.payment_rule is PaymentRule.ATTENDANCE:
        if is_late:
            return _("The register of %(month)s is late. Send it now: we pay up to %(amount)s.")
        return _("Send us the register of %(month)s by %(day)s. Then we pay up to %(amount)s.")
    if is_late:
        return _(
            "The receipt of “%(service)s”, %(month)s, is late. Send it: we pay up to %(amount)s."
        )
    return _(
        "Send us the receipt of “%(service)s”, %(month)s, by %(day)s. We pay up to %(amount)s."
    )


def _needs_account(standing: Standing, situation: Situation) -> bool:
    """Say whether somebody who is to be paid has told no account yet."""
    receiving = standing.dote.state in (DoteState.ACTIVE, DoteState.COMPLETED, DoteState.SETTLING)
    paid_to_them = any(s.line.offer.payee == Payee.PARTICIPANT for s in standing.services)
    told = situation.has_account or situation.changes_account
    return receiving and paid_to_them and not told


def _account() -> Task:
    return Task(
        _("Tell us on which bank account or prepaid card we pay you."),
        _("Write my IBAN"),
        reverse("own_account"),
        icon="card",
        otherwise=_("Your operator can help you to open one."),
    )


def _go_on(standing: Standing) -> Task:
    dote = standing.dote
    if "permit" in standing.missing:
        sentence = _("Your application is begun. Now photograph your residence permit.")
        return Task(
            sentence, _("Photograph the permit"), reverse("apply_permit", args=[dote.pk]), "camera"
        )
    if "referral" in standing.missing:
        sentence = _("Your permit is there. Now add the referral that the access point gave you.")
        return Task(sentence, _("Add the referral"), reverse("apply_referral", args=[dote.pk]))
    sentence = _("Everything is there. Look at your application once more and send it.")
    return Task(sentence, _("Look and send"), reverse("apply_review", args=[dote.pk]))


def _nothing_open() -> Task:
    return Task(
        _("At the moment you cannot apply for anything here. We tell you when it changes."),
        otherwise=_("Ask at the desk, or call the free number below."),
        title=_("Nothing to do now"),
    )


def _waits(standing: Standing, situation: Situation) -> Task:
    """Return who is at work on the dote, and since when."""
    say = _WAITING.get(DoteState(standing.dote.state))
    sentence = say(standing) if say is not None else _over(standing)
    return Task(
        sentence,
        otherwise=_("You do not have to do anything. We write to you as soon as it moves."),
        title=_("Nothing to do now"),
    )


def _submitted(standing: Standing) -> str:
    return _(
        "We have had your application since %(day)s. An officer of %(office)s takes it up next."
    ) % {
        "day": day(standing.dote.submitted_on),
        "office": standing.dote.partner.name,
    }


def _under_review(standing: Standing) -> str:
    return _("An officer of %(office)s has been reading your application since %(day)s.") % {
        "day": day(standing.dote.taken_on),
        "office": standing.dote.partner.name,
    }


def _eligible(standing: Standing) -> str:
    return _("You can have the support (%(day)s). Now your operator writes the plan with you.") % {
        "day": day(standing.dote.eligible_on)
    }


def _planning(standing: Standing) -> str:
    return _(
        "Your operator has been writing the plan with you since %(day)s. Then the office decides."
    ) % {"day": day(standing.dote.planned_on)}


def _waitlisted(standing: Standing) -> str:
    return _("You are number %(place)s in the waiting list. We call you when it is your turn.") % {
        "place": place_of(standing.dote) or "–"
    }


def _awarded(standing: Standing) -> str:
    return _("The pact was to be signed by %(day)s. Call your operator now.") % {
        "day": day(standing.dote.sign_by)
    }


def _active(standing: Standing) -> str:
    paying = [m for m in standing.months if m.state == MonthState.LIQUIDATED]
    if paying:
        return _("We are paying %(amount)s for %(month)s.") % {
            "amount": money(paying[0].recognised_cents),
            "month": month_name(paying[0]),
        }
    read = [m for m in standing.months if m.state in (MonthState.REPORTED, MonthState.CHECKED)]
    if read:
        return _("The office has been checking %(month)s since %(day)s.") % {
            "month": month_name(read[0]),
            "day": day(read[0].reported_on),
        }
    coming = [m for m in standing.months if m.state == MonthState.OPEN]
    if coming:
        return _("When %(month)s is over, from %(day)s, send us %(paper)s of the month.") % {
            "month": month_name(coming[0]),
            "day": day(coming[0].ends_on + timedelta(days=1)),
            "paper": paper_of(coming[0]),
        }
    return _("Your services are being prepared: your operator arranges place and days.")


def _completed(standing: Standing) -> str:
    return _("Your services ended on %(day)s. The office checks that everything was paid.") % {
        "day": day(standing.dote.completed_on)
    }


def _over(standing: Standing) -> str:
    return _("Your endowment %(reference)s is over: %(state)s.") % {
        "reference": isolated(standing.dote.reference),
        "state": standing.dote.get_state_display(),
    }


_WAITING: dict[DoteState, Callable[[Standing], str]] = {
    DoteState.SUBMITTED: _submitted,
    DoteState.UNDER_REVIEW: _under_review,
    DoteState.INTEGRATION: _under_review,
    DoteState.ELIGIBLE: _eligible,
    DoteState.WAITLISTED: _waitlisted,
    DoteState.PLANNING: _planning,
    DoteState.AWARDED: _awarded,
    DoteState.ACTIVE: _active,
    DoteState.COMPLETED: _completed,
    DoteState.SETTLING: _completed,
}
