"""When a step of a hold is open, and how every other machine asks for holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from lifecycle.guards import Guard, Obstacle, guard
from lifecycle.procedures.hold import questions
from lifecycle.procedures.hold.states import HoldState
from people.roles import Role

if TYPE_CHECKING:
    from lifecycle.acts import Act
    from lifecycle.cases import Tracked
    from lifecycle.models import Hold

Sentences = Iterator["str | Promise"]


@guard(Role.ADMINISTRATOR)
def the_cause_is_in_force(hold: Hold, act: Act) -> Sentences:
    """Object to a cause that does not hold on this day."""
    if not hold.cause_id:
        return
    if not hold.cause_id:
        return
    cause = hold.cause
    ended = cause.valid_to is not None and cause.valid_to < act.on
    if ended or cause.valid_from > act.on:
        yield _("The cause “%(cause)s” does not hold on this day.") % {"cause": cause}


@guard(Role.GRANT_OFFICER, Role.FINANCE, Role.CONTROLLER, Role.LEGAL)
def not_held_for_it_already(hold: Hold, act: Act) -> Sentences:
    """Object to a second hold for the same cause."""
    if not hold.cause_id:
        return
    others = type(hold).objects.as_system().filter(case_label=hold.case_label, cause=hold.cause_id)
    if others.filter(state=HoldState.ACTIVE).exclude(pk=hold.pk).exists():
        yield _("This case is already held for this cause: %(cause)s.") % {"cause": hold.cause}


class _OwningOffice(Guard):
    """Names, in its refusal, the very office that owns the cause of this hold."""

    def obstacles(self, subject: Hold, act: Act) -> Iterator[Obstacle]:
        """Yield an obstacle for whoever is not of the office that owns the cause."""
        owner = Role(subject.cause.owner)
        if act.by.role is not owner:
            sentence = _("“%(cause)s” is lifted by the office that owns it: %(office)s.") % {
                "cause": subject.cause,
                "office": owner.label,
            }
            yield Obstacle(self.code, sentence, who=(owner,), forbidden=True)


the_owning_office_lifts_it = _OwningOffice(
    code="the_owning_office_lifts_it", condition=lambda *_: iter(()), cleared_by=()
)


@guard(Role.GRANT_OFFICER, Role.FINANCE, Role.CONTROLLER, Role.LEGAL)
def no_hold_stops_payments(subject: Tracked, act: Act) -> Sentences:
    """Object for each hold on the case that stops payments."""
    yield from questions.payments_stopped([subject.stream])[subject.stream]


@guard(Role.GRANT_OFFICER, Role.FINANCE, Role.CONTROLLER, Role.LEGAL)
def no_hold_stops_decisions(subject: Tracked, act: Act) -> Sentences:
    """Object for each hold on the case that stops decisions."""
    yield from questions.decisions_stopped(subject.stream)
