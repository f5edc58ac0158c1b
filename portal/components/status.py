"""States as sign, word and colour together, so that no colour carries a meaning alone."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise

Text = str | Promise


class Tone(StrEnum):
    """The meaning of a state; the sheet gives each its colour, `ICONS` its sign."""

    DONE = "done"
    MISSING = "missing"
    NOW = "now"
    LATER = "later"
    COMING = "coming"
    CLOSED = "closed"
    REFUSED = "refused"
    NOTE = "note"


ICONS = {
    Tone.DONE: "check-circle",
    Tone.MISSING: "error",
    Tone.NOW: "clock",
    Tone.LATER: "clock",
    Tone.COMING: "minus-circle",
    Tone.CLOSED: "locked",
    Tone.REFUSED: "close-circle",
    Tone.NOTE: "info-circle",
}


@dataclass(frozen=True)
class Badge:
    """One state in a few words; another sign than the tone's own may be given."""

    word: Text
    tone: Tone = Tone.NOTE
    icon: str = ""

    @property
    def sign(self) -> str:
        """Return the name of the icon, without its `it-`."""
        return self.icon or ICONS[self.tone]
