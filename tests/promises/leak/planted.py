"""The strings that must not be seen: of every row that leads to a partner or to a person.

Which rows these are is read from the foreign keys of all models, not from `visible_to`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import ForeignKey, Model

from audit.fields import IdField
from audit.labels import split
from lifecycle.cases import AnyPart
from people import identity
from people.bank_accounts import iban_of
from people.models import BankAccount, Participant
from programme.models import Partner
from tests.promises.leak.ground import FIRM, LANDLORD

DEEP = 4
OURS = ("people", "dote", "treasury", "expenditure", "documents", "lifecycle", "accounting")
OURS += ("microcredit", "startup_grants")
NOT_SECRET = frozenset({"accounting.position", "people.mandate", "people.user"})
"""Budget and offices: partners know of each other that they are there."""


@dataclass(frozen=True)
class Planted:
    """A string that must not be seen, and what it is."""

    text: str
    what: str


@dataclass(frozen=True)
class Thing:
    """A row that belongs to a partner, and to a person if it leads to one."""

    row: Any
    partner: str
    person: str

    @property
    def label(self) -> str:
        """Return its label."""
        return f"{self.row._meta.label_lower}:{self.row.pk}"

    def strings(self) -> Iterator[Planted]:
        """Yield what names it."""
        name = self.row._meta.label_lower
        yield Planted(self.row.pk, f"identifier of {name}")
        for field in ("reference", "pseudonym"):
            if getattr(self.row, field, ""):
                yield Planted(getattr(self.row, field), f"{field} of {name}")


def things() -> list[Thing]:
    """Return every row of ours that leads to a partner, of whatever model."""
    found = []
    for model in apps.get_models():
        if model._meta.app_label not in OURS or model._meta.label_lower in NOT_SECRET:
            continue
        if isinstance(model._meta.pk, IdField):
            found += [thing for row in model._base_manager.all() if (thing := _thing(row))]
    return found


def of_partner(code: str) -> list[Planted]:
    """Return every string of a partner: its rows', its persons', its providers'."""
    found = [planted for thing in things() if thing.partner == code for planted in thing.strings()]
    for person in Participant.objects.as_system().filter(partner__code=code):
        found += of_person(person)
    away = Partner.objects.filter(code=code, agreements__provider__name__in=[FIRM]).exists()
    return found + ([Planted(name, "name of a provider") for name in (LANDLORD, FIRM)] * away)


def of_others(person: Participant) -> list[Planted]:
    """Return every string of whoever is not this person."""
    others = Participant.objects.as_system().exclude(pk=person.pk)
    found = [planted for other in others for planted in of_person(other)]
    rows = [thing for thing in things() if thing.person not in ("", person.pk)]
    return found + [planted for thing in rows for planted in thing.strings()]


def of_person(person: Participant) -> list[Planted]:
    """Return what is known of a person."""
    who = identity.reveal(person)
    told = {
        "family name": who.family_name, "name": who.full_name, "fiscal code": who.fiscal_code,
        "phone": who.phone, "address": who.address,
    }  # fmt: skip
    found = [Planted(text, f"{what} of a person") for what, text in told.items() if text]
    accounts = BankAccount.objects.as_system().filter(participant=person)
    return found + [Planted(iban_of(account), "IBAN of a person") for account in accounts]


def names() -> list[Planted]:
    """Return the names and codes of every person, which pseudonyms stand for."""
    people = Participant.objects.as_system()
    return [planted for person in people for planted in of_person(person)]


def _thing(row: Model) -> Thing | None:
    partner = _end(row, Partner)
    if partner is None:
        return None
    person = row if isinstance(row, Participant) else _end(row, Participant)
    return Thing(row, partner.code, person.pk if person else "")


def _end(row: Model, wanted: type[Model]) -> Any:
    """Return the partner or person to which a row leads, or None."""
    if isinstance(row, AnyPart):
        model_label, pk = split(row.case_label)
        return _end(apps.get_model(model_label)._base_manager.get(pk=pk), wanted)
    for path in _paths(type(row), wanted):
        found: Any = row
        for name in path:
            found = getattr(found, name, None)
        if found is not None:
            return found
    return None


@cache
def _paths(model: type[Model], wanted: type[Model]) -> list[tuple[str, ...]]:
    """Return the ways along foreign keys, the shortest first."""
    found: list[tuple[str, ...]] = []
    waiting: list[tuple[type[Model], tuple[str, ...]]] = [(model, ())]
    while waiting:
        here, path = waiting.pop(0)
        keys = [field for field in here._meta.concrete_fields if isinstance(field, ForeignKey)]
        for key in keys:
            target = key.related_model
            if target is wanted:
                found.append((*path, key.name))
            elif len(path) + 1 < DEEP and target._meta.app_label in OURS:
                waiting.append((target, (*path, key.name)))
    return found
