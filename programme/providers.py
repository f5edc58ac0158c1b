"""Registers providers and opens what is sealed of them: name, fiscal code and IBAN."""

import json
from dataclasses import asdict, dataclass

from audit.entropy import random_bytes
from audit.envelope import open_value, seal_value
from audit.labels import label
from programme.fiscal_code import clean_fiscal_code
from programme.house_key import house_key
from programme.iban import clean_iban
from programme.models import Provider, Territory


@dataclass(frozen=True, slots=True)
class ProviderDetails:
    """Who a provider is, for acts, payments and invoices."""

    name: str
    fiscal_code: str
    iban: str


def register(
    details: ProviderDetails,
    *,
    kind: Provider.Kind,
    territory: Territory,
    is_natural_person: bool = False,
) -> Provider:
    """Store a provider; ValidationError if fiscal code or IBAN is wrong.

    A natural person is shown by a pseudonym: only `reveal` gives the name.
    """
    clean = ProviderDetails(
        name=details.name.strip(),
        fiscal_code=clean_fiscal_code(details.fiscal_code),
        iban=clean_iban(details.iban),
    )
    shown = f"{kind.value}-{random_bytes(4).hex()}" if is_natural_person else clean.name
    provider = Provider(
        name=shown, kind=kind, territory=territory, is_natural_person=is_natural_person
    )
    plain = json.dumps(asdict(clean)).encode()
    provider.sealed = seal_value(plain, key=house_key(), context=_place(provider))
    provider.save(force_insert=True)
    return provider


def reveal(provider: Provider) -> ProviderDetails:
    """Return who a provider is; BrokenEnvelope if the row was tampered with."""
    plain = open_value(bytes(provider.sealed), key=house_key(), context=_place(provider))
    return ProviderDetails(**json.loads(plain))


def _place(provider: Provider) -> str:
    return f"{label(provider)}/sealed"
