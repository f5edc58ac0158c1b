"""What is to be paid: cleared, not paid, in no batch; and what keeps some of it back."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lifecycle.engine import begin
from lifecycle.errors import KeyReused, Refused
from lifecycle.subjects import SubjectLine, subjects
from people.mandates import partners_of
from people.roles import Role
from portal import paging
from portal.access import RolesMixin
from portal.components import Badge, Cell, Column, EmptyState, Kind, Records, Row, Tone
from portal.errors import conflict
from portal.keys import keys_for, sent_keys
from portal.reporting.downloads import Offer
from programme.models import Operation
from treasury.models import Batch
from treasury.payable_queue import Candidate, candidates, to_pay

ORDER = [
    paging.Order("vecchie", gettext_lazy("Oldest first"), ("created_on", "id"), descending=False)
]


class Payables(RolesMixin):
    """The queue of what is to be paid."""

    roles = (Role.FINANCE,)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show one page of the queue, and a form that opens a batch."""
        partners = partners_of(self.visitor.user, self.visitor.on, Role.FINANCE)
        rows = to_pay(partners=partners)
        page = paging.page_of(rows.order_by(), orders=ORDER, query=request.GET)
        found = candidates(page.rows)
        context = {
            "page": page,
            "number": paging.counted(rows),
            "payables": payables_table(found),
            "operations": Operation.objects.order_by("code"),
            "keys": keys_for(),
            "offer": Offer("payables"),
        }
        return render(request, "portal/finance/payables.html", context)


class OpenBatch(RolesMixin):
    """Opens an empty batch on an operation."""

    roles = (Role.FINANCE,)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Begin the batch and go to its page."""
        operation = Operation.objects.filter(pk=request.POST.get("operation")).first()
        if operation is None:
            raise Http404
        account = request.POST.get("bank_account", "").strip() or operation.code
        try:
            batch = begin(
                Batch,
                by=self.visitor.user,
                on=self.visitor.on,
                key=sent_keys(request).key,
                operation=operation,
                bank_account=account[:60],
            )
        except Refused as refused:
            raise PermissionDenied(str(refused)) from refused
        except KeyReused:
            return conflict(request, changes=[], form=Form(), back=reverse("payables"))
        return HttpResponseRedirect(reverse("batch", args=[batch.pk]))


def payables_table(found: list[Candidate]) -> Records:
    """Return payables with pseudonymous payee, service, sum, and what keeps each back."""
    names = subjects.lines(candidate.payable.part for candidate in found)
    return Records(
        [
            Column(_("Case"), is_title=True),
            Column(_("What for")),
            Column(_("Partner")),
            Column(_("Cleared"), Kind.DATE),
            Column(_("Due €"), Kind.MONEY),
            Column(_("State")),
        ],
        [_row(candidate, names[candidate.payable.part]) for candidate in found],
        caption=_("To pay"),
        empty=EmptyState(_("Nothing is to be paid now.")),
    )


def _row(candidate: Candidate, line: SubjectLine) -> Row:
    payable = candidate.payable
    badge = (
        Badge(_("Ready"), Tone.DONE)
        if candidate.can_be_paid
        else Badge(_("Kept back"), Tone.MISSING)
    )
    return Row(
        [
            line.reference,
            f"{line.pseudonym} · {line.title}",
            payable.position.partner.name,
            payable.created_on,
            payable.due_cents,
            Cell(badge=badge, detail=" ".join(candidate.reasons)),
        ]
    )
