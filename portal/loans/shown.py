"""How a loan is shown to everybody, its borrower included: state, milestones, instalments."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from microcredit.allocation import Allocation, Component, Share
from microcredit.models import Loan, Receipt
from microcredit.standing import Instalment, InstalmentState, Standing
from microcredit.states import LoanState
from portal.components import Badge, Instalments, Mark, Milestone, Stepper, Tone
from portal.templatetags.percorsi import day, money

TONES = {
    LoanState.CURRENT: Tone.DONE,
    LoanState.REPAID: Tone.DONE,
    LoanState.CLOSED: Tone.DONE,
    LoanState.LATE: Tone.MISSING,
    LoanState.CANCELLED: Tone.REFUSED,
    LoanState.WITHDRAWN: Tone.REFUSED,
    LoanState.LAPSED: Tone.REFUSED,
    LoanState.WAIVED: Tone.REFUSED,
    LoanState.REJECTED: Tone.REFUSED,
    LoanState.DEFAULT: Tone.MISSING,
    LoanState.RECOVERY: Tone.MISSING,
    LoanState.REVOKED: Tone.REFUSED,
    LoanState.WRITTEN_OFF: Tone.CLOSED,
    LoanState.SETTLED: Tone.DONE,
}
INSTALMENT_TONES = {
    InstalmentState.SCHEDULED: Tone.LATER,
    InstalmentState.DUE: Tone.NOW,
    InstalmentState.PARTIALLY_PAID: Tone.NOW,
    InstalmentState.PAID: Tone.DONE,
    InstalmentState.REPLACED: Tone.CLOSED,
    InstalmentState.WRITTEN_OFF: Tone.CLOSED,
    InstalmentState.OVERDUE: Tone.MISSING,
}


def state_badge(loan: Loan) -> Badge:
    """Return the state of a loan as sign, word and colour."""
    return Badge(loan.get_state_display(), TONES.get(LoanState(loan.state), Tone.NOW))


def stepper(loan: Loan) -> Stepper:
    """Return the milestones of a loan with their days; where it stands is marked."""
    stations = [
        (_("Application"), loan.submitted_on),
        (_("Taken in charge"), loan.taken_on),
        (_("Assessment"), loan.assessed_on),
        (_("Committee"), loan.committee_on),
        (pgettext("a loan", "Approved"), loan.approved_on),
        (_("Contract"), loan.contracted_on),
        (_("Paid out"), loan.drawn_on),
        (pgettext("a loan", "Repaid"), loan.repaid_on),
    ]
    done = len([when for _label, when in stations if when is not None])
    return Stepper(
        [
            Milestone(label, day(when), _mark(place, done, when))
            for place, (label, when) in enumerate(stations)
        ]
    )


def blocks(standing: Standing) -> Instalments | None:
    """Return one block for each instalment; none before there is a plan."""
    found = [each for each in standing.instalments if each.row.due]
    if not found:
        return None
    paid = sum(each.state is InstalmentState.PAID for each in found)
    partly = next((n for n, each in enumerate(found, 1) if each.paid and each.owed), 0)
    following = next((n for n, each in enumerate(found, 1) if each.owed), 0)
    sentence = ngettext(
        "%(paid)s of %(all)s instalment paid", "%(paid)s of %(all)s instalments paid", len(found)
    ) % {"paid": paid, "all": len(found)}
    return Instalments(len(found), paid, sentence, partly, following)


def instalment_badge(each: Instalment) -> Badge:
    """Return the state of an instalment as sign and word."""
    return Badge(each.state.label, INSTALMENT_TONES[each.state])


def paid_in_words(row: Receipt, standing: Standing) -> str:
    """Return "No. 1: 125,00 €; No. 2: 30,00 €" for what a receipt paid."""
    found = standing.replayed.allocations.get(row.label)
    return in_words(found) if found is not None else "–"


def in_words(found: Allocation) -> str:
    """Return "No. 1: 125,00 €; No. 2: 30,00 €" for what a payment pays."""
    words = [_share(share) for share in found.shares]
    if found.left:
        words.append(_("too much: %(amount)s") % {"amount": money(found.left)})
    return "; ".join(words)


def _share(share: Share) -> str:
    told = {"number": share.nr, "amount": money(share.total)}
    if set(share.cents) == {Component.INTEREST}:
        return _("No. %(number)s, interest: %(amount)s") % told
    return _("No. %(number)s: %(amount)s") % told


def _mark(place: int, done: int, when: date | None) -> Mark:
    if when is not None:
        return Mark.DONE
    return Mark.NOW if place == done else Mark.AHEAD
