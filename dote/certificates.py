"""The data of the yearly certificate of whoever was paid an allowance (D.P.R. 322/1998 art. 4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.db.models import Count, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounting.models import Payable
from audit.labels import split
from documents.exports import Column, Kind, Params, Table, export
from people.models import Participant

COLUMNS = (
    Column(gettext_lazy("Participant"), "pseudonym", Kind.CODE),
    Column(gettext_lazy("Months paid"), "months", Kind.INTEGER),
    Column(gettext_lazy("Gross"), "gross", Kind.MONEY, total=True),
    Column(gettext_lazy("Withheld"), "withheld", Kind.MONEY, total=True),
    Column(gettext_lazy("Net"), "net", Kind.MONEY, total=True),
)
SUMS = ("months", "gross", "withheld", "net")


class YearForm(forms.Form):
    """Of which year."""

    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=2015, max_value=2100)


@export(
    "withholding_certificates",
    title=gettext_lazy("Allowances and withholdings of a year"),
    help=gettext_lazy("By person: what was paid, withheld and received in the year."),
    roles={"finance"},
    columns=COLUMNS,
    form=YearForm,
)
def certificates(params: Params) -> Table:
    """Return a row for each person whom an allowance was paid to in the year, in cents."""
    people = params.visible(Participant.objects).order_by("pseudonym")
    return Table(
        title=_("Allowances and withholdings of a year"),
        columns=COLUMNS,
        rows=_rows(people, params["year"]),
        filters={_("Year"): str(params["year"])},
    )


def _rows(people: Any, year: int) -> Iterator[dict[str, Any]]:
    paid = Payable.objects.filter(
        live=True, returned=False, paid_on__year=year, part__startswith="dote.month:"
    )
    sums: dict[str, Any] = {
        row["payee"]: row
        for row in paid.filter(payee__startswith="people.participant:")
        .values("payee")
        .annotate(
            months=Count("id"),
            gross=Sum("gross_cents"),
            withheld=Sum("withheld_cents"),
            net=Sum("net_cents"),
        )
        .order_by("payee")
    }
    by_person = {split(payee)[1]: row for payee, row in sums.items()}
    for person in people:
        row = by_person.get(person.pk)
        if row is not None:
            yield {"pseudonym": person.pseudonym} | {name: row[name] for name in SUMS}
