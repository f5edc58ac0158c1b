"""The list of cases as it is filtered on the page: persons by pseudonym alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import clock
from documents.exports import Column, Kind, Params, Table, export
from dote.models import Dote
from dote.states import DoteState
from people.roles import CASE_READERS
from portal.casework.choosing import ME, Chosen
from portal.casework.deadlines import deadlines
from portal.reporting.book_exports import in_words
from portal.visitors import visitor_as

CHUNK = 500
COLUMNS = (
    Column(gettext_lazy("Case"), "reference", Kind.CODE, gettext_lazy("Reference of the case.")),
    Column(
        gettext_lazy("Person"), "pseudonym", Kind.CODE, gettext_lazy("Pseudonym, never the name.")
    ),
    Column(gettext_lazy("Call"), "call", Kind.CODE, gettext_lazy("Code of the call.")),
    Column(gettext_lazy("Partner"), "partner", Kind.CODE, gettext_lazy("Code of the partner.")),
    Column(gettext_lazy("State"), "state", Kind.TEXT, gettext_lazy("Where the case stands.")),
    Column(gettext_lazy("Opened"), "opened_on", Kind.DATE, gettext_lazy("Day of the opening.")),
    Column(gettext_lazy("Submitted"), "submitted_on", Kind.DATE, gettext_lazy("Day of receipt.")),
    Column(
        gettext_lazy("Term"), "due_on", Kind.DATE, gettext_lazy("Last day of the term that runs.")
    ),
    Column(
        gettext_lazy("Days left"),
        "left",
        Kind.INTEGER,
        gettext_lazy("Days left of it on the day of the download; below zero when late."),
    ),
    Column(
        gettext_lazy("Ceiling"), "ceiling_cents", Kind.MONEY, gettext_lazy("Ceiling, euro cents.")
    ),
    Column(
        gettext_lazy("Awarded"),
        "awarded_cents",
        Kind.MONEY,
        gettext_lazy("Sum awarded, euro cents."),
        total=True,
    ),
)


class CasesForm(forms.Form):
    """What the list is filtered by, under the names that the page's address has."""

    stato = forms.ChoiceField(
        label=gettext_lazy("State"),
        choices=[("", gettext_lazy("All")), *DoteState.choices],
        required=False,
    )
    bando = forms.CharField(label=gettext_lazy("Call"), max_length=60, required=False)
    di = forms.ChoiceField(
        label=gettext_lazy("Whose"),
        choices=[("", gettext_lazy("All of my office")), (ME, gettext_lazy("Assigned to me"))],
        required=False,
    )
    persona = forms.CharField(label=gettext_lazy("Pseudonym"), max_length=20, required=False)
    coda = forms.CharField(label=gettext_lazy("Waiting for me alone"), max_length=1, required=False)


@export(
    "cases",
    title=gettext_lazy("Cases"),
    help=gettext_lazy("The cases that one may see, as filtered: state, term, sums; no names."),
    roles={str(role) for role in CASE_READERS},
    columns=COLUMNS,
    form=CasesForm,
)
def cases(params: Params) -> Table:
    """Return the cases in the viewer's reach that the filters keep, oldest first."""
    return Table(
        title=_("Cases"), columns=COLUMNS, rows=_rows(params), filters=in_words(CasesForm, params)
    )


def _rows(params: Params) -> Iterator[dict[str, Any]]:
    """Yield the cases; a fixed number of queries for each chunk."""
    visitor = visitor_as(params.viewer, on=clock.today()) if params.viewer else None
    seen = params.visible(Dote.objects).select_related("participant", "partner", "call")
    kept = Chosen.of(params).keep(seen, visitor).order_by("id")
    found: list[Dote] = []
    for dote in kept.iterator(chunk_size=CHUNK):
        found.append(dote)
        if len(found) == CHUNK:
            yield from _told(found)
            found = []
    yield from _told(found)


def _told(rows: list[Dote]) -> Iterator[dict[str, Any]]:
    terms = deadlines(rows, on=clock.today())
    for dote in rows:
        term = terms.get(dote.pk)
        yield {
            "reference": dote.reference,
            "pseudonym": dote.participant.pseudonym,
            "call": dote.call.code,
            "partner": dote.partner.code,
            "state": dote.get_state_display(),
            "opened_on": dote.opened_on,
            "submitted_on": dote.submitted_on,
            "due_on": term.due_on if term else None,
            "left": term.left if term else None,
            "ceiling_cents": dote.ceiling_cents,
            "awarded_cents": dote.awarded_cents,
        }
