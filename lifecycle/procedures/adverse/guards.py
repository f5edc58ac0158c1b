"""When a step of an adverse notice is open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from documents.evidence import is_kept
from lifecycle.guards import guard
from lifecycle.procedures.adverse.states import NoticeState
from people.roles import Role

if TYPE_CHECKING:
    from lifecycle.acts import Act
    from lifecycle.models import AdverseNotice

Sentences = Iterator["str | Promise"]


@guard(Role.APPROVER)
def the_call_has_no_ranking(notice: AdverseNotice, act: Act) -> Sentences:
    """Object in a ranked call, which art. 10-bis of L. 241/1990 itself leaves out."""
    if notice.root.is_ranked:
        yield _("A ranked call has no adverse notice (Law 241/1990, article 10-bis).")


@guard(Role.GRANT_OFFICER, Role.OPERATOR)
def received_after_it_was_sent(notice: AdverseNotice, act: Act) -> Sentences:
    """Object to a receipt before the notification, or in the days to come."""
    day = act.get("received_on")
    if day is None or notice.notified_on is None:
        return
    if not notice.notified_on <= day <= act.on:
        yield _("The notice was received between %(first)s and today.") % {
            "first": f"{notice.notified_on:%d/%m/%Y}"
        }


@guard(Role.GRANT_OFFICER, Role.OPERATOR)
def received_in_a_known_way(notice: AdverseNotice, act: Act) -> Sentences:
    """Object to an unknown channel, and to an own access that is not the person's."""
    channel = act.get("channel")
    if channel is not None and channel not in notice.Channel.values:
        yield _("Say how the notice was received.")
    if (channel == notice.Channel.OWN_ACCESS) != (act.by.role is Role.PARTICIPANT) and channel:
        yield _("Only the person alone receives a notice in their own access.")


@guard(Role.GRANT_OFFICER)
def received_once(notice: AdverseNotice, act: Act) -> Sentences:
    """Object to a second receipt, which would move the term."""
    if notice.received_on is not None:
        yield _("The notice was received on %(day)s: its term runs from that day.") % {
            "day": f"{notice.received_on:%d/%m/%Y}"
        }


@guard(Role.GRANT_OFFICER)
def within_the_term(notice: AdverseNotice, act: Act) -> Sentences:
    """Object after the last day for observations."""
    if notice.due_on is not None and act.on > notice.due_on:
        yield _("Observations could be made until %(day)s.") % {"day": f"{notice.due_on:%d/%m/%Y}"}


@guard(Role.PARTICIPANT, Role.OPERATOR)
def something_is_observed(notice: AdverseNotice, act: Act) -> Sentences:
    """Object to observations without words and without a document kept for this notice."""
    evidence = act.get("evidence", "")
    if evidence and not is_kept(evidence, about=notice.label):
        yield _("Attach the document.")
    if not evidence and act.wordless:
        yield _("Write your observations, or attach a document.")


@guard(Role.SYSTEM)
def the_term_has_passed(notice: AdverseNotice, act: Act) -> Sentences:
    """Object before the day after the term, and where nobody knows that it was received."""
    if notice.due_on is None:
        yield _("Nobody has recorded when the notice was received: its term does not run.")
    elif act.on <= notice.due_on:
        yield _("The term runs until %(day)s.") % {"day": f"{notice.due_on:%d/%m/%Y}"}


@guard(Role.GRANT_OFFICER, Role.APPROVER)
def the_observations_are_answered(notice: AdverseNotice, act: Act) -> Sentences:
    """Object to upholding a notice without saying why the observations do not change it."""
    if notice.state == NoticeState.OBSERVED and act.wordless:
        yield _("Write why the observations do not change the outcome: the refusal will say it.")
