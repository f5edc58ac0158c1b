"""The ledger of small aid over all grants: one undertaking's entries, and what room is left."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from lifecycle.errors import Refused
from lifecycle.guards import Obstacle
from people.roles import Role
from programme.models import Parameter
from programme.money import format_amount
from startup_grants import plans
from startup_grants.aid_rules import DE_MINIMIS, Rows, rule_on
from startup_grants.de_minimis import CALENDAR_YEAR, Aid, Room, room

if TYPE_CHECKING:
    from startup_grants.models import AidEntry, Grant


def room_of(grant: Grant, *, on: date) -> Room:
    """Return the room of the grant's single undertaking on a day.

    It counts the aid that was declared, and what Percorsi has granted to any of its members; a
    declared aid with the COR of an entry is that entry. NoRule when no rule holds on the day.
    """
    plan = plans.in_force(grant)
    declared = (plan.declared if plan else None) or {}
    entries = entries_of(members_of(grant))
    known = {entry.cor for entry in entries}
    aids = [Aid(entry.granted_on, entry.cents, entry.cor) for entry in entries]
    aids += [
        Aid(date.fromisoformat(row["granted_on"]), row["cents"], row.get("cor", ""))
        for row in declared.get("aids", [])
        if not row.get("cor") or row["cor"] not in known
    ]
    return room(aids, on=on, rule=rule_on(on, rules()), year_end=_year_end(grant))


def rules() -> Rows:
    """Return the dated rules of small aid, as they are stored."""
    return Rows.of(Parameter.objects.filter(programme=DE_MINIMIS).order_by("pk"))


def members_of(grant: Grant) -> frozenset[str]:
    """Return the VAT numbers of the grant's single undertaking: its own, and those declared."""
    plan = plans.in_force(grant)
    declared = (plan.declared if plan else None) or {}
    return frozenset(filter(None, [grant.enterprise, *declared.get("members", [])]))


def entries_of(members: Collection[str]) -> list[AidEntry]:
    """Return the entries of all who are one undertaking with the members, through any entry."""
    from startup_grants.models import AidEntry

    found: dict[str, AidEntry] = {}
    known = set(members)
    live = list(AidEntry.objects.as_system().filter(cancelled_on=None).order_by("granted_on", "id"))
    grown = True
    while grown:
        new = [e for e in live if e.pk not in found and known & set(e.members)]
        found |= {entry.pk: entry for entry in new}
        known.update(*(entry.members for entry in new))
        grown = bool(new)
    return sorted(found.values(), key=lambda entry: (entry.granted_on, entry.pk))


def enter(grant: Grant) -> None:
    """Enter an award in the ledger, under its lock; Refused when there is no room any more."""
    from startup_grants.models import AidEntry

    members = members_of(grant)
    _lock(members)
    granted_on, cents = grant.awarded_on, grant.granted_cents or 0
    if granted_on is None:
        raise ValueError("an award has its day")
    found = room_of(grant, on=granted_on)
    if found.rule.binding and not found.admits(cents):
        raise Refused([Obstacle("no_room_left", over_the_ceiling(found), (Role.GRANT_OFFICER,))])
    AidEntry.objects.create(
        grant=grant,
        members=sorted(members),
        granted_on=granted_on,
        cents=cents,
        cor=grant.cor,
    )


def transfer(grant: Grant, *, on: date) -> None:
    """Let the aid count for the enterprise that takes over, from the day of the transfer.

    The older entry counts until then (Reg. (EU) 2023/2831 art. 3(8) and 3(9)).
    """
    from startup_grants.models import AidEntry

    older = AidEntry.objects.as_system().filter(grant=grant, cancelled_on=None).first()
    cancel(grant, on=on)
    members = frozenset([grant.enterprise])
    _lock(members)
    found = room_for(members, on=on)
    cents = older.cents if older is not None else grant.granted_cents or 0
    if found.rule.binding and not found.admits(cents):
        raise Refused([Obstacle("no_room_left", over_the_ceiling(found), (Role.GRANT_OFFICER,))])
    AidEntry.objects.create(
        grant=grant,
        members=sorted(members),
        granted_on=older.granted_on if older is not None else on,
        cents=cents,
        cor=grant.cor,
    )


def room_for(members: Collection[str], *, on: date) -> Room:
    """Return the room of a single undertaking on a day, as far as our own entries know."""
    entries = entries_of(members)
    aids = [Aid(entry.granted_on, entry.cents, entry.cor) for entry in entries]
    return room(aids, on=on, rule=rule_on(on, rules()))


def cancel(grant: Grant, *, on: date) -> None:
    """Take an award that lapsed unsigned out of what counts; its entry stays."""
    from startup_grants.models import AidEntry

    AidEntry.objects.as_system().filter(grant=grant, cancelled_on=None).update(cancelled_on=on)


def over_the_ceiling(found: Room) -> str:
    """Return the sentence that says what room there is, and what leaves the window next."""
    sentence = _(
        "The single undertaking has room for %(room)s: %(counted)s of %(ceiling)s are taken "
        "(%(rule)s)."
    ) % {
        "room": format_amount(found.room_cents),
        "counted": format_amount(found.counted_cents),
        "ceiling": format_amount(found.rule.ceiling_cents),
        "rule": found.rule.source,
    }
    if found.leaves_next is None:
        return sentence
    return _("%(sentence)s On %(day)s %(amount)s leave the window.") % {
        "sentence": sentence,
        "day": f"{found.leaves_next.on:%d/%m/%Y}",
        "amount": format_amount(found.leaves_next.cents),
    }


def _lock(members: Collection[str]) -> None:
    """Lock the row of each member, in one order: whoever shares a member waits."""
    from startup_grants.models import Undertaking

    for number in sorted(members):
        Undertaking.objects.get_or_create(number=number)
    list(
        Undertaking.objects.select_for_update()
        .filter(number__in=sorted(members))
        .order_by("number")
    )


def _year_end(grant: Grant) -> tuple[int, int]:
    month, _dash, day = grant.year_end.partition("-")
    return (int(month), int(day)) if day else CALENDAR_YEAR
