"""A loan as its pages show it: milestones, facts, plan, receipts, budget, votes."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from microcredit.arrears import ArrearsClass
from microcredit.models import Assessment, Loan, Receipt, Vote
from microcredit.standing import Instalment, Standing
from microcredit.states import ReceiptState
from people.models import User
from portal.casework.reading import Shown
from portal.components import (
    Badge,
    Cell,
    Column,
    EmptyState,
    Fact,
    Kind,
    Records,
    Row,
    Tone,
)
from portal.loans.shown import instalment_badge, paid_in_words
from portal.templatetags.percorsi import day, money

ARREARS = {
    ArrearsClass.PERFORMING: gettext_lazy("Nothing overdue"),
    ArrearsClass.UP_TO_30: gettext_lazy("1 to 30 days late"),
    ArrearsClass.UP_TO_90: gettext_lazy("31 to 90 days late"),
    ArrearsClass.OVER_90: gettext_lazy("More than 90 days late"),
}


def facts(loan: Loan, person: Shown, officer: User | None) -> list[Fact]:
    """Return the facts of a loan, in the order in which an officer asks for them."""
    product = loan.product
    return [
        Fact(_("Participant"), person.name),
        Fact(_("Pseudonym"), person.pseudonym, is_code=True),
        Fact(_("Call"), loan.call.title),
        Fact(_("Product"), product.title if product else "–"),
        Fact(_("Legal basis"), product.source if product else "–"),
        Fact("CUP", loan.operation.cup or _("missing"), is_code=True),
        Fact(_("Officer in charge"), officer.name if officer else _("nobody yet")),
        Fact(_("Purpose"), str(loan.get_purpose_display()) or "–"),
        Fact(_("Asked"), _sum(loan.requested_cents, loan.requested_months)),
        Fact(_("Proposed"), _sum(loan.proposed_cents, loan.proposed_months)),
        Fact(pgettext("a loan", "Approved"), _sum(loan.approved_cents, loan.approved_months)),
        *([Fact(_("To be signed by"), day(loan.sign_by))] if loan.sign_by else []),
    ]


def repayment(standing: Standing) -> list[Fact]:
    """Return how the repayment stands on a day."""
    over = standing.replayed.over
    return [
        Fact(_("Paid so far"), money(standing.paid)),
        Fact(_("Still owed"), money(standing.owed)),
        Fact(_("Principal owed"), money(standing.replayed.principal_owed)),
        Fact(_("Overdue"), money(standing.overdue)),
        Fact(_("Days late"), str(standing.days_late)),
        Fact(_("Class of arrears"), str(ARREARS[standing.arrears])),
        *([Fact(_("Paid too much"), money(over))] if over else []),
    ]


def plan(instalments: Sequence[Instalment]) -> Records:
    """Return the plan, row by row, with what of each is still owed."""
    return Records(
        [
            Column(_("No."), Kind.INTEGER),
            Column(_("Due on"), Kind.DATE, is_title=True),
            Column(_("Principal €"), Kind.MONEY),
            Column(_("Interest €"), Kind.MONEY),
            Column(_("Instalment €"), Kind.MONEY),
            Column(_("Still owed €"), Kind.MONEY),
            Column(_("State")),
        ],
        [
            Row(
                [
                    each.row.nr,
                    each.row.due_on,
                    each.row.principal,
                    each.row.interest,
                    each.row.due,
                    each.owed,
                    Cell(badge=instalment_badge(each)),
                ]
            )
            for each in instalments
        ],
        caption=_("Instalments of the plan"),
        empty=EmptyState(_("The plan is drawn up when the contract is signed.")),
    )


def receipts(rows: Sequence[Receipt], standing: Standing) -> Records:
    """Return every receipt with what it paid, the reversed ones too, newest first."""
    return Records(
        [
            Column(_("Value date"), Kind.DATE, is_title=True),
            Column(_("Entered on"), Kind.DATE),
            Column(_("Amount €"), Kind.MONEY),
            Column(_("What it paid")),
            Column(_("Reference"), Kind.CODE),
            Column(_("State")),
        ],
        [
            Row(
                [
                    row.value_on,
                    row.booked_on,
                    row.cents,
                    paid_in_words(row, standing),
                    row.reference,
                    Cell(badge=receipt_badge(row)),
                ]
            )
            for row in rows
        ],
        caption=_("Receipts, newest first"),
        empty=EmptyState(_("Nothing came in yet.")),
    )


def assessment(found: Assessment | None) -> list[Fact]:
    """Return the household's budget, usual month beside winter month."""
    if found is None:
        return []
    return [
        Fact(_("People in the household"), str(found.people)),
        Fact(_("Income of a usual month"), money(found.income_cents)),
        Fact(_("Income of a winter month"), money(found.winter_income_cents)),
        Fact(_("Cost of living"), money(found.living_cents)),
        Fact(_("Housing"), money(found.housing_cents)),
        Fact(_("Other instalments"), money(found.debts_cents)),
        Fact(_("Left in a usual month"), money(found.disposable_cents)),
        Fact(_("Left in a winter month"), money(found.winter_cents)),
        Fact(_("Largest instalment"), money(found.instalment_cents)),
    ]


def votes(rows: Sequence[Vote], names: dict[str, str]) -> Records:
    """Return who voted how, in the present round."""
    return Records(
        [Column(_("Member"), is_title=True), Column(_("Vote")), Column(_("Day"), Kind.DATE)],
        [
            Row([names.get(row.member, row.member), row.get_choice_display(), row.cast_on])
            for row in rows
        ],
        caption=_("Votes of the committee"),
        empty=EmptyState(_("Nobody has voted yet.")),
    )


def receipt_badge(row: Receipt) -> Badge:
    """Return the state of a receipt as sign and word."""
    counts = row.state == ReceiptState.RECEIVED
    return Badge(row.get_state_display(), Tone.DONE if counts else Tone.REFUSED)


def _sum(cents: int | None, months: int | None) -> str:
    if cents is None:
        return "–"
    return _("%(amount)s in %(months)s instalments") % {"amount": money(cents), "months": months}
