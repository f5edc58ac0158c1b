"""Lines and months as their pages show them: what was planned, declared, recognised, paid."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dote.models import Dote, Month, ServiceLine
from dote.models.offer import Payee, PaymentRule
from dote.pausing import days_late
from dote.states import DoteState
from people.roles import Role
from portal.casework import dote_panels
from portal.components import Badge, Fact, Tone
from portal.templatetags.percorsi import day, money
from portal.visitors import Visitor

REASONS = {
    "pause": gettext_lazy("left out at the person’s request"),
    "suspension": gettext_lazy("within a suspension"),
    "below_threshold_proportional": gettext_lazy("below the threshold: paid in proportion"),
    "below_threshold_nothing": gettext_lazy("below the threshold: nothing is due"),
    "never_present": gettext_lazy("never present"),
    "receipt_is_for_less": gettext_lazy("the receipt proves less than the planned sum"),
    "fewer_hours_than_planned": gettext_lazy("fewer hours than were planned"),
    "no_hours": gettext_lazy("the register shows no hours"),
    "not_achieved": gettext_lazy("what was promised was not achieved"),
    "receipt_proves_nothing": gettext_lazy("the receipt proves nothing"),
}


def facts(part: ServiceLine | Month) -> list[Fact]:
    """Return the facts of a line or of a month."""
    return _line(part) if isinstance(part, ServiceLine) else _month(part)


def badge(part: ServiceLine | Month) -> Badge:
    """Return the state of a line or of a month."""
    if isinstance(part, Month):
        return dote_panels.month_badge(part)
    return Badge(part.get_state_display(), Tone.NOW)


def attendance(part: ServiceLine | Month) -> list[tuple[date, bool]]:
    """Return each day of a month of internship with whether it was attended; else nothing."""
    if not isinstance(part, Month) or not _by_attendance(part):
        return []
    attended = set(part.declared)
    length = (part.ends_on - part.starts_on).days + 1
    days = [part.starts_on + timedelta(days=each) for each in range(length)]
    return [(each, each.isoformat() in attended) for each in days] if attended else []


def can_draft_plan(dote: Dote, visitor: Visitor) -> bool:
    """Say whether this visitor drafts the plan of the dote now."""
    return dote.state == DoteState.PLANNING and visitor.has([Role.OPERATOR])


def _line(line: ServiceLine) -> list[Fact]:
    return [
        Fact(_("Service"), line.offer.title),
        Fact(_("Provider"), line.agreement.provider.shown),
        Fact(_("Agreement"), line.agreement.reference, is_code=True),
        Fact(_("From"), day(line.starts_on)),
        Fact(_("To"), day(line.ends_on)),
        Fact(_("A month"), money(line.monthly_cents)),
        Fact(_("Awarded"), money(line.awarded_cents)),
        Fact(_("Paid to"), Payee(line.offer.payee).label),
    ]


def _month(month: Month) -> list[Fact]:
    found = [
        Fact(_("Service"), month.line.offer.title),
        Fact(_("From"), day(month.starts_on)),
        Fact(_("To"), day(month.ends_on)),
        Fact(_("Planned"), money(month.planned_cents)),
        *_declared(month),
    ]
    if month.recognised_cents is not None:
        found.append(Fact(_("Recognised"), money(month.recognised_cents)))
    if month.reason in REASONS:
        found.append(Fact(_("Why"), REASONS[month.reason]))
    if month.reported_on and (late := days_late(month, month.reported_on)):
        found.append(Fact(_("Reported late"), _("by %(days)s days") % {"days": late}))
    if month.reminded_on:
        found.append(Fact(_("Person reminded on"), day(month.reminded_on)))
    if month.paid_on:
        found.append(Fact(_("Paid on (value date)"), day(month.paid_on)))
    return found


def _by_attendance(month: Month) -> bool:
    return month.line.offer.payment_rule is PaymentRule.ATTENDANCE


def _hours_and_sum(month: Month) -> Iterator[Fact]:
    if month.declared_hours is not None:
        yield Fact(_("Declared hours"), str(month.declared_hours))
    if month.recognised_hours is not None:
        yield Fact(_("Recognised hours"), str(month.recognised_hours))
    if month.declared_cents is not None:
        yield Fact(_("Amount declared"), money(month.declared_cents))


def _declared(month: Month) -> list[Fact]:
    if not _by_attendance(month):
        return list(_hours_and_sum(month))
    if month.expected_days is None:
        return []
    found = [
        Fact(_("Expected days"), str(month.expected_days)),
        Fact(_("Declared days"), str(len(month.declared))),
    ]
    if month.recognised_days is not None:
        found.append(Fact(_("Recognised days"), str(month.recognised_days)))
    return found
