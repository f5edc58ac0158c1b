"""The desk of the committee: what waits for votes, whether enough have voted, who stays out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from audit.labels import label
from lifecycle.models import Proposal
from microcredit.facts import VoteFacts
from microcredit.models import Loan, Vote
from microcredit.states import LoanState
from people.roles import Role
from portal import paging
from portal.access import RolesMixin
from portal.components import Badge, Cell, Column, EmptyState, Kind, Records, Row, Tone
from programme.terms import term

Choice = VoteFacts.Choice
ORDERS = [
    paging.Order("vecchie", gettext_lazy("Oldest first"), ("committee_on", "id"), descending=False)
]


class CommitteeDesk(RolesMixin):
    """The loans before the committee, oldest first."""

    roles = (Role.COMMITTEE, Role.APPROVER, Role.GRANT_OFFICER)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show one page of the queue; a constant number of queries."""
        seen = Loan.objects.visible_to(self.visitor.user, on=self.visitor.on)
        rows = seen.filter(state=LoanState.COMMITTEE, committee_on__isnull=False)
        related = rows.select_related("call", "participant", "partner")
        page = paging.page_of(related, orders=ORDERS, query=request.GET)
        me = label(self.visitor.user) if self.visitor.has([Role.COMMITTEE]) else ""
        context = {"page": page, "loans": queue(page.rows, me=me)}
        return render(request, "portal/loans/committee.html", context)


def queue(rows: Sequence[Loan], *, me: str) -> Records:
    """Return the queue: sums, votes so far, what the quorum still wants, one's own vote."""
    votes = _votes(rows)
    quorums = {loan.call_id: term(loan.call, "committee_quorum").value for loan in rows}
    decided = _decided(rows)
    return Records(
        [
            Column(_("Loan"), is_title=True),
            Column(_("Person"), Kind.CODE),
            Column(_("Partner")),
            Column(_("Before the committee since"), Kind.DATE),
            Column(_("Proposed €"), Kind.MONEY),
            Column(_("Votes")),
            Column(_("Quorum")),
            Column(_("Your vote")),
        ],
        [
            Row(
                [
                    Cell(loan.reference, reverse("loan", args=[loan.pk])),
                    loan.participant.pseudonym,
                    loan.partner.name,
                    loan.committee_on,
                    loan.proposed_cents,
                    _in_words(votes[loan.pk]),
                    Cell(badge=_quorum(votes[loan.pk], quorums[loan.call_id], loan.pk in decided)),
                    _own(loan, votes[loan.pk], me),
                ]
            )
            for loan in rows
        ],
        caption=_("Loans before the committee, oldest first"),
        empty=EmptyState(_("Nothing waits for the committee.")),
    )


def _votes(rows: Sequence[Loan]) -> dict[str, dict[str, str]]:
    """Return who voted how on each loan, in its present round; one query."""
    cast = Vote.objects.as_system().filter(loan__in=rows, round=F("loan__round"))
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for loan, member, choice in cast.order_by().values_list("loan", "member", "choice"):
        found[loan][member] = choice
    return found


def _decided(rows: Sequence[Loan]) -> set[str]:
    """Return the loans whose decision already waits for the manager; one query."""
    subjects = {loan.label: loan.pk for loan in rows}
    waiting = Proposal.objects.filter(subject__in=subjects, command="approve", state="open")
    return {subjects[subject] for subject in waiting.values_list("subject", flat=True)}


def _in_words(cast: dict[str, str]) -> str:
    given = list(cast.values())
    return _("%(favour)s in favour, %(against)s against, %(out)s out for a conflict") % {
        "favour": given.count(Choice.FAVOUR),
        "against": given.count(Choice.AGAINST),
        "out": given.count(Choice.CONFLICT),
    }


def _quorum(cast: dict[str, str], wanted: int, decided: bool) -> Badge:
    """Say whether enough have voted; whoever has a conflict does not count."""
    if decided:
        return Badge(_("Decided, with the manager"), Tone.DONE)
    missing = wanted - sum(choice != Choice.CONFLICT for choice in cast.values())
    if missing <= 0:
        return Badge(_("Reached: to be decided"), Tone.NOW)
    words = ngettext("%(number)s vote is missing", "%(number)s votes are missing", missing)
    return Badge(words % {"number": missing}, Tone.MISSING)


def _own(loan: Loan, cast: dict[str, str], me: str) -> Cell:
    if not me:
        return Cell("–")
    if me in cast:
        return Cell(str(Choice(cast[me]).label))
    return Cell(_("Vote"), reverse("vote_on_loan", args=[loan.pk]))
