"""Corrections as pages list them: on their item, and in the claim that takes them."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from expenditure.models import Claim, Correction, Item
from expenditure.states import VOID_CORRECTIONS, CorrectionState
from people.roles import Role
from portal.components import Badge, Cell, Column, EmptyState, Kind, Records, Row, Tone

FINDERS = (Role.CONTROLLER, Role.MANAGING_AUTHORITY)
TONES = {
    CorrectionState.FOUND: Tone.NOW,
    CorrectionState.DROPPED: Tone.REFUSED,
    CorrectionState.CORRECTED: Tone.MISSING,
    CorrectionState.LISTED: Tone.NOW,
    CorrectionState.WITHDRAWN: Tone.DONE,
    CorrectionState.OVERTURNED: Tone.REFUSED,
    CorrectionState.REINSTATED: Tone.MISSING,
    CorrectionState.RELISTED: Tone.NOW,
    CorrectionState.RESTORED: Tone.DONE,
}
WAITING = (CorrectionState.CORRECTED, CorrectionState.REINSTATED)
INTO_A_CLAIM = {CorrectionState.CORRECTED: "deduct", CorrectionState.REINSTATED: "claim_again"}
OUT_OF_A_CLAIM = {CorrectionState.LISTED: "take_out", CorrectionState.RELISTED: "take_out_again"}


def of_item(item: Item) -> list[Correction]:
    """Return the corrections of an item, the first one first; one query."""
    rows = item.corrections.as_system().select_related("claim", "item__payable", "item__claim")
    return list(rows.order_by("number"))


def table(corrections: Sequence[Correction]) -> Records:
    """Return corrections as a table: what was found, how much, and where it stands."""
    return Records(
        [
            Column(_("Correction"), is_title=True),
            Column(_("Found"), Kind.DATE),
            Column(_("Why")),
            Column(_("Amount €"), Kind.MONEY),
            Column(_("Claim")),
            Column(_("State")),
        ],
        [_row(row) for row in corrections],
        caption=_("Corrections"),
        empty=EmptyState(_("Nothing of this item was corrected.")),
    )


def waiting_for(claim: Claim) -> list[tuple[Correction, str]]:
    """Return the corrections that a claim in preparation could take, each with its step's page."""
    rows = Correction.objects.as_system().filter(
        state__in=WAITING,
        item__operation=claim.operation_id,
        item__partner=claim.partner_id,
        item__fund=claim.fund_id,
    )
    return [
        (row, _page(row, INTO_A_CLAIM[CorrectionState(row.state)]))
        for row in rows.select_related("item").order_by("id")
    ]


def out_of_claim(row: Correction) -> str:
    """Return the page of the step that takes a correction out of its claim; empty if none."""
    command = OUT_OF_A_CLAIM.get(CorrectionState(row.state))
    return _page(row, command) if command else ""


def _page(row: Correction, command: str) -> str:
    return reverse("step", args=["expenditure.correction", row.pk, command])


def _row(row: Correction) -> Row:
    cents = row.cents if row.state in VOID_CORRECTIONS else row.declared_cents or -row.cents
    claim = row.claim
    return Row(
        [
            row.reference,
            row.found_on,
            Cell(row.get_error_display(), detail=f"{row.get_source_display()} · {row.act}"),
            cents,
            Cell(claim.reference, href=reverse("claim", args=[claim.pk])) if claim else "–",
            Cell(badge=Badge(row.get_state_display(), TONES[CorrectionState(row.state)])),
        ]
    )
