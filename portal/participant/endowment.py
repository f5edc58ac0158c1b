"""What a dote gives, as its owner sees it: paid, waiting, left, and each service in words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dote.models import Month
from dote.states import DoteState, LineState, MonthState
from portal.components import Badge, BudgetBar, Phase, Segment, Tone
from portal.participant.situation import PAID, Service, Standing
from portal.participant.words import month_name
from portal.templatetags.percorsi import day, money


@dataclass(frozen=True)
class Line:
    """A service or a month in one line: its name, how far it is, and the sign of its state."""

    name: str
    state: str
    badge: Badge
    href: str = ""


def bar(standing: Standing) -> BudgetBar:
    """Return the awarded sum cut into what was paid, what waits, and what is left."""
    cents = standing.cents
    lost = [Segment(_("Not recognised"), cents["lost"], Phase.NOT_YET)] if cents["lost"] else []
    return BudgetBar(
        _("My endowment"),
        standing.dote.awarded_cents or 0,
        [
            Segment(_("Paid"), cents["paid"], Phase.HAPPENED, "green"),
            Segment(_("With the office"), cents["waiting"], Phase.NEXT, "blue"),
            Segment(_("Still to use"), cents["left"], Phase.NOT_YET),
            *lost,
        ],
        shows_title=False,
    )


def services(standing: Standing, *, on: date) -> list[Line]:
    """Return each service with how many of its months are paid, and what it waits for."""
    return [
        Line(service.line.offer.title, _months_in_words(service), _badge(service, standing, on=on))
        for service in standing.services
    ]


def months(service: Service, standing: Standing, *, on: date) -> list[Line]:
    """Return each month of a service with its sum, its sign, and the page on which to send it."""
    due = {month.pk for month in standing.due(on)}
    return [_month(month, is_due=month.pk in due, on=on) for month in service.months]


def _month(month: Month, *, is_due: bool, on: date) -> Line:
    href = reverse("own_month", args=[month.pk]) if is_due or month.state != "open" else ""
    return Line(month_name(month), _month_in_words(month), month_badge(month, on=on), href)


def month_badge(month: Month, *, on: date) -> Badge:
    """Return where a month stands, in the words of the person who is paid for it."""
    if month.state == MonthState.OPEN:
        if month.ends_on >= on:
            return Badge(_("Later"), Tone.LATER)
        return (
            Badge(_("Sent back"), Tone.MISSING)
            if month.reason
            else Badge(_("To send"), Tone.MISSING)
        )
    word, tone = {
        MonthState.REPORTED: (_("Being checked"), Tone.NOW),
        MonthState.CHECKED: (_("Being checked"), Tone.NOW),
        MonthState.APPROVED: (_("Recognised"), Tone.DONE),
        MonthState.CUT: (_("Recognised in part"), Tone.MISSING),
        MonthState.REJECTED: (_("Not recognised"), Tone.REFUSED),
        MonthState.LIQUIDATED: (_("Being paid"), Tone.NOW),
        MonthState.RETURNED: (_("Came back from the bank"), Tone.MISSING),
        MonthState.PAID: (_("Paid"), Tone.DONE),
        MonthState.REISSUED: (_("Paid"), Tone.DONE),
        MonthState.CALLED_OFF: (_("Does not take place"), Tone.CLOSED),
        MonthState.EXPIRED: (_("Not sent in time"), Tone.MISSING),
        MonthState.SKIPPED: (_("Left out"), Tone.CLOSED),
    }[MonthState(month.state)]
    return Badge(word, tone)


def _month_in_words(month: Month) -> str:
    if month.paid_on is not None:
        told = {"amount": money(month.recognised_cents), "day": day(month.paid_on)}
        return _("%(amount)s paid on %(day)s") % told
    if month.recognised_cents is not None:
        told = {"part": money(month.recognised_cents), "whole": money(month.planned_cents)}
        return _("%(part)s of %(whole)s") % told
    return money(month.planned_cents)


def _months_in_words(service: Service) -> str:
    """Return "3 months paid of 6", or when the service begins."""
    line = service.line
    paid = sum(month.state in PAID for month in service.months)
    if not service.months:
        return _("from %(first)s to %(last)s") % {
            "first": day(line.starts_on),
            "last": day(line.ends_on),
        }
    return ngettext(
        "%(paid)s of %(all)s month paid", "%(paid)s of %(all)s months paid", line.months_count
    ) % {"paid": paid, "all": line.months_count}


def _badge(service: Service, standing: Standing, *, on: date) -> Badge:
    """Return the most pressing thing about a service."""
    if any(month.line_id == service.line.pk for month in standing.due(on)):
        word = _("Register missing") if service.is_internship else _("Receipt missing")
        return Badge(word, Tone.MISSING)
    states = Counter(month.state for month in service.months)
    if states[MonthState.RETURNED]:
        return Badge(_("Came back from the bank"), Tone.MISSING)
    if states[MonthState.LIQUIDATED]:
        return Badge(_("Being paid"), Tone.NOW)
    if any(states[s] for s in (MonthState.REPORTED, MonthState.CHECKED)):
        return Badge(_("Being checked"), Tone.NOW)
    return _calm(service, standing)


def _calm(service: Service, standing: Standing) -> Badge:
    """Return the state of a service that waits for nothing."""
    if service.line.state == LineState.NOT_PERFORMED:
        return Badge(_("Not done"), Tone.CLOSED)
    if service.line.state == LineState.PERFORMED or standing.dote.state == DoteState.CLOSED:
        return Badge(_("Finished"), Tone.DONE)
    if service.months:
        return Badge(_("Under way"), Tone.DONE)
    return Badge(_("Later"), Tone.LATER)
