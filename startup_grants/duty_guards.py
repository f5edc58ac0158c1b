"""When a yearly duty falls due, is declared and decided."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents import evidence
from lifecycle.guards import guard
from lifecycle.procedures.kinds import open_on
from people.roles import Role
from startup_grants.stability import Span

if TYPE_CHECKING:
    from lifecycle.acts import Act
    from startup_grants.models import MonitoringDuty

Sentences = Iterator["str | Promise"]

DECLARATION = "stability_declaration"
ASKED_BEFORE = timedelta(days=30)
"""Days before the end of a year of stability on which the declaration is asked for: ours."""

EXCUSES: dict[str, Promise] = {
    "force_majeure": gettext_lazy("force majeure"),
    "insolvency": gettext_lazy("an insolvency that is not fraudulent"),
}


@guard(Role.SYSTEM)
def the_year_is_nearly_over(duty: MonitoringDuty, act: Act) -> Sentences:
    """Object while the year has more than some weeks to go."""
    if act.on < duty.due_on - ASKED_BEFORE:
        yield _("The year of stability ends on %(day)s.") % {"day": f"{duty.due_on:%d/%m/%Y}"}


@guard(Role.SYSTEM)
def its_day_has_passed(duty: MonitoringDuty, act: Act) -> Sentences:
    """Object until its day has passed."""
    if act.on <= duty.due_on:
        yield _("The declaration can be handed in until %(day)s.") % {
            "day": f"{duty.due_on:%d/%m/%Y}"
        }


@guard(Role.PARTICIPANT)
def the_declaration_is_kept(duty: MonitoringDuty, act: Act) -> Sentences:
    """Object until the signed declaration is kept."""
    if not evidence.about(duty.label).filter(kind=DECLARATION).exists():
        yield _("Attach the signed declaration of the year.")


@guard(Role.GRANT_OFFICER)
def both_are_declared(duty: MonitoringDuty, act: Act) -> Sentences:
    """Object where the enterprise itself says that it stopped, or moved away."""
    if not (duty.still_active and duty.still_here):
        yield _("The enterprise declares that it stopped or moved: find a breach, or excuse it.")


@guard(Role.GRANT_OFFICER)
def the_breach_lies_in_the_period(duty: MonitoringDuty, act: Act) -> Sentences:
    """Object to days of breach outside the stability period, or out of order."""
    if "breach_from" not in act.facts:
        return
    begins, ends = duty.grant.stable_from, duty.grant.stable_until
    first, last = act["breach_from"], act.get("breach_to") or ends
    if begins is None or ends is None or not begins <= first <= (last or ends) <= ends:
        yield _("The days of the breach lie in the stability period, %(first)s to %(last)s.") % {
            "first": f"{begins:%d/%m/%Y}" if begins else "–",
            "last": f"{ends:%d/%m/%Y}" if ends else "–",
        }


@guard(Role.APPROVER)
def no_revocation_is_open(duty: MonitoringDuty, act: Act) -> Sentences:
    """Object while a revocation of the grant is open."""
    if any(row.CODE == "P-REV" for row in open_on(duty.grant.label)):
        yield _("A revocation of this grant is open: decide it first.")


@guard(Role.GRANT_OFFICER)
def said_what_was_found(duty: MonitoringDuty, act: Act) -> Sentences:
    """Object to a breach without a word."""
    if act.wordless:
        yield _("Write what was found.")


@guard(Role.APPROVER)
def excused_for_a_reason(duty: MonitoringDuty, act: Act) -> Sentences:
    """Object to a reason that the law does not know."""
    if "reason" in act.facts and act["reason"] not in EXCUSES:
        yield _("Say why it is excused: force majeure, or an insolvency that is not fraudulent.")


def span_of(duty: MonitoringDuty) -> Span:
    """Return the days of a breach, both ends included."""
    if duty.breach_from is None or duty.breach_to is None:
        raise ValueError(f"{duty.label} has no breach")
    return Span(duty.breach_from, duty.breach_to)
