"""When a step of a complaint is open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from lifecycle.guards import guard
from people.mandates import roles_of
from people.models import User
from people.roles import Role

if TYPE_CHECKING:
    from lifecycle.acts import Act
    from lifecycle.models import Complaint

Sentences = Iterator["str | Promise"]

CONFIDANTS = (Role.LEGAL,)
"""The named group that alone sees sensitive complaints; its mandates are given by act and day."""


@guard(Role.PARTICIPANT, Role.OPERATOR)
def something_is_said(complaint: Complaint, act: Act) -> Sentences:
    """Object to a complaint, or an answer, without a word."""
    if not act.noted:
        yield _("Write what happened.")


@guard(Role.LEGAL)
def only_confidants_handle_sensitive_ones(complaint: Complaint, act: Act) -> Sentences:
    """Object to anybody outside the named group, where the complaint is sensitive."""
    if complaint.sensitive and act.by.role not in (*CONFIDANTS, Role.SYSTEM):
        yield _("This complaint is looked into by the legal office alone.")


@guard(Role.LEGAL, Role.APPROVER)
def not_about_oneself(complaint: Complaint, act: Act) -> Sentences:
    """Object to whoever the complaint is about."""
    if complaint.against and act.by.label == complaint.against:
        yield _("The complaint is about you: another person looks into it.")


@guard(Role.LEGAL, Role.APPROVER)
def the_handler_can_look_into_it(complaint: Complaint, act: Act) -> Sentences:
    """Object to somebody complained about, without office, or outside the named group."""
    if "handler" not in act.facts:
        return
    user = User.objects.filter(pk=act["handler"].partition(":")[2]).first()
    held = roles_of(user, act.on) if user is not None else set()
    allowed = set(CONFIDANTS) if complaint.sensitive else set(Role) - {Role.PARTICIPANT}
    if not held & allowed:
        yield _("This person cannot look into the complaint.")
    elif act["handler"] == complaint.against:
        yield _("The complaint is about this person: another one looks into it.")


@guard(Role.LEGAL, Role.APPROVER)
def it_is_assigned_to_them(complaint: Complaint, act: Act) -> Sentences:
    """Object to anybody but the one to whom it was assigned."""
    if act.by.label != complaint.handler:
        yield _("This complaint is assigned to another person.")


@guard(Role.LEGAL, Role.APPROVER)
def approved_by_another(complaint: Complaint, act: Act) -> Sentences:
    """Object to whoever wrote the answer."""
    if act.by.label == complaint.handler:
        yield _("You wrote the answer: another person approves it.")
