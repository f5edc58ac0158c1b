"""What a full count has reached, kept slice by slice, so that it goes on where it was stopped.

Each count writes ``var/promises/<name>-<vendor>.json`` after every slice; docs/promises.md cites
these figures by hand.
"""

from __future__ import annotations

import json
import subprocess
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "var" / "promises"


@dataclass(frozen=True)
class Slice:
    """One part of a count: what was counted, what was wrong, when, and at which commit."""

    counts: dict[str, int]
    wrong: list[str]
    seconds: int
    on: str
    commit: str


@dataclass
class Figures:
    """The slices of one count on one database."""

    name: str
    vendor: str
    slices: dict[str, Slice] = field(default_factory=dict)
    began: float = field(default_factory=time.perf_counter)

    @classmethod
    def opened(cls, name: str, vendor: str, *, fresh: bool = False) -> Figures:
        """Return what was reached before; nothing when ``fresh``."""
        figures = cls(name, vendor)
        if figures.path.exists() and not fresh:
            kept = json.loads(figures.path.read_text(encoding="utf-8"))
            figures.slices = {key: Slice(**told) for key, told in kept["slices"].items()}
        return figures

    @property
    def path(self) -> Path:
        """Return the file that keeps the figures."""
        return FOLDER / f"{self.name}-{self.vendor.lower()}.json"

    def has(self, key: str) -> bool:
        """Say whether a slice was counted before."""
        return key in self.slices

    def keep(self, key: str, counts: Mapping[str, int], wrong: Sequence[str] = ()) -> None:
        """Write a slice down, and say where the count stands."""
        seconds = int(time.perf_counter() - self.began)
        self.began = time.perf_counter()
        day = time.strftime("%Y-%m-%d %H:%M")
        self.slices[key] = Slice(dict(counts), list(wrong), seconds, day, commit())
        FOLDER.mkdir(parents=True, exist_ok=True)
        told = {"total": self.total(), "slices": {k: asdict(s) for k, s in self.slices.items()}}
        part = self.path.with_suffix(".part")
        part.write_text(json.dumps(told, indent=1, ensure_ascii=False), encoding="utf-8")
        part.replace(self.path)
        print(f"{key}: {self}", flush=True)

    def total(self) -> Counter[str]:
        """Return the sums of all slices, with the number of wrong things among them."""
        found: Counter[str] = Counter()
        for kept in self.slices.values():
            found.update(kept.counts)
        found["wrong"] = len(self.wrong())
        return found

    def wrong(self) -> list[str]:
        """Return every sentence about something wrong."""
        return [sentence for kept in self.slices.values() for sentence in kept.wrong]

    def __str__(self) -> str:
        return ", ".join(f"{count} {what}" for what, count in self.total().items())


def commit() -> str:
    """Return the commit that is checked out, or nothing where there is none."""
    asked = ["git", "rev-parse", "--short", "HEAD"]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip()
