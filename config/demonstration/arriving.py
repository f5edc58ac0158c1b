"""A person arrives at the desk: registered, with case file, consents, account and bank account."""

from __future__ import annotations

from config.demonstration.cast import PREPARER, SIGN_IN_WORD, email
from config.demonstration.path import Path
from config.demonstration.persons import NUMBERS, iban
from config.demonstration.telling import Day
from people import case_files, registration
from people.models import Consent, User
from treasury import iban_changes

CONSENTS = (Consent.Kind.PRIVACY_NOTICE, Consent.Kind.DELEGATION, Consent.Kind.DATA_SHARING)


def arrive(path: Path, day: Day) -> None:
    """Have the operator register the person and open the case file."""
    partner = path.ground.network.partners[path.person.partner]
    with day.minute():
        path.participant = registration.register(
            path.person.identity(NUMBERS[path.who]),
            partner=partner,
            territory=partner.territory,
            language=path.person.language,
            by=path.operator,
            on=day.on,
            protected=True,
        )
        path.case_file = case_files.open_case_file(
            path.participant,
            operation=path.call.operation,
            partner=partner,
            case_manager=path.user(path.desk.operator),
            by=path.operator,
            on=day.on,
        )
        _consent(path, day)
        if path.person.has_account:
            path.ground.users[path.who] = _account(path)


def ask_for_account(path: Path, day: Day) -> None:
    """Have the operator ask, the officer verify and finance put into effect a bank account."""
    with day.minute():
        change = iban_changes.request(
            path.participant,
            iban(NUMBERS[path.who]),
            by=path.user(path.desk.operator),
            on=day.on,
        )
    officer = path.user(path.desk.officer)
    change = day.perform(change.verify, by=officer, channel="in_person", holder_confirmed=True)
    day.perform(change.take_effect, by=path.user(PREPARER))


def _consent(path: Path, day: Day) -> None:
    for kind in CONSENTS:
        case_files.give_consent(
            path.participant,
            kind,
            version="1",
            language=path.person.language,
            by=path.operator,
            on=day.on,
        )


def _account(path: Path) -> User:
    user = User.objects.create_user(
        email(path.who), SIGN_IN_WORD, name=path.person.full_name, language=path.person.language
    )
    user.participant = path.participant
    user.save(update_fields=["participant"])
    return user
