"""The present operation: dotes in every state, so that everybody finds something to do."""

from __future__ import annotations

from datetime import date

from config.demonstration import borrowers, claiming, paying, side
from config.demonstration.applying import (
    Deed,
    approve_fully,
    approve_once,
    declare_eligible,
    follow,
    open_draft,
    price_plan,
    propose_award,
    sign,
    submit,
    take_charge,
)
from config.demonstration.claiming import Demand
from config.demonstration.ground import Ground
from config.demonstration.network import PRESENT
from config.demonstration.path import Path, Wish
from config.demonstration.serving import (
    Stops,
    check,
    complete,
    recognise,
    report,
    start_services,
    start_settlement,
    work_months,
)
from config.demonstration.sources import PLUS
from config.demonstration.telling import Story
from dote.months import span

LAST_DAY = date(2026, 11, 18)
MONTHLY = 562_50
HOST = 639_04
RENT = 2_767_38
NEXT_MONTH = date(2026, 12, 1)
PAYMENTS = tuple(date(2026, month, 12) for month in range(4, 11))


def stories(ground: Ground) -> list[Story]:
    """Return the stories of the present operation; on a day people come before banks."""
    operation = ground.network.operations[PRESENT]
    return [
        *_long_paths(ground),
        *_applications(ground),
        *side.stories(ground, PLUS),
        *borrowers.of_present(ground),
        paying.pay_all(ground, operation, PAYMENTS),
        paying.send(ground, operation, date(2026, 11, 10)),
        paying.submit(ground, operation, date(2026, 11, 16)),
        paying.draft(ground, operation, date(2026, 11, 17)),
        *_claims(ground),
    ]


def _long_paths(ground: Ground) -> list[Story]:
    """Return those whose services began: settling, completed, and three that go on."""
    hassan = _path(ground, "hassan", _full(date(2026, 3, 1), rent_months=6))
    awa = _path(ground, "awa", _full(date(2026, 4, 1), rent_months=7), attended={5: 12})
    samir = _path(ground, "samir", _samir(), attended={5: 12}, late=15)
    amina = _path(ground, "amina", _shared(date(2026, 8, 1)), late=14)
    john = _path(ground, "john", _shared(date(2026, 9, 1)), late=9)
    return [
        _settling(hassan, date(2026, 1, 19)),
        _completed(awa, date(2026, 2, 16)),
        _served(samir, date(2026, 3, 23), SAMIR_STOPS),
        paying.give_back(samir, "TIROCINIO", 1, date(2026, 7, 27)),
        paying.give_back(samir, "TIROCINIO", 4, date(2026, 11, 3)),
        _served(amina, date(2026, 6, 22)),
        paying.change_account(amina, LAST_DAY),
        _served(john, date(2026, 7, 27), JOHN_STOPS),
    ]


# What is left to do on months that are over; the months that still run stay open by themselves.
SAMIR_STOPS: Stops = {
    ("TIROCINIO", 5): recognise,  # in part, to be cleared
    ("TIROCINIO", 6): check,
    ("OSPITANTE", 1): None,
}
JOHN_STOPS: Stops = {("AFFITTO", 2): report}


def _settling(path: Path, first: date) -> Story:
    yield from _served(path, first)
    yield from complete(path, date(2026, 9, 14), outcome="employment")
    yield from start_settlement(path, date(2026, 10, 5))


def _completed(path: Path, first: date) -> Story:
    yield from _served(path, first)
    yield from complete(path, date(2026, 11, 9), outcome="training")


def _served(path: Path, first: date, stops: Stops | None = None) -> Story:
    """Tell a path from its application through the months of its services."""
    yield from follow(path, first, last=sign)
    day = yield path.wishes[0].starts_on
    start_services(path, day)
    yield from work_months(path, stops)


def _applications(ground: Ground) -> list[Story]:
    """Return those who are somewhere between the application and the signature."""
    told: tuple[tuple[str, date, Deed], ...] = (
        ("mariam", date(2026, 10, 19), approve_fully),
        ("kofi", date(2026, 10, 26), propose_award),
        ("moussa", date(2026, 10, 22), price_plan),
        ("aminata", date(2026, 11, 2), declare_eligible),
        ("ibrahim", date(2026, 11, 9), take_charge),
        ("omar", date(2026, 11, 12), submit),
        ("blessing", date(2026, 11, 10), submit),
        ("yasmine", date(2026, 11, 17), open_draft),
    )
    return [
        _approved_once(_path(ground, "fatou", _full(NEXT_MONTH, rent_months=6))),
        _withdrawn(_path(ground, "precious", _small())),
        *(follow(_path(ground, who, _small()), first, last=last) for who, first, last in told),
    ]


def _approved_once(path: Path) -> Story:
    """Tell of an award above the first band, which one of two has approved."""
    yield from follow(path, date(2026, 10, 21), last=propose_award)
    day = yield date(2026, 11, 16)
    approve_once(path, day)


def _withdrawn(path: Path) -> Story:
    yield from follow(path, date(2026, 10, 5), last=take_charge)
    day = yield date(2026, 10, 20)
    day.perform(path.fresh().withdraw, by=path.applicant)


def _claims(ground: Ground) -> list[Story]:
    """Return a transmitted claim, two in preparation and one that waits for its signature."""
    summer, autumn = date(2026, 7, 31), date(2026, 10, 31)
    begin = date(2026, 1, 1)

    def demand(partner: str, fund: str, first: date, last: date, on: date) -> Demand:
        return Demand(
            operation=ground.network.operations[PRESENT],
            partner=partner,
            fund=fund,
            first=first,
            last=last,
            prepared_on=on,
        )

    second = date(2026, 8, 1)
    return [
        claiming.transmit(ground, demand("PUGLIA", "ESF", begin, summer, date(2026, 8, 3))),
        claiming.prepare(ground, demand("PUGLIA", "ESF", second, autumn, date(2026, 11, 12))),
        claiming.prepare(ground, demand("PUGLIA", "FAMI", begin, autumn, date(2026, 11, 12))),
        claiming.precheck(ground, demand("SICILIA", "ESF", begin, autumn, date(2026, 11, 13))),
    ]


def _path(
    ground: Ground,
    who: str,
    wishes: tuple[Wish, ...],
    *,
    attended: dict[int, int] | None = None,
    late: int = 2,
) -> Path:
    return Path(ground, who, ground.calls[PLUS], wishes, days_attended=attended or {}, late=late)


def _full(begin: date, *, rent_months: int) -> tuple[Wish, ...]:
    """Return all that the notice gives: 6,781.42."""
    return (
        Wish("TIROCINIO", 6, MONTHLY, begin),
        Wish("OSPITANTE", 1, HOST, span(begin, 6)[0]),
        Wish("AFFITTO", rent_months, RENT // rent_months, begin),
    )


def _shared(begin: date) -> tuple[Wish, ...]:
    """Return an internship, and eight months in a shared flat."""
    return (
        Wish("TIROCINIO", 6, MONTHLY, begin),
        Wish("OSPITANTE", 1, HOST, span(begin, 6)[0]),
        Wish("AFFITTO", 8, 300_00, begin),
    )


def _samir() -> tuple[Wish, ...]:
    begin = date(2026, 5, 1)
    return (
        Wish("TIROCINIO", 6, MONTHLY, begin),
        Wish("OSPITANTE", 1, HOST, span(begin, 6)[0]),
        Wish("AFFITTO", 10, 250_00, begin),
    )


def _small() -> tuple[Wish, ...]:
    """Return what stays within the first band of approvals: 4,575.00."""
    return (
        Wish("TIROCINIO", 6, MONTHLY, NEXT_MONTH),
        Wish("AFFITTO", 4, 300_00, NEXT_MONTH),
    )
