"""Finds who is already known: a score with reasons, and outside one's scope only an office."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people import blind
from people.blind import Kind
from people.identity import Identity
from people.models import BlindIndex, Participant, User

CERTAIN, LIKELY, WORTH_SHOWING = 100, 50, 30


class Override(models.TextChoices):
    """Why a grant officer registers somebody who looks like a known person."""

    DOCUMENTS_DIFFER = "documents_differ", gettext_lazy("Documents compared: another person")
    TWINS = "twins", gettext_lazy("Twins")
    HOMONYMS = "homonyms", gettext_lazy("Same name and birth date, different fiscal codes")


@dataclass(frozen=True, slots=True)
class Match:
    """Someone known who may be the same person.

    Outside the viewer's scope `participant` is None, and there are neither score nor
    reasons: only the office to ask. Nobody is registered over a match that `blocks` without
    a grant officer's reason, and nobody at all over a `certain` one.
    """

    office: str
    blocks: bool
    certain: bool
    score: int | None = None
    reasons: tuple[str, ...] = ()
    participant: Participant | None = None

    @property
    def sentence(self) -> str:
        """Return what to tell the person at the desk."""
        if self.participant is None:
            return _("Already known: ask the office of %(office)s.") % {"office": self.office}
        return _("%(pseudonym)s may be the same person (%(score)s of 100): %(reasons)s.") % {
            "pseudonym": self.participant.pseudonym,
            "score": self.score,
            "reasons": "; ".join(self.reasons),
        }


def look_for(identity: Identity, *, viewer: User | None, on: date, iban: str = "") -> list[Match]:
    """Return who may be the same person, the most likely first; a viewer of None is the system."""
    shared = _shared(identity.fingerprints | blind.of_iban(iban))
    people = Participant.objects.as_system().select_related("partner").in_bulk(list(shared))
    visible = _visible(shared, viewer=viewer, on=on)
    scored = [(_score(kinds), kinds, people[pk]) for pk, kinds in shared.items()]
    scored.sort(key=lambda found: (-found[0], found[2].pseudonym))
    return [
        _match(person, score, kinds, seen=person.pk in visible)
        for score, kinds, person in scored
        if score >= WORTH_SHOWING
    ]


def _shared(fingerprints: set[blind.Fingerprint]) -> dict[str, dict[Kind, int]]:
    """Return, by participant, how many fingerprints of each kind are the same."""
    values = [value for _kind, value in fingerprints]
    rows = BlindIndex.objects.as_system().filter(value__in=values)
    shared: dict[str, dict[Kind, int]] = defaultdict(lambda: defaultdict(int))
    for participant_id, kind in rows.values_list("participant_id", "kind"):
        shared[participant_id][Kind(kind)] += 1
    return shared


def _visible(found: Mapping[str, object], *, viewer: User | None, on: date) -> set[str]:
    if viewer is None:
        return set(found)
    rows = Participant.objects.visible_to(viewer, on=on).filter(pk__in=list(found))
    return set(rows.values_list("pk", flat=True))


def _score(kinds: Mapping[Kind, int]) -> int:
    """Weigh what is the same: a fiscal code is certain, a sound alone is little."""
    if kinds.get(Kind.FISCAL_CODE):
        return CERTAIN
    sounds, parts = kinds.get(Kind.NAME_AND_BIRTH, 0), kinds.get(Kind.NAME_TOKEN, 0)
    name = 80 if sounds > 1 else 40 if sounds else 0
    spelling = 30 if parts > 1 else 5 * parts
    account = 60 if kinds.get(Kind.IBAN) else 0
    return min(name + (spelling if not name else 0) + account, CERTAIN - 1)


def _match(person: Participant, score: int, kinds: Mapping[Kind, int], *, seen: bool) -> Match:
    match = Match(office=person.partner.name, blocks=score >= LIKELY, certain=score >= CERTAIN)
    if not seen:
        return match
    return replace(match, score=score, reasons=tuple(_reasons(kinds)), participant=person)


def _reasons(kinds: Mapping[Kind, int]) -> list[str]:
    said = {
        Kind.FISCAL_CODE: _("same fiscal code"),
        Kind.NAME_AND_BIRTH: _("the name sounds the same, and the same birth date"),
        Kind.NAME_TOKEN: _("parts of the name are the same"),
        Kind.IBAN: _("same bank account"),
    }
    return [said[kind] for kind in said if kinds.get(kind)]
