"""The journal, the trial balance of a day and the ledger of one case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import islice

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounting import balances
from accounting.accounts import Book, book_of
from accounting.balances import LedgerLine, TrialRow
from accounting.models import Account, Entry, Movement
from audit.labels import split
from expenditure.models.rules import READERS
from lifecycle.subjects import SubjectLine, subjects
from people.roles import CASE_READERS, Role
from portal import case_pages, paging
from portal.access import RolesMixin
from portal.audit_pages import books, words
from portal.components import Cell, Column, Crumb, EmptyState, Kind, Records, Row
from portal.fields import parse_day
from portal.reporting.downloads import Offer
from portal.subjects import subject_or_404

ORDERS = [paging.Order("recenti", gettext_lazy("Newest first"), ("booked_on", "id"))]
MOST = 500
LEDGER_READERS = tuple(dict.fromkeys((*CASE_READERS, *READERS)))


class Journal(RolesMixin):
    """The entries of the journal with their movements, newest first."""

    roles = (Role.FINANCE, Role.AUDITOR)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show one page; a constant number of queries."""
        chosen, wrong = read_filters(request)
        rows = books.entries(self.visitor.user, chosen, on=self.visitor.on)
        page = paging.page_of(
            rows.prefetch_related("movements__position__line", "movements__position__fund"),
            orders=ORDERS,
            query=request.GET,
        )
        context = {
            "page": page,
            "number": paging.counted(rows),
            "entries": journal_table(page.rows),
            "chosen": {
                name: request.GET.get(name, "") for name in ("da", "a", "posting", "pratica")
            },
            "wrong": wrong,
            "postings": sorted(words.POSTINGS.items()),
            "offer": Offer("journal", {name: str(value) for name, value in chosen.items()}),
            "whole": books.reaches_all(self.visitor.user, on=self.visitor.on),
        }
        return render(request, "portal/audit/journal.html", context)


class TrialBalance(RolesMixin):
    """The turnover and balance of every account as of a day, on both books."""

    roles = (Role.FINANCE, Role.AUDITOR)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the balance; 403 with a sentence for a mandate that is not for all partners."""
        if not books.reaches_all(self.visitor.user, on=self.visitor.on):
            raise PermissionDenied(
                _("The trial balance is of all partners: it needs a mandate for all of them.")
            )
        text = request.GET.get("al", "")
        as_of, wrong = _read_day(text)
        rows = balances.trial_balance(as_of=as_of)
        context = {
            "al": text,
            "wrong": wrong,
            "books": [
                (_("Funnel"), trial_table(rows, Book.FUNNEL)),
                (_("General book"), trial_table(rows, Book.GENERAL)),
            ],
            "crumbs": [Crumb(_("Journal"), reverse("journal")), Crumb(_("Trial balance"))],
            "offer": Offer("trial_balance", {"as_of": as_of.isoformat() if as_of else ""}),
        }
        return render(request, "portal/audit/trial_balance.html", context)


class SubLedger(RolesMixin):
    """The movements of one case by booking day, with its running balances."""

    roles = LEDGER_READERS

    def get(self, request: HttpRequest, label: str) -> HttpResponse:
        """Show the ledger of a case that the visitor may see."""
        try:
            model, pk = split(label)
        except ValueError as wrong:
            raise Http404 from wrong
        case = subject_or_404(self.visitor, model, pk)
        lines = list(islice(balances.sub_ledger(case.label), MOST))
        parts = subjects.lines(line.movement.part for line in lines)
        back = case_pages.address_of(case)
        context = {
            "case": case,
            "crumbs": [Crumb(str(case), back), Crumb(_("Ledger"))],
            "ledger": ledger_table(lines, parts),
            "most": MOST if len(lines) == MOST else 0,
        }
        return render(request, "portal/audit/ledger.html", context)


def read_filters(request: HttpRequest) -> tuple[dict[str, str | date], list[str]]:
    """Return the filters of the journal's address, and what is wrong with them."""
    found: dict[str, str | date] = {}
    wrong = []
    for name, key in (("da", "since"), ("a", "until")):
        day, why = _read_day(request.GET.get(name, ""))
        wrong += [why] if why else []
        found |= {key: day} if day else {}
    for name, key in (("posting", "posting"), ("pratica", "case"), ("scrittura", "entry")):
        if request.GET.get(name):
            found[key] = request.GET[name]
    return found, wrong


def journal_table(entries: Sequence[Entry]) -> Records:
    """Return entries with a row for each movement; what the entry says stands on its first."""
    names = subjects.lines(entry.part for entry in entries)
    rows = [row for entry in entries for row in _entry_rows(entry, names[entry.part])]
    return Records(
        [
            Column(_("Booked"), Kind.DATE),
            Column(_("Posting"), is_title=True),
            Column(_("Case")),
            Column(_("Debit")),
            Column(_("Credit")),
            Column(_("Line and fund")),
            Column(_("Amount €"), Kind.MONEY),
        ],
        rows,
        caption=_("Journal"),
        empty=EmptyState(_("No entry with these filters.")),
    )


def trial_table(rows: Sequence[TrialRow], book: Book) -> Records:
    """Return the accounts of one book that moved, with the totals that must agree."""
    titles = {account.code: account.title for account in Account.objects.filter(book=book.value)}
    moved = [row for row in rows if book_of(row.account) == book and (row.debit or row.credit)]
    shown = [
        Row([f"{row.account} {titles[row.account]}", row.debit, row.credit, row.balance])
        for row in moved
    ]
    sums = [sum(row.debit for row in moved), sum(row.credit for row in moved)]
    shown.append(Row([_("Total"), *sums, sums[0] - sums[1]], is_total=True))
    return Records(
        [
            Column(_("Account"), is_title=True),
            Column(_("Debit €"), Kind.MONEY),
            Column(_("Credit €"), Kind.MONEY),
            Column(_("Balance €"), Kind.MONEY),
        ],
        shown,
        caption=_("Trial balance, book %(book)s") % {"book": book.value},
    )


def ledger_table(lines: Sequence[LedgerLine], parts: Mapping[str, SubjectLine]) -> Records:
    """Return the ledger of a case: each movement with both balances after it."""
    return Records(
        [
            Column(_("Booked"), Kind.DATE),
            Column(_("Posting"), is_title=True),
            Column(_("What for")),
            Column(_("Debit")),
            Column(_("Credit")),
            Column(_("Amount €"), Kind.MONEY),
            Column(_("Debit after €"), Kind.MONEY),
            Column(_("Credit after €"), Kind.MONEY),
        ],
        [_ledger_row(line, parts) for line in lines],
        caption=_("Ledger of the case"),
        empty=EmptyState(_("No money has moved in this case yet.")),
    )


def _entry_rows(entry: Entry, line: SubjectLine) -> list[Row]:
    said = f"{entry.posting} · {words.posting_word(entry.posting)}"
    ledger = reverse("sub_ledger", args=[entry.root]) if _has_ledger(entry.root) else ""
    firsts: list[Cell | date | str] = [
        entry.booked_on,
        Cell(said, detail=entry.reason),
        Cell(line.reference if line.reference != entry.part else "–", ledger),
    ]
    moves = sorted(entry.movements.all(), key=lambda move: move.number)
    return [
        Row([*(firsts if number == 0 else ["", Cell(""), ""]), *_move_cells(move)])
        for number, move in enumerate(moves)
    ]


def _move_cells(move: Movement) -> list[str | int]:
    place = f"{move.position.line.code} · {move.position.fund.code}"
    return [move.debit_id, move.credit_id, place, move.cents]


def _ledger_row(line: LedgerLine, parts: Mapping[str, SubjectLine]) -> Row:
    move = line.movement
    said = f"{move.entry.posting} · {words.posting_word(move.entry.posting)}"
    return Row(
        [
            move.entry.booked_on,
            said,
            parts[move.part].title or "–",
            move.debit_id,
            move.credit_id,
            move.cents,
            line.debit_balance,
            line.credit_balance,
        ]
    )


def _has_ledger(root: str) -> bool:
    return not root.startswith("accounting.")


def _read_day(text: str) -> tuple[date | None, str]:
    try:
        return (parse_day(text), "") if text else (None, "")
    except ValidationError as wrong:
        return None, " ".join(wrong.messages)
