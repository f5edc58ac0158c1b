"""Landlords and host firms of the demonstration, with the agreements that partners have."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from config.demonstration.network import Network
from config.demonstration.persons import iban
from dote.models.offer import ServiceKind
from programme import providers
from programme.models import Agreement, Provider
from programme.providers import ProviderDetails

Kind = Provider.Kind


class Business(NamedTuple):
    """A provider and its agreement, which holds from the year of its operation on."""

    name: str
    fiscal_code: str
    kind: Kind
    partner: str
    number: int
    is_natural_person: bool = False


BUSINESSES = (
    Business("Luigi Inventato", "NVNLGU60A01D643W", Kind.LANDLORD, "PUGLIA", 901, True),
    Business("Rosa Inventata", "NVNRSO55D42D643L", Kind.LANDLORD, "PUGLIA", 902, True),
    Business("Carmelo Inventato", "NVNCML50R10H163F", Kind.LANDLORD, "SICILIA", 903, True),
    Business("Casa Inventata coop. sociale", "99999990072", Kind.LANDLORD, "SICILIA", 904),
    Business("Orto Inventato srl", "99999990080", Kind.HOST, "PUGLIA", 911),
    Business("Frantoio Inventato snc", "99999990098", Kind.HOST, "PUGLIA", 912),
    Business("Serra Inventata soc. agr.", "99999990106", Kind.HOST, "SICILIA", 913),
    Business("Forno Inventato sas", "99999990114", Kind.HOST, "SICILIA", 914),
)
PROVIDERS_OF = {ServiceKind.RENT: Kind.LANDLORD, ServiceKind.INTERNSHIP: Kind.HOST}


def build(network: Network) -> list[Agreement]:
    """Register every provider with an agreement that covers both operations."""
    return [_agreement(network, business) for business in BUSINESSES]


def _agreement(network: Network, business: Business) -> Agreement:
    partner = network.partners[business.partner]
    details = ProviderDetails(business.name, business.fiscal_code, iban(business.number))
    provider = providers.register(
        details,
        kind=business.kind,
        territory=partner.territory,
        is_natural_person=business.is_natural_person,
    )
    return Agreement.objects.create(
        provider=provider,
        partner=partner,
        kind=business.kind,
        reference=f"CONV-INVENTATA-{business.number}",
        signed_on=date(2019, 10, 1),
        valid_from=date(2019, 10, 1),
        valid_to=date(2028, 12, 31),
    )
