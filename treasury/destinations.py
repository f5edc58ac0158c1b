"""Where payees are paid: the account in effect of a person, or the account of a provider."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from audit.envelope import BrokenEnvelope, commitment
from audit.labels import label, split
from people import bank_accounts, keys
from people.models import BankAccount, Participant
from programme import providers
from programme.iban import clean_iban, mask_iban
from programme.models import Provider

PERSON, PROVIDER = "people.participant", "programme.provider"


class NoDestination(Exception):
    """Nobody can be paid there; the text is a sentence for people."""


@dataclass(frozen=True)
class Destination:
    """An account that can be paid now, with what a payment line keeps of it."""

    payee: str
    shown: str
    mask: str
    commitment: str
    account: BankAccount | None = None
    provider: Provider | None = None


Found = Destination | NoDestination


def destination_of(payee: str) -> Destination:
    """Return where a payee (a label) is paid now; NoDestination with the reason otherwise."""
    found = destinations_of([payee])[payee]
    if isinstance(found, NoDestination):
        raise found
    return found


def destinations_of(payees: Iterable[str]) -> dict[str, Found]:
    """Return where each payee is paid now, or why nobody can pay there; in few queries."""
    wanted = sorted(set(payees))
    persons = [split(payee)[1] for payee in wanted if split(payee)[0] == PERSON]
    others = [split(payee)[1] for payee in wanted if split(payee)[0] == PROVIDER]
    found = _of_persons(persons) | _of_providers(others)
    unknown = _("Nobody knows how to pay %(payee)s.")
    return {
        payee: found.get(payee) or NoDestination(unknown % {"payee": payee}) for payee in wanted
    }


def _of_persons(ids: list[str]) -> dict[str, Found]:
    participants = Participant.objects.as_system().filter(pk__in=ids).select_related("key")
    accounts = BankAccount.objects.as_system().filter(
        participant__in=ids, state=BankAccount.State.EFFECTIVE
    )
    in_effect = {
        account.participant_id: account for account in accounts.select_related("participant__key")
    }
    return {label(person): _of_person(person, in_effect.get(person.pk)) for person in participants}


def _of_person(participant: Participant, account: BankAccount | None) -> Found:
    shown = participant.pseudonym
    if account is None:
        sentence = _("%(payee)s has no verified bank account in effect.")
        return NoDestination(sentence % {"payee": shown})
    try:
        iban, key = bank_accounts.iban_of(account), keys.of(participant)
        return Destination(
            payee=label(participant),
            shown=shown,
            mask=mask_iban(clean_iban(iban)),
            commitment=commitment(iban, key=key, context=f"{label(account)}/paid"),
            account=account,
        )
    except (keys.KeyDestroyed, BrokenEnvelope, ValidationError):
        return _unusable(shown)


def _of_providers(ids: list[str]) -> dict[str, Found]:
    return {
        label(provider): _of_provider(provider) for provider in Provider.objects.filter(pk__in=ids)
    }


def _of_provider(provider: Provider) -> Found:
    place = f"{label(provider)}/paid"
    try:
        iban = providers.reveal(provider).iban
        return Destination(
            payee=label(provider),
            shown=provider.name,
            mask=mask_iban(clean_iban(iban)),
            commitment=commitment(iban, key=keys.house(), context=place),
            provider=provider,
        )
    except (BrokenEnvelope, ValidationError):
        return _unusable(provider.name)


def _unusable(shown: str) -> NoDestination:
    sentence = _("The account of %(payee)s cannot be read, or its IBAN does not exist.")
    return NoDestination(sentence % {"payee": shown})
