"""What a recovery was set off against, and which of it can be undone exactly."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, cast

from accounting.accounts import Book, G
from accounting.catalogue import Dimensions
from accounting.models import Entry, Payable
from lifecycle.registries import open_matters

Debt = Literal[G.RECOVERIES, G.RECOVERY_INTEREST]


@dataclass(frozen=True)
class SetOff:
    """One entry of a set-off (OFF): of which payable, how much, of the sum or of its interest."""

    entry: str
    payable: Payable
    cents: int
    debt: Debt
    dims: Dimensions

    @property
    def can_be_undone(self) -> bool:
        """Say whether the payment is still to be made, and on no way to the bank."""
        waits = self.payable.live and self.payable.paid_on is None
        return waits and not open_matters.about(self.payable.part)


def among(entries: Iterable[Entry]) -> list[SetOff]:
    """Return the set-offs among entries that a recovery has booked."""
    return [_set_off(entry) for entry in entries if entry.posting == "OFF"]


def _set_off(entry: Entry) -> SetOff:
    move = entry.movements.get(book=Book.GENERAL)
    return SetOff(
        entry=entry.pk,
        payable=Payable.objects.get(part=move.part, live=True),
        cents=move.cents,
        debt=cast(Debt, G(move.credit_id)),
        dims=Dimensions(
            position_id=move.position_id,
            root=move.root,
            part=move.part,
            category_id=move.category_id,
        ),
    )
