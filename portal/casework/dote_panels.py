"""The dote as its page shows it: milestones, facts, services, money."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from accounting.models import PartBalance, Position
from dote.models import Dote, Month, PricedPlan, ServiceLine
from dote.states import DoteState, LineState, MonthState
from dote.waiting import place_of
from lifecycle.cases import CaseRoot
from people.roles import Role
from portal.casework.reading import Shown
from portal.components import (
    Badge,
    BudgetBar,
    Cell,
    Column,
    EmptyState,
    Fact,
    Funnel,
    Kind,
    Mark,
    Milestone,
    Phase,
    Records,
    Row,
    Segment,
    Stage,
    Stepper,
    Tone,
)
from portal.templatetags.percorsi import day, money
from programme.money import to_cents

if TYPE_CHECKING:
    from people.models import User
    from portal.visitors import Visitor

TONES = {
    DoteState.CLOSED: Tone.DONE,
    DoteState.ACTIVE: Tone.DONE,
    DoteState.CANCELLED: Tone.REFUSED,
    DoteState.WITHDRAWN: Tone.REFUSED,
    DoteState.LAPSED: Tone.REFUSED,
    DoteState.NOT_ELIGIBLE: Tone.REFUSED,
    DoteState.SUSPENDED: Tone.MISSING,
    DoteState.WAIVED: Tone.REFUSED,
}
MONTH_TONES = {
    MonthState.OPEN: Tone.LATER,
    MonthState.REPORTED: Tone.NOW,
    MonthState.CHECKED: Tone.NOW,
    MonthState.APPROVED: Tone.DONE,
    MonthState.CUT: Tone.MISSING,
    MonthState.REJECTED: Tone.REFUSED,
    MonthState.LIQUIDATED: Tone.NOW,
    MonthState.PAID: Tone.DONE,
    MonthState.RETURNED: Tone.MISSING,
    MonthState.REISSUED: Tone.DONE,
    MonthState.CALLED_OFF: Tone.CLOSED,
    MonthState.EXPIRED: Tone.MISSING,
    MonthState.SKIPPED: Tone.CLOSED,
}
LINE_TONES = {
    LineState.PERFORMED: Tone.DONE,
    LineState.RUNNING: Tone.NOW,
    LineState.INTERRUPTED: Tone.MISSING,
    LineState.NOT_PERFORMED: Tone.REFUSED,
}


def state_badge(dote: Dote) -> Badge:
    """Return the state of a dote as sign, word and colour."""
    return Badge(dote.get_state_display(), TONES.get(DoteState(dote.state), Tone.NOW))


def month_badge(month: Month) -> Badge:
    """Return the state of a month as sign, word and colour."""
    return Badge(month.get_state_display(), MONTH_TONES[MonthState(month.state)])


def stepper(dote: Dote) -> Stepper:
    """Return the milestones of a dote with their days; where it stands is marked."""
    stations = [
        (_("Application"), dote.submitted_on),
        (_("Taken in charge"), dote.taken_on),
        (_("Eligible"), dote.eligible_on),
        (_("Plan"), dote.planned_on),
        (_("Award"), dote.awarded_on),
        (_("Pact"), dote.signed_on),
        (_("Services"), dote.completed_on),
        (_("Closing"), dote.ended_on if dote.state == DoteState.CLOSED else None),
    ]
    done = [when for _label, when in stations if when is not None]
    return Stepper(
        [
            Milestone(label, _when(label, when, dote), _mark(place, len(done), when))
            for place, (label, when) in enumerate(stations)
        ]
    )


def facts(dote: Dote, person: Shown, officer: User | None, visitor: Visitor) -> list[Fact]:
    """Return the facts of a dote, in the order in which an officer asks for them."""
    return [
        Fact(_("Participant"), person.name, href=person_address(dote.participant_id, visitor)),
        *([Fact(_("Fiscal code"), person.fiscal_code, is_code=True)] if person.fiscal_code else []),
        Fact(_("All cases of"), person.pseudonym, href=cases_of(person.pseudonym), is_code=True),
        Fact(_("Call"), dote.call.title),
        Fact(_("Partner"), dote.partner.name),
        Fact("CUP", dote.operation.cup or _("missing"), is_code=True),
        Fact(_("Officer in charge"), officer.name if officer else _("nobody yet")),
        Fact(_("Ceiling"), money(dote.ceiling_cents) if dote.ceiling_cents else "–"),
        Fact(_("Awarded"), money(dote.awarded_cents) if dote.awarded_cents else "–"),
        *_waiting(dote),
        *([Fact(_("To be signed by"), day(dote.sign_by))] if _waits_for_signature(dote) else []),
    ]


def person_address(participant_id: str, visitor: Visitor) -> str:
    """Return the address of the person's page, for who follows persons; "" for the others."""
    return reverse("person", args=[participant_id]) if visitor.has([Role.OPERATOR]) else ""


def cases_of(pseudonym: str) -> str:
    """Return the address of all cases of a person, which a pseudonym may stand in."""
    return f"{reverse('cases')}?persona={pseudonym}"


def _waiting(dote: Dote) -> Iterator[Fact]:
    place = place_of(dote)
    if place is not None:
        yield Fact(_("Place in the waiting list"), str(place))
    if dote.state == DoteState.WAITLISTED and dote.confirm_by is not None:
        yield Fact(_("To be confirmed by"), day(dote.confirm_by))


def services(plan: PricedPlan | None, dote: Dote) -> Records:
    """Return what the latest plan asks for, beside the ceiling of each service."""
    offers = {offer.pk: offer for offer in dote.call.offers.all()}
    asked: Counter[str] = Counter()
    for row in plan.services if plan else []:
        asked[row.offer_id] += row.cents
    rows = [Row([offer.title, to_cents(offer.ceiling), asked[pk]]) for pk, offer in offers.items()]
    if plan is not None:
        ceiling = sum(to_cents(offer.ceiling) for offer in offers.values())
        rows.append(Row([_("Total"), ceiling, plan.cents], is_total=True))
    return Records(
        [
            Column(_("Service"), is_title=True),
            Column(_("Ceiling €"), Kind.MONEY),
            Column(_("Plan €"), Kind.MONEY),
        ],
        rows if plan is not None else [],
        caption=_("Plan and ceilings"),
        empty=EmptyState(_("No priced plan yet.")),
    )


def lines(dote: Dote) -> list[tuple[ServiceLine, Badge, Records]]:
    """Return each service line with its months; two queries, whatever their number."""
    months: dict[str, list[Month]] = {}
    for month in Month.objects.as_system().filter(dote=dote).order_by("line", "number"):
        months.setdefault(month.line_id, []).append(month)
    found = ServiceLine.objects.as_system().filter(dote=dote)
    return [
        (line, _line_badge(line), _months(line, months.get(line.pk, [])))
        for line in found.select_related("offer", "agreement__provider").order_by("id")
    ]


def funnel(case: CaseRoot) -> Funnel:
    """Return where the money of a case stands, from reserved to certified."""
    sums: Counter[str] = Counter()
    for balance in PartBalance.objects.filter(root=case.label):
        for account in range(2, 9):
            sums[f"f{account}"] += getattr(balance, f"f{account}")
    words = [
        _("Reserved"),
        _("Committed"),
        _("To pay"),
        _("Paid"),
        _("Claimed"),
        _("Validated"),
        _("Certified"),
    ]
    return Funnel(
        _("The money of this case"),
        [
            Stage(word, sums[f"f{number}"], Phase.HAPPENED if sums[f"f{number}"] else Phase.NOT_YET)
            for number, word in enumerate(words, start=2)
        ],
    )


def budgets(dote: Dote, plan: PricedPlan | None) -> list[BudgetBar]:
    """Return, for each budget line that the call uses, what is taken, asked here, and left."""
    offers = list(dote.call.offers.with_funding())
    positions = {
        (position.line_id, position.fund_id): position
        for position in Position.objects.filter(
            operation=dote.operation_id, partner=dote.partner_id
        ).select_related("line", "fund")
    }
    asked: Counter[tuple[str, str]] = Counter()
    by_offer = {offer.pk: (offer.line_id, offer.fund_id) for offer in offers}
    for row in plan.services if plan and dote.state == DoteState.PLANNING else []:
        asked[by_offer[row.offer_id]] += row.cents
    keys = dict.fromkeys(by_offer.values())
    return [_budget(positions[key], asked[key]) for key in keys if key in positions]


def _budget(position: Position, asked: int) -> BudgetBar:
    taken = position.appropriated_cents - position.available_cents
    left = position.available_cents
    return BudgetBar(
        _("%(line)s · fund %(fund)s") % {"line": position.line, "fund": position.fund.code},
        position.appropriated_cents,
        [
            Segment(_("Reserved, committed and spent"), taken),
            *([Segment(_("Of which this plan"), asked, Phase.NEXT, "blue")] if asked else []),
            Segment(_("Left"), left, Phase.NOT_YET),
        ],
    )


def _months(line: ServiceLine, months: list[Month]) -> Records:
    return Records(
        [
            Column(_("Month"), is_title=True),
            Column(_("Planned €"), Kind.MONEY),
            Column(_("Recognised €"), Kind.MONEY),
            Column(_("State")),
        ],
        [
            Row(
                [
                    Cell(
                        f"{month.number} · {day(month.starts_on)} – {day(month.ends_on)}",
                        href=reverse("month", args=[month.pk]),
                    ),
                    month.planned_cents,
                    Cell(month.recognised_cents if month.recognised_cents is not None else ""),
                    Cell(badge=month_badge(month)),
                ]
            )
            for month in months
        ],
        caption=_("Months of %(service)s") % {"service": line.offer.title},
        empty=EmptyState(_("The months open when the service starts.")),
    )


def _line_badge(line: ServiceLine) -> Badge:
    return Badge(line.get_state_display(), LINE_TONES.get(LineState(line.state), Tone.LATER))


def _mark(place: int, done: int, when: date | None) -> Mark:
    if when is not None:
        return Mark.DONE
    return Mark.NOW if place == done else Mark.AHEAD


def _when(label: str, when: date | None, dote: Dote) -> str:
    if when is not None:
        return day(when)
    if label == _("Pact") and _waits_for_signature(dote):
        return _("by %(day)s") % {"day": day(dote.sign_by)}
    return "–"


def _waits_for_signature(dote: Dote) -> bool:
    return dote.state == DoteState.AWARDED and dote.sign_by is not None
