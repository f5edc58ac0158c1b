"""Finds cases by reference, pseudonym, fiscal code or name, within what a visitor may see."""

from __future__ import annotations

import re
from functools import reduce

from django.db.models import Q, QuerySet

from dote.models import Dote
from people import blind
from people.models import BlindIndex, Participant
from portal.visitors import Visitor

REFERENCE = re.compile(r"[A-Z]{3}-[0-9]{4}-[0-9]{1,6}")
FISCAL_CODE = re.compile(r"[A-Z0-9]{16}|[0-9]{11}")


def cases(text: str, visitor: Visitor) -> QuerySet[Dote]:
    """Return the dotes that a search finds, newest first; nothing for an empty search.

    Names are found by whole words in any spelling, never by their beginnings: the index is
    keyed, and knows neither order nor letters.
    """
    wanted = text.strip().upper()
    rows: QuerySet[Dote] = Dote.objects.visible_to(visitor.user, on=visitor.on)
    rows = rows.select_related("participant", "partner", "call").order_by("-id")
    if not wanted:
        return rows.none()
    if REFERENCE.fullmatch(wanted):
        return rows.filter(reference=_padded(wanted))
    return rows.filter(participant__in=people(wanted, visitor))


def people(text: str, visitor: Visitor) -> QuerySet[Participant]:
    """Return the persons that a pseudonym, a fiscal code or a name finds; nobody for nothing."""
    wanted = text.strip().upper()
    seen: QuerySet[Participant] = Participant.objects.visible_to(visitor.user, on=visitor.on)
    if wanted.startswith("P-"):
        return seen.filter(pseudonym=wanted)
    if FISCAL_CODE.fullmatch(wanted):
        return seen.filter(_carrying(blind.of_fiscal_code(wanted)))
    prints = blind.of_names(wanted)
    return seen.filter(_carrying(prints)) if prints else seen.none()


def _carrying(prints: set[blind.Fingerprint]) -> Q:
    """Return the condition that a person carries every one of the fingerprints."""
    known = BlindIndex.objects.as_system()
    each = [Q(pk__in=known.filter(kind=k, value=v).values("participant")) for k, v in prints]
    return reduce(Q.__and__, each)


def _padded(reference: str) -> str:
    series, _dash, number = reference.rpartition("-")
    return f"{series}-{int(number):06d}"
