"""When what a side procedure wants is open to a grant, and when another enterprise takes over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from stdnum.it import iva

from accounting.models import PartBalance
from documents import evidence
from lifecycle.guards import guard
from lifecycle.registries import claimed_money
from people.roles import Role
from programme.money import format_amount
from startup_grants import application_guards, closing, ledger, money
from startup_grants.aid_rules import NoRule
from startup_grants.award_guards import ATECO, MUNICIPALITY
from startup_grants.states import HOLDING_GUARANTEES

if TYPE_CHECKING:
    from lifecycle.acts import Act
    from startup_grants.models import Grant

Sentences = Iterator["str | Promise"]

TRANSFER = "transfer_deed"


def last_possible_day(grant: Grant) -> date:
    """Return the last day on which the operation runs and may spend."""
    return min(grant.operation.ends_on, grant.operation.eligible_to)


@guard(Role.GRANT_OFFICER, Role.APPROVER)
def not_past_the_operation(grant: Grant, act: Act) -> Sentences:
    """Object to an end after the operation's own, or after the days on which it may spend."""
    if "days" not in act.facts or grant.ends_on is None:
        return
    last = last_possible_day(grant)
    if grant.ends_on + timedelta(days=act["days"]) > last:
        yield _("The operation pays until %(day)s: %(days)s days at most can be added.") % {
            "day": f"{last:%d/%m/%Y}",
            "days": max(0, (last - grant.ends_on).days),
        }


@guard(Role.FINANCE)
def nothing_waits_for_payment(grant: Grant, act: Act) -> Sentences:
    """Object while something is cleared and not paid: the clearance is taken back first."""
    cleared = sum(row.f4 for row in PartBalance.objects.filter(root=grant.label))
    if cleared:
        yield _("%(amount)s is cleared and not paid: take the clearance back before the act.") % {
            "amount": format_amount(cleared)
        }


@guard(Role.FINANCE)
def nothing_is_claimed(grant: Grant, act: Act) -> Sentences:
    """Object while nobody has corrected the items that hold money which is to be recovered."""
    for row in closing.all_that_was_paid(grant):
        yield from claimed_money.about(row.part, row.cents, confirmed=True)


@guard(Role.GRANT_OFFICER)
def no_other_application_meanwhile(grant: Grant, act: Act) -> Sentences:
    """Object when the person has applied again under the call since."""
    yield from application_guards.no_other_open_application.condition(grant, act)


@guard(Role.PROGRAMME_MANAGER)
def the_money_can_be_set_aside(grant: Grant, act: Act) -> Sentences:
    """Object when less is left on the line than the application asks for."""
    position, cents = money.position_of(grant), grant.requested_cents or 0
    if position is None or position.available_cents < cents:
        yield _("%(partner)s has less than %(amount)s left on the line of this call.") % {
            "partner": grant.partner.name,
            "amount": format_amount(cents),
        }


@guard(Role.GRANT_OFFICER)
def the_successor_can_take_over(grant: Grant, act: Act) -> Sentences:
    """Object to an enterprise that cannot be, is the same, or lacks what the call wants."""
    if "number" not in act.facts:
        return
    if not iva.is_valid(act["number"]):
        yield _("This VAT number does not exist: compare it with the certificate.")
    if act["number"] == grant.enterprise:
        yield _("This is the enterprise that has the grant.")
    if not ATECO.fullmatch(act["sector"]):
        yield _("Write the ATECO code as 47.11 or 47.11.10.")
    if not MUNICIPALITY.fullmatch(act["place"]):
        yield _("The municipality is its ISTAT code of six digits, such as 071024.")
    if not act["requirements"]:
        yield _("The enterprise that takes over has to meet the requirements of the call.")
    if not act["debts_assumed"]:
        yield _("The enterprise that takes over has to assume the debts of the grant.")


@guard(Role.GRANT_OFFICER)
def the_successor_has_room_for_small_aid(grant: Grant, act: Act) -> Sentences:
    """Object when the enterprise that takes over would pass its ceiling."""
    if "number" not in act.facts:
        return
    try:
        found = ledger.room_for([act["number"]], on=act.on)
    except NoRule:
        yield _("No rule on small aid is known for this day.")
        return
    if found.rule.binding and not found.admits(grant.granted_cents or 0):
        yield ledger.over_the_ceiling(found)


@guard(Role.PARTICIPANT, Role.GRANT_OFFICER)
def the_transfer_is_kept(grant: Grant, act: Act) -> Sentences:
    """Object until the deed of the transfer is kept."""
    if not evidence.about(grant.label).filter(kind=TRANSFER).exists():
        yield _("The deed of the transfer is missing.")


@guard(Role.PARTICIPANT)
def guarantees_cover_the_successor(grant: Grant, act: Act) -> Sentences:
    """Object to a guarantee in force that was not extended to who takes over."""
    for row in grant.guarantees.as_system().filter(state__in=HOLDING_GUARANTEES):
        if not evidence.about(row.label).filter(kind="guarantee_extension").exists():
            yield _("The guarantee %(policy)s is not extended to who takes over.") % {
                "policy": row.policy
            }
