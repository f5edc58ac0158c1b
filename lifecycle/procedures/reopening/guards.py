"""When a step of a re-opening is open."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounting.models import PartBalance
from audit.models import Event
from lifecycle.guards import Guard, Obstacle, guard
from lifecycle.procedures.causing import case_allows
from lifecycle.procedures.reopening.facts import Width
from lifecycle.procedures.reopening.snapshots import amounts, snapshot
from people.roles import Role

if TYPE_CHECKING:
    from lifecycle.acts import Act
    from lifecycle.cases import CaseRoot
    from lifecycle.models import Reopening

Sentences = Iterator["str | Promise"]

REOPENED, RECLOSED = "reopening.opened", "reopening.reclosed"
LOCKED = "closed"
"""The state in which every machine of the specification is locked."""


class _FullNeedsTheCase(Guard):
    """Asks the case's own step, for a full re-opening; a limited one moves no case."""

    def obstacles(self, subject: Reopening, act: Act) -> Iterator[Obstacle]:
        """Yield what closes the step of the case."""
        if subject.width == Width.FULL:
            event = REOPENED if self.code == "the_case_can_be_reopened" else RECLOSED
            yield from case_allows(event).obstacles(subject, act)


def _case(code: str) -> Guard:
    return _FullNeedsTheCase(code=code, condition=lambda *_: iter(()), cleared_by=())


the_case_can_be_reopened = _case("the_case_can_be_reopened")
the_case_can_be_locked_again = _case("the_case_can_be_locked_again")


@guard(Role.APPROVER)
def the_case_is_locked(reopening: Reopening, act: Act) -> Sentences:
    """Object to re-opening what is not closed."""
    if reopening.root.state != LOCKED:
        yield _("This case is not closed: nothing has to be re-opened.")


@guard(Role.GRANT_OFFICER)
def it_expires_soon(reopening: Reopening, act: Act) -> Sentences:
    """Object to an expiry in the past, or beyond the days that are allowed."""
    if not reopening.expires_on:
        return
    most = reopening.term("reopening_days").value
    if not act.on < reopening.expires_on <= act.on + timedelta(days=most):
        yield _("A re-opening expires within %(days)s days.") % {"days": most}


@guard(Role.GRANT_OFFICER)
def not_expired(reopening: Reopening, act: Act) -> Sentences:
    """Object after the expiry: it has to be requested anew."""
    if act.on > reopening.expires_on:
        yield _("The re-opening expired on %(day)s: request it anew.") % {
            "day": f"{reopening.expires_on:%d/%m/%Y}"
        }


@guard(Role.APPROVER)
def not_by_who_asked(reopening: Reopening, act: Act) -> Sentences:
    """Object to whoever asked for it."""
    if act.by.label == reopening.requested_by:
        yield _("You asked for this re-opening: another person authorises it.")


@guard(Role.APPROVER)
def not_by_who_closed(reopening: Reopening, act: Act) -> Sentences:
    """Object to whoever proposed or approved the last closing."""
    if act.by.label in closers(reopening.root):
        yield _("You closed this case: another person authorises its re-opening.")


@guard(Role.APPROVER, Role.CONTROL_HEAD)
def not_by_who_authorised(reopening: Reopening, act: Act) -> Sentences:
    """Object to whoever authorised it the first time."""
    if act.by.label == reopening.authorised_by:
        yield _("You authorised it already: a second person has to.")


@guard(Role.APPROVER, Role.CONTROL_HEAD)
def authorised_by_as_many_as_it_needs(reopening: Reopening, act: Act) -> Sentences:
    """Object while the second authorisation is missing that a locked case needs."""
    if needs_two(reopening.root) and not reopening.second_by:
        yield _("This case is closed, claimed or certified: a second authorisation is needed.")


@guard(Role.GRANT_OFFICER)
def it_is_limited(reopening: Reopening, act: Act) -> Sentences:
    """Object when everything is to be opened."""
    if reopening.width != Width.LIMITED:
        yield _("This re-opening is a full one.")


@guard(Role.GRANT_OFFICER)
def it_is_full(reopening: Reopening, act: Act) -> Sentences:
    """Object when only texts and documents are to be opened."""
    if reopening.width != Width.FULL:
        yield _("This re-opening leaves amounts alone.")


@guard(Role.FINANCE)
def no_amount_has_moved(reopening: Reopening, act: Act) -> Sentences:
    """Object when, in a limited re-opening, the books have moved all the same."""
    limited = reopening.width == Width.LIMITED
    if limited and amounts(snapshot(reopening.root)) != amounts(reopening.before):
        yield _("Amounts have moved in a limited re-opening: ask for a full one.")


@guard(Role.SYSTEM)
def the_days_are_over(reopening: Reopening, act: Act) -> Sentences:
    """Object before the day after the expiry."""
    if act.on <= reopening.expires_on:
        yield _("The term runs until %(day)s.") % {"day": f"{reopening.expires_on:%d/%m/%Y}"}


def needs_two(case: CaseRoot) -> bool:
    """Say whether two people have to authorise: the case is closed, claimed or certified."""
    held = PartBalance.objects.filter(root=case.label)
    return case.state == LOCKED or any(each.f6 + each.f7 + each.f8 for each in held)


def closers(case: CaseRoot) -> set[str]:
    """Return the labels of those who proposed or approved the last step that locked the case."""
    events = Event.objects.filter(stream=case.label, subject=case.label, target=LOCKED)
    last = events.exclude(source=LOCKED).order_by("-seq").first()
    if last is None:
        return set()
    facts = json.loads(last.content)["facts"]
    return {last.actor, facts.get("proposed_by", ""), *facts.get("approved_by", [])} - {""}
