"""Bands, terms and periods as tables, each row with where it comes from and since when it holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from accounting.models import Period
from portal.components import Badge, Cell, Column, EmptyState, Kind, Records, Row, Tone
from portal.rules.words import SOURCES, TERMS, UNITS
from portal.templatetags.percorsi import day, money
from programme.models import ApprovalBand, Call, CallTerm
from programme.terms import DEFAULTS, OURS, Term
from treasury.models.band import PaymentBand


@dataclass(frozen=True)
class Source:
    """Where a number comes from, and whether it was chosen for want of any source."""

    words: str
    ours: bool

    @property
    def cell(self) -> Cell:
        """Return it for a table."""
        if self.ours:
            return Cell(badge=Badge(_("Chosen by us"), Tone.MISSING), detail=_own(self.words))
        return Cell(str(SOURCES.get(self.words, self.words)))


def terms_in_force(call: Call) -> Iterator[Term]:
    """Yield the terms of a call: its own rows, and the defaults where it has none."""
    own = {row.name: row for row in CallTerm.objects.filter(call=call)}
    for name in [*TERMS, *sorted(set(own) - set(TERMS))]:
        if row := own.get(name):
            yield Term(name, row.value, row.unit, row.source, row.ours)
        elif name in DEFAULTS:
            value, unit, source = DEFAULTS[name]
            yield Term(name, value, unit, source, ours=source == OURS)


def unsourced() -> int:
    """Return how many terms of the calls say themselves that no source gives them."""
    return CallTerm.objects.filter(ours=True).count()


def terms_table(call: Call) -> Records:
    """Return the terms of a call with their sources."""
    rows = [
        Row(
            [
                Cell(str(TERMS.get(term.name, term.name))),
                written(term),
                Source(term.source, term.ours).cell,
            ]
        )
        for term in terms_in_force(call)
    ]
    columns = [Column(_("Term"), is_title=True), Column(_("Value")), Column(_("Source"))]
    return Records(columns, rows, caption=_("Terms of the call"))


def written(term: Term) -> str:
    """Return a term's value with its unit; a choice in words."""
    if term.unit == "choice":
        return _("yes") if term.value else _("no")
    return f"{term.value} {UNITS.get(term.unit, term.unit)}"


def bands_table(call: Call) -> Records:
    """Return how many people approve an award of the call, by amount."""
    bands = sorted(
        ApprovalBand.objects.filter(call=call), key=lambda band: band.upto_cents or float("inf")
    )
    return Records(
        [Column(_("Award"), is_title=True), Column(_("Approvals"), Kind.INTEGER)],
        [Row([_upto(band.upto_cents), band.approvals]) for band in bands],
        caption=_("Approvals of an award"),
        empty=EmptyState(_("The call has no band: one person approves, whatever the amount.")),
    )


def payment_bands_table() -> Records:
    """Return how many people approve a batch, by sum and by day."""
    bands = PaymentBand.objects.select_related("operation")
    return Records(
        [
            Column(_("Operation"), is_title=True),
            Column(_("Sum of the batch")),
            Column(_("Approvals"), Kind.INTEGER),
            Column(_("In force")),
            Column(_("Source")),
        ],
        [
            Row(
                [
                    Cell(band.operation.code, detail=band.operation.title),
                    _upto(band.upto_cents),
                    band.approvals,
                    since(band.valid_from, band.valid_to),
                    band.legal_act,
                ]
            )
            for band in bands
        ],
        caption=_("Approvals of a batch"),
        empty=EmptyState(_("No band: one person other than the preparer approves a batch.")),
    )


def periods_table() -> Records:
    """Return the accounting periods, newest first."""
    return Records(
        [Column(_("Period"), is_title=True), Column(_("State"))],
        [
            Row([f"{day(each.starts_on)} – {day(each.ends_on)}", each.get_state_display()])
            for each in Period.objects.order_by("-starts_on")
        ],
        caption=_("Accounting periods"),
        empty=EmptyState(_("No period yet: without one, every day is open.")),
    )


def since(first: date | None, last: date | None) -> str:
    """Return from when to when a row holds, in words."""
    if last is None:
        return _("from %(first)s") % {"first": day(first)}
    return f"{day(first)} – {day(last)}"


def _upto(cents: int | None) -> str:
    return _("up to %(amount)s") % {"amount": money(cents)} if cents else _("any amount above")


def _own(source: str) -> str:
    return "" if source == OURS else source
