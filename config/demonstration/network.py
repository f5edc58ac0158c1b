"""The operations of the demonstration, past and present, with their partners and budget lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from programme.models import (
    BudgetLine,
    Operation,
    OperationPartner,
    Partner,
    Programme,
    Territory,
)

PAST, PRESENT = "PERCORSI-2019", "PERCORSI-2026"
Action = BudgetLine.Action
Kind = Partner.Kind


@dataclass(frozen=True)
class Network:
    """What the calls stand on, by code."""

    operations: dict[str, Operation]
    partners: dict[str, Partner]
    lines: dict[tuple[str, str], BudgetLine]


class Member(NamedTuple):
    """A partner of the project, with an invented fiscal code."""

    code: str
    name: str
    territory: str
    fiscal_code: str
    kind: Kind = Kind.REGION


# The partners are those of P.I.U. Su.Pr.Eme. as published; all that they do here is invented.
MEMBERS = (
    Member("PUGLIA", "Regione Puglia (dimostrazione)", "PUG", "99999990015"),
    Member("BASILICATA", "Regione Basilicata (dimostrazione)", "BAS", "99999990023"),
    Member("CALABRIA", "Regione Calabria (dimostrazione)", "CAL", "99999990031"),
    Member("CAMPANIA", "Regione Campania (dimostrazione)", "CAM", "99999990049"),
    Member("SICILIA", "Regione Siciliana (dimostrazione)", "SIC", "99999990056"),
    Member("NOVA", "Consorzio Nova (dimostrazione)", "PUG", "99999990064", Kind.CONSORTIUM),
)
LEAD = "PUGLIA"

LINES = {
    "B1": ("Lavoro: indennità di tirocinio", Action.WORK),
    "B2": ("Abitare: contributi all'affitto", Action.HOUSING),
    "B3": ("Lavoro: soggetti ospitanti", Action.WORK),
}
UNEXPLAINED = "B9"
UNEXPLAINED_TITLE = "Avviso Sicilia 66: 128 € stampati e non spiegati (2.390.240 − 386 × 6.192)"


def build() -> Network:
    """Build programme, partners and budget lines on the reference data."""
    operations = {PAST: _past(), PRESENT: _present()}
    partners = {member.code: _partner(member) for member in MEMBERS}
    for operation in operations.values():
        for code, partner in partners.items():
            OperationPartner.objects.create(
                operation=operation, partner=partner, is_lead=code == LEAD
            )
    return Network(operations, partners, _lines(operations))


def _past() -> Operation:
    """Return the finished operation; the PON paid until the end of 2023."""
    return Operation.objects.create(
        programme=Programme.objects.get(code="PON-INCLUSIONE-1420"),
        code=PAST,
        title="Percorsi 2019-2022 (concluso; cifre pubbliche, persone inventate)",
        cup="J89I19000000001",
        starts_on=date(2019, 10, 1),
        ends_on=date(2022, 12, 31),
        eligible_from=date(2019, 10, 1),
        eligible_to=date(2023, 12, 31),
        records_kept_until=date(2033, 12, 31),
        is_demonstration=True,
    )


def _present() -> Operation:
    return Operation.objects.create(
        programme=Programme.objects.get(code="PN-INCLUSIONE-2127"),
        code=PRESENT,
        title="Percorsi 2026-2028 (operazione inventata)",
        cup="J89I26000000001",
        starts_on=date(2026, 1, 1),
        ends_on=date(2028, 12, 31),
        eligible_from=date(2026, 1, 1),
        eligible_to=date(2028, 12, 31),
        records_kept_until=date(2038, 12, 31),
        is_demonstration=True,
    )


def _partner(member: Member) -> Partner:
    return Partner.objects.create(
        code=member.code,
        name=member.name,
        fiscal_code=member.fiscal_code,
        territory=Territory.objects.get(code=member.territory),
        kind=member.kind,
    )


def _lines(operations: dict[str, Operation]) -> dict[tuple[str, str], BudgetLine]:
    wanted = {(code, line): LINES[line] for code in operations for line in LINES}
    wanted[PAST, UNEXPLAINED] = (UNEXPLAINED_TITLE, Action.WORK)
    return {
        (code, line): BudgetLine.objects.create(
            operation=operations[code], code=line, title=title, action=action
        )
        for (code, line), (title, action) in wanted.items()
    }
