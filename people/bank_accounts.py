"""Bank accounts of participants: asked for by one, verified by another, one in effect."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audit.envelope import commitment, open_value, seal_value
from audit.labels import label
from people import blind, keys
from people.actors import Actor
from people.models import BankAccount, BlindIndex, Participant
from people.roles import Role
from people.telling import tell
from programme.iban import clean_iban

State = BankAccount.State
VERIFYING = (Role.GRANT_OFFICER, Role.FINANCE)


def request(
    participant: Participant, iban: str, *, by: Actor, on: date, holder_is_participant: bool = True
) -> BankAccount:
    """Ask that a participant be paid on an account; ValidationError if the IBAN is wrong."""
    account = draft(participant, iban, on=on, holder_is_participant=holder_is_participant)
    return keep(account, by=by)


def draft(
    participant: Participant, iban: str, *, on: date, holder_is_participant: bool = True
) -> BankAccount:
    """Return an account that is not kept yet; ValidationError if the IBAN is wrong."""
    iban = clean_iban(iban)
    account = BankAccount(
        participant=participant, holder_is_participant=holder_is_participant, requested_on=on
    )
    account.iban = seal_value(iban.encode(), key=keys.of(participant), context=_place(account))
    ((_kind, account.blind),) = blind.of_iban(iban)
    return account


@transaction.atomic
def keep(account: BankAccount, *, by: Actor) -> BankAccount:
    """Keep a drafted account as asked for by somebody, and tell."""
    participant = account.participant
    account.requested_by = by.label
    account.save(force_insert=True)
    blind.add(participant, {(BlindIndex.Kind.IBAN, account.blind)})
    key, place = keys.of(participant), _place(account)
    facts = {
        "iban": commitment(iban_of(account), key=key, context=place),
        "holder_is_participant": account.holder_is_participant,
        "others_with_it": len(sharing(account)),
    }
    tell("bank_account.requested", account, about=participant, by=by, facts=facts)
    return account


def iban_of(account: BankAccount) -> str:
    """Return the IBAN; KeyDestroyed once the person was erased."""
    key = keys.of(account.participant)
    return open_value(bytes(account.iban), key=key, context=_place(account)).decode()


def in_effect(participant: Participant) -> BankAccount | None:
    """Return the account on which a participant is paid now, or None."""
    accounts = BankAccount.objects.as_system().filter(participant=participant)
    return accounts.filter(state=State.EFFECTIVE).first()


def sharing(account: BankAccount) -> list[str]:
    """Return the ids of other participants with the same IBAN: a sign of exploitation, or kin."""
    rows = BlindIndex.objects.as_system().filter(kind=BlindIndex.Kind.IBAN, value=account.blind)
    others = rows.exclude(participant=account.participant_id)
    return [str(pk) for pk in others.values_list("participant_id", flat=True)]


def verify(account: BankAccount, *, by: Actor, on: date) -> BankAccount:
    """Note that an officer checked by a second channel; who asked may not verify."""
    _refuse_unless(by.role in VERIFYING, _("Accounts are verified by an officer."))
    seen = {"verified_on": on, "verified_by": by.label}
    return _move(account, {State.REQUESTED}, State.VERIFIED, by=by, dates=seen)


@transaction.atomic
def put_in_effect(account: BankAccount, *, by: Actor, on: date) -> BankAccount:
    """Pay on a verified account from now; the one before it is superseded the same day."""
    before = in_effect(account.participant)
    if before is not None:
        _move(before, {State.EFFECTIVE}, State.SUPERSEDED, by=by, dates={"ended_on": on})
    return _move(account, {State.VERIFIED}, State.EFFECTIVE, by=by, dates={"effective_on": on})


def refuse(account: BankAccount, *, by: Actor, on: date, reason: str) -> BankAccount:
    """Refuse an account that is not in effect yet; `reason` is a code."""
    _refuse_unless(by.role in VERIFYING, _("Accounts are refused by an officer."))
    open_states = {State.REQUESTED, State.VERIFIED}
    return _move(account, open_states, State.REFUSED, by=by, dates={"ended_on": on}, reason=reason)


@transaction.atomic
def _move(
    account: BankAccount,
    sources: set[State],
    target: State,
    *,
    by: Actor,
    dates: Mapping[str, object],
    reason: str = "",
) -> BankAccount:
    """Lock the account, move it to a state with its dates, and tell."""
    locked = BankAccount.objects.as_system().select_for_update().get(pk=account.pk)
    _refuse_unless(locked.state in sources, _("This account has moved on: look at it again."))
    facts = {"from": locked.state, "to": target.value, **dates}
    locked.state = target
    for name, value in dates.items():
        setattr(locked, name, value)
    locked.validate_constraints()
    locked.save(update_fields=["state", *dates])
    participant = locked.participant
    action = f"bank_account.{target.value}"
    tell(action, locked, about=participant, by=by, facts=facts, reason=reason)
    return locked


def _refuse_unless(condition: bool, sentence: Promise) -> None:
    if not condition:
        raise ValidationError(str(sentence), code="bank_account")


def _place(account: BankAccount) -> str:
    return f"{label(account)}/iban"
