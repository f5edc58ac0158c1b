"""When a step of an extension is open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from lifecycle.guards import guard
from people.roles import Role

if TYPE_CHECKING:
    from lifecycle.acts import Act
    from lifecycle.models import Extension

Sentences = Iterator["str | Promise"]


@guard(Role.PARTICIPANT, Role.OPERATOR)
def it_is_of_this_case(extension: Extension, act: Act) -> Sentences:
    """Object to the term of another case."""
    if extension.moves.stream != extension.case_label:
        yield _("This term belongs to another case.")


@guard(Role.PARTICIPANT, Role.OPERATOR)
def asked_before_the_end(extension: Extension, act: Act) -> Sentences:
    """Object where no term runs, and after its last day."""
    end = extension.moves.runs_until
    if end is None:
        yield _("No term runs that could be extended.")
    elif act.on > end:
        yield _("The term ended on %(day)s: an extension is asked for before.") % {
            "day": f"{end:%d/%m/%Y}"
        }


@guard(Role.PARTICIPANT, Role.OPERATOR)
def some_days(extension: Extension, act: Act) -> Sentences:
    """Object to an extension of no day."""
    if "days" in act.facts and act["days"] < 1:
        yield _("Say how many days: at least one.")


@guard(Role.APPROVER)
def an_officer_may_grant_them(extension: Extension, act: Act) -> Sentences:
    """Object to more days than an officer grants."""
    most = extension.term("extension_days_by_officer").value
    if act.get("days", 0) > most:
        yield _("More than %(most)s days are granted by the approver.") % {"most": most}


@guard(Role.GRANT_OFFICER)
def they_are_many(extension: Extension, act: Act) -> Sentences:
    """Object to days that an officer can grant."""
    most = extension.term("extension_days_by_officer").value
    if "days" in act.facts and act["days"] <= most:
        yield _("Up to %(most)s days are granted by the grant officer.") % {"most": most}


@guard(Role.GRANT_OFFICER, Role.APPROVER)
def it_is_said_why(extension: Extension, act: Act) -> Sentences:
    """Object to a refusal without words."""
    if act.wordless:
        yield _("Write why the days are not granted: the person reads it.")


@guard(Role.SYSTEM)
def the_term_has_passed(extension: Extension, act: Act) -> Sentences:
    """Object while the term that was to be extended still runs."""
    if extension.due_on is None or act.on <= extension.due_on:
        yield _("The term still runs: the request can be decided.")
