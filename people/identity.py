"""Who a participant is: validated, sealed under the person's own key, revealed one by one."""

import json
from dataclasses import asdict, dataclass, fields, replace
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from audit.canonical import canonical
from audit.envelope import commitment, open_value, seal_value
from audit.labels import label
from people import blind, keys
from people.models import Participant
from programme.fiscal_code import agrees_with_birth, clean_fiscal_code

_OLDEST_YEARS = 120


class Restricted(PermissionError):
    """Raised when the data of a person who asked to be erased are read without a legal claim."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What names a person. `other_names` takes other spellings, also in another script."""

    given_name: str
    family_name: str
    birth_date: date
    other_names: str = ""
    birth_place: str = ""
    sex: str = ""
    citizenship: str = ""
    fiscal_code: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""

    @property
    def full_name(self) -> str:
        """Return given and family name."""
        return f"{self.given_name} {self.family_name}"

    @property
    def fingerprints(self) -> set[blind.Fingerprint]:
        """Return everything by which the person may be found."""
        names = (self.given_name, self.family_name, self.other_names)
        return (
            blind.of_fiscal_code(self.fiscal_code)
            | blind.of_names(*names)
            | blind.of_names_and_birth(*names, birth_date=self.birth_date)
        )


def reveal(participant: Participant, *, for_a_legal_claim: bool = False) -> Identity:
    """Return who a participant is. The caller has recorded the reading before, where it must.

    KeyDestroyed after erasure; Restricted where the person asked to be erased and the
    records must still be kept, unless a legal claim needs them (GDPR art. 18(2)).
    """
    if participant.restricted_on is not None and not for_a_legal_claim:
        raise Restricted(f"The data of {participant} are restricted since they asked for erasure.")
    key = keys.of(participant)
    plain = open_value(bytes(participant.identity), key=key, context=_place(participant))
    stored = json.loads(plain)
    return Identity(**stored | {"birth_date": date.fromisoformat(stored["birth_date"])})


def clean(identity: Identity, *, on: date) -> Identity:
    """Return the identity trimmed and with its fiscal code normalised.

    ValidationError, by field, for what is missing or wrong.
    """
    texts = {name: text.strip() for name, text in asdict(identity).items() if name != "birth_date"}
    errors: dict[str, ValidationError] = {}
    for name in ("given_name", "family_name"):
        if not texts[name]:
            errors[name] = ValidationError(_("Write the name as on the document."), code="required")
    if not (on.year - _OLDEST_YEARS <= identity.birth_date.year and identity.birth_date <= on):
        errors["birth_date"] = ValidationError(
            _("This birth date is not possible."), code="birth_date"
        )
    try:
        texts["fiscal_code"] = texts["fiscal_code"] and clean_fiscal_code(texts["fiscal_code"])
    except ValidationError as wrong:
        errors["fiscal_code"] = wrong
    if errors:
        raise ValidationError(errors)
    return replace(identity, **texts)


def doubts(identity: Identity) -> list[str]:
    """Return sentences about what does not fit together, for the operator to check."""
    code = identity.fiscal_code
    if code and not agrees_with_birth(code, identity.birth_date):
        return [str(_("The fiscal code was made for another birth date: compare the documents."))]
    return []


def seal(participant: Participant, identity: Identity) -> str:
    """Put an identity on an unsaved or locked participant; return the commitment for the event."""
    text = _text(identity)
    participant.identity = seal_value(
        text.encode(), key=keys.of(participant), context=_place(participant)
    )
    return commit(participant, identity)


def commit(participant: Participant, identity: Identity) -> str:
    """Return the keyed commitment to an identity, which dies with the key."""
    return commitment(_text(identity), key=keys.of(participant), context=_place(participant))


def _text(identity: Identity) -> str:
    return canonical({field.name: getattr(identity, field.name) for field in fields(identity)})


def _place(participant: Participant) -> str:
    return f"{label(participant)}/identity"
