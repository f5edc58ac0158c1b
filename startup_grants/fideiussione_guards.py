"""When a guarantee is taken, extended and given back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from audit.labels import split
from documents import evidence
from lifecycle.guards import guard
from people.roles import Role
from programme.money import format_amount
from startup_grants import closing, holding, money

if TYPE_CHECKING:
    from lifecycle.acts import Act
    from startup_grants.models import Fideiussione

Sentences = Iterator["str | Promise"]

WARNINGS = (90, 60, 30)
WARNED_BEFORE = timedelta(days=WARNINGS[0])
HELD_BEFORE = timedelta(days=WARNINGS[-1])
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
    open_cents = max(
        money.advance_open(guarantee.grant), closing.uncleared_advance(guarantee.grant)
    )
    if guarantee.grant.revoked_on or guarantee.grant.waived_on:
        open_cents = 0  # what was paid is a debt then, which the recovery follows
    if open_cents:
        yield _("%(amount)s of the advance are not justified by costs yet.") % {
            "amount": format_amount(open_cents)
        }


def warning_due(guarantee: Fideiussione, on: date) -> int | None:
    """Return the smallest warning, in days before expiry, whose day has come; None for none."""
    left = (guarantee.expires_on - on).days
    return min((days for days in WARNINGS if left <= days), default=None)


@guard(Role.SYSTEM)
def the_next_warning_is_due(guarantee: Fideiussione, act: Act) -> Sentences:
    """Object while the next warning is still to come, or none is left."""
    due = warning_due(guarantee, act.on)
    if due is None or (guarantee.warned_days is not None and due >= guarantee.warned_days):
        yield _("The guarantee lasts until %(day)s.") % {"day": f"{guarantee.expires_on:%d/%m/%Y}"}


@guard(Role.ADMINISTRATOR)
def payments_can_be_held(guarantee: Fideiussione, act: Act) -> Sentences:
    """Object when reference data has no cause for the hold that comes with the last warning."""
    if not holding.cause_is_known(on=act.on):
        yield _("The cause “%(cause)s” does not hold on this day.") % {"cause": holding.CAUSE}


@guard(Role.FINANCE)
def nothing_is_to_be_recovered(guarantee: Fideiussione, act: Act) -> Sentences:
    """Object while something of the grant is to be recovered."""
    owed = owed_cents(guarantee)
    if owed:
        yield _("%(amount)s of the grant are to be recovered: call the guarantee.") % {
            "amount": format_amount(owed)
        }


@guard(Role.GRANT_OFFICER)
def it_still_covers_the_advance(guarantee: Fideiussione, act: Act) -> Sentences:
    """Object to a reduction below what is open of the advance, or that is none."""
    if "cents" not in act.facts:
        return
    held = money.guaranteed(guarantee.grant, lasting_beyond=act.on) - guarantee.cents
    least = closing.uncleared_advance(guarantee.grant) - held
    if not max(1, least) <= act["cents"] < guarantee.cents:
        yield _("The guarantee can go down from %(now)s to %(least)s.") % {
            "now": format_amount(guarantee.cents),
            "least": format_amount(max(1, least)),
        }


@guard(Role.APPROVER)
def it_has_not_expired(guarantee: Fideiussione, act: Act) -> Sentences:
    """Object to calling a policy that has expired."""
    if act.on > guarantee.expires_on:
        yield _("The guarantee expired on %(day)s: nothing can be called any more.") % {
            "day": f"{guarantee.expires_on:%d/%m/%Y}"
        }


@guard(Role.GRANT_OFFICER)
def no_more_than_is_guaranteed_and_owed(guarantee: Fideiussione, act: Act) -> Sentences:
    """Object to calling nothing, more than is guaranteed, or more than is to be recovered."""
    most = min(guarantee.cents, owed_cents(guarantee))
    if not most:
        yield _("Nothing of the grant is to be recovered: a guarantee is called for a debt.")
    elif "cents" in act.facts and not 0 < act["cents"] <= most:
        yield _("%(most)s at most can be called.") % {"most": format_amount(most)}


@guard(Role.FINANCE)
def the_receipt_is_of_this_grant(guarantee: Fideiussione, act: Act) -> Sentences:
    """Object to a receipt of another case, or that another guarantee has brought in."""
    if "receipt" not in act.facts:
        return
    from lifecycle.models import RecoveryReceipt

    model, pk = split(act["receipt"]) if ":" in act["receipt"] else ("", "")
    rows = RecoveryReceipt.objects.as_system().filter(pk=pk, case_label=guarantee.grant.label)
    taken = guarantee.grant.guarantees.as_system().filter(receipt=act["receipt"])
    if model != "lifecycle.recoveryreceipt" or not rows.exists():
        yield _("Enter what the issuer paid as a receipt of the recovery first.")
    elif taken.exclude(pk=guarantee.pk).exists():
        yield _("Another guarantee has brought this receipt in.")


def owed_cents(guarantee: Fideiussione) -> int:
    """Return what is to be recovered of the grant, interest included, in cents."""
    from lifecycle.models import Recovery

    rows = Recovery.objects.as_system().filter(case_label=guarantee.grant.label)
    return sum(row.open_cents for row in rows if row.is_open)
