"""Every story that the harnesses tell: each module ``story*.py`` beside this one has its deeds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from tests.promises.story import Deed
from tests.world import World

Tell = Callable[[World], Iterator[Deed]]


def every() -> dict[str, Tell]:
    """Return how each story is told, by its name: whoever adds a module adds a story."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("story*.py"))
    return {name: import_module(f"tests.promises.{name}").deeds for name in names}
