"""Enters what the bank did with many lines: each in a transaction, with a result, of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lifecycle import engine
from lifecycle.errors import KeyReused, Refused, Stale
from people.models import User
from treasury.models import PaymentLine


class Kind(models.TextChoices):
    """What the bank did, by the command that enters it."""

    EXECUTED = "execute", gettext_lazy("Executed")
    REFUSED = "refuse", gettext_lazy("Refused")
    RETURNED = "return_payment", gettext_lazy("Returned")


@dataclass(frozen=True)
class Outcome:
    """What the bank did with one line; ``key`` keeps a repeated request from happening twice."""

    line: PaymentLine
    kind: Kind
    bank_reference: str = ""
    value_date: date | None = None
    reason: str = ""
    version: int | None = None
    key: str | None = None


@dataclass(frozen=True)
class Result:
    """What became of one outcome: entered, or why not."""

    outcome: Outcome
    sentences: tuple[str, ...] = ()

    @property
    def entered(self) -> bool:
        """Say whether the outcome is in the books now."""
        return not self.sentences


def enter(outcomes: Iterable[Outcome], *, by: User, on: date) -> list[Result]:
    """Enter each outcome; one that is refused leaves the others as they are."""
    return [_enter(outcome, by, on) for outcome in outcomes]


def _enter(outcome: Outcome, by: User, on: date) -> Result:
    missing = _missing(outcome)
    if missing:
        return Result(outcome, missing)
    step = getattr(outcome.line, outcome.kind.value)
    try:
        engine.perform(
            step, by=by, on=on, key=outcome.key, version=outcome.version, **_facts(outcome)
        )
    except Refused as refused:
        return Result(outcome, tuple(obstacle.sentence for obstacle in refused.obstacles))
    except (Stale, KeyReused):
        return Result(outcome, (_("This line has moved on: look at it again."),))
    return Result(outcome)


def _facts(outcome: Outcome) -> dict[str, Any]:
    reason: dict[str, Any] = {"reason": outcome.reason}
    if outcome.kind is Kind.REFUSED:
        return reason
    told: dict[str, Any] = {
        "bank_reference": outcome.bank_reference,
        "value_date": outcome.value_date,
    }
    return told if outcome.kind is Kind.EXECUTED else told | reason


def _missing(outcome: Outcome) -> tuple[str, ...]:
    """Return a sentence for each fact that this kind of outcome needs and does not have."""
    found = []
    if outcome.kind is not Kind.REFUSED:
        if not outcome.bank_reference:
            found.append(_("Write the reference that the bank gave."))
        if outcome.value_date is None:
            found.append(_("Write the value date of the bank."))
    if outcome.kind is not Kind.EXECUTED and not outcome.reason:
        found.append(_("Write the reason that the bank gave."))
    return tuple(found)
