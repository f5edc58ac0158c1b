"""When a step of a change of bank account is open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from lifecycle.guards import guard
from people import bank_accounts
from people.roles import Role
from treasury.states import OPEN_CHANGES

if TYPE_CHECKING:
    from lifecycle.acts import Act
    from treasury.models import IbanChange

Sentences = Iterator["str | Promise"]

CHANNELS = ("phone", "in_person", "bank_paper")
"""How a request is checked with the person, by another way than the one by which it came."""


@guard(Role.GRANT_OFFICER)
def no_other_change(change: IbanChange, act: Act) -> Sentences:
    """Object while another change of the person's account is under way."""
    changes = (
        type(change)
        .objects.as_system()
        .filter(participant=change.participant, state__in=OPEN_CHANGES)
    )
    for other in changes.exclude(pk=change.pk):
        yield _("A change of this person's account is already under way: %(reference)s.") % {
            "reference": other.reference
        }


@guard(Role.OPERATOR, Role.PARTICIPANT)
def another_account(change: IbanChange, act: Act) -> Sentences:
    """Object when the person is already paid on this account."""
    now = bank_accounts.in_effect(change.participant)
    if now is not None and now.pk != change.account_id and now.blind == change.account.blind:
        yield _("The person is already paid on this account.")


@guard(Role.GRANT_OFFICER)
def requested_by_another(change: IbanChange, act: Act) -> Sentences:
    """Object to whoever asked for the account."""
    if act.by.label == change.requested_by:
        yield _("You asked for this account: another person verifies it.")


@guard(Role.GRANT_OFFICER)
def by_a_second_channel(change: IbanChange, act: Act) -> Sentences:
    """Object when it was not checked with the person, or somebody else holds the account."""
    if "channel" in act.facts and act["channel"] not in CHANNELS:
        yield _("Say how you checked: by phone, in person, or on a paper of the bank.")
    if "holder_confirmed" in act.facts and not act["holder_confirmed"]:
        yield _("An account that the person does not hold cannot be verified.")


@guard(Role.SYSTEM)
def cooled(change: IbanChange, act: Act) -> Sentences:
    """Object before the days of cooling have passed."""
    if change.ready_on is not None and act.on < change.ready_on:
        yield _("The account comes into effect on %(day)s, not before.") % {
            "day": f"{change.ready_on:%d/%m/%Y}"
        }
