"""What a step does to the plan and the debt at once: new rows, acts that ease, what is booked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from audit.identifiers import new_id
from lifecycle.effects import Beginning, Fire, Reversal
from microcredit import versions
from microcredit.allocation import Component
from microcredit.ledger import payments_of
from microcredit.receipts import following, replayed_over
from microcredit.replay import CHARGES, Means, Paying
from microcredit.schedule import Row
from microcredit.standing import Standing

if TYPE_CHECKING:
    from accounting.catalogue import Posting
    from microcredit.models import Loan


@dataclass(frozen=True)
class Ease:
    """What an act takes away: of which parts, and how much of them, in cents; None for all."""

    means: Means
    cents: int | None
    parts: tuple[Component, ...] = CHARGES


@dataclass(frozen=True)
class Changed:
    """What a change of plan or debt brings about, to be carried out with the step."""

    reversals: tuple[Reversal, ...]
    postings: tuple[Posting, ...]
    beginnings: tuple[Beginning, ...]
    fire: tuple[Fire, ...]
    standing: Standing
    labels: tuple[str, ...] = field(default=())
    """The labels of the acts, in the order in which they were given."""


def changed(
    loan: Loan,
    *,
    on: date,
    rows: Sequence[Row] | None = None,
    cause: str = "",
    because_of: str = "",
    eases: Sequence[Ease] = (),
    paid: Sequence[Paying] = (),
) -> Changed:
    """Return what follows when a loan gets a new plan, or acts that ease its debt, on a day.

    ``rows`` is None where the plan stays. ``paid`` are receipts that come with the change.
    """
    from microcredit.models import Relief

    plan = loan.plan_rows if rows is None else rows
    acts = [_act(each, on) for each in eases]
    counted = [*payments_of(loan), *paid, *acts]
    found, now = replayed_over(loan, plan, counted, on)
    begun = [
        Beginning(Relief, _fields(loan, ease, act, because_of))
        for ease, act in zip(eases, acts, strict=True)
    ]
    if rows is not None:
        begun.insert(0, versions.of_rows(loan, rows, cause=cause, because_of=because_of))
    return Changed(
        found.reversals,
        found.postings,
        tuple(begun),
        following(loan, now),
        now,
        tuple(act.label for act in acts),
    )


def _act(ease: Ease, on: date) -> Paying:
    new = new_id()
    label = f"microcredit.relief:{new}"
    return Paying(on, new, ease.cents, label, ease.means, ease.parts or None)


def _fields(loan: Loan, ease: Ease, act: Paying, because_of: str) -> dict[str, object]:
    return {
        "id": act.reference,
        "loan": loan,
        "means": str(ease.means),
        "cents": ease.cents,
        "parts": " ".join(ease.parts),
        "value_on": act.value_on,
        "because_of": because_of,
    }
