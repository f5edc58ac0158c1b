"""What the streams of the trail are called on a page: references and pseudonyms, never ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.apps import apps
from django.utils.translation import gettext as _

from lifecycle.cases import CaseRoot
from people.models import Participant, User

READINGS, SIGN_INS = "reading", "auth"
PERSON, USER = "people.participant", "people.user"


def names_of(streams: Iterable[str]) -> dict[str, str]:
    """Return a name for each stream: a case's reference, a person's pseudonym, a user's name.

    One query a kind; a stream of no row, such as that of the settings, keeps its own name, and
    one whose row is gone is named by its kind alone.
    """
    wanted: defaultdict[str, dict[str, str]] = defaultdict(dict)
    found: dict[str, str] = {}
    for stream in streams:
        kind, sign, pk = stream.partition(":")
        if sign:
            wanted[kind][pk] = stream
        else:
            found[stream] = stream
    for kind, ids in wanted.items():
        names = _names(kind, list(ids))
        found |= {stream: names.get(pk, kind) for pk, stream in ids.items()}
    return found


def _names(kind: str, ids: list[str]) -> dict[str, str]:
    if kind in (READINGS, PERSON):
        words = _("Readings of %(who)s") if kind == READINGS else _("Person %(who)s")
        rows = Participant.objects.as_system().filter(pk__in=ids)
        return {row.pk: words % {"who": row.pseudonym} for row in rows}
    if kind in (SIGN_INS, USER):
        words = _("Sign-ins of %(who)s") if kind == SIGN_INS else _("Mandates of %(who)s")
        users = User.objects.filter(pk__in=ids).select_related("participant")
        return {user.pk: words % {"who": _shown(user)} for user in users}
    return _references(kind, ids)


def _shown(user: User) -> str:
    """Return a user's name, or the pseudonym where the user is a participant."""
    return user.participant.pseudonym if user.participant else user.name


def _references(kind: str, ids: list[str]) -> dict[str, str]:
    try:
        model = apps.get_model(kind)
    except (LookupError, ValueError):
        return {}
    rows = model._base_manager.filter(pk__in=ids)
    if issubclass(model, CaseRoot):
        return dict(rows.values_list("pk", "reference"))
    return {row.pk: str(row) for row in rows}
