"""Batches: their list, and the page on which one is filled, followed and its outcomes entered."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounting.models import Payable
from lifecycle.subjects import subjects
from people.models import User
from people.roles import Role
from portal import paging
from portal.access import RolesMixin
from portal.casework.events import timeline
from portal.casework.steps import steps_for
from portal.components import Badge, Cell, Column, Crumb, EmptyState, Fact, Kind, Records, Row, Tone
from portal.fields import parse_day
from portal.finance.forms import BANK_REASONS
from portal.finance.hands import names_of_hands
from portal.keys import new_key
from portal.navigation import CONTROLLING, PAYING
from portal.templatetags.percorsi import day, money, short_hash
from treasury import outcomes
from treasury.batches import fill
from treasury.models import Batch, PaymentLine
from treasury.payable_queue import candidates, for_batch
from treasury.progress import progress_of
from treasury.states import BatchState, LineState

READERS = (*PAYING, *CONTROLLING, Role.AUDITOR)
ORDERS = [paging.Order("recenti", "", ("id",))]
MOST = 200
TONES = {
    BatchState.DRAFT: Tone.LATER,
    BatchState.CLOSED: Tone.DONE,
    BatchState.CANCELLED: Tone.REFUSED,
}
LINE_TONES = {
    LineState.EXECUTED: Tone.DONE,
    LineState.REISSUED: Tone.DONE,
    LineState.HELD: Tone.MISSING,
    LineState.RETURNED: Tone.MISSING,
    LineState.REFUSED: Tone.REFUSED,
    LineState.EXCLUDED: Tone.REFUSED,
    LineState.DROPPED: Tone.REFUSED,
}


class Batches(RolesMixin):
    """All batches, newest first."""

    roles = READERS

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show one page of the list."""
        rows = Batch.objects.visible_to(self.visitor.user, on=self.visitor.on)
        page = paging.page_of(rows.select_related("operation"), orders=ORDERS, query=request.GET)
        return render(
            request, "portal/finance/batches.html", {"page": page, "batches": _list(page.rows)}
        )


class BatchPage(RolesMixin):
    """One batch: its totals, its hands, its lines, what can be done, what the bank did."""

    roles = READERS

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Show the batch."""
        batch = batch_or_404(self.visitor.user, pk)
        lines = list(batch.lines.as_system().select_related("payable").order_by("id"))
        opened, closed = steps_for(batch, self.visitor)
        filling = batch.state == BatchState.DRAFT and self.visitor.has([Role.FINANCE])
        context = {
            "batch": batch,
            "crumbs": [Crumb(_("Batches"), reverse("batches")), Crumb(batch.reference)],
            "badge": _badge(batch),
            "facts": _facts(batch),
            "lines": lines_table(lines),
            "candidates": _candidates(batch) if filling else [],
            "outcomes": _to_enter(lines) if self.visitor.has([Role.FINANCE]) else [],
            "kinds": [kind for kind in outcomes.Kind if kind != outcomes.Kind.RETURNED],
            "bank_reasons": BANK_REASONS,
            "open_steps": opened,
            "closed_steps": closed,
            "timeline": timeline(batch.label, caption=_("Events, newest first")),
        }
        return render(request, "portal/finance/batch.html", context)


class Fill(RolesMixin):
    """Puts ticked payables into a draft batch, each with its own result."""

    roles = (Role.FINANCE,)

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Put them in and tell what could not be."""
        batch = batch_or_404(self.visitor.user, pk)
        chosen = for_batch(batch).filter(pk__in=request.POST.getlist("payable")[:MOST])
        results = fill(batch, chosen, by=self.visitor.user, on=self.visitor.on)
        for result in results:
            for obstacle in result.obstacles:
                messages.error(request, obstacle.sentence)
        done = sum(result.line is not None for result in results)
        messages.success(request, _("%(number)s payments put into the batch.") % {"number": done})
        return HttpResponseRedirect(reverse("batch", args=[batch.pk]))


class EnterOutcomes(RolesMixin):
    """Enters what the bank did with sent lines, each in a transaction of its own."""

    roles = (Role.FINANCE,)

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Enter every line that has a kind chosen; tell each that is refused."""
        batch = batch_or_404(self.visitor.user, pk)
        sent = batch.lines.as_system().filter(state=LineState.SENT).select_related("payable")
        told = [found for line in sent if (found := _told(line, request.POST)) is not None]
        if not told:
            raise PermissionDenied(_("Choose what the bank did with at least one payment."))
        results = outcomes.enter(told, by=self.visitor.user, on=self.visitor.on)
        for result in results:
            for sentence in result.sentences:
                messages.error(request, f"{result.outcome.line.end_to_end}: {sentence}")
        done = sum(result.entered for result in results)
        messages.success(request, _("%(number)s outcomes entered.") % {"number": done})
        return HttpResponseRedirect(reverse("batch", args=[batch.pk]))


class LinePage(RolesMixin):
    """One payment line: who is paid, from which payable, what the bank said."""

    roles = READERS

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Show the line with its steps."""
        rows = PaymentLine.objects.visible_to(self.visitor.user, on=self.visitor.on)
        line = rows.select_related("batch", "payable__position").filter(pk=pk).first()
        if line is None:
            raise Http404
        opened, closed = steps_for(line, self.visitor)
        back = reverse("batch", args=[line.batch_id])
        context = {
            "line": line,
            "crumbs": [
                Crumb(_("Batches"), reverse("batches")),
                Crumb(line.batch.reference, back),
                Crumb(line.end_to_end),
            ],
            "badge": line_badge(line),
            "facts": _line_facts(line),
            "open_steps": opened,
            "closed_steps": closed,
            "timeline": timeline(
                line.stream, subject=line.label, caption=_("Events, newest first")
            ),
        }
        return render(request, "portal/finance/line.html", context)


def batch_or_404(user: User, pk: str) -> Batch:
    """Return the batch, if this person may see it."""
    rows = Batch.objects.visible_to(user).select_related("operation", "partner")
    found: Batch | None = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def lines_table(lines: list[PaymentLine]) -> Records:
    """Return the lines of a batch with pseudonymous payee, masked account and state."""
    names = subjects.lines(line.payable.part for line in lines)
    return Records(
        [
            Column(_("Case"), is_title=True),
            Column(_("What for")),
            Column("IBAN", Kind.CODE),
            Column(_("Amount €"), Kind.MONEY),
            Column(_("State")),
        ],
        [
            Row(
                [
                    Cell(
                        names[line.payable.part].reference,
                        href=reverse("payment_line", args=[line.pk]),
                    ),
                    f"{names[line.payable.part].pseudonym} · {names[line.payable.part].title}",
                    line.iban_mask,
                    line.cents,
                    Cell(badge=line_badge(line)),
                ]
            )
            for line in lines
        ],
        caption=_("Payments of the batch"),
        empty=EmptyState(_("No payment yet: tick what is to be paid below.")),
    )


def line_badge(line: PaymentLine) -> Badge:
    """Return the state of a line as sign, word and colour."""
    return Badge(line.get_state_display(), LINE_TONES.get(LineState(line.state), Tone.NOW))


def _list(batches: Any) -> Records:
    return Records(
        [
            Column(_("Batch"), is_title=True),
            Column(_("Operation")),
            Column(_("Opened"), Kind.DATE),
            Column(_("Payments"), Kind.INTEGER),
            Column(_("Sum €"), Kind.MONEY),
            Column(_("State")),
        ],
        [
            Row(
                [
                    Cell(batch.reference, href=reverse("batch", args=[batch.pk])),
                    batch.operation.title,
                    batch.opened_on,
                    batch.lines_count if batch.lines_count is not None else "",
                    batch.total_cents if batch.total_cents is not None else "",
                    Cell(badge=_badge(batch)),
                ]
            )
            for batch in batches
        ],
        caption=_("Batches"),
        empty=EmptyState(_("No batch yet."), _("See what is to be paid"), reverse("payables")),
    )


def _badge(batch: Batch) -> Badge:
    return Badge(batch.get_state_display(), TONES.get(BatchState(batch.state), Tone.NOW))


def _facts(batch: Batch) -> list[Fact]:
    progress = progress_of(batch)
    names = names_of_hands([batch.prepared_by, *batch.approvers, batch.released_by])
    return [
        Fact(_("Operation"), batch.operation.title),
        Fact("CUP", batch.operation.cup, is_code=True),
        Fact(_("Paid from"), batch.bank_account, is_code=True),
        Fact(_("Payments"), str(progress.count)),
        Fact(_("Sum"), money(progress.total_cents)),
        *(
            [Fact(_("Fingerprint"), short_hash(batch.lines_hash), is_code=True)]
            if batch.lines_hash
            else []
        ),
        Fact(_("Prepared by"), names.get(batch.prepared_by, "–")),
        Fact(_("Approved by"), _approvals(batch, names)),
        Fact(_("Released by"), names.get(batch.released_by, "–")),
        Fact(_("Sent on"), day(batch.sent_on) if batch.sent_on else "–"),
        Fact(_("The bank"), progress.outcome_shown),
        Fact(_("Executed"), money(progress.executed_cents)),
    ]


def _approvals(batch: Batch, names: dict[str, str]) -> str:
    """Return who has approved, and while others still have to: how many of how many."""
    given = ", ".join(names.get(label, "–") for label in batch.approvers) or "–"
    if batch.state != BatchState.SUBMITTED or (batch.approvals_needed or 1) == 1:
        return given
    return _("%(names)s (%(given)s of %(wanted)s)") % {
        "names": given,
        "given": len(batch.approvers),
        "wanted": batch.approvals_needed,
    }


def _candidates(batch: Batch) -> list[tuple[Payable, str, tuple[str, ...]]]:
    """Return what the batch could take: payable, words, and what keeps it back."""
    found = candidates(for_batch(batch)[:MOST])
    names = subjects.lines(each.payable.part for each in found)
    return [
        (
            each.payable,
            f"{names[each.payable.part].reference} · {names[each.payable.part].pseudonym}"
            f" · {names[each.payable.part].title}",
            each.reasons,
        )
        for each in found
    ]


def _to_enter(lines: list[PaymentLine]) -> list[tuple[PaymentLine, str, str]]:
    """Return each sent line with its words and a key for its outcome."""
    sent = [line for line in lines if line.state == LineState.SENT]
    names = subjects.lines(line.payable.part for line in sent)
    return [
        (
            line,
            f"{names[line.payable.part].reference} · {names[line.payable.part].title}",
            new_key(),
        )
        for line in sent
    ]


def _told(line: PaymentLine, posted: QueryDict) -> outcomes.Outcome | None:
    kind = posted.get(f"kind-{line.pk}", "")
    if kind not in outcomes.Kind.values:
        return None
    text = posted.get(f"value-{line.pk}", "").strip()
    try:
        value_date = parse_day(text) if text else None
    except ValidationError:
        value_date = None
    return outcomes.Outcome(
        line=line,
        kind=outcomes.Kind(kind),
        bank_reference=posted.get(f"reference-{line.pk}", "").strip(),
        value_date=value_date,
        reason=posted.get(f"reason-{line.pk}", "").strip(),
        version=int(posted.get(f"version-{line.pk}", "0") or 0),
        key=posted.get(f"key-{line.pk}") or None,
    )


def _line_facts(line: PaymentLine) -> list[Fact]:
    found = [
        Fact(_("Amount"), money(line.cents)),
        Fact("IBAN", line.iban_mask, is_code=True),
        Fact("End-to-end", line.end_to_end, is_code=True),
        Fact(_("Reference of the bank"), line.bank_reference or "–", is_code=True),
        Fact(_("Value date"), day(line.value_on) if line.value_on else "–"),
    ]
    if line.returned_on:
        found.append(Fact(_("Returned on"), day(line.returned_on)))
    return found
