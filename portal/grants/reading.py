"""What a member of the committee has to read: one's own sheets, and nobody else's."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from people.roles import Role
from portal.access import RolesMixin
from portal.components import Cell, Column, EmptyState, Kind, Records, Row
from startup_grants.models import ScoreSheet


class Readings(RolesMixin):
    """The applications that were given to this reader."""

    roles = (Role.COMMITTEE,)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show one's own sheets, those to be read first."""
        rows = ScoreSheet.objects.visible_to(self.visitor.user, on=self.visitor.on)
        own = rows.filter(reader=f"people.user:{self.visitor.user.pk}")
        sheets = own.select_related("grant__participant").order_by("signed_on", "id")
        table = Records(
            [
                Column(_("Application"), is_title=True),
                Column(_("Person")),
                Column(_("Assigned"), Kind.DATE),
                Column(_("State")),
            ],
            [
                Row(
                    [
                        Cell(
                            sheet.grant.reference,
                            href=reverse("grant_part", args=["scoresheet", sheet.pk]),
                        ),
                        sheet.grant.participant.pseudonym,
                        sheet.assigned_on,
                        sheet.get_state_display(),
                    ]
                )
                for sheet in sheets
            ],
            caption=_("To be read and scored"),
            empty=EmptyState(_("No application was given to you.")),
        )
        return render(request, "portal/grants/reading.html", {"sheets": table})
