"""What a step is called once it has happened: one sentence a command, said by its own machine."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audit.labels import split
from lifecycle.cases import Tracked
from people.roles import Role

TOLD = "told"
"""The amount is what the step was told or recorded, or else what an earlier step of the row was."""
WITH_AMOUNT = _("%(sentence)s: %(amount)s")
UNSAID = _("%(who)s: %(step)s")
"""How a step is told that nobody has put into a sentence."""


@dataclass(frozen=True)
class Sentence:
    """How one command of a machine is told afterwards.

    The text may name `%(who)s` (who did it), `%(what)s` (the row it was done to) and `%(step)s`.
    """

    text: str | Promise
    own: str | Promise = ""
    """As the participant whose case it is reads it, without names; nothing keeps it from them."""
    by: Mapping[Role, str | Promise] = field(default_factory=dict)
    """Other words where somebody in this role did it, such as the system instead of a person."""
    amount: str = ""
    """Where the amount behind the sentence comes from: TOLD, or the account of the funnel (F2,
    F3…) into which the step moved it; nothing for a step that is not about money."""

    def for_role(self, role: str) -> str | Promise:
        """Return the words for somebody in that role."""
        return next((words for known, words in self.by.items() if known == role), self.text)


Name = Callable[[Any], "str | Promise"]


@dataclass(frozen=True)
class Naming:
    """How sentences name the rows of a machine, and what has to be read with them for it."""

    name: Name = str
    related: Sequence[str] = ()
    cents: Callable[[Any], int | None] = lambda row: None
    """The amount of a row whose events record none."""


_sentences: dict[tuple[str, str], Sentence] = {}
_namings: dict[str, Naming] = {}


def say(model: str, *, naming: Naming | None = None, **commands: Sentence) -> None:
    """Let a machine (such as `measure.part`) say its commands, and how `%(what)s` names a row.

    Raises ValueError when a command was said otherwise before.
    """
    if naming is not None:
        _namings[model] = naming
    for command, sentence in commands.items():
        if _sentences.setdefault((model, command), sentence) != sentence:
            raise ValueError(f"{model} {command} is said otherwise already")


def sentence_of(model: str, command: str) -> Sentence | None:
    """Return the sentence of a command; None where its machine says none."""
    return _sentences.get((model, command))


def rows_of(labels: Iterable[str]) -> dict[str, Tracked]:
    """Return the rows that labels name, with what naming them needs; one query a machine."""
    by_model: defaultdict[str, list[str]] = defaultdict(list)
    for each in labels:
        model, pk = split(each)
        by_model[model].append(pk)
    found: dict[str, Tracked] = {}
    for name, ids in by_model.items():
        model_class = apps.get_model(name)
        if issubclass(model_class, Tracked):
            naming = _namings.get(name, Naming())
            rows = model_class._base_manager.filter(pk__in=ids)
            found |= {row.label: row for row in rows.select_related(*naming.related)}
    return found


def naming_of(row: Tracked) -> Naming:
    """Return how sentences name a row: as its machine says, or as the row calls itself."""
    return _namings.get(row._meta.label_lower, Naming())
