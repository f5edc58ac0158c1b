"""The start page of offices without a queue of cases: one next step first, then the rest."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from audit import seals
from people.mandates import partners_of
from people.roles import Role
from portal import navigation
from portal.access import RolesMixin
from portal.casework import approvals
from portal.components import Link
from portal.rules.tables import unsourced
from portal.today.terms import open_terms
from portal.today.watching import SHOWN, Waiting, waiting_for
from portal.visitors import Visitor
from treasury.payable_queue import to_pay


class Today(RolesMixin):
    """What waits for this person today, by kind, each with its first rows."""

    roles = navigation.WITHOUT_DESK

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show it; a constant number of queries, whatever the number of rows."""
        pages = [page for page in navigation.pages_of(self.visitor.roles) if page.name != "today"]
        context = {
            "matters": list(matters(self.visitor)),
            "pages": [Link(page.label, navigation.address(page.name)) for page in pages],
            "is_delegate": self.visitor.has([Role.DELEGATE]),
        }
        return render(request, "portal/today/today.html", context)


def matters(visitor: Visitor) -> Iterator[Waiting]:
    """Yield what waits for the visitor, what they decide on first."""
    for found in (_approvals(visitor), _payables(visitor)):
        if found is not None:
            yield found
    yield from waiting_for(visitor)
    for found in (open_terms(visitor), _unsealed(visitor), _unsourced(visitor)):
        if found is not None:
            yield found


def _approvals(visitor: Visitor) -> Waiting | None:
    if not visitor.has(approvals.APPROVING):
        return None
    rows = approvals.waiting(visitor)
    links = [Link(each.step.label, each.href, str(each.subject.root)) for each in rows[:SHOWN]]
    title = _("Decisions that wait for your approval")
    return Waiting(title, len(rows), links, reverse("approvals")) if rows else None


def _payables(visitor: Visitor) -> Waiting | None:
    if not visitor.has([Role.FINANCE]):
        return None
    rows = to_pay(partners=partners_of(visitor.user, visitor.on, Role.FINANCE))
    number = rows.count()
    link = Link(_("Choose an operation and open a batch"), reverse("payables"))
    return Waiting(_("Payments ready for a batch"), number, [link]) if number else None


def _unsealed(visitor: Visitor) -> Waiting | None:
    if not visitor.has([Role.AUDITOR]):
        return None
    loose = sum(to - first + 1 for _stream, first, to in seals.unsealed())
    link = Link(_("Verify the trail, take bundle and script home"), reverse("trail"))
    return Waiting(_("Events that are not sealed yet"), loose, [link]) if loose else None


def _unsourced(visitor: Visitor) -> Waiting | None:
    if not visitor.has([Role.ADMINISTRATOR, Role.PROGRAMME_MANAGER]):
        return None
    number = unsourced()
    link = Link(_("Look at terms and bands, with their sources"), reverse("rules"))
    return Waiting(_("Terms of calls that no source gives"), number, [link]) if number else None
