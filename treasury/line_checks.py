"""What keeps payments from going on: asked when a line is made, at approval and at release."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from accounting.models import Payable
from audit.labels import label, split
from lifecycle.procedures.hold import questions as holds
from programme.money import format_amount
from treasury.destinations import Found, NoDestination, destinations_of
from treasury.states import LIVE_LINES, OPEN_CHANGES, LineState

if TYPE_CHECKING:
    from treasury.models import IbanChange, PaymentLine


def about_payables(payables: Sequence[Payable]) -> dict[str, list[str]]:
    """Return, by payable id, why it cannot be put into a batch now; empty lists where it can."""
    payees = {payable.payee for payable in payables}
    now, changes = destinations_of(payees), changes_of(payees)
    stopped = holds.payments_stopped({payable.root for payable in payables})
    return {
        payable.id: [
            *_owed(payable),
            *stopped[payable.root],
            *_under_way(changes.get(payable.payee)),
            *_reachable(now[payable.payee]),
        ]
        for payable in payables
    }


def about_lines(lines: Sequence[PaymentLine]) -> Iterator[str]:
    """Yield why lines of a batch cannot be paid as they stand; nothing when all of them can."""
    payees = {line.payee for line in lines}
    now, changes = destinations_of(payees), changes_of(payees)
    stopped = holds.payments_stopped({line.payable.root for line in lines})
    for line in lines:
        for sentence in stopped[line.payable.root]:
            yield _("%(payee)s: %(why)s") % {"payee": line.payee_shown, "why": sentence}
        if line.state == LineState.HELD:
            yield _held(line)
        else:
            yield from _owed(line.payable)
            yield from _same_sum(line)
            yield from _under_way(changes.get(line.payee))
            yield from _same_account(line, now[line.payee])


def taken(payable: Payable) -> Iterator[str]:
    """Yield in which batch the payable already is."""
    from treasury.models import PaymentLine

    lines = PaymentLine.objects.as_system().filter(payable=payable, state__in=LIVE_LINES)
    for line in lines.select_related("batch"):
        yield _("This sum is already in batch %(reference)s.") % {"reference": line.batch.reference}


def changes_of(payees: Iterable[str]) -> dict[str, IbanChange]:
    """Return the change of account that is under way, by payee."""
    from treasury.models import IbanChange

    ids = [split(payee)[1] for payee in payees]
    changes = IbanChange.objects.as_system().filter(participant__in=ids, state__in=OPEN_CHANGES)
    return {label(change.participant): change for change in changes.select_related("participant")}


def _owed(payable: Payable) -> Iterator[str]:
    if not payable.live:
        yield _("A clearance was taken back: the payment of %(amount)s is no longer due.") % {
            "amount": format_amount(payable.net_cents)
        }
    elif payable.paid_on is not None and not payable.returned:
        yield _("This was paid on %(day)s.") % {"day": f"{payable.paid_on:%d/%m/%Y}"}
    elif payable.due_cents <= 0:
        yield _("Nothing is left to pay: all of it was set off.")


def _held(line: PaymentLine) -> str:
    return _("%(payee)s: the payment of %(amount)s is held. Put it back or exclude it.") % {
        "payee": line.payee_shown,
        "amount": format_amount(line.cents),
    }


def _same_sum(line: PaymentLine) -> Iterator[str]:
    if line.payable.due_cents != line.cents:
        yield _("%(payee)s: %(due)s is due now, and the line says %(amount)s.") % {
            "payee": line.payee_shown,
            "due": format_amount(line.payable.due_cents),
            "amount": format_amount(line.cents),
        }


def _under_way(change: IbanChange | None) -> Iterator[str]:
    if change is not None:
        yield _("%(payee)s: a change of account is under way (%(reference)s).") % {
            "payee": change.participant,
            "reference": change.reference,
        }


def _reachable(now: Found) -> Iterator[str]:
    if isinstance(now, NoDestination):
        yield str(now)


def _same_account(line: PaymentLine, now: Found) -> Iterator[str]:
    if isinstance(now, NoDestination):
        yield str(now)
        return
    same = (now.account, now.provider) == (line.account, line.provider)
    if not same or now.commitment != line.iban_commitment:
        yield _("%(payee)s: the account is another one since the line was made.") % {
            "payee": line.payee_shown
        }
