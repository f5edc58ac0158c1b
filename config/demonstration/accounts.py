"""The accounts of the demonstration, as they are printed: one for each office, and participants."""

from __future__ import annotations

from collections.abc import Iterator

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from allauth.mfa.utils import decrypt

from config.demonstration.cast import SIGN_IN_WORD, STAFF, Office, email
from config.demonstration.persons import PERSONS
from people.models import User

ROW = "{:<20} {:<12} {:<28} {}"


def lines() -> Iterator[str]:
    """Yield the table of accounts; one line says so where the demonstration is not loaded."""
    if not User.objects.filter(email=email(STAFF[0].first_name)).exists():
        yield "The demonstration is not in this database: manage.py demonstration loads it."
        return
    yield f"Everybody's password: {SIGN_IN_WORD}"
    yield "Code of this half minute: .venv/bin/python manage.py totp EMAIL"
    yield ""
    yield ROW.format("role", "partner", "e-mail", "secret for an authenticator application")
    for office in STAFF:
        yield _staff(office)
    for person in PERSONS:
        if person.has_account:
            yield ROW.format(
                "participant",
                person.partner.title(),
                email(person.given_name.lower()),
                f"none: password alone ({person.language.value})",
            )


def secret_of(address: str) -> str | None:
    """Return the secret of somebody's second factor; None where there is none."""
    factor = Authenticator.objects.filter(
        user__email=address.strip().lower(), type=Authenticator.Type.TOTP
    ).first()
    return decrypt(factor.data["secret"]) if factor is not None else None


def code(secret: str) -> str:
    """Return the six digits of this half minute (RFC 6238)."""
    counters = list(auth.yield_hotp_counters_from_time())  # this half minute is in the middle
    return str(auth.format_hotp_value(auth.hotp_value(secret, counters[len(counters) // 2])))


def _staff(office: Office) -> str:
    address = email(office.first_name)
    role = office.role.value.replace("_", " ")
    partner = office.partner.title() or "all"
    return ROW.format(role, partner, address, secret_of(address) or "none")
