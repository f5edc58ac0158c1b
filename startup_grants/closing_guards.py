"""When a grant is reported, settled, kept stable and closed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounting.models import PartBalance
from audit.models import Event
from documents import evidence
from lifecycle.guards import guard
from lifecycle.registries import open_matters
from people.roles import Role
from programme.money import format_amount
from startup_grants import closing
from startup_grants.states import (
    DECIDED_DUTIES,
    FINAL_TRANCHES,
    HOLDING_GUARANTEES,
    TrancheState,
)

if TYPE_CHECKING:
    from lifecycle.acts import Act
    from startup_grants.models import Grant

Sentences = Iterator["str | Promise"]

REPORT, CHECKLIST, VISIT = "final_report", "final_checklist", "site_report"
COVAR = re.compile(r"[0-9]{4,15}")
UNDECIDED = (TrancheState.NOT_DUE, TrancheState.REQUESTED, TrancheState.IN_CHECK)


@guard(Role.PARTICIPANT)
def every_tranche_is_asked_for(grant: Grant, act: Act) -> Sentences:
    """Object while a tranche is neither asked for nor renounced."""
    for tranche in grant.tranches.as_system().filter(state=TrancheState.NOT_DUE):
        yield _("Ask for the tranche, or renounce it: %(tranche)s.") % {"tranche": tranche}


@guard(Role.PARTICIPANT, Role.GRANT_OFFICER)
def the_final_report_is_kept(grant: Grant, act: Act) -> Sentences:
    """Object until the final report is kept."""
    if not evidence.about(grant.label).filter(kind=REPORT).exists():
        yield _("The final report on the works is missing.")


@guard(Role.SYSTEM)
def the_time_for_the_works_is_over(grant: Grant, act: Act) -> Sentences:
    """Object while the works can still go on."""
    if grant.ends_on is None or act.on <= grant.ends_on:
        yield _("The works can go on until %(day)s.") % {
            "day": f"{grant.ends_on:%d/%m/%Y}" if grant.ends_on else "–"
        }


@guard(Role.GRANT_OFFICER)
def every_tranche_is_decided(grant: Grant, act: Act) -> Sentences:
    """Object for each tranche that nobody has decided, its expenses included."""
    for tranche in grant.tranches.as_system().filter(state__in=UNDECIDED):
        yield _("The tranche is not decided yet: %(tranche)s, %(state)s.") % {
            "tranche": tranche,
            "state": tranche.get_state_display(),
        }


@guard(Role.CONTROLLER)
def the_controller_s_checklist_is_kept(grant: Grant, act: Act) -> Sentences:
    """Object until the checklist of the first-level control is kept (rendicontazione 5.3)."""
    if not evidence.about(grant.label).filter(kind=CHECKLIST).exists():
        yield _("The checklist of the first-level control is missing.")


@guard(Role.CONTROLLER)
def a_sampled_grant_was_visited(grant: Grant, act: Act) -> Sentences:
    """Object to a grant of the sample without the report of the visit on the spot."""
    kept = evidence.about(grant.label).filter(kind=VISIT)
    if act.get("sampled") and not kept.exists():
        yield _("The grant is in the sample: the report of the visit on the spot is missing.")


@guard(Role.GRANT_OFFICER)
def enough_was_realised(grant: Grant, act: Act) -> Sentences:
    """Object to less than the call's least share of the budget: a revocation decides then."""
    least = grant.rules.minimum_percent
    if closing.realised(grant) * 100 < least * (grant.total_cents or 0):
        yield _(
            "%(percent)s %% of the budget were realised, and the call wants at least %(least)s %%: "
            "propose a revocation."
        ) % {"percent": closing.realised_percent(grant), "least": least}


@guard(Role.GRANT_OFFICER)
def some_days_to_complete_it(grant: Grant, act: Act) -> Sentences:
    """Object to no days, and to sending back without a word."""
    if "days" in act.facts and act["days"] < 1:
        yield _("Say how many days: at least one.")
    if act.wordless:
        yield _("Write what is missing: the person reads it.")


@guard(Role.FINANCE)
def every_tranche_is_final(grant: Grant, act: Act) -> Sentences:
    """Object for each tranche that is neither paid, nor rejected, nor renounced."""
    for tranche in grant.tranches.as_system().exclude(state__in=FINAL_TRANCHES):
        yield _("The tranche is not paid yet: %(tranche)s, %(state)s.") % {
            "tranche": tranche,
            "state": tranche.get_state_display(),
        }


@guard(Role.FINANCE)
def nothing_left_to_pay(grant: Grant, act: Act) -> Sentences:
    """Object while something cleared is not paid."""
    unpaid = sum(balance.f4 for balance in PartBalance.objects.filter(root=grant.label))
    if unpaid:
        yield _("%(amount)s is cleared and not paid yet.") % {"amount": format_amount(unpaid)}


@guard(Role.GRANT_OFFICER)
def the_advance_is_cleared(grant: Grant, act: Act) -> Sentences:
    """Object while an advance is neither justified by costs nor taken back."""
    left = closing.uncleared_advance(grant)
    if left:
        yield _(
            "%(amount)s of the advance are not justified by costs: propose to revoke that part."
        ) % {"amount": format_amount(left)}


@guard(Role.GRANT_OFFICER, Role.APPROVER)
def no_guarantee_is_held(grant: Grant, act: Act) -> Sentences:
    """Object for each guarantee that was neither released nor called."""
    for guarantee in grant.guarantees.as_system().filter(state__in=HOLDING_GUARANTEES):
        yield _("The guarantee is neither released nor called: %(policy)s.") % {"policy": guarantee}


@guard(Role.SYSTEM)
def the_stability_period_is_over(grant: Grant, act: Act) -> Sentences:
    """Object while the stability period runs."""
    if grant.stable_until is None or act.on <= grant.stable_until:
        yield _("The stability period runs until %(day)s.") % {
            "day": f"{grant.stable_until:%d/%m/%Y}" if grant.stable_until else "–"
        }


@guard(Role.GRANT_OFFICER)
def every_duty_is_decided(grant: Grant, act: Act) -> Sentences:
    """Object for each yearly duty that nobody has decided."""
    for duty in grant.duties.as_system().exclude(state__in=DECIDED_DUTIES):
        yield _("The yearly duty is not decided yet: %(duty)s, %(state)s.") % {
            "duty": duty,
            "state": duty.get_state_display(),
        }


@guard(Role.FINANCE)
def nothing_open_elsewhere(grant: Grant, act: Act) -> Sentences:
    """Object with every matter that another office has open on this grant."""
    yield from open_matters.about(grant.label)


@guard(Role.FINANCE)
def both_books_agree(grant: Grant, act: Act) -> Sentences:
    """Object unless what was granted is what was paid, cut and released, in both books."""
    found = closing.accounts_of(grant)
    if not found.agree:
        yield _(
            "The books do not add up: %(granted)s granted, %(paid)s paid, %(cut)s cut, "
            "%(released)s released."
        ) % {
            "granted": format_amount(found.granted),
            "paid": format_amount(found.paid),
            "cut": format_amount(found.cut),
            "released": format_amount(found.released),
        }


@guard(Role.GRANT_OFFICER)
def the_register_of_aid_knows(grant: Grant, act: Act) -> Sentences:
    """Object without the register's code of the change of the aid (DM 115/2017 art. 9(8))."""
    if "covar" in act.facts and not COVAR.fullmatch(act["covar"]):
        yield _("Register the end of the aid first: the COVAR has 4 to 15 digits.")


@guard(Role.SYSTEM)
def it_was_closed_before(grant: Grant, act: Act) -> Sentences:
    """Object to locking a grant that was never closed."""
    closings = Event.objects.filter(
        stream=grant.label, subject=grant.label, action__in=["close", "end_stability"]
    )
    if not closings.exists():
        yield _("The grant was never closed.")
