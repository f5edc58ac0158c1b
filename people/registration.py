"""Registers participants and corrects their identity, as acts that leave their trace."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from audit.entropy import random_bytes
from people import blind, identity, keys
from people.actors import Actor
from people.duplicates import Match, Override, look_for
from people.identity import Identity
from people.languages import Language
from people.models import Participant, User
from people.roles import Role
from people.telling import tell
from programme.models import Partner, Territory

_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # 32 signs that nobody confuses on paper
_REGISTERING = (Role.OPERATOR, Role.GRANT_OFFICER, Role.PARTICIPANT, Role.SYSTEM)


class AlreadyKnown(ValidationError):
    """Raised when somebody looks like a known person; `matches` says whom to ask."""

    def __init__(self, matches: list[Match]) -> None:
        super().__init__([match.sentence for match in matches], code="already_known")
        self.matches = matches


@transaction.atomic
def register(
    person: Identity,
    *,
    partner: Partner,
    territory: Territory,
    language: Language,
    by: Actor,
    on: date,
    protected: bool = True,
    override: Override | None = None,
) -> Participant:
    """Register a person under a new pseudonym and a key of their own.

    ValidationError by field; AlreadyKnown if it may be somebody known, unless a grant
    officer says why it is not. The same fiscal code is never registered twice.
    """
    _refuse_role(by)
    person = identity.clean(person, on=on)
    _refuse_known(person, by=by, on=on, override=override)
    participant = Participant(
        pseudonym=_new_pseudonym(),
        partner=partner,
        territory=territory,
        key=keys.create(),
        language=language,
        protected=protected,
        registered_on=on,
    )
    committed = identity.seal(participant, person)
    participant.save(force_insert=True)
    blind.add(participant, person.fingerprints)
    tell(
        "participant.registered",
        participant,
        about=participant,
        by=by,
        facts={"identity": committed, "partner": partner.pk, "territory": territory.pk},
        reason=override or "",
    )
    return participant


@transaction.atomic
def correct(
    participant: Participant, person: Identity, *, by: Actor, on: date, reason: str
) -> Participant:
    """Replace an identity by the corrected one; the event keeps a commitment to each.

    `reason` is a code. ValidationError by field, AlreadyKnown if the corrected identity is
    certainly somebody else's.
    """
    _refuse_role(by)
    locked = Participant.objects.as_system().select_for_update().get(pk=participant.pk)
    before = identity.commit(locked, identity.reveal(locked))
    person = identity.clean(person, on=on)
    found = look_for(person, viewer=_viewer(by), on=on)
    others = [match for match in found if match.certain and match.participant != locked]
    if others:
        raise AlreadyKnown(others)
    facts = {"identity_before": before, "identity": identity.seal(locked, person)}
    locked.save(update_fields=["identity"])
    blind.replace(locked, person.fingerprints)
    tell("participant.corrected", locked, about=locked, by=by, facts=facts, reason=reason)
    return locked


def _refuse_role(by: Actor) -> None:
    if by.role not in _REGISTERING:
        raise ValidationError(
            _("People are registered and corrected by an operator or a grant officer."),
            code="role",
        )


def _refuse_known(person: Identity, *, by: Actor, on: date, override: Override | None) -> None:
    matches = [match for match in look_for(person, viewer=_viewer(by), on=on) if match.blocks]
    certain = any(match.certain for match in matches)
    overridden = override is not None and by.role == Role.GRANT_OFFICER and not certain
    if matches and not overridden:
        raise AlreadyKnown(matches)


def _viewer(by: Actor) -> User | None:
    return User.objects.get(pk=by.user_id) if by.user_id else None


def _new_pseudonym() -> str:
    """Return a pseudonym such as P-7F3K2Q that nobody has; it says nothing of the person."""
    while True:
        pseudonym = "P-" + "".join(_SIGNS[byte % len(_SIGNS)] for byte in random_bytes(6))
        if not Participant.objects.as_system().filter(pseudonym=pseudonym).exists():
            return pseudonym
