"""The roles of the system, and the pairs that one person may not hold at once."""

from collections.abc import Iterable
from itertools import combinations, product

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person may be asked to do; held through a dated mandate."""

    PARTICIPANT = "participant", _("Participant")
    DELEGATE = "delegate", _("Delegate")
    OPERATOR = "operator", _("Operator")
    GRANT_OFFICER = "grant_officer", _("Grant officer")
    APPROVER = "approver", _("Approver")
    COMMITTEE = "committee", _("Committee member")
    TUTOR = "tutor", _("Tutor")
    FINANCE = "finance", _("Finance officer")
    TREASURY = "treasury", _("Treasury")
    CONTROLLER = "controller", _("First-level controller")
    CONTROL_HEAD = "control_head", _("Head of control")
    MANAGING_AUTHORITY = "managing_authority", _("Managing authority")
    PROGRAMME_MANAGER = "programme_manager", _("Programme manager")
    AUDITOR = "auditor", _("Auditor")
    LEGAL = "legal", _("Legal office")
    ADMINISTRATOR = "administrator", _("Administrator")
    SYSTEM = "system", _("System")


PERSONAL = (Role.PARTICIPANT, Role.DELEGATE)
DECIDING = (Role.OPERATOR, Role.GRANT_OFFICER, Role.APPROVER, Role.COMMITTEE, Role.TUTOR)
PAYING = (Role.FINANCE, Role.TREASURY)
CONTROLLING = (Role.CONTROLLER, Role.CONTROL_HEAD)
STAFF = tuple(role for role in Role if role not in (*PERSONAL, Role.SYSTEM))

# Roles whose holders may open the case of a participant; the others work on books,
# statements, users and parameters, and never see who is behind a pseudonym.
CASE_READERS = (*DECIDING, Role.FINANCE, *CONTROLLING, Role.AUDITOR, Role.LEGAL)

Pair = frozenset[Role]


def _between(left: Iterable[Role], right: Iterable[Role], why: Promise) -> dict[Pair, Promise]:
    return {frozenset((a, b)): why for a, b in product(left, right) if a != b}


def _among(roles: Iterable[Role], why: Promise) -> dict[Pair, Promise]:
    return {frozenset(pair): why for pair in combinations(roles, 2)}


def _without(*roles: Role) -> tuple[Role, ...]:
    return tuple(role for role in STAFF if role not in roles)


# Four eyes (spec/lifecycles.md 0) and the separation of functions of Reg. (EU) 2021/1060
# art. 71(4) and 74: later lines give the sentence that people read when several apply.
INCOMPATIBLE: dict[Pair, Promise] = {
    **_between(
        (Role.OPERATOR, Role.TUTOR),
        (Role.GRANT_OFFICER, Role.APPROVER, Role.COMMITTEE),
        _("Whoever accompanies a person may not decide on the person's application."),
    ),
    **_among(
        (Role.GRANT_OFFICER, Role.APPROVER, Role.COMMITTEE),
        _("Whoever prepares a decision may not also take it."),
    ),
    **_between(DECIDING, PAYING, _("Whoever awards or prepares an award may not also pay it.")),
    **_among(PAYING, _("Whoever prepares a payment may not also release it.")),
    **_between(
        CONTROLLING,
        _without(*CONTROLLING),
        _("Whoever controls expenditure may not have had a part in it."),
    ),
    **_between(
        (Role.MANAGING_AUTHORITY,),
        (*DECIDING, *PAYING, *CONTROLLING),
        _("Whoever certifies expenditure may not have decided, paid or controlled it."),
    ),
    **_between(
        (Role.AUDITOR,),
        _without(Role.AUDITOR),
        _("An auditor may hold no other office in what is audited."),
    ),
    **_between(
        (Role.ADMINISTRATOR,),
        _without(Role.ADMINISTRATOR),
        _("An administrator gives rights to others and may hold no other office."),
    ),
    **_between(
        PERSONAL,
        STAFF,
        _("Whoever receives support, or acts for a person who does, may hold no office."),
    ),
}


def why_incompatible(first: Role, second: Role) -> Promise | None:
    """Return the sentence that forbids the two roles together, or None."""
    return INCOMPATIBLE.get(frozenset((first, second)))
