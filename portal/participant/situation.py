"""Where a participant stands: dotes with services and months, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from documents.models import Evidence
from dote.guards import PAPERS_TO_APPLY
from dote.models import Dote, Month, ServiceLine
from dote.models.offer import PaymentRule
from dote.states import WITH_MONTHS, DoteState, LineState, MonthState
from lifecycle.models import IntegrationRequest
from lifecycle.procedures.integration.states import WITH_THE_PERSON
from people.models import ActionPlanVersion, BankAccount, Participant
from people.models import User as Person
from programme.models import Call, CallTerm
from programme.terms import DEFAULTS
from treasury.models import IbanChange
from treasury.states import OPEN_CHANGES

ENDED = (
    DoteState.CLOSED,
    DoteState.CANCELLED,
    DoteState.WITHDRAWN,
    DoteState.NOT_ELIGIBLE,
    DoteState.LAPSED,
)
PAID = (MonthState.PAID, MonthState.REISSUED)
REPORTED_BY_THE_PERSON = (PaymentRule.ATTENDANCE, PaymentRule.RECEIPT)
"""The operator reports what providers do by hours, for a result or for a fixed sum."""
LOST = (MonthState.CALLED_OFF, MonthState.EXPIRED)
WITH_THE_OFFICE = (
    MonthState.REPORTED,
    MonthState.CHECKED,
    MonthState.APPROVED,
    MonthState.CUT,
    MonthState.LIQUIDATED,
    MonthState.RETURNED,
)
REPORT_DAYS = "month_report_days"


@dataclass(frozen=True)
class Service:
    """A service of a dote with its months, in order."""

    line: ServiceLine
    months: Sequence[Month]

    @property
    def is_internship(self) -> bool:
        """Say whether it is paid by attendance."""
        return bool(self.line.offer.payment_rule is PaymentRule.ATTENDANCE)

    @property
    def cents(self) -> dict[str, int]:
        """Return what was paid, waits with the office, was not recognised, and is left, in cents.

        The four make up what was awarded.
        """
        found = {"paid": 0, "waiting": 0, "lost": 0}
        for month in self.months:
            if month.state in (MonthState.OPEN, MonthState.SKIPPED):
                continue
            if month.state in LOST:
                found["lost"] += month.planned_cents
                continue
            recognised = month.recognised_cents
            sum_of = month.planned_cents if recognised is None else recognised
            found["paid" if month.state in PAID else "waiting"] += sum_of
            found["lost"] += month.planned_cents - sum_of
        if self.line.state == LineState.NOT_PERFORMED:
            found["lost"] = self.line.awarded_cents
        return found | {"left": self.line.awarded_cents - sum(found.values())}


@dataclass(frozen=True)
class Standing:
    """A dote as its owner sees it."""

    dote: Dote
    services: Sequence[Service] = ()
    kept: frozenset[str] = frozenset()
    """The kinds of document that are attached to it."""
    report_days: int = 0

    @property
    def missing(self) -> list[str]:
        """Return the kinds of document without which nobody applies, as far as not attached."""
        return [kind for kind in PAPERS_TO_APPLY if kind not in self.kept]

    @property
    def months(self) -> list[Month]:
        """Return all months, the earliest first."""
        found = [month for service in self.services for month in service.months]
        return sorted(found, key=lambda month: (month.ends_on, month.pk))

    def due(self, on: date) -> list[Month]:
        """Return the months that are over and that nobody has reported, the earliest first."""
        if self.dote.state not in WITH_MONTHS:
            return []
        return [
            month
            for month in self.months
            if month.state == MonthState.OPEN
            and month.ends_on < on
            and month.line.offer.payment_rule in REPORTED_BY_THE_PERSON
        ]

    def report_by(self, month: Month) -> date:
        """Return the day by which a month is to be reported."""
        return month.ends_on + timedelta(days=self.report_days)

    @property
    def not_paid_cents(self) -> int:
        """Return what the person can still get: what waits with the office, and what is left."""
        return self.cents["waiting"] + self.cents["left"]

    @property
    def cents(self) -> dict[str, int]:
        """Return what was paid, waits, was not recognised and is left, over all services."""
        total = {"paid": 0, "waiting": 0, "lost": 0, "left": 0}
        for service in self.services:
            for name, cents in service.cents.items():
                total[name] += cents
        return total


@dataclass(frozen=True)
class Situation:
    """All that the home page of a participant tells."""

    on: date
    standings: Sequence[Standing]
    has_account: bool
    changes_account: bool
    asked: Sequence[IntegrationRequest] = ()
    """What the offices ask of the person, the next term first."""
    calls: Sequence[Call] = field(default=())
    """The open calls of the person's operations to which they can apply now."""
    plan: ActionPlanVersion | None = None
    """The newest version of the person's action plan."""

    @property
    def plan_to_sign(self) -> ActionPlanVersion | None:
        """Return the newest version of the plan while the person has not signed it."""
        if self.plan is None or self.plan.participant_signed_on is not None:
            return None
        return self.plan

    @property
    def current(self) -> Standing | None:
        """Return the dote that is under way, or else the last one; None before the first."""
        alive = [each for each in self.standings if each.dote.state not in ENDED]
        return next(iter([*alive, *self.standings]), None)


def situation_of(person: Participant, user: Person, *, on: date) -> Situation:
    """Return where a participant stands on a day; the queries do not grow with the rows."""
    dotes = list(
        Dote.objects.visible_to(user, on=on)
        .filter(participant=person)
        .select_related("call", "operation", "partner")
    )
    standings = _standings(dotes)
    accounts = BankAccount.objects.visible_to(user, on=on).filter(participant=person)
    changes = IbanChange.objects.visible_to(user, on=on).filter(participant=person)
    asked = IntegrationRequest.objects.visible_to(user, on=on).filter(participant=person)
    return Situation(
        on=on,
        standings=standings,
        asked=list(asked.filter(state__in=WITH_THE_PERSON).order_by("due_on", "id")),
        has_account=accounts.filter(state=BankAccount.State.EFFECTIVE).exists(),
        changes_account=changes.filter(state__in=OPEN_CHANGES).exists(),
        calls=calls_for(person, dotes, on=on),
        plan=newest_plan(person),
    )


def newest_plan(person: Participant) -> ActionPlanVersion | None:
    """Return the newest version of the person's action plan; one query."""
    rows = ActionPlanVersion.objects.as_system().filter(plan__case_file__participant=person)
    related = rows.select_related("plan__case_file__partner")
    return related.order_by("-drafted_on", "-number").first()


def standing_of(dote: Dote) -> Standing:
    """Return one dote as its owner sees it."""
    return _standings([dote])[0]


def calls_for(person: Participant, dotes: Sequence[Dote], *, on: date) -> list[Call]:
    """Return the open calls of the person's operations on which they have no dote under way."""
    busy = {dote.operation_id for dote in dotes if dote.state not in ENDED}
    calls = Call.objects.open_on(on).filter(
        measure=Call.Measure.DOTE, operation__case_files__participant=person
    )
    return [call for call in calls.distinct() if call.operation_id not in busy]


def _standings(dotes: Sequence[Dote]) -> list[Standing]:
    services: dict[str, list[Service]] = defaultdict(list)
    for service in _services(dotes):
        services[service.line.dote_id].append(service)
    kept: dict[str, set[str]] = defaultdict(set)
    papers = Evidence.objects.as_system().filter(subject__in=[dote.label for dote in dotes])
    for subject, kind in papers.values_list("subject", "kind"):
        kept[subject].add(kind)
    own_terms = CallTerm.objects.filter(name=REPORT_DAYS, call__in=[d.call_id for d in dotes])
    terms = dict(own_terms.values_list("call_id", "value"))
    usual, _unit, _source = DEFAULTS[REPORT_DAYS]
    return [
        Standing(
            dote,
            services[dote.pk],
            frozenset(kept[dote.label]),
            terms.get(dote.call_id, usual),
        )
        for dote in dotes
    ]


def _services(dotes: Sequence[Dote]) -> list[Service]:
    months: dict[str, list[Month]] = defaultdict(list)
    found = Month.objects.as_system().filter(dote__in=dotes)
    for month in found.select_related("line__offer").order_by("line", "number"):
        months[month.line_id].append(month)
    lines = ServiceLine.objects.as_system().filter(dote__in=dotes).select_related("offer")
    return [Service(line, months[line.pk]) for line in lines.order_by("id")]
