"""Two partners with a whole story each, and somebody for every office of either."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from audit import seals
from documents import worker
from dote.models import ServiceOffer
from people import mandates
from people.languages import Language
from people.models import User
from people.roles import STAFF, Role
from programme import providers
from programme.models import Agreement, Provider
from programme.providers import ProviderDetails
from tests import cast
from tests.promises.story import ThinLine
from tests.world import World
from tests.world_programme import END, START

HOME, AWAY = "PUGLIA", "SICILIA"
LANDLORD = "Rosaria Trapiantata"
FIRM = "Zagara Trapiantata srl"


def tell_here(world: World) -> None:
    """Tell Puglia's story, from an application to a transmitted claim."""
    _tell(world)


def tell_away(world: World) -> None:
    """Tell the same of Sicilia, with its own people, providers and papers."""
    side = other_side(world)
    for offer in ServiceOffer.objects.select_related("line", "fund"):
        side.appropriate(100_000_00, line=offer.line, fund=offer.fund)
    _tell(side)


def _tell(side: World) -> None:
    for deed in ThinLine(side).deeds():
        if deed.name == "complete":
            break
        deed.send(side, None)
    worker.run_pending()
    seals.seal()


def other_side(world: World) -> World:
    """Return the world as Sicilia sees it: its people, its providers, yusuf for samir."""
    partners = world.ground.partners
    landlord = _provider(LANDLORD, "TRPRSR60A41G273V", cast.NEW_IBAN, Provider.Kind.LANDLORD)
    host = _provider(FIRM, "99999999057", cast.HOST_IBAN, Provider.Kind.HOST)
    ground = replace(
        world.ground,
        partners={HOME: partners[AWAY], AWAY: partners[HOME]},
        landlord=landlord,
        host=host,
        rental=_agreement(landlord, partners[AWAY], "CONV-TRAP-1"),
        hosting=_agreement(host, partners[AWAY], "CONV-TRAP-2"),
    )
    swapped = {
        "samir": world.yusuf, "marta": world.nino, "anna": world.dario, "bruno": world.sara,
        "paolo": limited(world, Role.APPROVER, AWAY, "sicilia-two"),
    }  # fmt: skip
    return World(ground=ground, users=world.users | swapped)


def limited(world: World, role: Role, partner: str, name: str) -> User:
    """Return somebody new with one role at one partner."""
    made = User.objects.create_user(
        f"{name}@example.invalid", cast.PASSWORD, name=f"{name} (invented)",
        language=Language.ENGLISH,
    )  # fmt: skip
    mandates.assign(
        made, role, partner=world.ground.partners[partner], starts_on=START,
        act_reference="Invented act 9/2026", by=world.actor(world.elena, Role.ADMINISTRATOR),
    )  # fmt: skip
    return made


def staff_of(world: World, partner: str) -> dict[str, User]:
    """Return somebody for each office that there is, limited to one partner, by role."""
    return {str(role): limited(world, role, partner, f"{partner}-{role}".lower()) for role in STAFF}


def _provider(name: str, code: str, iban: str, kind: Any) -> Provider:
    return providers.register(
        ProviderDetails(name=name, fiscal_code=code, iban=iban),
        kind=kind,
        territory=Provider.objects.order_by("pk")[0].territory,
        is_natural_person=kind == Provider.Kind.LANDLORD,
    )


def _agreement(provider: Provider, partner: Any, reference: str) -> Agreement:
    return Agreement.objects.create(
        provider=provider, partner=partner, kind=provider.kind, reference=reference,
        signed_on=START, valid_from=START, valid_to=END,
    )  # fmt: skip
