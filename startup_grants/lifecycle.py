"""The grant's machine, row by row of its table (lifecycles 4): who, when, and what follows.

It reads in six parts: ``startup_grants.application_lifecycle``, ``…evaluation_lifecycle``,
``…award_lifecycle``, ``…moving_lifecycle``, ``…revoked_lifecycle``, and the end here; its tranches
are in ``startup_grants.tranche_lifecycle``, the yearly duties in ``…duty_lifecycle``. Guards are
sentences in the files named ``…_guards``; what each step does to the books is in ``…money``. Rows
that a side procedure brings about are the system's: who decides them is said by the procedure.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.acts import Act
from lifecycle.before import before
from lifecycle.effects import Effects, Word
from lifecycle.procedures import ending
from lifecycle.procedures.hold.guards import no_hold_stops_decisions
from lifecycle.steps import Eyes, step
from people.roles import Role
from startup_grants import closing, money, monitoring
from startup_grants import closing_guards as guards
from startup_grants.application_lifecycle import APPLICANT
from startup_grants.revoked_lifecycle import GrantRevocable
from startup_grants.states import GrantState as S

if TYPE_CHECKING:
    from startup_grants.models import Grant

BEFORE_CLOSING = [S.MONITORING, S.WAIVED, S.REVOKED]


class GrantLifecycle(GrantRevocable):
    """From the end of the works through the stability period to the closing."""

    class Meta:
        abstract = True

    @step(
        "G28",
        source=S.IN_EXECUTION,
        target=S.FINAL_REPORTING,
        by=APPLICANT,
        label=_("Hand in the final report"),
        guards=[guards.every_tranche_is_asked_for, guards.the_final_report_is_kept],
    )
    def finish(self: Grant, act: Act) -> Effects:
        """G28: the works are done: every tranche was asked for or renounced, the report is in."""
        self.finished_on = act.on
        return Effects(fire=ending.with_case(self), words=(Word("grant_finished"),))

    @step(
        "G28S",
        source=S.IN_EXECUTION,
        target=S.FINAL_REPORTING,
        by=[Role.SYSTEM],
        label=_("The time for the works is over"),
        guards=[guards.the_time_for_the_works_is_over],
    )
    def expire_works(self: Grant, act: Act) -> Effects:
        """G28: the last day for the works has passed; the report is asked for."""
        self.finished_on = act.on
        return Effects(fire=ending.with_case(self), words=(Word("grant_report_wanted"),))

    @step(
        "G29",
        source=S.FINAL_REPORTING,
        target=S.SETTLING,
        by=[Role.GRANT_OFFICER],
        approved_by=[Role.APPROVER],
        eyes=Eyes.E2,
        label=_("Accept the final report"),
        facts={"sampled": bool},
        guards=[
            guards.every_tranche_is_decided,
            guards.the_final_report_is_kept,
            guards.the_controller_s_checklist_is_kept,
            guards.a_sampled_grant_was_visited,
            guards.enough_was_realised,
            no_hold_stops_decisions,
        ],
    )
    def accept_final(self: Grant, act: Act) -> Effects:
        """G29: what was not spent goes back to its budget line (DECOM, *economia*)."""
        self.accepted_on = act.on
        freed = closing.economy(self)
        return Effects(
            postings=money.decommit(self, freed),
            papers=("grant_final",),
            words=(Word("grant_report_accepted"),),
            recorded={"cents": freed, "realised": closing.realised(self)},
        )

    @step(
        "G30",
        source=S.FINAL_REPORTING,
        target=S.IN_EXECUTION,
        by=[Role.GRANT_OFFICER],
        label=_("Send the final report back"),
        facts={"days": int},
        guards=[guards.some_days_to_complete_it],
    )
    def send_back(self: Grant, act: Act) -> Effects:
        """G30: something is missing; the note says what, and there are days for it."""
        self.finished_on = None
        ends_on = act.on + timedelta(days=act["days"])
        self.ends_on = max(self.ends_on, ends_on) if self.ends_on else ends_on
        return Effects(words=(Word("grant_report_sent_back", {"by": self.ends_on.isoformat()}),))

    @step(
        "G31",
        source=S.SETTLING,
        target=S.MONITORING,
        by=[Role.FINANCE],
        label=_("Close the settlement"),
        guards=[
            guards.every_tranche_is_final,
            guards.nothing_left_to_pay,
            guards.the_advance_is_cleared,
            guards.no_guarantee_is_held,
        ],
    )
    def pay_balance(self: Grant, act: Act) -> Effects:
        """G31: all is paid; the stability period begins, with its yearly duties."""
        self.settled_on = act.on
        period = monitoring.period_of(self, settled_on=act.on)
        self.stable_from, self.stable_until = period.first, period.last
        return Effects(
            postings=money.decommit_all(self),
            beginnings=monitoring.duties(self),
            papers=("grant_stability",),
            words=(Word("grant_stability_begun", {"until": period.last.isoformat()}),),
        )

    @step(
        "G32",
        source=S.MONITORING,
        target=S.CLOSED,
        by=[Role.GRANT_OFFICER],
        approved_by=[Role.APPROVER],
        eyes=Eyes.E2,
        label=_("End the stability period"),
        guards=[
            guards.the_stability_period_is_over,
            guards.every_duty_is_decided,
            guards.nothing_open_elsewhere,
            guards.both_books_agree,
        ],
    )
    def end_stability(self: Grant, act: Act) -> Effects:
        """G32: the enterprise has kept what it promised, or paid back what it did not keep."""
        return _closed(self, act)

    @step(
        "G38",
        source=[S.WAIVED, S.REVOKED],
        target=S.CLOSED,
        by=[Role.FINANCE],
        approved_by=[Role.APPROVER],
        eyes=Eyes.E2,
        label=pgettext_lazy("a grant", "Close"),
        facts={"covar": str},
        guards=[
            guards.nothing_left_to_pay,
            guards.no_guarantee_is_held,
            guards.the_register_of_aid_knows,
            guards.nothing_open_elsewhere,
            guards.both_books_agree,
        ],
    )
    def close(self: Grant, act: Act) -> Effects:
        """G38: what is still committed is free (DECOM); the aid counts no more."""
        self.covar = act["covar"]
        done = _closed(self, act)
        return Effects(
            postings=money.decommit_all(self),
            acts=closing.aid_that_ended(self, on=act.on),
            papers=done.papers,
            words=done.words,
            recorded=done.recorded,
        )

    @step(
        "G39",
        source=S.CLOSED,
        target=before("close", "end_stability", "lock_again", states=BEFORE_CLOSING),
        by=[Role.SYSTEM],
        label=_("Re-open"),
    )
    def reopen(self: Grant, act: Act) -> None:
        """G39: go back to where the grant was before its closing; by itself it books nothing."""
        self.ended_on = None

    @step(
        "G39L",
        source=BEFORE_CLOSING,
        target=S.CLOSED,
        by=[Role.SYSTEM],
        label=_("Close after the re-opening"),
        guards=[guards.it_was_closed_before, guards.nothing_left_to_pay, guards.both_books_agree],
    )
    def lock_again(self: Grant, act: Act) -> Effects:
        """G39: lock what was re-opened; what is committed and not spent is free again (DECOM)."""
        self.ended_on = act.on
        return Effects(postings=money.decommit_all(self))


def _closed(grant: Grant, act: Act) -> Effects:
    grant.ended_on = act.on
    accounts = closing.accounts_of(grant)
    return Effects(
        papers=("grant_closing",),
        words=(Word("grant_closed"),),
        recorded={
            "granted": accounts.granted,
            "paid": accounts.paid,
            "cut": accounts.cut,
            "released": accounts.released + accounts.committed,
        },
    )
