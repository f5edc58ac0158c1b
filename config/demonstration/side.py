"""The side procedures of the present operation: a case of every kind, and of every state."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from audit.labels import label
from config.demonstration.applying import (
    declare_eligible,
    follow,
    open_draft,
    sign,
    take_charge,
)
from config.demonstration.cast import PREPARER, SECOND_APPROVER
from config.demonstration.ground import Ground
from config.demonstration.path import Path, Wish
from config.demonstration.serving import Stops, recognise, start_services, work_months
from config.demonstration.telling import Day, Story
from dote.models import PricedPlan
from dote.plan_rows import PlanRow
from dote.states import MonthState
from lifecycle import timed
from lifecycle.models import (
    AdverseNotice,
    Appeal,
    Complaint,
    Extension,
    Hold,
    IntegrationItem,
    IntegrationRequest,
    Proposal,
    Recovery,
    Reopening,
    Revocation,
    Suspension,
    Transfer,
    Variation,
    Waiver,
)
from people.actors import system_actor
from programme.models import HoldCause, RequestedThing

MONTHLY, RENT = 562_50, 300_00
REASONS = ["permit_not_valid"]


def stories(ground: Ground, call: str) -> list[Story]:
    """Return a story for each kind of side procedure; they lean on those of the long paths."""

    def path(who: str, wishes: Sequence[Wish], **told: Any) -> Path:
        return Path(ground, who, ground.calls[call], tuple(wishes), **told)

    later = _wishes(date(2026, 12, 1))
    grace = path("grace", _wishes(date(2026, 11, 1)))
    mamadou = path("mamadou", _wishes(date(2026, 9, 1)))
    rokia = path("rokia", _wishes(date(2026, 9, 1)))
    yusuf = path("yusuf", _wishes(date(2026, 8, 1)))
    return [
        _cancelled(path("salma", later)),
        _asked_for_more(path("ousmane", later)),
        _warned(path("idris", later)),
        _refused(path("zainab", later)),
        _moved(grace),
        _about_to_move(path("kwame", later)),
        _waiting(path("tesfay", later)),
        _served(mamadou, date(2026, 7, 27), MAMADOU_STOPS),
        _standing_still(mamadou),
        _served(rokia, date(2026, 7, 27), _first_month_only()),
        _given_up(rokia),
        _served(yusuf, date(2026, 6, 29), _nothing()),
        _revoked(yusuf),
        _small_ones(ground),
        _timer(),
    ]


def _wishes(begin: date) -> tuple[Wish, ...]:
    """Return an internship of six months and a room for six months: 5,175.00."""
    return (Wish("TIROCINIO", 6, MONTHLY, begin), Wish("AFFITTO", 6, RENT, begin))


def _first_month_only() -> Stops:
    return {(code, n): None for code in ("TIROCINIO", "AFFITTO") for n in range(2, 7)}


def _nothing() -> Stops:
    return {(code, n): None for code in ("TIROCINIO", "AFFITTO") for n in range(1, 7)}


MAMADOU_STOPS: Stops = {
    **{(code, n): None for code in ("TIROCINIO", "AFFITTO") for n in range(3, 7)},
    ("TIROCINIO", 2): recognise,
}


def _served(path: Path, first: date, stops: Stops) -> Story:
    yield from follow(path, first, last=sign)
    day = yield path.wishes[0].starts_on
    start_services(path, day)
    yield from work_months(path, stops)


def _cancelled(path: Path) -> Story:
    day = yield date(2026, 9, 7)
    open_draft(path, day)
    day = yield date(2026, 9, 21)
    day.perform(path.fresh().cancel, by=path.applicant)


def _asked_for_more(path: Path) -> Story:
    """P-INT: two things are missing; one has come."""
    yield from follow(path, date(2026, 10, 26), last=take_charge)
    day = yield date(2026, 11, 5)
    officer = path.user(path.desk.officer)
    request = day.begin(IntegrationRequest, by=officer, case_label=path.dote.label)
    for code in ("household", "identity_document"):
        day.begin(
            IntegrationItem,
            by=officer,
            note="Serve per verificare il nucleo familiare (motivo inventato).",
            case_label=path.dote.label,
            request=request,
            thing=RequestedThing.objects.get(code=code),
            mandatory=True,
        )
    request = _again(request)
    day.perform(request.send, by=officer)
    day = yield date(2026, 11, 9)
    item = IntegrationItem.objects.as_system().get(request=request, thing__code="household")
    words = "Vivo con mio fratello (risposta inventata)."
    day.perform(item.answer, by=path.applicant, means="words", note=words)


def _noticed(path: Path, first: date) -> Story:
    """P-NEG: proposed, notified by two, handed over."""
    yield from follow(path, first, last=take_charge)
    day = yield first + timedelta(days=9)
    officer = path.user(path.desk.officer)
    notice = day.begin(
        AdverseNotice,
        by=officer,
        note="Il permesso è scaduto a maggio e manca la ricevuta (motivo inventato).",
        case_label=path.fresh().label,
        told={"reasons": REASONS},
    )
    day = yield first + timedelta(days=11)
    _decide(day, notice.notify, by=officer, approvers=[path.user(path.desk.approver)])
    day = yield first + timedelta(days=14)
    notice = _again(notice)
    day.perform(notice.receive, by=officer, received_on=day.on, channel="hand")


def _warned(path: Path) -> Story:
    yield from _noticed(path, date(2026, 10, 26))


def _refused(path: Path) -> Story:
    """D10: answered, upheld, refused; then an opposition against it (P-RIC)."""
    first = date(2026, 9, 7)
    yield from _noticed(path, first)
    officer, approver = path.user(path.desk.officer), path.user(path.desk.approver)
    day = yield date(2026, 9, 28)
    notice = AdverseNotice.objects.as_system().get(case_label=path.dote.label)
    words = "Ho chiesto il rinnovo per posta (risposta inventata)."
    day.perform(notice.observe, by=path.applicant, note=words)
    day = yield date(2026, 10, 5)
    why = "La ricevuta non è stata prodotta (motivazione inventata)."
    day.perform(_again(notice).uphold, by=officer, note=why)
    day = yield date(2026, 10, 7)
    refuse = path.fresh().refuse
    _decide(day, refuse, by=officer, approvers=[approver], note=why, reasons=REASONS)
    day = yield date(2026, 10, 30)
    day.begin(
        Appeal,
        by=path.applicant,
        note="Ho trovato la ricevuta (motivo inventato).",
        case_label=path.dote.label,
        kind="opposition",
        against=path.dote.label,
        known_on=date(2026, 10, 8),
        filed_on=day.on,
    )


def _moved(path: Path) -> Story:
    """P-TRF: Sicily releases, Puglia accepts; the money of Sicily is free again."""
    yield from follow(path, date(2026, 8, 31), last=sign)
    day = yield date(2026, 11, 5)
    transfer = _transfer(path, day, "PUGLIA")
    day = yield date(2026, 11, 6)
    day.perform(transfer.release, by=path.user("sara"))
    day = yield date(2026, 11, 9)
    day.perform(_again(transfer).accept, by=path.user("bruno"))


def _about_to_move(path: Path) -> Story:
    yield from follow(path, date(2026, 10, 26), last=declare_eligible)
    day = yield date(2026, 11, 16)
    transfer = _transfer(path, day, "SICILIA")
    day = yield date(2026, 11, 17)
    day.perform(transfer.release, by=path.user("bruno"))


def _transfer(path: Path, day: Day, to: str) -> Any:
    return day.begin(
        Transfer,
        by=path.applicant,
        case_label=path.fresh().label,
        to_partner=path.ground.network.partners[to],
        moved_on=day.on,
    )


def _waiting(path: Path) -> Story:
    """D12: nothing is left on the line of Sicily, so the person waits."""
    yield from follow(path, date(2026, 9, 28), last=declare_eligible)
    day = yield date(2026, 10, 12)
    day.perform(path.fresh().queue, by=path.user(path.desk.officer))


def _standing_still(path: Path) -> Story:
    """P-SOS: asked for a journey, approved, begun by the timer; P-PRO asked for as well."""
    day = yield date(2026, 10, 12)
    starts_on, ends_on = date(2026, 11, 1), date(2026, 12, 31)
    suspension = day.begin(
        Suspension,
        by=path.applicant,
        case_label=path.fresh().label,
        told={"reason": "return_trip", "starts_on": starts_on, "ends_on": ends_on},
    )
    day = yield date(2026, 10, 14)
    approver = path.user(path.desk.approver)
    day.perform(suspension.approve, by=approver, starts_on=starts_on, ends_on=ends_on)
    day = yield date(2026, 11, 2)
    day.perform(_again(suspension).begin, by=system_actor())


def _given_up(path: Path) -> Story:
    """P-RIN: with a mediator, seven days to think again, and two signatures."""
    day = yield date(2026, 10, 8)
    told = {"reason": "moves_away"}
    waiver = day.begin(Waiver, by=path.applicant, case_label=path.fresh().label, told=told)
    day = yield date(2026, 10, 9)
    mediator = label(path.user("tommaso"))
    operator = path.user(path.desk.operator)
    waiver = day.perform(waiver.check_free_will, by=operator, mediator=mediator, language="fr")
    day = yield date(2026, 10, 12)
    officer = path.user(path.desk.officer)
    waiver = day.perform(waiver.take_note, by=officer, performed_until=date(2026, 9, 30))
    day = yield date(2026, 10, 19)
    _decide(day, waiver.take_effect, by=officer, approvers=[path.user(path.desk.approver)])


def _revoked(path: Path) -> Story:
    """P-REV: nothing was ever reported; it is begun, answered and signed by two people each."""
    officer = path.user(path.desk.officer)
    approvers = [path.user(path.desk.approver), path.user(SECOND_APPROVER)]
    day = yield date(2026, 11, 3)
    revocation = day.begin(
        Revocation,
        by=officer,
        note="Nessuna mensilità è stata rendicontata (motivo inventato).",
        case_label=path.fresh().label,
        cause="not_reported",
        total=True,
        rows=[],
    )
    day = yield date(2026, 11, 4)
    _decide(day, revocation.notify, by=officer, approvers=approvers)
    day = yield date(2026, 11, 10)
    words = "Ero via per lavoro (risposta inventata)."
    revocation = day.perform(_again(revocation).counter, by=path.applicant, note=words)
    revocation = day.perform(revocation.decide, by=officer)
    day = yield date(2026, 11, 13)
    _decide(day, revocation.issue, by=officer, approvers=approvers)


def _small_ones(ground: Ground) -> Story:
    """Tell what happens beside the long paths: a pause, more time, a hold, complaints, and more."""
    day = yield date(2026, 11, 10)
    john, samir, amina = ground.paths["john"], ground.paths["samir"], ground.paths["amina"]
    for month in john.months():
        if month.state == MonthState.OPEN and month.starts_on == date(2026, 11, 1):
            day.perform(month.pause, by=john.applicant)
    day = yield date(2026, 11, 16)
    told = {"days": 20, "reason": "services_begin_late"}
    case = samir.fresh().label
    day.begin(Extension, by=samir.applicant, case_label=case, target=case, told=told)
    _complain(samir, day, "delay", "Aspetto l'affitto di settembre (reclamo inventato).")
    _complain(ground.paths["awa"], day, "conduct", "Mi hanno parlato male (reclamo inventato).")
    _reopen(ground.paths["lamin"], day)
    _owe_back(ground.paths["hassan"], day)
    day = yield date(2026, 11, 17)
    ibrahim = ground.paths["ibrahim"]
    day.begin(
        Hold,
        by=ibrahim.user("anna"),
        note="Il permesso scade questa settimana (motivo inventato).",
        case_label=ibrahim.fresh().label,
        cause=HoldCause.objects.get(code="permit_expired"),
    )
    _vary(amina, day)


def _complain(path: Path, day: Day, kind: str, words: str) -> None:
    day.begin(
        Complaint,
        by=path.applicant,
        note=words,
        kind=kind,
        operation=path.call.operation,
        partner=path.participant.partner,
        participant=path.participant,
    )


def _reopen(path: Path, day: Day) -> None:
    """P-RIA: asked for on a closed dote of the finished operation."""
    day.begin(
        Reopening,
        by=path.user(path.desk.officer),
        note="Un documento è arrivato dopo la chiusura (motivo inventato).",
        case_label=path.fresh().label,
        width="limited",
        reason="late_document",
        expires_on=day.on + timedelta(days=10),
    )


def _owe_back(path: Path, day: Day) -> None:
    """P-REC: finance opens a file for a rent that was paid too high; not demanded yet."""
    month = next(m for m in path.months() if m.line.offer.code == "AFFITTO" and m.paid_on)
    row = {"part": month.label, "position": month.line.position_id, "cents": 50_00}
    day.begin(
        Recovery,
        by=path.user(PREPARER),
        note="La ricevuta era di 50 euro più bassa (motivo inventato).",
        case_label=path.fresh().label,
        origin="overpayment",
        rows=[row],
    )


def _vary(path: Path, day: Day) -> None:
    """P-VAR: two months of rent less, submitted; the office has still to take it up."""
    operator = path.user(path.desk.operator)
    variation = day.begin(Variation, by=operator, case_label=path.fresh().label)
    rows = [
        PlanRow(
            offer_id=line.offer_id,
            agreement_id=line.agreement_id,
            months=line.months_count - (2 if line.offer.code == "AFFITTO" else 0),
            monthly_cents=line.monthly_cents,
            starts_on=line.starts_on,
            line_id=line.pk,
        ).plain()
        for line in path.lines()
    ]
    plan = day.begin(
        PricedPlan, by=operator, dote=path.fresh(), plan_version=path.version, rows=rows
    )
    day.perform(_again(variation).submit, by=operator, draft=plan.label)


def _timer() -> Story:
    """Let the timer do on the last day what has fallen due."""
    day = yield date(2026, 11, 18)
    with day.minute():
        timed.tick(on=day.on)


def _decide(day: Day, bound: Any, *, by: Any, approvers: list[Any], **told: Any) -> None:
    """Have a step proposed, and approved by as many as it wants."""
    proposal = day.propose(bound, by=by, **told)
    for approver in approvers[: proposal.wanted]:
        day.approve(Proposal.objects.get(pk=proposal.pk), by=approver)


def _again(row: Any) -> Any:
    return type(row).objects.as_system().get(pk=row.pk)
