"""When a step of a waiver is open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from audit.labels import split
from lifecycle.guards import guard
from people.languages import Language
from people.models import User
from people.roles import Role

if TYPE_CHECKING:
    from lifecycle.acts import Act
    from lifecycle.models import Waiver

Sentences = Iterator["str | Promise"]


@guard(Role.OPERATOR)
def a_mediator_was_there(waiver: Waiver, act: Act) -> Sentences:
    """Object to a conversation that nobody has mediated, or only who records it."""
    if "mediator" not in act.facts:
        return
    model, pk = split(act["mediator"]) if ":" in act["mediator"] else ("", "")
    if model != "people.user" or not User.objects.filter(pk=pk, participant=None).exists():
        yield _("Name the mediator who spoke with the person alone.")
    elif act["mediator"] == act.by.label:
        yield _("You record the conversation: another person has to be the mediator.")
    if act.get("language", "") not in Language.values:
        yield _("Say in which language the person was asked.")


@guard(Role.OPERATOR)
def freely_declared(waiver: Waiver, act: Act) -> Sentences:
    """Object until a mediator has made sure that nobody forces the person."""
    if waiver.free_will_on is None:
        yield _("First a mediator speaks with the person alone: nobody may force a waiver.")


@guard(Role.PARTICIPANT, Role.OPERATOR)
def within_the_days_to_think(waiver: Waiver, act: Act) -> Sentences:
    """Object after the last day for taking a waiver back."""
    if waiver.due_on is not None and act.on > waiver.due_on:
        yield _("A waiver could be taken back until %(day)s.") % {
            "day": f"{waiver.due_on:%d/%m/%Y}"
        }


@guard(Role.SYSTEM)
def the_days_to_think_are_over(waiver: Waiver, act: Act) -> Sentences:
    """Object while the person can still take the waiver back."""
    if waiver.due_on is None or act.on <= waiver.due_on:
        yield _("The person can take the waiver back until %(day)s.") % {
            "day": f"{waiver.due_on:%d/%m/%Y}" if waiver.due_on else "–"
        }


@guard(Role.GRANT_OFFICER)
def performed_until_a_day_that_was(waiver: Waiver, act: Act) -> Sentences:
    """Object to services received in the days to come."""
    day = act.get("performed_until")
    if day is not None and day > act.on:
        yield _("Services were received until today at most.")
