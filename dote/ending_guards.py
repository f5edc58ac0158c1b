"""When a dote can end before its time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from documents.models import Evidence
from dote.ending import EARLY
from lifecycle.guards import guard
from people.roles import Role
from programme.terms import term

if TYPE_CHECKING:
    from dote.models import Dote
    from lifecycle.acts import Act

Sentences = Iterator["str | Promise"]

DEATH_CERTIFICATE = "death_certificate"
CHANNELS = ("phone", "message", "letter", "visit")


@guard(Role.OPERATOR)
def a_reason_to_end_early(dote: Dote, act: Act) -> Sentences:
    """Object when it is not said why the path ends before its time."""
    if "outcome" in act.facts and act["outcome"] not in EARLY:
        yield _("Say why the path ends before its time.")


@guard(Role.GRANT_OFFICER)
def the_last_day_is_told(dote: Dote, act: Act) -> Sentences:
    """Object to a last day before the signature, or in the future."""
    if "last_on" not in act.facts or dote.signed_on is None:
        return
    if not dote.signed_on <= act["last_on"] <= act.on:
        yield _("The last day lies between the signature of the pact and today.")


@guard(Role.OPERATOR)
def the_death_is_certified(dote: Dote, act: Act) -> Sentences:
    """Object when no certificate is kept."""
    kept = Evidence.objects.as_system().filter(subject=dote.label, kind=DEATH_CERTIFICATE)
    if not kept.exists():
        yield _("Attach the certificate first.")


@guard(Role.SYSTEM)
def the_services_are_long_over(dote: Dote, act: Act) -> Sentences:
    """Object while a service runs, and in the days of grace after the last one."""
    last = last_day_of_grace(dote)
    if last is None or act.on <= last:
        yield _("The services are not long over.")


@guard(Role.OPERATOR)
def nobody_could_reach_the_person(dote: Dote, act: Act) -> Sentences:
    """Object to too few attempts, by too few means, within too few days (D34)."""
    if "attempts" not in act.facts:
        return
    attempts = attempts_of(act["attempts"])
    wanted = term(dote.call, "contact_attempts").value
    days = term(dote.call, "unreachable_days").value
    if attempts is None:
        yield _("An attempt is written as means and day, such as phone:2026-11-02.")
        return
    if len(attempts) < wanted:
        yield _("%(wanted)s attempts to reach the person are wanted.") % {"wanted": wanted}
    if len({channel for channel, _on in attempts}) < 2:
        yield _("Try by at least two means.")
    if not attempts or min(on for _channel, on in attempts) + timedelta(days=days) > act.on:
        yield _("%(days)s days have to pass from the first attempt.") % {"days": days}


@guard(Role.TUTOR, Role.OPERATOR)
def the_operator_was_heard(dote: Dote, act: Act) -> Sentences:
    """Object when whoever follows the person was not heard."""
    if "operator_heard" in act.facts and not act["operator_heard"]:
        yield _("Hear first whoever follows the person.")


def last_day_of_grace(dote: Dote) -> date | None:
    """Return the last day of grace after the services' end; None where there is no service."""
    last = dote.lines.as_system().order_by("-ends_on").values_list("ends_on", flat=True).first()
    if last is None:
        return None
    ends_on: date = max(last, dote.ends_on or last)
    return ends_on + timedelta(days=term(dote.call, "end_grace_days").value)


def attempts_of(told: list[str]) -> list[tuple[str, date]] | None:
    """Return each attempt as means and day; None when one of them cannot be read."""
    found = []
    for each in told:
        channel, _colon, day = str(each).partition(":")
        try:
            found.append((channel, date.fromisoformat(day)))
        except ValueError:
            return None
    return found if all(channel in CHANNELS for channel, _day in found) else None
