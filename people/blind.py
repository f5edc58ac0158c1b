"""Blind indexes: keyed fingerprints by which a person is found without being readable."""

import hmac
from collections.abc import Iterable
from datetime import date

from django.conf import settings

from people.models import BlindIndex, Participant
from people.names import sound, tokens

Kind = BlindIndex.Kind
Fingerprint = tuple[BlindIndex.Kind, str]


def fingerprint(kind: BlindIndex.Kind, value: str) -> str:
    """Return 64 hexadecimal digits; who lacks the index key can neither make nor test them."""
    return hmac.digest(settings.INDEX_KEY, f"{kind.value}:{value}".encode(), "sha256").hex()


def of_fiscal_code(code: str) -> set[Fingerprint]:
    """Return the fingerprint of a fiscal code; none where there is no code."""
    return {(Kind.FISCAL_CODE, fingerprint(Kind.FISCAL_CODE, code))} if code else set()


def of_iban(iban: str) -> set[Fingerprint]:
    """Return the fingerprint of an IBAN; none where there is no IBAN."""
    return {(Kind.IBAN, fingerprint(Kind.IBAN, iban))} if iban else set()


def of_names(*names: str) -> set[Fingerprint]:
    """Return a fingerprint for each part of the names."""
    return {(Kind.NAME_TOKEN, fingerprint(Kind.NAME_TOKEN, token)) for token in tokens(*names)}


def of_names_and_birth(*names: str, birth_date: date) -> set[Fingerprint]:
    """Return a fingerprint for the sound of each part of the names, with the birth date."""
    sounds = {sound(token) for token in tokens(*names)}
    return {
        (Kind.NAME_AND_BIRTH, fingerprint(Kind.NAME_AND_BIRTH, f"{each}|{birth_date}"))
        for each in sounds
    }


def replace(participant: Participant, fingerprints: Iterable[Fingerprint]) -> None:
    """Make these the only fingerprints of a participant, but for those of bank accounts."""
    wanted = set(fingerprints)
    stored = BlindIndex.objects.as_system().filter(participant=participant)
    outdated = [
        row.pk for row in stored.exclude(kind=Kind.IBAN) if (row.kind, row.value) not in wanted
    ]
    stored.filter(pk__in=outdated).delete()
    add(participant, wanted)


def add(participant: Participant, fingerprints: Iterable[Fingerprint]) -> None:
    """Add fingerprints to a participant; those already there stay."""
    stored = BlindIndex.objects.as_system().filter(participant=participant)
    known = set(stored.values_list("kind", "value"))
    for kind, value in sorted(fingerprints):
        if (kind, value) not in known:
            BlindIndex.objects.create(participant=participant, kind=kind, value=value)
