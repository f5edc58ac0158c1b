"""Single facts and the small pieces of text around them."""

from dataclasses import dataclass

from portal.components.status import ICONS, Badge, Text, Tone


@dataclass(frozen=True)
class Fact:
    """A label and its value; `mark` numbers it like the place in the document beside it."""

    label: Text
    value: Text = ""
    badge: Badge | None = None
    href: str = ""
    is_code: bool = False
    mark: int = 0


@dataclass(frozen=True)
class Link:
    """A word that leads somewhere, with what may stand beside it; no address: a plain word."""

    label: Text
    href: str = ""
    detail: Text = ""


@dataclass(frozen=True)
class Tab:
    """A part of a list under one word, with how many rows it has."""

    label: Text
    href: str
    number: str
    """As text: from a thousand on, nobody counts further."""
    is_current: bool = False


@dataclass(frozen=True)
class Crumb:
    """A place above this page; the last one, without address, is the page itself."""

    label: Text
    href: str = ""


@dataclass(frozen=True)
class Pager:
    """Where one stands in a list, with the neighbours' addresses ("" at an end)."""

    position: Text = ""
    previous: str = ""
    following: str = ""


@dataclass(frozen=True)
class Callout:
    """A sentence that must not be overlooked."""

    text: Text
    title: Text = ""
    tone: Tone = Tone.NOTE

    @property
    def sign(self) -> str:
        """Return the name of the icon, without its `it-`."""
        return ICONS[self.tone]


@dataclass(frozen=True)
class EmptyState:
    """What to say where a list has nothing yet: one sentence and one action."""

    sentence: Text
    action: Text = ""
    href: str = ""


@dataclass(frozen=True)
class Task:
    """The one thing a participant has to do: what, until when, what follows, and the button.

    Without a button there is nothing to do, and `title` says so.
    """

    sentence: Text
    action: Text = ""
    href: str = ""
    icon: str = "arrow-right-circle"
    otherwise: Text = ""
    title: Text = ""
