"""When a step of a suspension is open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from lifecycle.guards import guard
from lifecycle.procedures.suspension.limits import days_allowed, days_used
from people.roles import Role

if TYPE_CHECKING:
    from lifecycle.acts import Act
    from lifecycle.models import Suspension

Sentences = Iterator["str | Promise"]


@guard(Role.PARTICIPANT, Role.OPERATOR, Role.GRANT_OFFICER, Role.APPROVER)
def days_in_order(suspension: Suspension, act: Act) -> Sentences:
    """Object to a suspension that begins in the past or ends before it begins."""
    if "starts_on" not in act.facts or "ends_on" not in act.facts:
        return
    if act["starts_on"] < act.on:
        yield _("A suspension begins today or later.")
    if act["ends_on"] < act["starts_on"]:
        yield _("A suspension ends after it begins.")


@guard(Role.APPROVER)
def within_the_limit(suspension: Suspension, act: Act) -> Sentences:
    """Object to days that outlast what the call allows, earlier suspensions included."""
    if "starts_on" not in act.facts or "ends_on" not in act.facts:
        return
    wanted = (act["ends_on"] - act["starts_on"]).days + 1
    left = days_allowed(suspension, act["starts_on"]) - days_used(suspension)
    if wanted > left:
        yield _("%(wanted)s days are asked for; %(left)s are left of the call's months.") % {
            "wanted": wanted,
            "left": max(0, left),
        }


@guard(Role.APPROVER)
def it_is_said_why(suspension: Suspension, act: Act) -> Sentences:
    """Object to a refusal without words."""
    if act.wordless:
        yield _("Write why it is refused: the person reads it.")


@guard(Role.SYSTEM)
def the_first_day_has_come(suspension: Suspension, act: Act) -> Sentences:
    """Object before the first day."""
    if act.on < suspension.starts_on:
        yield _("It begins on %(day)s.") % {"day": f"{suspension.starts_on:%d/%m/%Y}"}


@guard(Role.SYSTEM)
def the_last_day_has_passed(suspension: Suspension, act: Act) -> Sentences:
    """Object until the day after the last one."""
    if act.on <= suspension.ends_on:
        yield _("It lasts until %(day)s.") % {"day": f"{suspension.ends_on:%d/%m/%Y}"}


@guard(Role.GRANT_OFFICER, Role.OPERATOR)
def requirements_still_met(suspension: Suspension, act: Act) -> Sentences:
    """Object unless the requirements were asked again on the day of going on."""
    if "rechecked" in act.facts and not act["rechecked"]:
        yield _("Check today that the requirements are still met.")
