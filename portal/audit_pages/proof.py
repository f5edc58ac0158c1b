"""What proves the chosen step: facts, who did what when, four eyes, the books, the neighbours."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounting.models import Entry
from audit.models import Event
from expenditure.models import Item
from lifecycle.steps import opening_of, steps_of
from lifecycle.unit import model_and_id
from people.roles import Role
from portal.audit_pages import words
from portal.audit_pages.cards import period
from portal.audit_pages.way import Way
from portal.components import Callout, Cell, Column, EmptyState, Fact, Kind, Records, Row, Tone
from portal.components.status import Text
from portal.templatetags.percorsi import day, money, short_hash

HANDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "claim": (("open", "precheck"), ("sign",)),
    "item": (("enter",), ("complete",)),
    "payment": (("open", "submit"), ("approve",), ("release",)),
    "month": (("report",), ("check_month",), ("approve", "cut"), ("clear",)),
    "award": (("propose",), ("award",)),
    "application": (("take_charge",), ("declare_eligible",)),
}
"""Acts of each step that must be of different hands, group by group."""


def facts(way: Way, step: str) -> list[Fact]:
    """Return what is known of a step."""
    item, tell = way.euro.item, {"payment": _payment, "month": _month, "award": _award}
    if step in ("claim", "item") and item is not None:
        return (_claim if step == "claim" else _item)(way, item)
    return tell.get(step, _application)(way)


def acts(way: Way, step: str) -> Records:
    """Return who did what when; users by pseudonym."""
    return Records(
        [Column(_("Act"), is_title=True), Column(_("Who")), Column(_("When"), Kind.DATE)],
        [
            Row([_word(event), f"{_role(event)} {words.hand(event.actor)}", _day_of(event)])
            for event in way.acts(step)
        ],
        caption=_("Who did what when"),
        empty=EmptyState(_("Nothing is recorded of this step yet.")),
    )


def four_eyes(way: Way, step: str) -> Callout | None:
    """Say whether the acts of a step were of different hands; None while some are missing."""
    happened = way.acts(step)
    groups = [
        {event.actor for event in happened if event.action in actions}
        for actions in HANDS.get(step, ())
    ]
    if not groups or not all(groups):
        return None
    link = way.link(step)
    where = (
        _("Event %(seq)s of its stream, fingerprint %(hash)s")
        % {"seq": link.seq, "hash": short_hash(link.hash)}
        if link
        else ""
    )
    if sum(map(len, groups)) == len(set().union(*groups)):
        return Callout(where, words.SEPARATE[step], Tone.DONE)
    return Callout(where, _("One person acted on both sides of this step."), Tone.REFUSED)


def booked(way: Way, step: str) -> Records:
    """Return the entries of the journal that belong to the step."""
    return Records(
        [
            Column(_("Booked"), Kind.DATE),
            Column(_("Posting"), is_title=True),
            Column(_("Debit / credit"), Kind.CODE),
            Column(_("Amount €"), Kind.MONEY),
        ],
        [_entry(entry, way.euro.payable.part) for entry in way.booked(step)],
        caption=_("In the books"),
    )


def payments(way: Way) -> Records:
    """Return the payments of the batch around this one, this one marked."""
    return Records(
        [
            Column("End-to-end", is_title=True),
            Column(_("Value date"), Kind.DATE),
            Column("IBAN", Kind.CODE),
            Column(_("Reference of the bank"), Kind.CODE),
            Column(_("Amount €"), Kind.MONEY),
        ],
        [
            Row(
                [
                    Cell(line.end_to_end, href=_along(line.label)),
                    line.value_on,
                    line.iban_mask,
                    line.bank_reference or "–",
                    -line.cents,
                ],
                is_current=way.payment is not None and line.pk == way.payment.pk,
            )
            for line in way.shared
        ],
        caption=_("Payments of the batch"),
    )


def neighbours(way: Way) -> tuple[str, str]:
    """Return the addresses of the rows before and after this one in the claim; one query."""
    item = way.euro.item
    if item is None or item.claim_id is None or item.row_number is None:
        return "", ""
    rows = Item.objects.as_system().filter(
        claim=item.claim_id, row_number__in=[item.row_number - 1, item.row_number + 1]
    )
    found = {row.row_number: f"{_along(row.label)}?passo=claim" for row in rows}
    return found.get(item.row_number - 1, ""), found.get(item.row_number + 1, "")


def same_case(way: Way) -> list[Item]:
    """Return other items of the same claim and case; one query."""
    item = way.euro.item
    if item is None:
        return []
    rows = Item.objects.as_system().filter(claim=item.claim_id, case_label=item.case_label)
    return list(rows.exclude(pk=item.pk).order_by("row_number", "id")[:8])


def _along(label: str) -> str:
    return reverse("follow_euro", args=[label])


def _claim(way: Way, item: Item) -> list[Fact]:
    claim = item.claim
    if claim is None:
        return []
    return [
        Fact(_("Claim"), claim.reference, href=reverse("claim", args=[claim.pk]), is_code=True),
        Fact(_("Row"), f"{item.row_number or '–'} / {way.rows_in_claim}"),
        Fact(_("Period"), f"{day(claim.period_start)} – {day(claim.period_end)}"),
        Fact(_("Transmitted on"), day(claim.transmitted_on)),
        Fact(_("Fund"), item.fund.code),
        Fact("CUP", item.cup, is_code=True),
        Fact(_("Hash of the rows"), short_hash(claim.rows_hash) or "–", is_code=True),
    ]


def _item(way: Way, item: Item) -> list[Fact]:
    rules = item.checklist.get("rules", [])
    return [
        Fact(_("Item"), item.reference, href=reverse("item", args=[item.pk]), is_code=True),
        Fact(_("Document"), item.document_ref or "–", is_code=True),
        Fact(_("Dated"), day(item.document_on)),
        Fact(_("Amount of the document"), money(item.document_cents)),
        Fact(_("Share of this operation"), money(item.share_cents)),
        Fact(_("Budget line"), str(item.line)),
        Fact(_("Category"), str(item.category)),
        Fact(
            _("Rules asked"),
            _("%(number)s, all hold (version %(version)s)")
            % {"number": len(rules), "version": item.checklist.get("rules_version")}
            if rules
            else "–",
        ),
    ]


def _payment(way: Way) -> list[Fact]:
    line = way.payment
    if line is None:
        return []
    count = line.batch.lines_count or 1
    return [
        Fact(_("Reference of the bank"), line.bank_reference or "–", is_code=True),
        Fact("End-to-end", line.end_to_end, is_code=True),
        Fact(_("Value date"), day(line.value_on)),
        Fact(_("IBAN of the payee"), line.iban_mask, is_code=True),
        Fact(
            _("Batch"),
            _("%(batch)s · %(count)s payments") % {"batch": line.batch.reference, "count": count},
            href=reverse("batch", args=[line.batch_id]),
        ),
        Fact(_("Sum of the batch"), money(line.batch.total_cents)),
    ]


def _month(way: Way) -> list[Fact]:
    payable = way.euro.payable
    found = [
        Fact(_("Case"), way.line.reference, is_code=True),
        Fact(_("What for"), way.line.title or "–"),
        Fact(_("Period"), period(way)),
        Fact(_("Cleared, gross"), money(payable.gross_cents)),
        Fact(_("Withheld"), money(payable.withheld_cents)),
        Fact(_("Cleared, net"), money(payable.net_cents)),
        Fact(_("Cleared on"), day(payable.created_on)),
    ]
    if payable.quantity is not None:
        units = f"{payable.quantity.normalize():f} {payable.unit}".strip()
        found.insert(3, Fact(_("Units"), units))
    return found


def _award(way: Way) -> list[Fact]:
    position = way.euro.payable.position
    return [
        Fact(_("Case"), way.line.reference, is_code=True),
        Fact(_("Awarded on"), day(way.line.granted_on)),
        Fact(_("Awarded"), money(way.line.granted_cents)),
        Fact(_("Partner"), position.partner.name),
        Fact(_("Operation"), position.operation.code, is_code=True),
        Fact("CUP", position.operation.cup or "–", is_code=True),
    ]


def _application(way: Way) -> list[Fact]:
    link = way.link("application")
    return [
        Fact(_("Case"), way.line.reference, is_code=True),
        Fact(_("Person"), way.line.pseudonym or "–", is_code=True),
        Fact(_("Submitted on"), day(link.on if link else None)),
        Fact(_("Documents"), str(len(way.proofs("application")) + len(way.papers("application")))),
    ]


def _entry(entry: Entry, part: str) -> Row:
    moves = [m for m in entry.movements.all() if part in (m.part, m.from_part) or m.part == m.root]
    legs = [f"{move.debit_id}/{move.credit_id}" for move in moves]
    return Row(
        [
            entry.booked_on,
            Cell(
                f"{entry.posting} · {words.posting_word(entry.posting)}",
                href=f"{reverse('journal')}?scrittura={entry.pk}",
            ),
            " · ".join(legs),
            max((move.cents for move in moves), default=0),
        ]
    )


def _word(event: Event) -> Text:
    """Return the name of the act as its machine calls it."""
    try:
        model, _pk = model_and_id(event.subject)
    except LookupError:
        return event.action
    if not event.source and event.action not in steps_of(model):
        return opening_of(model).label
    step = steps_of(model).get(event.action)
    return step.label if step else event.action


def _role(event: Event) -> str:
    known = event.role in Role.values and event.role != Role.SYSTEM
    return str(Role(event.role).label) if known else ""


def _day_of(event: Event) -> Any:
    told = json.loads(event.content).get("facts", {}).get("on")
    return date.fromisoformat(told) if told else event.at


def titled(steps: Sequence[str], current: str) -> tuple[str, str]:
    """Return the steps before and after the chosen one, "" at an end."""
    place = steps.index(current)
    before = steps[place - 1] if place else ""
    return before, steps[place + 1] if place + 1 < len(steps) else ""
