"""Appoints the staff of the demonstration: an account, a mandate and a second factor for each."""

from __future__ import annotations

import base64

from allauth.mfa.totp.internal.auth import TOTP

from audit import entropy
from audit.labels import label
from config.demonstration.cast import SIGN_IN_WORD, STAFF, Office, email
from config.demonstration.network import Network
from config.demonstration.telling import Day
from people import mandates
from people.actors import Actor, system_actor
from people.languages import Language
from people.models import User
from people.roles import Role

SECRET_BYTES = 20  # as authenticator applications expect for SHA-1


def appoint(network: Network, day: Day) -> dict[str, User]:
    """Appoint everybody: the system the administrator, the administrator the others."""
    users: dict[str, User] = {}
    by = system_actor()
    for office in STAFF:
        with day.minute():
            user = users[office.first_name] = _account(office)
            mandates.assign(
                user,
                office.role,
                partner=network.partners.get(office.partner),
                starts_on=day.on,
                act_reference="Atto inventato 1/2019",
                by=by,
            )
        if office.role is Role.ADMINISTRATOR:
            by = Actor(user.pk, office.role, None, label(user))
    return users


def _account(office: Office) -> User:
    """Make an account with a second factor whose secret everybody may know."""
    user = User.objects.create_user(
        email(office.first_name), SIGN_IN_WORD, name=office.name, language=Language.ITALIAN
    )
    TOTP.activate(user, base64.b32encode(entropy.random_bytes(SECRET_BYTES)).decode())
    return user
