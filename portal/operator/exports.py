"""The list of persons that an operator follows: pseudonyms, never a name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.exports import Column, Kind, Params, Table, export
from people.models import CaseFile, Participant
from people.roles import Role

CHUNK = 500
COLUMNS = (
    Column(
        gettext_lazy("Person"), "pseudonym", Kind.CODE, gettext_lazy("Pseudonym, never the name.")
    ),
    Column(gettext_lazy("Partner"), "partner", Kind.CODE, gettext_lazy("Code of the partner.")),
    Column(
        gettext_lazy("Case manager"), "manager", Kind.TEXT, gettext_lazy("Who follows the person.")
    ),
    Column(gettext_lazy("Language"), "language", Kind.CODE, gettext_lazy("Spoken, ISO 639-1.")),
    Column(
        gettext_lazy("Registered"), "registered_on", Kind.DATE, gettext_lazy("Day of registration.")
    ),
)


@export(
    "persons",
    title=gettext_lazy("Persons"),
    help=gettext_lazy("The persons that one follows, by pseudonym."),
    roles={str(Role.OPERATOR)},
    columns=COLUMNS,
)
def persons(params: Params) -> Table:
    """Return the persons in the viewer's reach, oldest first."""
    seen = params.visible(Participant.objects).select_related("partner").order_by("id")
    return Table(title=_("Persons"), columns=COLUMNS, rows=_rows(seen))


def _rows(seen: Any) -> Iterator[dict[str, Any]]:
    """Yield the persons; two queries for each chunk."""
    found: list[Participant] = []
    for person in seen.iterator(chunk_size=CHUNK):
        found.append(person)
        if len(found) == CHUNK:
            yield from _told(found)
            found = []
    yield from _told(found)


def _told(rows: list[Participant]) -> Iterator[dict[str, Any]]:
    files = CaseFile.objects.as_system().filter(participant__in=rows, closed_on=None)
    managers = {
        file.participant_id: file.case_manager.name for file in files.select_related("case_manager")
    }
    for person in rows:
        yield {
            "pseudonym": person.pseudonym,
            "partner": person.partner.code,
            "manager": managers.get(person.pk, ""),
            "language": person.language,
            "registered_on": person.registered_on,
        }
