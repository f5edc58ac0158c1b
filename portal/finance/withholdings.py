"""Withholdings: what of each month is to be paid over, and the page of each payment of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Sum
from django.db.models.functions import TruncMonth
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounting.models import Payable
from lifecycle.engine import begin
from lifecycle.errors import KeyReused, Refused
from lifecycle.subjects import subjects
from people.roles import Role
from portal import paging
from portal.access import RolesMixin
from portal.casework.events import timeline
from portal.casework.steps import steps_for
from portal.components import Badge, Cell, Column, Crumb, EmptyState, Fact, Kind, Records, Row, Tone
from portal.errors import conflict
from portal.finance.batches import READERS
from portal.finance.hands import names_of_hands
from portal.keys import keys_for, sent_keys
from portal.templatetags.percorsi import day, money
from programme.models import Operation
from treasury.models import Remittance
from treasury.states import RemittanceState
from treasury.withheld import due

ORDERS = [paging.Order("recenti", "", ("id",))]
TONES = {RemittanceState.PAID: Tone.DONE, RemittanceState.CANCELLED: Tone.REFUSED}


class Withholdings(RolesMixin):
    """What is still to be paid over, month by month, and every payment of it, newest first."""

    roles = READERS

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the months that wait and one page of payments."""
        rows = Remittance.objects.visible_to(self.visitor.user, on=self.visitor.on)
        page = paging.page_of(rows.select_related("operation"), orders=ORDERS, query=request.GET)
        context = {
            "page": page,
            "remittances": _table(list(page.rows)),
            "waiting": list(_waiting()) if self.visitor.has([Role.FINANCE]) else [],
            "keys": keys_for(),
        }
        return render(request, "portal/finance/withholdings.html", context)


class OpenRemittance(RolesMixin):
    """Begins the payment of what a month has withheld."""

    roles = (Role.FINANCE,)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Begin it and go to its page; what is refused is said."""
        code, _mark, first = request.POST.get("month", "").partition(" ")
        operation = Operation.objects.filter(code=code).first()
        month = _day(first)
        if operation is None or month is None:
            raise Http404
        try:
            made = begin(
                Remittance,
                by=self.visitor.user,
                on=self.visitor.on,
                key=sent_keys(request).key,
                operation=operation,
                month=month,
            )
        except Refused as refused:
            raise PermissionDenied(str(refused)) from refused
        except KeyReused:
            return conflict(request, changes=[], form=Form(), back=reverse("withholdings"))
        return HttpResponseRedirect(reverse("remittance", args=[made.pk]))


class RemittancePage(RolesMixin):
    """One payment of withholdings: of which cases, by whose hands, with its steps."""

    roles = READERS

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Show it."""
        rows = Remittance.objects.visible_to(self.visitor.user, on=self.visitor.on)
        found = rows.select_related("operation").filter(pk=pk).first()
        if found is None:
            raise Http404
        opened, closed = steps_for(found, self.visitor)
        context = {
            "remittance": found,
            "crumbs": [Crumb(_("Withholdings"), reverse("withholdings")), Crumb(found.reference)],
            "badge": _badge(found),
            "facts": _facts(found),
            "payables": _payables(found),
            "open_steps": opened,
            "closed_steps": closed,
            "timeline": timeline(found.label, caption=_("Events, newest first")),
        }
        return render(request, "portal/finance/remittance.html", context)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _waiting() -> Any:
    """Return each operation and month with what was withheld and is not paid over, oldest first."""
    return (
        Payable.objects.filter(
            live=True, withheld_cents__gt=0, withheld_paid_on=None, returned=False
        )
        .exclude(paid_on=None)
        .annotate(month=TruncMonth("paid_on"))
        .values("position__operation__code", "month")
        .annotate(cents=Sum("withheld_cents"))
        .order_by("month", "position__operation__code")
    )


def _table(found: list[Remittance]) -> Records:
    return Records(
        [
            Column(_("Payment"), is_title=True),
            Column(_("Operation")),
            Column(_("Month")),
            Column(_("Sum"), Kind.MONEY),
            Column(_("State")),
        ],
        [
            Row(
                [
                    Cell(each.reference, href=reverse("remittance", args=[each.pk])),
                    each.operation.code,
                    f"{each.month:%m/%Y}",
                    each.cents,
                    Cell(badge=_badge(each)),
                ]
            )
            for each in found
        ],
        caption=_("Payments of withholdings"),
        empty=EmptyState(_("No withholding was paid over yet.")),
    )


def _payables(remittance: Remittance) -> Records:
    """Return what it pays over: as fixed at submission, or as due now while it is a draft."""
    if remittance.payables:
        found = list(Payable.objects.filter(pk__in=remittance.payables).order_by("id"))
    else:
        found = due(remittance)
    lines = subjects.lines(payable.part for payable in found)
    return Records(
        [
            Column(_("Case"), is_title=True),
            Column(_("What for")),
            Column(_("Gross"), Kind.MONEY),
            Column(_("Withheld"), Kind.MONEY),
            Column(_("Paid on"), Kind.DATE),
        ],
        [
            Row(
                [
                    lines[each.part].reference,
                    f"{lines[each.part].pseudonym} · {lines[each.part].title}",
                    each.gross_cents,
                    each.withheld_cents,
                    each.paid_on,
                ]
            )
            for each in found
        ],
        caption=_("What it pays over"),
        empty=EmptyState(_("Nothing is due for this month now.")),
    )


def _badge(remittance: Remittance) -> Badge:
    state = RemittanceState(remittance.state)
    return Badge(remittance.get_state_display(), TONES.get(state, Tone.NOW))


def _facts(remittance: Remittance) -> list[Fact]:
    hands = (remittance.prepared_by, remittance.approved_by, remittance.paid_by)
    names = names_of_hands(hands)
    return [
        Fact(_("Operation"), remittance.operation.title),
        Fact(_("Month"), f"{remittance.month:%m/%Y}"),
        Fact(_("Sum"), money(remittance.cents) if remittance.cents else "–"),
        Fact(_("Prepared by"), names.get(remittance.prepared_by, "–")),
        Fact(_("Approved by"), names.get(remittance.approved_by, "–")),
        Fact(_("Paid over by"), names.get(remittance.paid_by, "–")),
        Fact(_("Receipt"), remittance.bank_reference or "–", is_code=True),
        Fact(_("Value date"), day(remittance.value_on) if remittance.value_on else "–"),
    ]
