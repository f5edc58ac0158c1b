"""The machine of a yearly duty (lifecycles 4, Monitoring duty): due, handed in, decided."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.acts import Act
from lifecycle.effects import Effects, Word
from lifecycle.facts import Maybe
from lifecycle.state_field import StateField
from lifecycle.steps import Eyes, opening, step
from people.roles import Role
from startup_grants import duty_guards as guards
from startup_grants import monitoring
from startup_grants.facts import DutyFacts
from startup_grants.states import DutyState as S

if TYPE_CHECKING:
    from startup_grants.models import MonitoringDuty


class DutyLifecycle(DutyFacts):
    """Each year the enterprise declares that it is still active, and still here."""

    state = StateField(protected=True, choices=S.choices, default=S.SCHEDULED, max_length=20)

    class Meta:
        abstract = True

    @opening("GY1", by=[Role.SYSTEM], label=_("Foresee a yearly duty"))
    def schedule(self: MonitoringDuty, act: Act) -> None:
        """Foresee the duty, when the stability period begins."""

    @step(
        "GY2",
        source=S.SCHEDULED,
        target=S.DUE,
        by=[Role.SYSTEM],
        label=_("It is due soon"),
        guards=[guards.the_year_is_nearly_over],
    )
    def fall_due(self: MonitoringDuty, act: Act) -> Effects:
        """Ask for the declaration, some weeks before its day."""
        return Effects(words=(Word("grant_duty_due", {"by": self.due_on.isoformat()}),))

    @step(
        "GY3",
        source=[S.DUE, S.MISSING],
        target=S.SUBMITTED,
        by=[Role.PARTICIPANT, Role.DELEGATE, Role.OPERATOR],
        label=pgettext_lazy("a duty", "Declare"),
        facts={"still_active": bool, "still_here": bool},
        guards=[guards.the_declaration_is_kept],
    )
    def submit(self: MonitoringDuty, act: Act) -> None:
        """Declare whether the enterprise is still active and still in the area."""
        self.submitted_on = act.on
        self.still_active, self.still_here = act["still_active"], act["still_here"]

    @step(
        "GY4",
        source=S.SUBMITTED,
        target=S.OK,
        by=[Role.GRANT_OFFICER],
        label=pgettext_lazy("a duty", "Accept"),
        guards=[guards.both_are_declared],
    )
    def accept(self: MonitoringDuty, act: Act) -> Effects:
        """Accept: the year was kept."""
        self.decided_on = act.on
        return Effects(words=(Word("grant_duty_accepted"),))

    @step(
        "GY5",
        source=[S.SUBMITTED, S.MISSING, S.OK],
        target=S.BREACH,
        by=[Role.GRANT_OFFICER],
        label=_("Find a breach"),
        facts={"breach_from": date, "breach_to": Maybe(date)},
        guards=[
            guards.the_breach_lies_in_the_period,
            guards.no_revocation_is_open,
            guards.said_what_was_found,
        ],
    )
    def find_breach(self: MonitoringDuty, act: Act) -> Effects:
        """G33: compute what the days of breach cost, and propose to revoke that part (P-REV)."""
        self.decided_on = act.on
        self.breach_from = act["breach_from"]
        self.breach_to = act.get("breach_to") or self.grant.stable_until
        found = monitoring.cost_of_breach(self.grant, [guards.span_of(self)])
        self.breach_days, self.recover_cents = found.days_of_breach, found.recovered_cents
        return Effects(
            beginnings=monitoring.revocation(self),
            words=(Word("grant_duty_breach"),),
            recorded={"days": found.days, "breach": found.days_of_breach},
        )

    @step(
        "GY6",
        source=S.DUE,
        target=S.MISSING,
        by=[Role.SYSTEM],
        label=_("Nothing was handed in"),
        guards=[guards.its_day_has_passed],
    )
    def mark_missing(self: MonitoringDuty, act: Act) -> Effects:
        """Remind: the day has passed without the declaration."""
        return Effects(words=(Word("grant_duty_missing"),))

    @step(
        "GY7",
        source=[S.DUE, S.SUBMITTED, S.MISSING],
        target=S.EXCUSED,
        by=[Role.APPROVER],
        eyes=Eyes.E1,
        label=pgettext_lazy("a duty", "Excuse"),
        facts={"reason": str},
        guards=[guards.excused_for_a_reason],
    )
    def excuse(self: MonitoringDuty, act: Act) -> Effects:
        """Excuse: force majeure, or an insolvency without fraud (Reg. (EU) 2021/1060 art. 65)."""
        self.decided_on, self.reason = act.on, act["reason"]
        return Effects(words=(Word("grant_duty_excused"),))
