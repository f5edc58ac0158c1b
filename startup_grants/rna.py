"""The file for the national register of aid (RNA, DM 115/2017), and the register's answer.

The elements are those that a public client of the register writes (rendicontazione 5.2). Nobody
has tried the file with the register yet: it says so itself, in PROFILE.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from django.utils.translation import gettext_lazy as _

from documents.invoices.reading import walk
from documents.invoices.refused import InvoiceRefused, refused
from startup_grants import ledger, plans

if TYPE_CHECKING:
    from io import BytesIO

    from startup_grants.models import Grant

PROFILE = "percorsi-1: not yet verified against the registry"
REGULATION = {False: "2013/1407", True: "2023/2831"}
NEW_RULE_FROM = date(2024, 1, 1)
GRANT_INSTRUMENT, SMALL_AID = "1", "de minimis"
LARGEST_ANSWER = 2_000_000
"""Bytes of an answer: one line a grant, far above what a call has."""

ROOT, ROW = "ESITI", "ESITO"
FIELDS = ("ID_CONCESSIONE_GEST", "COR", "STATO", "MESSAGGIO")
PLACES = {f"{ROW}/{name}": name for name in FIELDS}


@dataclass(frozen=True)
class Answer:
    """What the register says of one grant: its code, or why there is none."""

    reference: str
    cor: str
    state: str
    message: str

    @property
    def registered(self) -> bool:
        """Say whether the register gave a code."""
        return self.cor.isascii() and self.cor.isdigit() and 4 <= len(self.cor) <= 15


def write(grants: Iterable[Grant], out: BytesIO) -> None:
    """Write a CONCESSIONE for each grant, in the order given, as UTF-8."""
    xml = XMLGenerator(out, encoding="utf-8", short_empty_elements=True)
    xml.startDocument()
    xml.startElement("CONCESSIONI", AttributesImpl({"PROFILO": PROFILE}))
    for grant in grants:
        _tree(xml, "CONCESSIONE", _concession(grant))
    xml.endElement("CONCESSIONI")
    xml.endDocument()


def read(content: bytes) -> list[Answer]:
    """Return what an answer says, one row a grant.

    Raises InvoiceRefused, with a sentence, for what is too long, no XML, declares entities, is
    another file, names a grant twice, or says nothing of any.
    """
    if len(content) > LARGEST_ANSWER:
        raise refused("size", _("The file is too long for an answer of the register."))
    try:
        (_namespace, name), texts = walk(content, wanted=tuple(PLACES))
    except InvoiceRefused as error:
        raise refused("xml", _("This is no answer of the register: %(why)s"), why=error) from error
    if name != ROOT:
        raise refused("root", _("This is another file, no answer of the register."))
    rows = list(_rows(texts))
    references = [row.reference for row in rows]
    if not rows or not all(references) or len(set(references)) != len(references):
        raise refused("rows", _("The answer names no grant, or one of them twice."))
    return rows


Tree = Mapping[str, "str | Tree | Sequence[Tree]"]


def _concession(grant: Grant) -> Tree:
    on = grant.awarded_on or grant.funded_on
    return {
        "TITOLO_PROGETTO": grant.reference,
        "CUP_CHECK_RICHIESTA": "N",
        "CUP": grant.cup,
        "DATA_DOMANDA": _day(grant.submitted_on),
        "DATA_INIZIO_PROGETTO": _day(grant.started_on),
        "DATA_FINE_PROGETTO": _day(grant.ends_on),
        "ID_CONCESSIONE_GEST": grant.reference,
        "FLAG_ATTO_CONCESSIONE": "S" if grant.awarded_on else "N",
        "DATA_CONCESSIONE": _day(grant.awarded_on),
        "ATTO_CONCESSIONE": grant.version.legal_act,
        "COVAR": grant.covar,
        "COR": grant.cor,
        "BENEFICIARIO": _beneficiary(grant),
        "LOCALIZZAZIONI": {"LOCALIZZAZIONE": {"COD_COMUNE": grant.place}},
        "COSTI": {"COSTO": _costs(grant)},
        "COMPONENTI_AIUTI": {"COMPONENTE_AIUTO": _aid(grant, on)},
    }


def _beneficiary(grant: Grant) -> Tree:
    others = sorted(ledger.members_of(grant) - {grant.enterprise})
    return {
        "CODICE_FISCALE": grant.enterprise,
        "FINE_ESERCIZIO_FINANZIARIO": grant.year_end,
        "SOGGETTI_IMPRESA_UNICA": {"SOGGETTO": [{"CODICE_FISCALE": each} for each in others]},
    }


def _costs(grant: Grant) -> list[Tree]:
    plan = plans.in_force(grant)
    return [
        {"COD_TIPO_COSTO": row["category"], "IMPORTO_AMMESSO": _euros(row["cents"])}
        for row in (plan.budget if plan else [])
    ]


def _aid(grant: Grant, on: date | None) -> Tree:
    cents = grant.granted_cents or grant.ranked_cents or 0
    return {
        "ID_COMP_AIUTO_GEST": grant.reference,
        "COD_TIPO_PROCEDIMENTO": SMALL_AID,
        "CODICE_REGOLAMENTO": REGULATION[on is None or on >= NEW_RULE_FROM],
        "COD_ATECO_LIST": {"COD_ATECO": grant.sector},
        "STRUMENTI_AIUTO": {
            "STRUMENTO_AIUTO": {
                "COD_TIPO_STRUMENTO_AIUTO": GRANT_INSTRUMENT,
                "IMPORTO_NOMINALE": _euros(cents),
                "IMPORTO_AGEVOLAZIONE": _euros(cents),
            }
        },
    }


def _tree(xml: XMLGenerator, name: str, value: str | Tree | Sequence[Tree]) -> None:
    if not isinstance(value, (str, Mapping)):
        for each in value:
            _tree(xml, name, each)
        return
    xml.startElement(name, AttributesImpl({}))
    if isinstance(value, str):
        xml.characters(value)
    else:
        for child, inside in value.items():
            _tree(xml, child, inside)
    xml.endElement(name)


def _rows(texts: Iterable[tuple[str, str]]) -> Iterator[Answer]:
    told: dict[str, str] = {}
    for place, text in texts:
        name = PLACES[place]
        if name == FIELDS[0] and told:
            yield _answer(told)
            told = {}
        told[name] = text
    if told:
        yield _answer(told)


def _answer(told: Mapping[str, str]) -> Answer:
    return Answer(*(told.get(name, "") for name in FIELDS))


def _day(on: date | None) -> str:
    return on.isoformat() if on is not None else ""


def _euros(cents: int) -> str:
    return f"{Decimal(cents) / 100:.2f}"
