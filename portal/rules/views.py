"""Terms, bands and periods with their sources: to be read by who steers and who audits."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from people.roles import Role
from portal.access import RolesMixin
from portal.rules import tables
from programme.models import Call

READERS = (
    Role.ADMINISTRATOR,
    Role.PROGRAMME_MANAGER,
    Role.MANAGING_AUTHORITY,
    Role.AUDITOR,
)
CALL = "avviso"


class Rules(RolesMixin):
    """The rules in force: terms and bands of a call, bands of payments, accounting periods."""

    roles = READERS

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the rules of the call that the address names, or of the newest one."""
        calls = list(Call.objects.select_related("operation").order_by("-opens_on", "code"))
        call = _chosen(calls, request.GET.get(CALL, ""))
        context = {
            "calls": calls,
            "call": call,
            "terms": tables.terms_table(call) if call else None,
            "bands": tables.bands_table(call) if call else None,
            "payment_bands": tables.payment_bands_table(),
            "periods": tables.periods_table(),
            "periods_page": reverse("periods"),
        }
        return render(request, "portal/rules/rules.html", context)


def _chosen(calls: list[Call], code: str) -> Call | None:
    if not code:
        return calls[0] if calls else None
    for call in calls:
        if call.code == code:
            return call
    raise Http404
