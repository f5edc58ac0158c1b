"""What measures tell the packages that do not know them about their cases and parts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from audit.labels import split


@dataclass(frozen=True)
class SubjectLine:
    """A case or a part of one, as a statement names it: never by a person's name."""

    label: str
    reference: str
    """The case's reference, such as DOT-2026-000417."""
    pseudonym: str = ""
    """The participant's pseudonym, such as P-7F3K2Q; empty where nobody takes part."""
    title: str = ""
    """The service, such as “Rent contribution”; the measure's own words, not translated."""
    granted_on: date | None = None
    granted_cents: int | None = None


@dataclass(frozen=True)
class Stage:
    """Something that happened to a case, with the event of the trail that tells it."""

    kind: str
    """What stands behind it: application, award, line, month…"""
    title: str | Promise
    label: str
    reference: str
    on: date | None
    stream: str
    seq: int
    hash: str
    cents: int | None = None
    evidence: tuple[str, ...] = ()


Lines = Callable[[Collection[str]], Iterable[SubjectLine]]
Story = Callable[[str], "list[Stage]"]


class Subjects:
    """Who can name the cases and parts of a model, and tell how they came about."""

    def __init__(self) -> None:
        self._lines: dict[str, Lines] = {}
        self._stories: dict[str, Story] = {}

    def register(self, model: str, *, lines: Lines, story: Story) -> None:
        """Let a measure speak for its model, such as ``measure.part``.

        ``lines`` gets labels and returns a line for each that it knows, in a fixed number of
        queries; ``story`` gets one label and returns its stages, the latest first.
        """
        self._lines[model] = lines
        self._stories[model] = story

    def lines(self, labels: Iterable[str]) -> Mapping[str, SubjectLine]:
        """Return a line for each label; one that nobody speaks for is named by its label."""
        wanted = sorted(set(labels))
        by_model: defaultdict[str, list[str]] = defaultdict(list)
        for label in wanted:
            by_model[split(label)[0]].append(label)
        found = {label: SubjectLine(label=label, reference=label) for label in wanted}
        for model, named in by_model.items():
            if model in self._lines:
                found |= {line.label: line for line in self._lines[model](named)}
        return found

    def story(self, label: str) -> list[Stage]:
        """Return how the case or part came about, the latest first; nothing if nobody knows."""
        teller = self._stories.get(split(label)[0])
        return teller(label) if teller else []


subjects = Subjects()
