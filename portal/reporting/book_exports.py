"""The downloads of the books: funnel, journal and trial balance as their pages filter them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounting import balances
from accounting.accounts import F, book_of
from accounting.models import Account, Entry, Movement
from audit import clock
from documents.exports import Column, Kind, Params, Table, export
from documents.tables import Text
from portal.audit_pages import books
from portal.audit_pages.books import NAMED
from portal.audit_pages.funnel_pages import PER
from portal.fields import DayField

CHUNK = 500
ROLES = {str(role) for role in books.ROLES}


class FunnelForm(forms.Form):
    """To what the funnel is narrowed (codes), by what it is grouped, and as of which day."""

    operation = forms.CharField(label=gettext_lazy("Operation"), max_length=40, required=False)
    partner = forms.CharField(label=gettext_lazy("Partner"), max_length=40, required=False)
    line = forms.CharField(label=gettext_lazy("Budget line"), max_length=40, required=False)
    fund = forms.CharField(label=gettext_lazy("Fund"), max_length=40, required=False)
    per = forms.ChoiceField(
        label=gettext_lazy("Grouped by"),
        choices=[(name, word) for name, word in PER.items()],
        required=False,
    )
    as_of = DayField(label=gettext_lazy("As of"), required=False)


class DayForm(forms.Form):
    """As of which booking day."""

    as_of = DayField(label=gettext_lazy("As of"), required=False)


class JournalForm(forms.Form):
    """What the journal is filtered by; empty fields do not filter."""

    since = DayField(label=gettext_lazy("Booked from"), required=False)
    until = DayField(label=gettext_lazy("Booked to"), required=False)
    posting = forms.CharField(label=gettext_lazy("Posting"), max_length=6, required=False)
    case = forms.CharField(label=gettext_lazy("Case"), max_length=20, required=False)
    entry = forms.CharField(label=gettext_lazy("Entry"), max_length=26, required=False)


def _stage(stage: F, header: Text, key: str) -> Column:
    return Column(header, lambda row: row.cents[stage], Kind.MONEY, key=key, total=True)


FUNNEL = (
    Column(gettext_lazy("Code"), "code", Kind.CODE),
    Column(gettext_lazy("Title"), "title", Kind.TEXT),
    Column(gettext_lazy("Appropriated"), "appropriated", Kind.MONEY, total=True),
    _stage(F.AVAILABLE, gettext_lazy("Available"), "available"),
    _stage(F.RESERVED, gettext_lazy("Reserved"), "reserved"),
    _stage(F.COMMITTED, gettext_lazy("Committed"), "committed"),
    _stage(F.PAYABLE, gettext_lazy("To pay"), "payable"),
    _stage(F.PAID, gettext_lazy("Paid"), "paid"),
    _stage(F.CLAIMED, gettext_lazy("Claimed"), "claimed"),
    _stage(F.VALIDATED, gettext_lazy("Validated"), "validated"),
    _stage(F.CERTIFIED, gettext_lazy("Certified"), "certified"),
)
TRIAL = (
    Column(gettext_lazy("Book"), lambda row: book_of(row["account"]).value, Kind.CODE, key="book"),
    Column(gettext_lazy("Account"), "account", Kind.CODE),
    Column(gettext_lazy("Title"), "title", Kind.TEXT),
    Column(gettext_lazy("Debit"), "debit", Kind.MONEY, total=True),
    Column(gettext_lazy("Credit"), "credit", Kind.MONEY, total=True),
    Column(gettext_lazy("Balance"), "balance", Kind.MONEY),
)
JOURNAL = (
    Column(gettext_lazy("Entry"), "entry", Kind.CODE),
    Column(gettext_lazy("Movement"), "number", Kind.INTEGER),
    Column(gettext_lazy("Posting"), "posting", Kind.CODE),
    Column(gettext_lazy("Booked"), "booked_on", Kind.DATE),
    Column(gettext_lazy("Value date"), "value_on", Kind.DATE),
    Column(gettext_lazy("Recorded"), "recorded_at", Kind.INSTANT),
    Column(gettext_lazy("Debit"), "debit", Kind.CODE),
    Column(gettext_lazy("Credit"), "credit", Kind.CODE),
    Column(gettext_lazy("Amount"), "cents", Kind.MONEY, total=True),
    Column(gettext_lazy("Operation"), "operation", Kind.CODE),
    Column(gettext_lazy("Partner"), "partner", Kind.CODE),
    Column(gettext_lazy("Budget line"), "line", Kind.CODE),
    Column(gettext_lazy("Fund"), "fund", Kind.CODE),
    Column(gettext_lazy("Case"), "root", Kind.CODE),
    Column(gettext_lazy("Part of the case"), "part", Kind.CODE),
    Column(gettext_lazy("Stream"), "stream", Kind.CODE),
    Column(gettext_lazy("Event"), "seq", Kind.INTEGER),
)


@export(
    "funnel",
    title=gettext_lazy("Funnel"),
    help=gettext_lazy("Where the money stands, from available to certified."),
    roles=ROLES,
    columns=FUNNEL,
    form=FunnelForm,
)
def funnel(params: Params) -> Table:
    """Return the stages of the money in the viewer's reach, grouped and narrowed."""
    places = books.positions(params.viewer, on=clock.today())
    rows = books.standings(
        places,
        {name: params[name] for name in NAMED},
        by=params["per"] or "operation",
        as_of=params["as_of"],
    )
    return Table(title=_("Funnel"), columns=FUNNEL, rows=rows, filters=in_words(FunnelForm, params))


@export(
    "trial_balance",
    title=gettext_lazy("Trial balance"),
    help=gettext_lazy("The turnover of every account of both books up to a booking day."),
    roles={"finance", "auditor"},
    columns=TRIAL,
    form=DayForm,
)
def trial_balance(params: Params) -> Table:
    """Return every account's turnover; PermissionDenied without a mandate for all partners."""
    if not books.reaches_all(params.viewer, on=clock.today()):
        raise PermissionDenied(
            _("The trial balance is of all partners: it needs a mandate for all of them.")
        )
    titles = {account.code: account.title for account in Account.objects.all()}
    rows = [
        {
            "account": row.account,
            "title": titles[row.account],
            "debit": row.debit,
            "credit": row.credit,
            "balance": row.balance,
        }
        for row in balances.trial_balance(as_of=params["as_of"])
    ]
    return Table(
        title=_("Trial balance"), columns=TRIAL, rows=rows, filters=in_words(DayForm, params)
    )


@export(
    "journal",
    title=gettext_lazy("Journal"),
    help=gettext_lazy("Every movement of the journal as filtered, with the event that caused it."),
    roles={"finance", "auditor"},
    columns=JOURNAL,
    form=JournalForm,
)
def journal(params: Params) -> Table:
    """Return the movements in the viewer's reach that the filters keep, in booking order."""
    entries = books.entries(params.viewer, params, on=clock.today())
    return Table(
        title=_("Journal"),
        columns=JOURNAL,
        rows=_movements(entries.order_by("booked_on", "id")),
        filters=in_words(JournalForm, params),
    )


def in_words(form: type[forms.Form], params: Params) -> dict[Text, Text]:
    """Return the filters for the cover; those that do not filter are left out."""
    labels = {name: str(field.label) for name, field in form.base_fields.items()}
    return {labels[name]: str(params[name]) for name in labels if params[name]}


def _movements(entries: Any) -> Iterator[dict[str, Any]]:
    """Yield the movements; a fixed number of queries for each chunk of entries."""
    related = [f"movements__position__{name}" for name in NAMED]
    for entry in entries.prefetch_related(*related).iterator(chunk_size=CHUNK):
        for move in sorted(entry.movements.all(), key=lambda each: each.number):
            yield _movement(entry, move)


def _movement(entry: Entry, move: Movement) -> dict[str, Any]:
    place = move.position
    return {
        "entry": entry.pk,
        "number": move.number,
        "posting": entry.posting,
        "booked_on": entry.booked_on,
        "value_on": entry.value_on,
        "recorded_at": entry.recorded_at,
        "debit": move.debit_id,
        "credit": move.credit_id,
        "cents": move.cents,
        "operation": place.operation.code,
        "partner": place.partner.code,
        "line": place.line.code,
        "fund": place.fund.code,
        "root": move.root,
        "part": move.part,
        "stream": entry.event_stream,
        "seq": entry.event_seq,
    }
