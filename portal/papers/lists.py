"""The documents of a case or part as a table, and what may be handed in about it."""

from __future__ import annotations

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from documents import evidence, papers
from documents.models import DocumentRequest
from dote.award_guards import OUTSIDE_ANSWER
from dote.ending_guards import DEATH_CERTIFICATE
from dote.guards import PAPERS_TO_APPLY
from dote.line_guards import PAPERS_TO_START
from dote.models import Dote, Month, ServiceLine
from dote.models.offer import ServiceKind
from dote.month_guards import PROOFS
from lifecycle.cases import Tracked
from microcredit.models import Loan
from microcredit.proofs import PAPERS_OF_ARREARS, PAPERS_TO_LEND
from people.roles import Role
from portal.components import Badge, Cell, Column, EmptyState, Kind, Records, Row, Tone
from portal.grants.kinds import WORDS as GRANT_WORDS
from portal.grants.kinds import grant_kinds
from portal.visitors import Visitor

Kinds = list[tuple[str, str | Promise]]

MONTH_EVIDENCE = "month_evidence"
MONTH_PAPER = gettext_lazy("the register or receipt of the month")
PAPERS_ON_THE_WAY: dict[str, str | Promise] = {
    DEATH_CERTIFICATE: gettext_lazy("the death certificate"),
    OUTSIDE_ANSWER: gettext_lazy("the answer of other funders"),
}
EARLIER_WORDS: dict[str, str | Promise] = {
    "attendance_register": pgettext_lazy("own case", "the attendance register"),
    "rent_receipt": pgettext_lazy("own case", "the rent receipt"),
}
"""Kinds under which months were proved before there was one kind for all of them."""
HANDS_IN = (Role.OPERATOR, Role.PARTICIPANT)


def documents_of(subject: Tracked) -> Records:
    """Return what is kept about a row and what was issued about it, newest first."""
    kept = evidence.about(subject.label).order_by("-id")
    asked = DocumentRequest.objects.as_system().filter(subject=subject.label)
    rows = [
        Row(
            [
                Cell(word_for(row.kind), reverse("evidence", args=[row.pk])),
                row.kept_on,
                Cell(badge=Badge(_("Kept"), Tone.DONE)),
            ]
        )
        for row in kept
    ]
    for request in asked.select_related("document").order_by("-id"):
        rows.append(_issued(request))
    return Records(
        [Column(_("Document"), is_title=True), Column(_("Day"), Kind.DATE), Column(_("State"))],
        rows,
        caption=_("List of documents"),
        empty=EmptyState(_("No document yet.")),
    )


def kinds_for(subject: Tracked, visitor: Visitor) -> Kinds:
    """Return the kinds of document that this visitor may hand in about a row."""
    if not visitor.has(HANDS_IN):
        return []
    if isinstance(subject, Dote):
        return [*PAPERS_TO_APPLY.items(), *PAPERS_ON_THE_WAY.items()]
    if isinstance(subject, ServiceLine):
        return list(PAPERS_TO_START.get(ServiceKind(subject.offer.kind), {}).items())
    if subject._meta.app_label == "startup_grants":
        return grant_kinds(subject)
    if isinstance(subject, Loan):
        return list((PAPERS_TO_LEND | PAPERS_OF_ARREARS).items())
    if isinstance(subject, Month):
        proofs = PROOFS.get(subject.line.offer.payment_rule, {})
        return [(MONTH_EVIDENCE, MONTH_PAPER), *proofs.items()]
    return []


def word_for(kind: str) -> str:
    """Return what a kind of document is called, beginning with a capital."""
    words: dict[str, str | Promise] = dict(PAPERS_TO_APPLY) | PAPERS_ON_THE_WAY | GRANT_WORDS
    for papers_to_start in PAPERS_TO_START.values():
        words |= papers_to_start
    for proofs in PROOFS.values():
        words |= proofs
    words |= PAPERS_TO_LEND | PAPERS_OF_ARREARS
    words[MONTH_EVIDENCE] = MONTH_PAPER
    words |= EARLIER_WORDS
    word = str(words.get(kind) or _("A document"))
    return word[:1].upper() + word[1:]


def _issued(request: DocumentRequest) -> Row:
    title = str(papers.get(request.paper).title)
    document = getattr(request, "document", None)
    if document is None:
        return Row([title, request.requested_on, Cell(badge=Badge(_("Being made"), Tone.LATER))])
    return Row(
        [
            Cell(title, reverse("document", args=[document.pk]), detail=request.protocol),
            request.requested_on,
            Cell(badge=Badge(_("Issued"), Tone.DONE)),
        ]
    )
