"""An export and a paper to try the registries with, and the small world they speak of."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django import forms

from audit import triggers
from documents import papers
from documents.exports import Column, Kind, Params, Table, export
from documents.models import DocumentRequest
from documents.papers import paper
from people import keys
from people.models import Participant
from people.roles import Role
from programme.models import Partner, Territory

TEMPLATES = Path(__file__).parent / "templates"
CUT_OFF = datetime(2026, 7, 31, 22, 0, tzinfo=UTC)
TODAY = date(2026, 11, 18)

COLUMNS = (
    Column("Riferimento", "reference", Kind.CODE, "The case that the payment belongs to."),
    Column("Causale", "reason", Kind.TEXT, "What was paid for, as the officer wrote it."),
    Column("Importo", "cents", Kind.MONEY, "Paid, euro.", total=True),
    Column("Pagato il", "paid_on", Kind.DATE, "Value date of the bank."),
    Column("Registrato", "recorded_at", Kind.INSTANT, "When it was entered."),
    Column("Presenze", "days", Kind.INTEGER, "Days attended.", total=True),
    Column("Quota", "share", Kind.PERCENT, "Share of the fund."),
)


class SampleForm(forms.Form):
    """Asks up to how many rows; more or less of them by the reason."""

    rows = forms.IntegerField(min_value=0, required=False)


def rows(count: int, reason: str = "Voucher affitto — maggio") -> list[dict[str, Any]]:
    """Return so many payments of distinct amounts."""
    return [
        {
            "reference": f"DOT-2026-{number:06d}",
            "reason": reason,
            "cents": 68_000 + number * 7,
            "paid_on": date(2026, 5, 1 + number % 28),
            "recorded_at": datetime(2026, 6, 1, 8, 30, number % 60, tzinfo=UTC),
            "days": number % 23,
            "share": Decimal("12.5"),
        }
        for number in range(count)
    ]


def table(paid: list[dict[str, Any]], **changes: Any) -> Table:
    """Return a statement of payments."""
    facts: dict[str, Any] = {
        "title": "Pagamenti del trimestre",
        "columns": COLUMNS,
        "rows": iter(paid),
        "cut_off": CUT_OFF,
        "period": (date(2026, 5, 1), date(2026, 7, 31)),
        "operation": "Su.Pr.Eme. Italia",
        "cup": "I21F19000020009",
        "accounting_year": "2026-2027",
        "filters": {"Partner": "Regione Puglia"},
        "totals": {"cents": sum(row["cents"] for row in paid)},
    }
    return Table(**(facts | changes))


@export(
    "sample_payments",
    title="Pagamenti di prova",
    roles={Role.FINANCE, Role.AUDITOR},
    columns=COLUMNS,
    form=SampleForm,
)
def sample_payments(params: Params) -> Table:
    """Return as many payments as asked for, five as a rule."""
    return table(rows(params["rows"] if params["rows"] is not None else 5))


@export(
    "sample_live",
    title="Elenco in corso",
    roles={Role.FINANCE},
    columns=COLUMNS,
    personal=True,
)
def sample_live(params: Params) -> Table:
    """Return a list without a cut-off of its own."""
    return table(rows(2), cut_off=None)


def whose(participant: Participant) -> Participant:
    """Return the person of a paper about a person."""
    return participant


@paper(
    "sample_pact",
    code="PATTO",
    title="Patto di servizio",
    template="papers/sample_pact.html",
    participant=whose,
)
def sample_pact(participant: Participant) -> dict[str, Any]:
    """Say who gets how much until when."""
    return {
        "who": participant.pseudonym,
        "words": getattr(participant, "words", "Assegno di partecipazione"),
        "cents": 123_456,
        "until": date(2027, 1, 31),
    }


@paper(
    "sample_broken",
    code="RIC",
    title="Ricevuta",
    template="papers/sample_broken.html",
    participant=whose,
)
def sample_broken(participant: Participant) -> dict[str, Any]:
    """Say something that its template cannot print."""
    return {"who": participant.pseudonym}


def registered_participant(*, language: str = "it") -> Participant:
    """Return a participant with a key of their own; nothing about them is decrypted here."""
    number = Partner.objects.count() + 1
    territory, _made = Territory.objects.get_or_create(
        code="PUG", defaults={"name": "Puglia", "istat": "16"}
    )
    partner = Partner.objects.create(
        code=f"RP{number}", name="Regione Puglia", territory=territory, kind="region"
    )
    participant = Participant(
        pseudonym=f"P-SAM{number:03d}",
        partner=partner,
        territory=territory,
        key=keys.create(),
        identity=b"sealed elsewhere",
        language=language,
        registered_on=TODAY,
    )
    participant.save(force_insert=True)
    return participant


def asked_paper(participant: Participant, name: str = "sample_pact") -> DocumentRequest:
    """Return a paper asked for about a participant; call it inside a transaction."""
    return papers.request(name, subject=participant, by="system", on=TODAY)


def refused_as(error: BaseException, rule: str) -> bool:
    """Tell whether the database refused by this rule, or did not let its role come that far."""
    return triggers.refused_by(error) == rule or "permission denied" in str(error)
