"""A grant as its page shows it: milestones, facts, budget, tranches, readers, room for aid."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from accounting.models import PartBalance
from portal.casework.reading import Shown
from portal.components import (
    Badge,
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
    Stage,
    Stepper,
    Tone,
)
from portal.templatetags.percorsi import day, money
from startup_grants import ledger, plans
from startup_grants.aid_rules import NoRule
from startup_grants.expense_guards import TYPOLOGIES
from startup_grants.models import Expense, Grant, ScoreSheet, Tranche
from startup_grants.states import GrantState, SheetState, TrancheState

REFUSED = (
    GrantState.CANCELLED,
    GrantState.WITHDRAWN,
    GrantState.NOT_ELIGIBLE,
    GrantState.BELOW_THRESHOLD,
    GrantState.LAPSED,
)
TRANCHE_TONES = {
    TrancheState.NOT_DUE: Tone.LATER,
    TrancheState.PAID: Tone.DONE,
    TrancheState.APPROVED_PART: Tone.MISSING,
    TrancheState.REJECTED: Tone.REFUSED,
    TrancheState.WITHDRAWN: Tone.REFUSED,
    TrancheState.RETURNED: Tone.MISSING,
}


def state_badge(grant: Grant) -> Badge:
    """Return the state of a grant as sign, word and colour."""
    if grant.state in REFUSED:
        return Badge(grant.get_state_display(), Tone.REFUSED)
    if grant.state in (GrantState.REVOKED, GrantState.WAIVED):
        return Badge(grant.get_state_display(), Tone.MISSING)
    done = grant.state in (GrantState.IN_EXECUTION, GrantState.MONITORING, GrantState.CLOSED)
    return Badge(grant.get_state_display(), Tone.DONE if done else Tone.NOW)


def tranche_badge(tranche: Tranche) -> Badge:
    """Return the state of a tranche as sign, word and colour."""
    tone = TRANCHE_TONES.get(TrancheState(tranche.state), Tone.NOW)
    return Badge(tranche.get_state_display(), tone)


def stepper(grant: Grant) -> Stepper:
    """Return the milestones of a grant with their days; where it stands is marked."""
    stations = [
        (_("Application"), grant.submitted_on),
        (_("Formal check"), grant.admitted_on),
        (_("Score"), grant.scored_on),
        (_("Cover"), grant.funded_on),
        (_("Grant"), grant.awarded_on),
        (_("Agreement"), grant.signed_on),
        (_("Works"), grant.started_on),
        (_("Final report"), grant.accepted_on),
        (_("All paid"), grant.settled_on),
        (_("Closing"), grant.ended_on if grant.state == GrantState.CLOSED else None),
    ]
    done = sum(when is not None for _label, when in stations)
    return Stepper(
        [
            Milestone(label, day(when) if when else "–", _mark(place, done, when))
            for place, (label, when) in enumerate(stations)
        ]
    )


def facts(grant: Grant, person: Shown, *, on: date) -> list[Fact]:
    """Return the facts of a grant, in the order in which an officer asks for them."""
    found = [
        Fact(_("Participant"), person.name),
        Fact(_("Pseudonym"), person.pseudonym, is_code=True),
        Fact(_("Call"), grant.call.title),
        Fact(_("Partner"), grant.partner.name),
        Fact(_("Asked for"), _amount(grant.requested_cents)),
        Fact(_("Own resources"), _amount(grant.own_cents)),
        Fact(_("Covered"), _amount(grant.ranked_cents)),
        Fact(_("Granted"), _amount(grant.granted_cents)),
    ]
    if grant.score:
        found.append(Fact(_("Score"), grant.score["total"]))
    if grant.plan_hash:
        found.append(Fact(_("Fingerprint of the plan"), grant.plan_hash[:16], is_code=True))
    if grant.enterprise:
        found.append(Fact(_("VAT number"), grant.enterprise, is_code=True))
        found.append(Fact("ATECO", grant.sector, is_code=True))
    if grant.cor:
        found += [Fact("COR", grant.cor, is_code=True), Fact("CUP", grant.cup, is_code=True)]
    return [*found, *_terms(grant), *_room(grant, on)]


def budget(grant: Grant) -> Records:
    """Return the budget of the latest plan, with the cap of each category."""
    plan = plans.latest(grant)
    totals: Counter[str] = Counter()
    for row in plan.budget if plan else []:
        totals[row["category"]] += row["cents"]
    whole = sum(totals.values())
    rows = [
        Row(
            [
                category.title,
                totals[category.code],
                money(int(whole * category.cap / 100)) if category.cap is not None else "–",
            ]
        )
        for category in grant.rules.categories
        if totals[category.code]
    ]
    if rows:
        rows.append(Row([_("Total"), whole, ""], is_total=True))
    return Records(
        [
            Column(_("Category"), is_title=True),
            Column(_("Budget €"), Kind.MONEY),
            Column(_("At most")),
        ],
        rows,
        caption=_("Budget and caps"),
        empty=EmptyState(_("The business plan has no expense yet.")),
    )


def tranches(grant: Grant) -> Records:
    """Return the tranches with what was asked for, approved and paid, and why less."""
    rows = grant.tranches.as_system().order_by("number")
    return Records(
        [
            Column(_("Tranche"), is_title=True),
            Column(_("Asked for €"), Kind.MONEY),
            Column(_("Approved €"), Kind.MONEY),
            Column(_("Paid"), Kind.DATE),
            Column(_("State")),
        ],
        [
            Row(
                [
                    Cell(
                        str(row),
                        href=reverse("grant_part", args=["tranche", row.pk]),
                        detail=why_less(row),
                    ),
                    row.requested_cents if row.requested_cents is not None else "",
                    row.approved_cents if row.approved_cents is not None else "",
                    row.paid_on or "",
                    Cell(badge=tranche_badge(row)),
                ]
            )
            for row in rows
        ],
        caption=_("Tranches"),
        empty=EmptyState(_("The tranches open when the agreement is signed.")),
    )


def guarantees(grant: Grant) -> Records:
    """Return the guarantees for the advance, with the day on which each expires."""
    return Records(
        [
            Column(_("Policy"), is_title=True),
            Column(_("Guaranteed €"), Kind.MONEY),
            Column(_("Expires on"), Kind.DATE),
            Column(_("State")),
        ],
        [
            Row(
                [
                    Cell(row.policy, href=reverse("grant_part", args=["fideiussione", row.pk])),
                    row.cents,
                    row.expires_on,
                    row.get_state_display(),
                ]
            )
            for row in grant.guarantees.as_system().order_by("id")
        ],
        caption=_("Guarantees for the advance"),
        empty=EmptyState(_("No guarantee was presented.")),
    )


def duties(grant: Grant) -> Records:
    """Return the yearly duties of the stability period, and what a breach costs."""
    return Records(
        [
            Column(_("Year"), is_title=True),
            Column(_("Due on"), Kind.DATE),
            Column(_("To be paid back €"), Kind.MONEY),
            Column(_("State")),
        ],
        [
            Row(
                [
                    Cell(str(row), href=reverse("grant_part", args=["monitoringduty", row.pk])),
                    row.due_on,
                    row.recover_cents if row.recover_cents is not None else "",
                    row.get_state_display(),
                ]
            )
            for row in grant.duties.as_system().order_by("year")
        ],
        caption=_("Stability period"),
        empty=EmptyState(_("The stability period begins when all is paid.")),
    )


def expenses(tranche: Tranche) -> Records:
    """Return the expenses of a tranche with what was admitted of each."""
    rows = Expense.objects.as_system().filter(tranche=tranche).select_related("invoice")
    return Records(
        [
            Column(_("Invoice"), is_title=True),
            Column(_("Presented €"), Kind.MONEY),
            Column(_("Admitted €"), Kind.MONEY),
            Column(_("State")),
        ],
        [
            Row(
                [
                    Cell(
                        str(row),
                        href=reverse("grant_part", args=["expense", row.pk]),
                        detail=str(TYPOLOGIES.get(row.reason, "")),
                    ),
                    row.cents,
                    row.admitted_cents if row.admitted_cents is not None else "",
                    row.get_state_display(),
                ]
            )
            for row in rows.order_by("id")
        ],
        caption=_("Expenses"),
        empty=EmptyState(_("No expense is presented for this tranche.")),
    )


def readers(sheets: list[ScoreSheet], names: dict[str, str]) -> Records:
    """Return who reads the application; points only where the sheet may be seen."""
    return Records(
        [Column(_("Reader"), is_title=True), Column(_("State")), Column(_("Points"))],
        [
            Row(
                [
                    Cell(
                        names.get(sheet.reader, "–"),
                        href=reverse("grant_part", args=["scoresheet", sheet.pk]),
                    ),
                    sheet.get_state_display(),
                    _points(sheet),
                ]
            )
            for sheet in sheets
        ],
        caption=_("Readers"),
        empty=EmptyState(_("Nobody reads the application yet.")),
    )


def funnel(grant: Grant) -> Funnel:
    """Return where the money of this case stands, from reserved to certified."""
    sums: Counter[str] = Counter()
    for balance in PartBalance.objects.filter(root=grant.label):
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


def why_less(tranche: Tranche) -> str:
    """Return why less was approved than asked for, in words."""
    return "; ".join(str(TYPOLOGIES.get(code, code)) for code in tranche.reasons)


def _points(sheet: ScoreSheet) -> str:
    if sheet.state != SheetState.SCORED:
        return "–"
    return " · ".join(f"{code} {points}" for code, points in sheet.points.items())


def _terms(grant: Grant) -> list[Fact]:
    if grant.state == GrantState.PRE_GRANT and grant.ready_by:
        return [Fact(_("Duties to be met by"), day(grant.ready_by))]
    if grant.state == GrantState.GRANTED and grant.sign_by:
        return [Fact(_("To be signed by"), day(grant.sign_by))]
    if grant.state == GrantState.IN_EXECUTION and grant.ends_on:
        return [Fact(_("Works to be finished by"), day(grant.ends_on))]
    if grant.stable_from and grant.stable_until:
        words = _("%(first)s to %(last)s") % {
            "first": day(grant.stable_from),
            "last": day(grant.stable_until),
        }
        return [Fact(_("Stability period"), words)]
    return []


def _room(grant: Grant, on: date) -> list[Fact]:
    """Return the room for small aid on the day, and what leaves the window next."""
    if not grant.enterprise:
        return []
    try:
        found = ledger.room_of(grant, on=on)
    except NoRule:
        return []
    facts = [Fact(_("Room for small aid (de minimis)"), money(found.room_cents))]
    if found.leaves_next is not None:
        words = _("%(amount)s on %(day)s") % {
            "amount": money(found.leaves_next.cents),
            "day": day(found.leaves_next.on),
        }
        facts.append(Fact(_("Leaves the window next"), words))
    return facts


def _amount(cents: int | None) -> str:
    return money(cents) if cents is not None else "–"


def _mark(place: int, done: int, when: date | None) -> Mark:
    if when is not None:
        return Mark.DONE
    return Mark.NOW if place == done else Mark.AHEAD
