"""When a guarantee is taken, extended and given back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from documents import evidence
from lifecycle.guards import guard
from people.roles import Role
from programme.money import format_amount
from startup_grants import money

if TYPE_CHECKING:
    from lifecycle.acts import Act
    from startup_grants.models import Fideiussione

Sentences = Iterator["str | Promise"]

WARNED_BEFORE = timedelta(days=90)
HELD_BEFORE = timedelta(days=30)
"""Days before expiry (lifecycles 4, Fideiussione): the first warning; payments stop."""


@guard(Role.PARTICIPANT)
def the_policy_is_kept(guarantee: Fideiussione, act: Act) -> Sentences:
    """Object unless the policy is kept with the grant."""
    kept = evidence.about(guarantee.grant.label).filter(kind="fideiussione")
    if not any(f"documents.evidence:{row.pk}" == guarantee.evidence for row in kept):
        yield _("Attach the policy of the guarantee first.")


@guard(Role.PARTICIPANT)
def it_lasts_beyond_today(guarantee: Fideiussione, act: Act) -> Sentences:
    """Object to a guarantee that has expired, or expires within the days that stop payments."""
    if guarantee.expires_on <= act.on + HELD_BEFORE:
        yield _("The guarantee expires on %(day)s: it has to last longer.") % {
            "day": f"{guarantee.expires_on:%d/%m/%Y}"
        }


@guard(Role.GRANT_OFFICER)
def every_point_is_confirmed(guarantee: Fideiussione, act: Act) -> Sentences:
    """Object for each point of the verification that is not confirmed."""
    points = {
        "in_register": _("The issuer is not confirmed to be in the register."),
        "wording": _("The wording is not confirmed to be that of the call."),
        "authentic": _("The issuer has not confirmed in writing that the policy is authentic."),
    }
    for name, sentence in points.items():
        if name in act.facts and not act[name]:
            yield sentence


@guard(Role.GRANT_OFFICER)
def the_issuer_has_answered(guarantee: Fideiussione, act: Act) -> Sentences:
    """Object until the issuer's written confirmation is kept."""
    if not evidence.about(guarantee.label).filter(kind="guarantor_answer").exists():
        yield _("Attach the written confirmation of the issuer.")


@guard(Role.SYSTEM)
def ninety_days_or_less_are_left(guarantee: Fideiussione, act: Act) -> Sentences:
    """Object while more than ninety days are left."""
    if guarantee.expires_on - act.on > WARNED_BEFORE:
        yield _("The guarantee lasts until %(day)s.") % {"day": f"{guarantee.expires_on:%d/%m/%Y}"}


@guard(Role.PARTICIPANT)
def the_extension_is_kept(guarantee: Fideiussione, act: Act) -> Sentences:
    """Object until the extension of the policy is kept."""
    if not evidence.about(guarantee.label).filter(kind="guarantee_extension").exists():
        yield _("Attach the extension of the policy first.")


@guard(Role.PARTICIPANT)
def it_expires_later_than_before(guarantee: Fideiussione, act: Act) -> Sentences:
    """Object to an extension that leaves no more time than there was."""
    if "expires_on" in act.facts and act["expires_on"] <= guarantee.expires_on:
        yield _("The extension ends no later than the policy does.")


@guard(Role.GRANT_OFFICER, Role.FINANCE)
def nothing_of_the_advance_is_open(guarantee: Fideiussione, act: Act) -> Sentences:
    """Object while an advance is not cleared by costs."""
    open_cents = money.advance_open(guarantee.grant)
    if open_cents:
        yield _("%(amount)s of the advance are not justified by costs yet.") % {
            "amount": format_amount(open_cents)
        }
