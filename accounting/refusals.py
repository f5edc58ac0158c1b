"""Turns what the database refuses about the books into sentences that help."""

from collections import Counter
from collections.abc import Sequence

from django.db import DatabaseError, IntegrityError
from django.utils.translation import gettext as _

from accounting.accounts import F
from accounting.catalogue.shapes import Posting
from accounting.models import Position
from audit.triggers import refused_by
from programme.money import format_amount

CEILING = "accounting_position_ceiling"
PART_BALANCE = "accounting_partbalance_"
PERIOD = "accounting_entry_period_closed"


class Overdrawn(IntegrityError):
    """More was to be taken from the budget than is there; `wanted` is cents by position."""

    def __init__(self, wanted: dict[str, int], refusal: IntegrityError) -> None:
        """Keep what was asked, and the database's own words."""
        super().__init__(*refusal.args)
        self.wanted = wanted

    @classmethod
    def from_refusal(
        cls, refusal: IntegrityError, postings: Sequence[Posting]
    ) -> "Overdrawn | None":
        """Return the refusal with what the postings asked of each position, if it is a ceiling."""
        return cls(_asked(postings), refusal) if CEILING in str(refusal) else None


class AlreadyReversed(IntegrityError):
    """The entry was reversed before."""


def sentence(refusal: BaseException) -> str | None:
    """Return why the books refused, what is left and who can help; none if it was not the books.

    To be asked after the transaction was rolled back, since it looks up what is left.
    """
    if isinstance(refusal, Overdrawn):
        return _ceiling(refusal)
    if isinstance(refusal, AlreadyReversed):
        return _("This entry was reversed before. Nothing was booked.")
    name = refused_by(refusal) or ""
    text = str(refusal)
    if CEILING in text:
        return _("The budget line does not hold this much. Ask the programme manager.")
    if PART_BALANCE in text:
        return _(
            "The case has less money in this stage than the step would take out of it. Nothing was"
            " booked. Reload the page; if it comes again, ask finance to check the books."
        )
    if name == PERIOD:
        return _("The accounting period of this day is closed. Book on the first open day.")
    return None


def _asked(postings: Sequence[Posting]) -> dict[str, int]:
    """Return by position the cents that the postings take from F1, net of what they bring."""
    asked: Counter[str] = Counter()
    for posting in postings:
        for move in posting.moves:
            if move.credit == F.AVAILABLE:
                asked[move.dims.position_id] += move.cents
            elif move.debit == F.AVAILABLE:
                asked[move.dims.position_id] -= move.cents
    return {position: cents for position, cents in asked.items() if cents > 0}


def _ceiling(refusal: Overdrawn) -> str:
    generic = _("The budget line does not hold this much. Ask the programme manager.")
    try:
        positions = list(
            Position.objects.select_related("partner", "line", "fund")
            .filter(pk__in=refusal.wanted)
            .order_by("pk")
        )
    except DatabaseError:
        return generic
    short = [held for held in positions if held.available_cents < refusal.wanted[held.pk]]
    for position in short or positions:
        return _(
            "This needs %(wanted)s from “%(line)s” of %(partner)s (fund %(fund)s), and %(left)s is"
            " left there. The programme manager can transfer money from another budget line."
        ) % {
            "wanted": format_amount(refusal.wanted[position.pk]),
            "left": format_amount(position.available_cents),
            "line": position.line,
            "partner": position.partner,
            "fund": position.fund,
        }
    return generic
