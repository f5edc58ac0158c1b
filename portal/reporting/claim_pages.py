"""The page of a claim."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from documents.models import IssuedExport
from documents.writers import WRITERS
from expenditure.checklist import corrections_of
from expenditure.models import Claim
from expenditure.states import TRANSMITTED, ClaimState
from people.models import User
from people.roles import Role
from portal.access import RolesMixin
from portal.casework.events import timeline
from portal.casework.steps import steps_for
from portal.components import Crumb
from portal.papers.lists import documents_of
from portal.reporting import claim_panels as panels
from portal.reporting.claims import OFFICES, badge, visible
from portal.reporting.corrections import waiting_for
from portal.visitors import Visitor


class ClaimPage(RolesMixin):
    """A claim: facts, rows, findings, steps, statement, register of its files."""

    roles = OFFICES

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Show the claim; a constant number of queries, whatever its rows."""
        claim = claim_or_404(self.visitor, pk)
        items, corrections = panels.claim_rows(claim), corrections_of(claim)
        cut_off = panels.cut_off_of(claim)
        issued = files_of(claim, self.visitor)
        names = names_of([*_hands(claim), *(row.author for row in issued)])
        opened, closed = steps_for(claim, self.visitor)
        fills = panels.takes_items(claim) and self.visitor.has([Role.FINANCE])
        loose = self.visitor.has([Role.FINANCE]) and claim.state in (
            ClaimState.DRAFT,
            ClaimState.PRECHECKED,
        )
        context = {
            "claim": claim,
            "crumbs": [Crumb(_("Claims"), reverse("claims")), Crumb(claim.reference)],
            "badge": badge(claim),
            "stepper": panels.stepper(claim),
            "facts": panels.facts(claim, names, cut_off),
            "totals": panels.totals(claim, [*items, *corrections], cut_off),
            "rows": panels.rows(items, corrections, can_exclude=loose),
            "hidden_rows": max(0, len(items) - panels.MOST),
            "findings": list(panels.findings(claim, items)),
            "candidates": panels.candidates(claim) if fills else [],
            "fills": fills,
            "to_deduct": waiting_for(claim) if fills else [],
            "to_complete": panels.waiting_items(claim) if fills else 0,
            "has_statement": claim.state in TRANSMITTED,
            "formats": list(WRITERS),
            "files": panels.files(issued, names),
            "has_files": bool(issued),
            "documents": documents_of(claim),
            "open_steps": opened,
            "closed_steps": closed,
            "timeline": timeline(claim.label, caption=_("What happened, the latest first")),
        }
        return render(request, "portal/reporting/claim.html", context)


def claim_or_404(visitor: Visitor, pk: str) -> Claim:
    """Return the claim, if this person may see it."""
    found: Claim | None = visible(visitor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def files_of(claim: Claim, visitor: Visitor) -> list[IssuedExport]:
    """Return the files issued of the claim's statement, newest first, without their bytes.

    Whoever may see the claim may see that it was stated, by whom and with which hash.
    """
    if not panels.cut_off_of(claim):
        return []
    rows = IssuedExport.objects.as_system().filter(
        name="statement", params={"claim": claim.reference}
    )
    return list(rows.defer("content", "cover").order_by("-id")[: panels.MOST])


def names_of(labels: Iterable[str]) -> dict[str, str]:
    """Return the name of each user by label; one query."""
    ids = {label.partition(":")[2] for label in labels if label.startswith("people.user:")}
    return {f"people.user:{user.pk}": user.name for user in User.objects.filter(pk__in=ids)}


def _hands(claim: Claim) -> list[str]:
    return [claim.opened_by, claim.signed_by, claim.transmitted_by]
