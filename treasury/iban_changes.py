"""Asks for another bank account: the account and the case of its change, both or neither."""

from __future__ import annotations

from datetime import date

from audit.envelope import commitment
from audit.labels import label
from lifecycle import engine
from people import bank_accounts, keys
from people.models import Participant, User
from programme.iban import clean_iban
from treasury.models import IbanChange


def request(
    participant: Participant,
    iban: str,
    *,
    by: User,
    on: date,
    key: str | None = None,
    note: str = "",
    holder_is_participant: bool = True,
) -> IbanChange:
    """Ask that a participant be paid on an account, and return the change that begins.

    Raises ValidationError for an IBAN that does not exist, Refused with every reason, KeyReused.
    """
    account = bank_accounts.draft(
        participant, iban, on=on, holder_is_participant=holder_is_participant
    )
    place = f"{label(participant)}/iban"
    committed = commitment(clean_iban(iban), key=keys.of(participant), context=place)
    return engine.begin(
        IbanChange,
        by=by,
        on=on,
        key=key,
        note=note,
        told={"iban": committed},
        participant=participant,
        partner=participant.partner,
        account=account,
    )
