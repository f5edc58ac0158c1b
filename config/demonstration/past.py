"""The finished operation: four dotes from application to closing, and one that nobody signed."""

from __future__ import annotations

from datetime import date, timedelta

from config.demonstration import borrowers, claiming, paying
from config.demonstration.applying import approve_fully, follow, sign
from config.demonstration.claiming import Demand
from config.demonstration.ground import Ground
from config.demonstration.network import PAST
from config.demonstration.path import Path, Wish
from config.demonstration.serving import (
    close,
    complete,
    start_services,
    start_settlement,
    work_months,
)
from config.demonstration.sources import PUOI, SICILY
from config.demonstration.telling import Story
from expenditure.states import ClaimKind
from lifecycle import timed

BEGIN = date(2020, 9, 1)
HALF_WAY = date(2020, 12, 31)
PAYMENTS = tuple(date(2020 + (8 + n) // 12, (8 + n) % 12 + 1, 12) for n in range(1, 11))


def stories(ground: Ground) -> list[Story]:
    """Return the stories of the finished operation; on a day people come before banks."""
    operation = ground.network.operations[PAST]
    return [
        *(_finished(path, first) for path, first in _finished_paths(ground)),
        _never_signed(_path(ground, "adama", SICILY, 6, 8), date(2020, 9, 7)),
        *borrowers.of_past(ground),
        paying.pay_all(ground, operation, PAYMENTS),
        *_claims(ground),
    ]


def _finished_paths(ground: Ground) -> list[tuple[Path, date]]:
    lamin = _path(ground, "lamin", SICILY, 6, 8)
    khadija = _path(ground, "khadija", SICILY, 6, 8, days_attended={4: 11})
    emmanuel = _path(ground, "emmanuel", PUOI, 6, 6)
    return [
        (lamin, date(2020, 7, 6)),
        (khadija, date(2020, 7, 13)),
        (emmanuel, date(2020, 7, 8)),
    ]


def _path(
    ground: Ground,
    who: str,
    notice: str,
    internship: int,
    rent: int,
    *,
    days_attended: dict[int, int] | None = None,
) -> Path:
    """Return a path at the full prices of its notice, from 1 September 2020."""
    call = ground.calls[notice]
    prices = {offer.code: int(offer.ceiling.amount * 100) for offer in call.offers.all()}
    wishes = (
        Wish("TIROCINIO", internship, prices["TIROCINIO"] // 6, BEGIN),
        Wish("OSPITANTE", 1, prices["OSPITANTE"], date(2021, 2, 1)),
        Wish("AFFITTO", rent, prices["AFFITTO"] // rent, BEGIN),
    )
    return Path(ground, who, call, wishes, days_attended or {})


def _finished(path: Path, first: date) -> Story:
    """Tell a path from the application to the closing."""
    yield from follow(path, first, last=sign)
    day = yield BEGIN
    start_services(path, day)
    yield from work_months(path)
    yield from complete(path, date(2021, 5, 17), outcome="employment")
    yield from start_settlement(path, date(2021, 7, 5))
    yield from close(path, date(2021, 10, 4))


def _never_signed(path: Path, first: date) -> Story:
    """Tell of an award whose pact nobody signed: thirty days after it, it has lapsed."""
    yield from follow(path, first, last=approve_fully)
    day = yield first + timedelta(days=60)
    with day.minute():
        timed.tick(on=day.on)


def _claims(ground: Ground) -> list[Story]:
    operation = ground.network.operations[PAST]
    first, then, last = date(2019, 10, 1), HALF_WAY + timedelta(days=1), date(2021, 6, 30)
    told = [
        ("SICILIA", "ESF", first, HALF_WAY, date(2021, 1, 18), ClaimKind.INTERIM),
        ("SICILIA", "ESF", then, last, date(2021, 7, 12), ClaimKind.FINAL),
        ("PUGLIA", "ESF", first, last, date(2021, 7, 13), ClaimKind.FINAL),
        ("PUGLIA", "FAMI", first, last, date(2021, 7, 14), ClaimKind.FINAL),
    ]
    return [
        claiming.transmit(
            ground,
            Demand(
                operation=operation,
                partner=partner,
                fund=fund,
                first=begins,
                last=ends,
                prepared_on=on,
                kind=kind,
            ),
        )
        for partner, fund, begins, ends, on, kind in told
    ]
