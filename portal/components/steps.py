"""How far a case has come, what happened, and what can be done next."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from portal.components.facts import Link
from portal.components.status import Text

RECENT = 12


class Mark(StrEnum):
    """Whether a milestone is behind, is where the case stands, or lies ahead."""

    DONE = "done"
    NOW = "now"
    AHEAD = "ahead"


@dataclass(frozen=True)
class Milestone:
    """A step of the stepper with its date or its term."""

    label: Text
    when: Text = "–"
    mark: Mark = Mark.AHEAD


@dataclass(frozen=True)
class Stepper:
    """The milestones of a case in order; a vertical list on a telephone."""

    milestones: Sequence[Milestone]


@dataclass(frozen=True)
class Happening:
    """An event of the trail as people read it."""

    when: Text
    who: Text
    role: Text
    what: Text
    reference: str = ""
    details: Sequence[Text] = ()
    """Who else, why, and how, in a few words each."""
    papers: Sequence[Link] = ()


@dataclass(frozen=True)
class Timeline:
    """What happened, newest first; what is older than the first few is folded."""

    happenings: Sequence[Happening]
    caption: Text = ""

    @property
    def recent(self) -> Sequence[Happening]:
        """Return what is shown at once."""
        return self.happenings[:RECENT]

    @property
    def earlier(self) -> Sequence[Happening]:
        """Return what is shown when somebody unfolds it."""
        return self.happenings[RECENT:]


@dataclass(frozen=True)
class OpenStep:
    """A step that can be taken: the button, then one line for each effect."""

    label: Text
    href: str
    effects: Sequence[Text] = ()
    is_main: bool = False
    icon: str = "arrow-right-circle"


@dataclass(frozen=True)
class ClosedStep:
    """A step that cannot be taken yet: why in a sentence, and who can open it."""

    label: Text
    why: Sequence[Text]
    who: Text = ""
