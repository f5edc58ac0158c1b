"""What a transition may cause, said and not done: the engine carries it out with the step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from accounting import journal
from accounting.catalogue import Posting
from accounting.models import Entry
from accounting.payables import PayableDraft


@dataclass(frozen=True)
class Word:
    """A notice to a participant, in their language: a template's name and its codes and numbers."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Fire:
    """A step of another object that follows from this one, by label and command."""

    subject: str
    command: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Announcement:
    """Something that happened to ``about`` and that its own package may answer with a step.

    Who answers is registered in ``lifecycle.consequences``.
    """

    event: str
    about: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Beginning:
    """A new part of the case, with its fields and the facts of its opening."""

    model: type[Any]
    fields: Mapping[str, Any]
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Reversal:
    """An entry of the journal that a step takes back, by id, and the code of the reason."""

    entry: str
    reason: str


@dataclass(frozen=True)
class Effects:
    """All that follows from one step. ``recorded`` adds codes and numbers to the event's facts."""

    reversals: tuple[Reversal, ...] = ()
    """Entries that are booked back, before the postings of the step."""
    postings: tuple[Posting, ...] = ()
    payables: tuple[PayableDraft, ...] = ()
    dropped_payables: tuple[str, ...] = ()
    """Parts (labels) whose live payable is cancelled."""
    paid_payables: tuple[str, ...] = ()
    """Payables (ids) that the bank has paid; their date is the value date of the act."""
    unpaid_payables: tuple[str, ...] = ()
    """Payables (ids) whose payment the bank has returned."""
    acts: tuple[Callable[[], object], ...] = ()
    """Acts of the packages below, such as a person's bank account coming into effect."""
    papers: tuple[str, ...] = ()
    """Names of registered papers; their facts are frozen now, rendered later."""
    words: tuple[Word, ...] = ()
    fire: tuple[Fire, ...] = ()
    announcements: tuple[Announcement, ...] = ()
    beginnings: tuple[Beginning, ...] = ()
    recorded: Mapping[str, Any] = field(default_factory=dict)

    @property
    def booked(self) -> tuple[Posting, ...]:
        """Return all that goes into the books: what is undone, then what is posted."""
        back = (journal.reversal_of(Entry.objects.get(pk=each.entry)) for each in self.reversals)
        return (*back, *self.postings)
