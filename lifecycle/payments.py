"""What treasury tells of payments to the packages that may not import it: the bank's own words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

TRANSFER = "credit_transfer"


@dataclass(frozen=True)
class PaymentProof:
    """That the bank has executed the payment of a payable (quietanza): when, under which name."""

    payable: str
    """The payable's identifier."""
    label: str
    """The payment line's label."""
    batch: str
    """The batch's reference."""
    bank_reference: str
    paid_on: date
    value_on: date
    cents: int
    method: str = TRANSFER
    stream: str = ""
    seq: int = 0


Teller = Callable[[Collection[str]], Iterable[PaymentProof]]


class Proofs:
    """Who can prove payments."""

    def __init__(self) -> None:
        self._tellers: dict[str, Teller] = {}

    def register(self, name: str, teller: Teller) -> None:
        """Let ``teller`` prove payments: it gets payables' identifiers and returns a proof of each
        that is paid now (returned ones aside), in a fixed number of queries.
        """
        self._tellers[name] = teller

    def of(self, payables: Iterable[str]) -> Mapping[str, PaymentProof]:
        """Return the proof of each payable that the bank has paid."""
        wanted = sorted(set(payables))
        return {
            proof.payable: proof
            for name in sorted(self._tellers)
            for proof in self._tellers[name](wanted)
        }


proofs = Proofs()
