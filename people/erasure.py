"""Erases a person: restricts while records must be kept, destroys the key afterwards."""

from collections.abc import Callable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from people import keys
from people.actors import Actor
from people.models import BankAccount, BlindIndex, CaseFile, Participant, User
from people.roles import Role
from people.telling import tell

Forget = Callable[[Participant, date], object]
_forgetting: list[Forget] = []


def on_erasure(forget: Forget) -> None:
    """Let a package that keeps something of persons take part in every erasure."""
    if forget not in _forgetting:
        _forgetting.append(forget)


@transaction.atomic
def erase(participant: Participant, *, by: Actor, on: date) -> Participant:
    """Answer a person's request to be erased (GDPR art. 17 and 18).

    While an operation's records must be kept (Reg. (EU) 2021/1060 art. 82; unknown counts as
    "must"), the data are restricted. After that the key is destroyed and every trace by
    which the person could be found goes; the books and the trail keep the pseudonym.
    """
    if by.role not in (Role.LEGAL, Role.SYSTEM):
        raise ValidationError(_("People are erased by the legal office."), code="role")
    locked = Participant.objects.as_system().select_for_update().get(pk=participant.pk)
    if _must_be_kept(locked, on=on):
        return _restrict(locked, by=by, on=on)
    keys.destroy(locked.key, on=on)
    _forget(locked)
    for forget in _forgetting:
        forget(locked, on)
    tell("participant.erased", locked, about=locked, by=by, facts={"on": on})
    return locked


def _must_be_kept(participant: Participant, *, on: date) -> bool:
    files = CaseFile.objects.as_system().filter(participant=participant)
    days = files.values_list("operation__records_kept_until", flat=True)
    return any(day is None or on <= day for day in days)


def _restrict(participant: Participant, *, by: Actor, on: date) -> Participant:
    if participant.restricted_on is None:
        participant.restricted_on = on
        participant.save(update_fields=["restricted_on"])
        tell("participant.restricted", participant, about=participant, by=by, facts={"on": on})
    return participant


def _forget(participant: Participant) -> None:
    """Remove what could find or name the person outside the sealed values."""
    participant.identity = b""
    participant.save(update_fields=["identity"])
    BlindIndex.objects.as_system().filter(participant=participant).delete()
    BankAccount.objects.as_system().filter(participant=participant).update(blind="")
    user = User.objects.filter(participant=participant).first()
    if user is not None:
        user.email, user.name = f"erased-{user.pk.lower()}@localhost", participant.pseudonym
        user.is_active = False
        user.set_unusable_password()
        user.save()
