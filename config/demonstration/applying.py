"""From the application to the signed pact: each deed is done by whom it belongs to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from audit.labels import label
from config.demonstration.arriving import arrive, ask_for_account
from config.demonstration.cast import SECOND_APPROVER
from config.demonstration.papers import keep
from config.demonstration.path import Path, Wish
from config.demonstration.providers import PROVIDERS_OF
from config.demonstration.sources import CHECKLIST
from config.demonstration.telling import Day, Story
from dote.models import Dote, PricedPlan, ServiceOffer
from dote.models.offer import ServiceKind
from dote.plan_rows import PlanRow
from lifecycle.models import Proposal
from people import plans
from people.plans import Means, PlanContent, PlanStep

Deed = Callable[[Path, Day], None]

WORDS = {
    ServiceKind.RENT: "Una stanza in affitto",
    ServiceKind.INTERNSHIP: "Un tirocinio",
}


def open_draft(path: Path, day: Day) -> None:
    """Arrive at the desk and open an application."""
    arrive(path, day)
    path.dote = day.begin(
        Dote,
        by=path.applicant,
        call=path.call,
        operation=path.call.operation,
        partner=path.participant.partner,
        participant=path.participant,
    )


def submit(path: Path, day: Day) -> None:
    """Attach permit and referral, and hand the application in."""
    for kind in ("permit", "referral"):
        keep(path, day, kind, path.dote)
    path.dote = day.perform(path.dote.submit, by=path.applicant)


def take_charge(path: Path, day: Day) -> None:
    """Have the officer take the file."""
    officer = path.user(path.desk.officer)
    path.dote = day.perform(path.dote.take_charge, by=officer, no_conflict=True)
    ask_for_account(path, day)


def declare_eligible(path: Path, day: Day) -> None:
    """Have a second person confirm every point."""
    approver = path.user(path.desk.approver)
    path.dote = day.perform(path.dote.declare_eligible, by=approver, checklist=list(CHECKLIST))


def start_plan(path: Path, day: Day) -> None:
    """Start the plan, which reserves the ceiling; write it, and have both sign."""
    operator = path.user(path.desk.operator)
    path.dote = day.perform(path.dote.start_plan, by=operator)
    with day.minute():
        version = plans.draft(path.case_file, _content(path), by=path.operator, on=day.on)
    own = path.person.has_account
    with day.minute():
        plans.sign_as_participant(
            version,
            means=Means.OTP if own else Means.PEN,
            by=path.own_actor if own else path.operator,
            on=day.on,
        )
    with day.minute():
        path.version = plans.sign_as_operator(version, by=path.operator, on=day.on)


def price_plan(path: Path, day: Day) -> None:
    """Have the operator price the signed plan."""
    offers = {offer.code: offer for offer in path.call.offers.order_by("code")}
    rows = [_row(path, wish, offers[wish.offer]).plain() for wish in path.wishes]
    operator = path.user(path.desk.operator)
    day.begin(PricedPlan, by=operator, dote=path.fresh(), plan_version=path.version, rows=rows)


def propose_award(path: Path, day: Day) -> None:
    """Have the officer propose the award."""
    plan = path.fresh().plans.as_system().latest("number")
    note = "Piano coerente con i bisogni; risorse disponibili (motivazione inventata)."
    officer = path.user(path.desk.officer)
    day.propose(path.dote.award, by=officer, note=note, plan=plan.pk, rechecked=True)


def approve_once(path: Path, day: Day) -> None:
    """Have the approver say yes: enough up to the first band."""
    day.approve(_open_proposal(path), by=path.user(path.desk.approver))
    path.fresh()


def approve_fully(path: Path, day: Day) -> None:
    """Have as many people approve as the call's bands want."""
    approve_once(path, day)
    if path.dote.awarded_on is None:
        day.approve(_open_proposal(path), by=path.user(SECOND_APPROVER))
        path.fresh()


def sign(path: Path, day: Day) -> None:
    """Sign the pact: with a code, or by pen at the desk before a witness."""
    told = {"means": "own_account"}
    if not path.person.has_account:
        told = {"means": "pen", "witness": label(path.user(path.desk.witness))}
    path.dote = day.perform(path.dote.sign, by=path.applicant, **told)


# Each deed, and on which day after the first one.
COURSE: tuple[tuple[int, Deed], ...] = (
    (0, open_draft),
    (1, submit),
    (5, take_charge),
    (11, declare_eligible),
    (15, start_plan),
    (16, price_plan),
    (20, propose_award),
    (23, approve_fully),
    (27, sign),
)


def follow(path: Path, first: date, *, last: Deed) -> Story:
    """Tell the course of an application from its first day to its last deed."""
    for after, deed in COURSE:
        day = yield first + timedelta(days=after)
        deed(path, day)
        if deed is last:
            return


def _open_proposal(path: Path) -> Proposal:
    return Proposal.objects.get(subject=path.dote.label, state="open")


def _row(path: Path, wish: Wish, offer: ServiceOffer) -> PlanRow:
    """Return a service of the plan, with an agreement that the partner has for it."""
    kind = PROVIDERS_OF[ServiceKind(offer.kind)]
    mine = [
        agreement
        for agreement in path.ground.agreements
        if agreement.partner == path.participant.partner and agreement.kind == kind
    ]
    return PlanRow(
        offer_id=offer.pk,
        agreement_id=mine[len(path.who) % len(mine)].pk,
        months=wish.months,
        monthly_cents=wish.cents,
        starts_on=wish.starts_on,
    )


def _content(path: Path) -> PlanContent:
    kinds = dict(path.call.offers.values_list("code", "kind"))
    return PlanContent(
        needs=("Una casa fuori dall'insediamento", "Un lavoro con contratto"),
        goals=("Lasciare l'insediamento", "Un contratto alla fine del percorso"),
        steps=tuple(
            PlanStep(
                description=WORDS[ServiceKind(kinds[wish.offer])],
                service=kinds[wish.offer],
                starts_on=wish.starts_on,
                ends_on=wish.ends_on,
            )
            for wish in path.wishes
        ),
        review_on=max(wish.ends_on for wish in path.wishes),
    )
